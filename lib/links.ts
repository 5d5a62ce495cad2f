// Links: network interfaces.
import type { Link, LinkChange, LinkFilter, LinkInput } from "../typings/objects.js";
import { BridgeVlans } from "./bridge-vlans.js";
import { Command, type Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { LinkStatistics } from "./link-statistics.js";
import { LiveCache } from "./live-cache.js";
import { checkLink, checkObject, show } from "./records/encode.js";

/** A link by its name, an alternative name or its index. */
export type LinkKey = string | number;

export interface WatchLinksOptions extends Waiting {
  /** Whether to ask for links that are down, whose changes the kernel does not announce. */
  verify?: boolean | undefined;
}

function keyOf(link: unknown): { name: string } | { index: number } {
  checkLink(link, "link", 1);
  return typeof link === "number" ? { index: link } : { name: link };
}

/** What the kernel sets, by name, only of a link that is there: a new one gets it in a second message. */
const BY_NAME = [
  "port",
  "altNames",
  "alias",
  "inet",
  "inet6",
  "mctp",
  "xdp",
  "virtualFunctions",
] as const;

/** The network interfaces of the socket's namespace (RTM_NEWLINK and its companions). */
export class Links extends Collection<Link, LinkFilter> {
  /** The VLANs of bridges and their ports. */
  readonly vlans: BridgeVlans;
  /** More counters of links than `stats` has. */
  readonly statistics: LinkStatistics;

  /** @internal */
  constructor(channel: Channel) {
    super(channel, "link");
    this.vlans = new BridgeVlans(channel);
    this.statistics = new LinkStatistics(channel);
  }

  /**
   * One link.
   *
   * @throws NetlinkError ENODEV when there is none of that name or index
   */
  async get(link: LinkKey, options: Waiting = {}): Promise<Link> {
    return this.fetch(keyOf(link), `get link ${show(link)}`, options);
  }

  /**
   * Makes a link. What the kernel takes only of a link that is there (`port`, `altNames`, `inet`, `inet6`, `xdp` …) is
   * set by a second request, right after the first; where that is refused, the link stays.
   *
   * @throws NetlinkError EEXIST when the name is taken, EOPNOTSUPP ("Unknown device type") when the kernel does not know
   * the kind, EPERM without CAP_NET_ADMIN, ENODEV when a link that is named does not exist
   */
  async add(properties: LinkInput, options: Waiting = {}): Promise<void> {
    checkObject(properties, "");
    const { name, port } = properties;
    const later = BY_NAME.find((property) => properties[property] !== undefined);
    if (name === undefined && later !== undefined) {
      throw argumentError(
        TypeError,
        "name",
        `is needed with ${JSON.stringify(later)}, which the kernel sets afterwards`,
      );
    }
    const complete =
      port === undefined ? properties : await this.#withPortKind(properties, undefined, options);
    await this.send(
      Command.add,
      `add link${name === undefined ? "" : ` ${show(name)}`}`,
      options,
      {},
      "add",
      complete,
    );
  }

  /**
   * Changes what is named, and only it. What the link has already is not sent again, so that a link that was read can be
   * written back with some properties changed.
   *
   * @throws NetlinkError ENODEV when there is no such link, EPERM without CAP_NET_ADMIN, EOPNOTSUPP where the kind of
   * link cannot change that
   */
  async change(link: LinkKey, properties: LinkChange, options: Waiting = {}): Promise<void> {
    const key = keyOf(link);
    checkObject(properties, "");
    let complete: object = properties;
    if (properties.data !== undefined && properties.kind === undefined) {
      const { kind } = await this.get(link, options);
      complete = { ...complete, kind };
    }
    if (properties.port !== undefined) complete = await this.#withPortKind(complete, link, options);
    await this.send(Command.change, `change link ${show(link)}`, options, key, "change", complete);
  }

  /**
   * Deletes a link.
   *
   * @throws NetlinkError ENODEV when there is no such link, EPERM without CAP_NET_ADMIN, EOPNOTSUPP for hardware
   */
  async delete(link: LinkKey, options: Waiting = {}): Promise<void> {
    await this.send(
      Command.delete,
      `delete link ${show(link)}`,
      options,
      keyOf(link),
      "change",
      {},
    );
  }

  /**
   * A cache that is equal to the kernel when the promise resolves, and follows it from then on.
   *
   * The kernel announces no change of a link that is down, but that it goes up or away. The cache asks for such links,
   * ten times a second and never for more than 2 % of the time; `verify: false` leaves that out.
   */
  async watch({ verify = true, signal }: WatchLinksOptions = {}): Promise<LiveCache<Link>> {
    const source = this.source({ signal });
    if (verify) {
      source.unannounced = {
        applies: ({ flags }) => !flags.includes("up"),
        fetch: ({ index }) => this.get(index),
      };
    }
    return LiveCache.open(source);
  }

  /** What a port has depends on its master's kind: the new master's, or the one the link has. */
  async #withPortKind(
    properties: LinkInput | LinkChange,
    link: LinkKey | undefined,
    options: Waiting,
  ): Promise<object> {
    if (properties.master !== undefined) {
      const { kind } = await this.get(properties.master, options);
      return { ...properties, portKind: kind };
    }
    if (properties.portKind !== undefined || link === undefined) return properties;
    const { portKind } = await this.get(link, options);
    return { ...properties, portKind };
  }
}
