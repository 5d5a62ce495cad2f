// What the Internet protocols do on each link.
import type { Netconf, NetconfFilter } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { LiveCache } from "./live-cache.js";
import { checkLink, show } from "./records/encode.js";

/** Forwarding and the like of IPv4, IPv6 and MPLS on each link (RTM_NEWNETCONF). The kernel sets them by sysctl only. */
export class Netconfs extends Collection<Netconf, NetconfFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "netconf");
  }

  /**
   * Those of one link, of "all" links, or what new links start with ("default").
   *
   * @throws NetlinkError ENODEV when there is no such link; EINVAL when it does not have the family, EOPNOTSUPP when the
   * kernel does not
   */
  async get(
    family: "inet" | "inet6" | "mpls",
    link: number | string,
    options: Waiting = {},
  ): Promise<Netconf> {
    checkLink(link, "link", 1);
    return this.fetch({ family, link }, `get netconf ${family} ${show(link)}`, options);
  }

  /**
   * A cache that is equal to the kernel when the promise resolves, and follows it from then on. What holds for "all" links,
   * or is the "default", the kernel may copy to others without a word: when that changes, everything is read again.
   */
  async watch(options: Waiting = {}): Promise<LiveCache<Netconf>> {
    const disturbs = ({ link }: Netconf): boolean => typeof link === "string";
    return LiveCache.open<Netconf>({ ...this.source(options), disturbs });
  }
}
