// The tables of neighbours and their parameters.
import type {
  NeighbourTable,
  NeighbourTableChange,
  NeighbourTableFilter,
} from "../typings/objects.js";
import { Command, type Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { show } from "./records/encode.js";

/** A table by its name, and the link whose parameters are meant; without: those that new links start with. */
export interface NeighbourTableKey {
  name: "arp_cache" | "ndisc_cache" | (string & {});
  family?: NeighbourTableFilter["family"];
  link?: number | string | undefined;
}

/**
 * The tables of IPv4 and IPv6 neighbours (RTM_NEWNEIGHTBL, what `ip ntable` shows): one object for each table and one more
 * for the parameters of each link.
 */
export class NeighbourTables extends Collection<NeighbourTable, NeighbourTableFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "neighbour table");
  }

  /**
   * Changes what is named, and only it: `change({ name: "arp_cache", link: "eth0" }, { parameters: { unicastProbes: 5 } })`.
   *
   * @throws NetlinkError ENOENT when there is no such table or no parameters of the link, or for what is
   * not of a link outside the host's first network namespace; ENODEV when there is no such link, EPERM without
   * CAP_NET_ADMIN
   */
  async change(
    key: NeighbourTableKey,
    properties: NeighbourTableChange,
    options: Waiting = {},
  ): Promise<void> {
    if (typeof key !== "object" || (key as unknown) === null || typeof key.name !== "string")
      throw argumentError(TypeError, "name", "is needed, as a string");
    const operation = `change neighbour table ${show(key.name)}`;
    await this.send(Command.change, operation, options, key, "change", properties);
  }
}
