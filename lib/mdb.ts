// Multicast groups of bridges and tunnels.
import type { MdbEntry, MdbEntryFilter, MdbEntryInput } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { LiveCache } from "./live-cache.js";

/** The multicast databases of the bridges and VXLANs of the socket's namespace, an object an entry (RTM_NEWMDB). */
export class MulticastDatabase extends Collection<MdbEntry, MdbEntryFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "mdb entry");
  }

  /**
   * Sends a group to a port: `{ link: "br0", port: "port0", group: "239.1.1.1", state: "permanent" }`.
   *
   * @throws NetlinkError EEXIST when it is sent there, ENODEV when there is no such link, EINVAL while the bridge is down or
   * does no snooping, EPERM without CAP_NET_ADMIN
   */
  async add(properties: MdbEntryInput, options: Waiting = {}): Promise<void> {
    check(properties);
    await this.edit("add", properties, options);
  }

  /** The same, or changes the entry there is (NLM_F_REPLACE; since Linux 6.2). */
  async replace(properties: MdbEntryInput, options: Waiting = {}): Promise<void> {
    check(properties);
    await this.edit("replace", properties, options);
  }

  /**
   * Sends a group to a port no longer.
   *
   * @throws NetlinkError ENOENT or EINVAL when it is not sent there, ENODEV when there is no such link, EPERM without
   * CAP_NET_ADMIN
   */
  async delete(properties: MdbEntryInput, options: Waiting = {}): Promise<void> {
    check(properties);
    await this.edit("delete", properties, options);
  }

  /** A cache that is equal to the kernel when the promise resolves, and follows it from then on. */
  async watch(options: Waiting = {}): Promise<LiveCache<MdbEntry>> {
    return LiveCache.open<MdbEntry>(this.source(options));
  }
}

function check(properties: MdbEntryInput): void {
  // What is not an object at all is refused where the properties are packed.
  if (typeof properties !== "object" || (properties as unknown) === null) return;
  for (const name of ["link", "port", "group"] as const) {
    if (properties[name] === undefined) throw argumentError(TypeError, name, "is needed");
  }
}
