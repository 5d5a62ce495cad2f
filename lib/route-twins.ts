// Routes with the same destination, priority and so on: which of them an announcement of the kernel is about.
import type { Route, RouteNexthop } from "../typings/objects.js";
import type { Announcement } from "./twins.js";

const REPLACE = 1;
const EXCL = 2;
const APPEND = 8;

const hop = ({ link, gateway, via }: RouteNexthop): string =>
  `${String(link)} ${gateway ?? via ?? ""}`;

function hops(route: Route): string {
  // The state of a link (`linkdown`) is no part of a route's identity.
  return (route.nexthops ?? []).map((one) => `${hop(one)} ${String(one.weight ?? 1)}`).join();
}

/** Whether two routes with the same key are one. */
export function sameRoute(a: Route, b: Route): boolean {
  return (
    a.type === b.type &&
    a.nexthopId === b.nexthopId &&
    a.protocol === b.protocol &&
    a.scope === b.scope &&
    a.preferredSource === b.preferredSource &&
    hops(a) === hops(b)
  );
}

const without = (twins: readonly Route[], index: number): Route[] => twins.toSpliced(index, 1);

/** The place of the twin that a route with a nexthop object is about: the object's changes are announced as replacements. */
function sameObject(twins: readonly Route[], route: Route): number {
  if (route.nexthopId === undefined) return -1;
  return twins.findIndex(({ nexthopId }) => nexthopId === route.nexthopId);
}

/** IPv4: any number of twins, in the order in which they are tried. */
function followInet(
  twins: readonly Route[],
  { action, object, flags }: Announcement<Route>,
): readonly Route[] | undefined {
  const known = twins.findIndex((one) => sameRoute(one, object));
  if (action === "gone") {
    if (known >= 0) return without(twins, known);
    return twins.length <= 1 ? [] : undefined;
  }
  if (flags & REPLACE) {
    const at = Math.max(sameObject(twins, object), 0);
    return [...twins.slice(0, at), object, ...twins.slice(at + 1)];
  }
  if (known >= 0) return twins.with(known, object);
  if (flags & EXCL) return twins.length <= 1 ? [object] : undefined;
  return flags & APPEND ? [...twins, object] : [object, ...twins];
}

/** Those with a gateway are nexthops of one route; those of router advertisements and of objects are by themselves. */
function isShared({ nexthops, nexthopId, protocol }: Route): boolean {
  return (
    nexthopId === undefined &&
    protocol !== "ra" &&
    nexthops?.some(({ gateway }) => gateway !== undefined) === true
  );
}

/** The kernel begins with the nexthop that was appended, and a dump with the first. */
function inOrder(before: Route, after: Route): Route {
  const { nexthops = [] } = after;
  const [first] = before.nexthops ?? [];
  const start = first ? nexthops.findIndex((one) => hop(one) === hop(first)) : 0;
  if (start <= 0) return after;
  return { ...after, nexthops: [...nexthops.slice(start), ...nexthops.slice(0, start)] };
}

/** What is left of a route that loses some of its nexthops; undefined: nothing. */
function less(route: Route, lost: Route): Route | undefined {
  const gone = new Set((lost.nexthops ?? []).map(hop));
  const left = (route.nexthops ?? []).filter((one) => !gone.has(hop(one)));
  const [only] = left;
  if (!only) return undefined;
  if (left.length > 1) return { ...route, nexthops: left };
  const alone = { ...only };
  delete alone.weight;
  return { ...route, nexthops: [alone] };
}

/** IPv6: at most one route of several nexthops, and beside it those without a gateway. */
function followInet6(
  twins: readonly Route[],
  { action, object, flags }: Announcement<Route>,
): readonly Route[] | undefined {
  const shared = isShared(object);
  const group = twins.findIndex(isShared);
  const known = twins.findIndex((one) => sameRoute(one, object));
  if (action === "gone") {
    if (known >= 0) return without(twins, known);
    const route = shared ? twins[group] : undefined;
    if (!route) return twins.length <= 1 ? [] : undefined;
    const rest = less(route, object);
    return rest ? twins.with(group, rest) : without(twins, group);
  }
  if (flags & REPLACE) {
    const alike = twins.findIndex((one) => isShared(one) === shared);
    const at = sameObject(twins, object);
    const place = Math.max(at >= 0 ? at : alike, 0);
    return [...twins.slice(0, place), object, ...twins.slice(place + 1)];
  }
  if (known >= 0) return twins.with(known, object);
  const route = shared ? twins[group] : undefined;
  return route ? twins.with(group, inOrder(route, object)) : [...twins, object];
}

/** What an announcement leaves of the routes with its key. */
export function followRoute(
  twins: readonly Route[],
  announcement: Announcement<Route>,
): readonly Route[] | undefined {
  const follow = announcement.object.family === "inet6" ? followInet6 : followInet;
  return follow(twins, announcement);
}
