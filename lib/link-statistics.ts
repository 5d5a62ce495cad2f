// Counters of links in messages of their own.
import type { ExtendedLinkStatistics, ExtendedLinkStatisticsFilter } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { checkLink, show } from "./records/encode.js";

/** Counters of links, with those of bridges, bonds, their ports, offloads and MPLS (RTM_GETSTATS). */
export class LinkStatistics extends Collection<
  ExtendedLinkStatistics,
  ExtendedLinkStatisticsFilter
> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "link statistic");
  }

  /**
   * The counters of one link, by its name, an alternative name or its index.
   *
   * @throws NetlinkError ENODEV when there is no such link
   */
  async get(link: string | number, options: Waiting = {}): Promise<ExtendedLinkStatistics> {
    checkLink(link, "link", 1);
    return this.fetch({ link }, `get statistics of link ${show(link)}`, options);
  }
}
