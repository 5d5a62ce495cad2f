// Where `ip -j -d route` prints what a Route has, in the terms of a Route.
import type { Route } from "../../lib/index.js";
import type { Json } from "./namespace.js";

const TABLES: Record<string, number> = { default: 253, main: 254, local: 255 };

/** iproute2 leaves out the length of a whole address. */
function prefix(text: string | undefined): string | undefined {
  if (text === undefined || text === "default" || text.includes("/")) return text;
  return `${text}/${text.includes(":") ? "128" : "32"}`;
}

function present(object: Record<string, unknown>): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

type IndexOf = (name: string) => number | undefined;

function nexthop(json: Json, indexOf: IndexOf): Json {
  const via = json.via as { host: string } | undefined;
  return present({
    link: json.dev === undefined ? undefined : indexOf(String(json.dev)),
    gateway: json.gateway as unknown,
    via: via?.host,
    weight: json.weight as unknown,
    flags: [...((json.flags as string[] | undefined) ?? [])].sort(),
  });
}

/** What iproute2 prints of a route, of the properties it prints of every route. */
export function asRoute(json: Json, family: string, links: readonly Json[]): Json {
  const indexOf: IndexOf = (name) =>
    links.find(({ ifname }) => ifname === name)?.ifindex as number | undefined;
  const single = json.dev !== undefined || json.gateway !== undefined || json.via !== undefined;
  const several = json.nexthops as Json[] | undefined;
  return present({
    family,
    type: json.type as unknown,
    table: TABLES[String(json.table)] ?? Number(json.table),
    protocol: json.protocol as unknown,
    scope: json.scope as unknown,
    destination: prefix(json.dst as string),
    source: prefix(json.from as string | undefined),
    priority: json.metric as unknown,
    preferredSource: json.prefsrc as unknown,
    nexthopId: json.nhid as unknown,
    preference: json.pref as unknown,
    nexthops: several
      ? several.map((one) => nexthop(one, indexOf))
      : single
        ? [nexthop(json, indexOf)]
        : undefined,
  });
}

/** The same properties of a Route. */
export function ofRoute(route: Route): Json {
  const { nexthops } = route;
  return present({
    family: route.family,
    type: route.type,
    table: route.table,
    protocol: route.protocol,
    scope: route.scope,
    destination: route.destination,
    source: route.source,
    priority: route.priority,
    preferredSource: route.preferredSource,
    nexthopId: route.nexthopId,
    preference: route.preference,
    nexthops: nexthops?.map(({ link, gateway, via, weight, flags }) =>
      present({ link, gateway, via, weight, flags: [...flags].sort() }),
    ),
  });
}
