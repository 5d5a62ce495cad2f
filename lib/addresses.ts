// Addresses of links.
import type { Address, AddressFilter, AddressInput } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { LiveCache } from "./live-cache.js";

/** The IPv4 and IPv6 addresses of the socket's namespace (RTM_NEWADDR and its companions). */
export class Addresses extends Collection<Address, AddressFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "address");
  }

  /**
   * Gives a link an address: `{ link: "eth0", address: "10.0.0.1/24" }`.
   *
   * @throws NetlinkError EEXIST when the link has it, ENODEV when there is no such link, EPERM without CAP_NET_ADMIN
   */
  async add(properties: AddressInput, options: Waiting = {}): Promise<void> {
    await this.edit("add", properties, options);
  }

  /** The same, or sets lifetimes and flags of the address where the link has it (NLM_F_REPLACE). */
  async replace(properties: AddressInput, options: Waiting = {}): Promise<void> {
    await this.edit("replace", properties, options);
  }

  /**
   * Takes an address from a link.
   *
   * @throws NetlinkError EADDRNOTAVAIL when the link does not have it, ENODEV when there is no such link, EPERM without
   * CAP_NET_ADMIN
   */
  async delete(properties: AddressInput, options: Waiting = {}): Promise<void> {
    await this.edit("delete", properties, options);
  }

  /** A cache that is equal to the kernel when the promise resolves, and follows it from then on. */
  async watch(options: Waiting = {}): Promise<LiveCache<Address>> {
    return LiveCache.open<Address>(this.source(options));
  }
}
