// Labels of IPv6 prefixes, by which source addresses are chosen.
import type { AddressLabel, AddressLabelFilter, AddressLabelInput } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { familyOf } from "./family.js";
import { show } from "./records/encode.js";

/**
 * The labels of IPv6 prefixes of the socket's namespace (RFC 6724; RTM_NEWADDRLABEL, what `ip addrlabel` shows). The kernel
 * announces no change of them.
 */
export class AddressLabels extends Collection<AddressLabel, AddressLabelFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "address label");
  }

  /**
   * Gives a prefix a label: `{ prefix: "2001:db8::/32", label: 99 }`.
   *
   * @throws NetlinkError EEXIST when it has one, ENODEV when there is no such link, EPERM without CAP_NET_ADMIN
   */
  async add(properties: AddressLabelInput, options: Waiting = {}): Promise<void> {
    checkPrefix(properties, "prefix");
    checkLabel(properties);
    await this.edit("add", properties, options);
  }

  /** The same, or changes the label that the prefix has (NLM_F_REPLACE). */
  async replace(properties: AddressLabelInput, options: Waiting = {}): Promise<void> {
    checkPrefix(properties, "prefix");
    checkLabel(properties);
    await this.edit("replace", properties, options);
  }

  /**
   * Takes the label from a prefix.
   *
   * @throws NetlinkError ESRCH when it has none, ENODEV when there is no such link, EPERM without CAP_NET_ADMIN
   */
  async delete(properties: AddressLabelInput, options: Waiting = {}): Promise<void> {
    checkPrefix(properties, "prefix");
    await this.edit("delete", properties, options);
  }

  /**
   * The label that holds for an address: that of the longest prefix which has it, on a link where one is given.
   *
   * @throws NetlinkError ESRCH when there is none
   */
  async lookup(
    address: string,
    options: Waiting & { link?: number | string | undefined } = {},
  ): Promise<AddressLabel> {
    checkPrefix({ address }, "address");
    const { link, ...waiting } = options;
    const operation = `look up address label of ${show(address)}`;
    return this.fetch({ prefix: address, link }, operation, waiting);
  }
}

function checkPrefix(properties: unknown, path: "prefix" | "address"): void {
  // What is not an object at all is refused where the properties are packed.
  if (typeof properties !== "object" || properties === null) return;
  const prefix = (properties as Record<string, unknown>)[path];
  if (familyOf(prefix) !== "inet6")
    throw argumentError(TypeError, path, `must be one of IPv6 as a string, not ${show(prefix)}`);
}

function checkLabel(properties: unknown): void {
  if (typeof properties !== "object" || properties === null) return;
  if ((properties as AddressLabelInput).label === undefined)
    throw argumentError(TypeError, "label", "is needed");
}
