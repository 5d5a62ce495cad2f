// Nexthop objects: nexthops that routes share by number, and groups of them.
import type {
  Nexthop,
  NexthopBucket,
  NexthopBucketFilter,
  NexthopFilter,
  NexthopInput,
} from "../typings/objects.js";
import { Command, type Channel } from "./channel.js";
import { Collection, type ListOptions, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { commonFamily } from "./family.js";
import { LiveCache } from "./live-cache.js";

class NexthopBuckets extends Collection<NexthopBucket, NexthopBucketFilter> {
  constructor(channel: Channel) {
    super(channel, "nexthop bucket");
  }
}

/** The object with its family, which the kernel wants of all but groups. */
function complete(nexthop: NexthopInput): NexthopInput {
  if (typeof (nexthop as unknown) !== "object" || (nexthop as unknown) === null) return nexthop;
  const { family, gateway, group } = nexthop;
  if (group !== undefined) {
    for (const name of ["gateway", "link", "blackhole", "encap"] as const) {
      if (nexthop[name] !== undefined)
        throw argumentError(TypeError, name, 'cannot be given beside "group"');
    }
    return { ...nexthop, family: "unspec" };
  }
  const common = commonFamily(family, [["gateway", gateway]]) ?? "inet";
  return { ...nexthop, family: common as NonNullable<NexthopInput["family"]> };
}

/**
 * The nexthop objects of the socket's namespace (RTM_NEWNEXTHOP and its companions). A route names one by its
 * `nexthopId`; when an object changes, all its routes do.
 */
export class Nexthops extends Collection<Nexthop, NexthopFilter> {
  readonly #buckets: NexthopBuckets;

  /** @internal */
  constructor(channel: Channel) {
    super(channel, "nexthop");
    this.#buckets = new NexthopBuckets(channel);
  }

  /**
   * One object.
   *
   * @throws NetlinkError ENOENT when there is none of that number
   */
  async get(id: number, options: Waiting = {}): Promise<Nexthop> {
    return this.fetch({ id }, `get nexthop ${String(id)}`, options);
  }

  /**
   * Makes an object, `{ id: 1, gateway: "10.0.0.254", link: "v0" }`, or a group of some,
   * `{ id: 10, group: [{ id: 1, weight: 2 }, { id: 2 }] }`.
   *
   * @throws NetlinkError EEXIST when the number is taken, EINVAL when a member does not exist, ENODEV when there is no
   * such link, ENETDOWN when the link is down, EHOSTUNREACH or ENETUNREACH when the gateway cannot be reached, EPERM
   * without CAP_NET_ADMIN
   */
  async add(nexthop: NexthopInput, options: Waiting = {}): Promise<void> {
    await this.edit("add", complete(nexthop), options);
  }

  /** The same, or makes the object of that number what is given, for all routes and groups that have it. */
  async replace(nexthop: NexthopInput, options: Waiting = {}): Promise<void> {
    await this.edit("replace", complete(nexthop), options);
  }

  /**
   * Deletes an object, and with it the routes that use it, of which the kernel announces those of IPv6 only.
   *
   * @throws NetlinkError ENOENT when there is none of that number, EPERM without CAP_NET_ADMIN
   */
  async delete(id: number, options: Waiting = {}): Promise<void> {
    await this.send(Command.delete, `delete nexthop ${String(id)}`, options, {}, "add", { id });
  }

  /**
   * The buckets of resilient groups: `buckets({ group: 10 })`, `buckets({ nexthop: 2 })`.
   *
   * @throws NetlinkError ENOENT when there is no such group, EINVAL when it is not resilient
   */
  async buckets(filter?: NexthopBucketFilter, options: ListOptions = {}): Promise<NexthopBucket[]> {
    return this.#buckets.list(filter, options);
  }

  /** A cache that is equal to the kernel when the promise resolves, and follows it from then on. */
  async watch(options: Waiting = {}): Promise<LiveCache<Nexthop>> {
    return LiveCache.open<Nexthop>(this.source(options));
  }
}
