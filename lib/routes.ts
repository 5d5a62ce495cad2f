// Routes: where packets go.
import type { Route, RouteFilter, RouteInput, RouteLookupInput } from "../typings/objects.js";
import { Command, type Channel } from "./channel.js";
import { Collection, type ListOptions, type Waiting } from "./collection.js";
import { argumentError, NetlinkError } from "./error.js";
import { commonFamily, familyName } from "./family.js";
import { LiveCache } from "./live-cache.js";
import { checkLink, show } from "./records/encode.js";
import { request } from "./requests.js";
import { followRoute, sameRoute } from "./route-twins.js";

/** What a lookup may ask besides its destination. */
export interface LookupOptions extends Omit<RouteLookupInput, "destination" | "label">, Waiting {
  /** The same as `link`: the link that packets shall leave by. */
  outputInterface?: number | string | undefined;
}

const ENOENT = "ENOENT";
const MPLS_LABELS = /^\d+(\/\d+)*$/;

type Properties = Readonly<Record<string, unknown>>;

/** The addresses of a route that must be of its family, with their paths. */
function* addresses(route: Properties): Generator<readonly [string, unknown]> {
  for (const name of ["destination", "source", "preferredSource", "gateway"])
    yield [name, route[name]];
  if (!Array.isArray(route.nexthops)) return;
  for (const [i, nexthop] of route.nexthops.entries()) {
    const gateway = (nexthop as Properties | null)?.gateway;
    yield [`nexthops[${i.toString()}].gateway`, gateway];
  }
}

/** The route with its family, checked for what its properties must agree on. */
function complete(route: RouteInput): RouteInput {
  if (typeof (route as unknown) !== "object" || (route as unknown) === null) return route;
  const { destination, nexthops, source } = route;
  for (const short of ["link", "gateway", "via"] as const) {
    if (route[short] !== undefined && nexthops !== undefined)
      throw argumentError(TypeError, short, 'cannot be given beside "nexthops"');
  }
  const labels = typeof destination === "string" && MPLS_LABELS.test(destination);
  const given = route.family ?? (labels ? "mpls" : undefined);
  if (labels && familyName(given) !== "mpls")
    throw argumentError(TypeError, "destination", `is an MPLS label (${destination})`);
  const family = commonFamily(given, addresses(route as Properties)) ?? "inet";
  if (source !== undefined && family === "inet")
    throw argumentError(TypeError, "source", "is for IPv6 only");
  const whole = { ...route, family } as RouteInput;
  // A route is reported with what its nexthop object stands for, and added by the object's number alone.
  if (route.nexthopId !== undefined) delete whole.nexthops;
  return whole;
}

/** Routes by nexthop are found natively; the kernel finds those by link. */
function asFilter(filter: RouteFilter | undefined): RouteFilter | undefined {
  if (!filter || (filter.gateway === undefined && filter.via === undefined)) return filter;
  const { gateway, via, nexthops, ...rest } = filter;
  if (nexthops !== undefined)
    throw argumentError(TypeError, "gateway", 'cannot be given beside "nexthops"');
  return { ...rest, nexthops: [{ gateway, via }] };
}

/** The routes of the socket's namespace, of all tables and families (RTM_NEWROUTE and its companions). */
export class Routes extends Collection<Route, RouteFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "route");
  }

  /**
   * All routes, or those with every property of the filter. The kernel filters by family, table, protocol, type and
   * `link`, the link of any nexthop; the I/O thread by the rest. A table that does not exist has no routes.
   *
   * @throws NetlinkError ERR_DUMP_INTERRUPTED when the routes changed under ten attempts to read them
   */
  override async list(filter?: RouteFilter, options: ListOptions = {}): Promise<Route[]> {
    this.#check(filter);
    try {
      return await super.list(asFilter(filter), options);
    } catch (error) {
      if (noSuchTable(filter, error)) return [];
      throw error;
    }
  }

  override async *stream(
    filter?: RouteFilter,
    options: ListOptions = {},
  ): AsyncGenerator<Route, void, void> {
    this.#check(filter);
    try {
      yield* super.stream(asFilter(filter), options);
    } catch (error) {
      if (!noSuchTable(filter, error)) throw error;
    }
  }

  /**
   * The first route with every property of the filter: `get({ destination: "10.0.0.0/8", table: 100 })`. What the kernel
   * would choose for an address, {@link lookup} tells.
   *
   * @throws NetlinkError ESRCH when there is none
   */
  async get(filter: RouteFilter, options: ListOptions = {}): Promise<Route> {
    for await (const route of this.stream(filter, { ...options, acceptPartial: true }))
      return route;
    const label = filter.destination === undefined ? "" : ` ${show(filter.destination)}`;
    throw new NetlinkError(
      { code: "ESRCH", errno: 3, message: "no such route" },
      `get route${label}`,
    );
  }

  /**
   * Adds a route: `{ destination: "10.1.0.0/16", gateway: "10.0.0.254" }`, or with several nexthops
   * `{ destination: "default", nexthops: [{ gateway: "10.0.0.1", weight: 2 }, { gateway: "10.0.0.2" }] }`.
   *
   * @throws NetlinkError EEXIST when there is one to the same destination with the same priority and TOS in the table,
   * ENETUNREACH ("Nexthop has invalid gateway") when the gateway cannot be reached, ENETDOWN when the link is down,
   * ENODEV when there is no such link, EPERM without CAP_NET_ADMIN
   */
  async add(route: RouteInput, options: Waiting = {}): Promise<void> {
    await this.edit("add", complete(route), options);
  }

  /** The same, in place of the first route to that destination with that priority and TOS in the table, if any. */
  async replace(route: RouteInput, options: Waiting = {}): Promise<void> {
    await this.edit("replace", complete(route), options);
  }

  /**
   * Adds a route after those to the same destination with the same priority: a twin in IPv4, which is used when those
   * before it are gone, and another nexthop of the same route in IPv6 (NLM_F_APPEND).
   */
  async append(route: RouteInput, options: Waiting = {}): Promise<void> {
    await this.edit("append", complete(route), options);
  }

  /**
   * Replaces a route that must exist (`ip route change`): nothing of the old one is kept.
   *
   * @throws NetlinkError ENOENT when there is none
   */
  async change(route: RouteInput, options: Waiting = {}): Promise<void> {
    await this.edit("change", complete(route), options);
  }

  /**
   * Deletes the first route with all properties that are given: `{ destination: "10.1.0.0/16" }` will do.
   *
   * @throws NetlinkError ESRCH when there is none, EPERM without CAP_NET_ADMIN
   */
  async delete(route: RouteInput, options: Waiting = {}): Promise<void> {
    await this.edit("delete", complete(route), options);
  }

  /**
   * The route that the kernel would take to an address, by rules and tables (`ip route get`); with `fibMatch`, the entry
   * of the table that decides. For MPLS the destination is a label.
   *
   * @throws NetlinkError ENETUNREACH when there is none, and the error of a route that leads nowhere (EHOSTUNREACH,
   * EACCES, EINVAL), ENODEV when there is no such link
   */
  async lookup(destination: string, options: LookupOptions = {}): Promise<Route> {
    const { signal, outputInterface, ...asked } = options;
    if (outputInterface !== undefined) {
      checkLink(outputInterface, "outputInterface", 1);
      asked.link ??= outputInterface;
    }
    const target =
      typeof (destination as unknown) === "string" && MPLS_LABELS.test(destination)
        ? { label: destination }
        : { destination };
    commonFamily(undefined, [
      ["destination", destination],
      ["source", asked.source],
    ]);
    const answer = await request(
      this.channel,
      Command.get,
      this.table,
      `look up route to ${show(destination)}`,
      { signal },
      this.query({ ...asked, ...target }),
    );
    return answer[0] as unknown as Route;
  }

  /** A cache that is equal to the kernel when the promise resolves, and follows it from then on. */
  async watch(options: Waiting = {}): Promise<LiveCache<Route>> {
    const twins = { follow: followRoute, same: sameRoute };
    return LiveCache.open<Route>({ ...this.source(options), twins });
  }

  /** Tells of wrong properties by the path they were given with. */
  #check(filter: RouteFilter | undefined): void {
    if (filter !== undefined) this.check(filter);
  }
}

/** With the family given, the kernel takes a table that was never used for an error. */
function noSuchTable(filter: RouteFilter | undefined, error: unknown): boolean {
  return filter?.table !== undefined && error instanceof NetlinkError && error.code === ENOENT;
}
