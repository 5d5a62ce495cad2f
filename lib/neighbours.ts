// Neighbours, and the forwarding entries of bridges and tunnels.
import type { Neighbour, NeighbourFilter, NeighbourInput } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type ListOptions, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { AF_BRIDGE, agreedFamily } from "./family.js";
import { LiveCache } from "./live-cache.js";

/** An IP neighbour, which may be a proxied address (`flags: ["proxy"]`), or a forwarding entry. */
export type NeighbourKey = Pick<
  NeighbourFilter,
  "link" | "family" | "destination" | "address" | "vlan" | "master" | "flags"
>;

export interface WatchNeighboursOptions extends Waiting {
  /** "bridge": the forwarding entries instead of the IP neighbours. */
  family?: "bridge" | undefined;
}

const NEIGHBOURS = "neighbour";
const FORWARDING = "forwarding entry";

/**
 * The IP neighbours (ARP and NDP) of the socket's namespace and, with the family "bridge", the forwarding entries of its
 * bridges and tunnels (fdb): RTM_NEWNEIGH and its companions. What names no family is about IP neighbours.
 */
export class Neighbours extends Collection<Neighbour, NeighbourFilter> {
  /** The kernel keeps the two apart; undefined: these are the forwarding entries. */
  readonly #forwarding: Neighbours | undefined;

  /** @internal */
  constructor(channel: Channel, noun: typeof NEIGHBOURS | typeof FORWARDING = NEIGHBOURS) {
    super(channel, noun);
    this.#forwarding = noun === NEIGHBOURS ? new Neighbours(channel, FORWARDING) : undefined;
  }

  /**
   * All IP neighbours, or those with every property of the filter: flags and lists match where they contain the filter's.
   * `family: "bridge"` lists forwarding entries, `flags: ["proxy"]` the addresses that the host answers for. The kernel
   * filters by family and link, and forwarding entries by master; the I/O thread by the rest.
   *
   * @throws NetlinkError ENODEV where a link that is named does not exist, ERR_DUMP_INTERRUPTED when the kernel's state
   * changed under ten attempts to read it
   */
  override async list(filter?: NeighbourFilter, options: ListOptions = {}): Promise<Neighbour[]> {
    const entries = this.#for(filter);
    return entries === this ? super.list(filter, options) : entries.list(filter, options);
  }

  /** The same, one after the other while the kernel sends them: memory stays small, and leaving the loop ends the dump. */
  override async *stream(
    filter?: NeighbourFilter,
    options: ListOptions = {},
  ): AsyncGenerator<Neighbour, void, void> {
    const entries = this.#for(filter);
    yield* entries === this ? super.stream(filter, options) : entries.stream(filter, options);
  }

  /**
   * One neighbour, by its link and destination; or one forwarding entry, by `family: "bridge"`, its address, and the port
   * or the master (`vlan` where it has one).
   *
   * @throws NetlinkError ENOENT when there is none (ENODEV: no such link)
   */
  async get(key: NeighbourKey, options: Waiting = {}): Promise<Neighbour> {
    const entries = this.#checked(key);
    return entries.fetch(key, `get ${entries.noun}`, options);
  }

  /**
   * Adds a neighbour, `{ link: "eth0", destination: "10.0.0.2", address: "02:00:00:00:00:02" }`, an address to answer for,
   * `{ link: "eth0", destination: "10.0.0.3", flags: ["proxy"] }`, or a forwarding entry,
   * `{ family: "bridge", link: "port0", address: "02:00:00:00:00:02", state: ["noarp"] }`. It is permanent unless another
   * state is given. A forwarding entry goes to the bridge that the link is a port of, or with `flags: ["self"]` to the
   * link itself.
   *
   * @throws NetlinkError EEXIST when there is one, ENODEV when there is no such link, EPERM without CAP_NET_ADMIN
   */
  async add(properties: NeighbourInput, options: Waiting = {}): Promise<void> {
    await this.#edit("add", properties, options);
  }

  /** The same, or changes the one there is (NLM_F_CREATE, NLM_F_REPLACE). */
  async replace(properties: NeighbourInput, options: Waiting = {}): Promise<void> {
    await this.#edit("replace", properties, options);
  }

  /** Adds another end to a tunnel's forwarding entry (NLM_F_APPEND). */
  async append(properties: NeighbourInput, options: Waiting = {}): Promise<void> {
    await this.#edit("append", properties, options);
  }

  /**
   * Changes one that there is (NLM_F_REPLACE).
   *
   * @throws NetlinkError ENOENT when there is none
   */
  async change(properties: NeighbourInput, options: Waiting = {}): Promise<void> {
    await this.#edit("change", properties, options);
  }

  /**
   * Deletes a neighbour or a forwarding entry.
   *
   * @throws NetlinkError ENOENT when there is none, ENODEV when there is no such link, EPERM without CAP_NET_ADMIN
   */
  async delete(properties: NeighbourInput, options: Waiting = {}): Promise<void> {
    await this.#edit("delete", properties, options);
  }

  /**
   * A cache of the IP neighbours, or of the forwarding entries, that is equal to the kernel when the promise resolves, and
   * follows it from then on as far as the kernel announces changes. It announces no neighbour before that has an address
   * for the first time, none that it makes for a multicast address, no proxied addresses, and among the forwarding entries
   * not the multicast addresses that links listen to by themselves. Neighbours that are being looked for or were not found
   * are asked for ten times a second, and never for more than 2 % of the time.
   */
  async watch({ family, signal }: WatchNeighboursOptions = {}): Promise<LiveCache<Neighbour>> {
    const entries = this.#for({ family });
    const source = entries.source({ signal });
    if (entries.noun === FORWARDING) return LiveCache.open({ ...source, keyOf: forwardingKey });
    source.unannounced = {
      applies: ({ address, destination }) => address === undefined && destination !== undefined,
      fetch: ({ link, destination }) => this.get({ link, destination }),
    };
    return LiveCache.open(source);
  }

  async #edit(
    verb: "add" | "replace" | "append" | "change" | "delete",
    properties: NeighbourInput,
    options: Waiting,
  ): Promise<void> {
    await this.#checked(properties).edit(verb, properties, options);
  }

  /** The entries that the properties are about, of which they name one. */
  #checked(properties: NeighbourFilter | NeighbourInput): Neighbours {
    const entries = this.#for(properties);
    // What is not an object at all is refused where the properties are packed.
    if (typeof properties !== "object" || (properties as unknown) === null) return entries;
    const needed = entries.noun === FORWARDING ? "address" : "destination";
    if (properties[needed] === undefined) throw argumentError(TypeError, needed, "is needed");
    if (entries === this) agreedFamily(properties, ["destination"]);
    return entries;
  }

  #for(properties: { family?: unknown } | undefined): Neighbours {
    const family: unknown = (properties as { family?: unknown } | null | undefined)?.family;
    return family === "bridge" || family === AF_BRIDGE ? (this.#forwarding ?? this) : this;
  }
}

/** An address of a bridge moves from port to port without being another entry; one of a link stays there. */
function forwardingKey(object: object): string {
  const { master, link, address, vlan, destination, port, vni, sourceVni, viaLink, nexthopId } =
    object as Neighbour;
  return master === undefined
    ? [link, address, vlan, destination, port, vni, sourceVni, viaLink, nexthopId].join(" ")
    : ["master", master, address, vlan].join(" ");
}
