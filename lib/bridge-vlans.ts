// The VLANs of bridges and their ports.
import type {
  BridgeVlans as PortVlans,
  BridgeVlansFilter,
  BridgeVlansInput,
} from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type ListOptions, type Waiting } from "./collection.js";

/**
 * The VLANs that bridges and their ports forward (RTM_NEWVLAN and its companions), grouped by port as the kernel groups
 * them. A kernel without VLAN filtering rejects all of it with EOPNOTSUPP.
 */
export class BridgeVlans extends Collection<PortVlans, BridgeVlansFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "bridge VLAN");
  }

  /** The ports and bridges with their VLANs; equal VLANs that follow each other are one, from `id` to `end`. */
  override async list(filter?: BridgeVlansFilter, options: ListOptions = {}): Promise<PortVlans[]> {
    const ports: PortVlans[] = [];
    for (const port of await super.list(filter, options)) {
      const last = ports.at(-1);
      if (last?.link === port.link) ports[ports.length - 1] = joined(last, port);
      else ports.push(port);
    }
    return ports;
  }

  /** The same, one after the other while the kernel sends them. */
  override async *stream(
    filter?: BridgeVlansFilter,
    options: ListOptions = {},
  ): AsyncGenerator<PortVlans, void, void> {
    let last: PortVlans | undefined;
    for await (const port of super.stream(filter, options)) {
      if (last?.link === port.link) {
        last = joined(last, port);
      } else {
        if (last) yield last;
        last = port;
      }
    }
    if (last) yield last;
  }

  /**
   * Adds VLANs to a port, or sets flags and options of those it has:
   * `{ link: "eth0", vlans: [{ id: 10, end: 20 }, { id: 1, flags: ["pvid", "untagged"] }] }`. With the flag "only_opts"
   * only options are set.
   *
   * @throws NetlinkError ENODEV when there is no such link, EINVAL when it is no port of a bridge, EPERM without
   * CAP_NET_ADMIN, EOPNOTSUPP from a kernel without VLAN filtering
   */
  async add(properties: BridgeVlansInput, options: Waiting = {}): Promise<void> {
    await this.edit("add", properties, options);
  }

  /**
   * Takes VLANs from a port. One that it does not have is passed over, where the kernel does so.
   *
   * @throws NetlinkError as {@link add}
   */
  async delete(properties: BridgeVlansInput, options: Waiting = {}): Promise<void> {
    await this.edit("delete", properties, options);
  }
}

/** The kernel splits what does not fit into one message. */
function joined(first: PortVlans, second: PortVlans): PortVlans {
  return { ...first, vlans: [...(first.vlans ?? []), ...(second.vlans ?? [])] };
}
