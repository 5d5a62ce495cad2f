// How the command line speaks of routes.
import type { Route, RouteNexthop } from "../../index.js";
import { printable } from "../values.js";
import {
  flagWords,
  hexadecimal,
  named,
  sentence,
  tableName,
  word,
  type Kind,
  type Style,
} from "./kind.js";

const MAIN = 254;

function join(parts: readonly string[]): string {
  return parts.some(Boolean) ? parts.map((part) => part || "-").join(", ") : "";
}

/** What a nexthop has besides where it leads. */
function extras({ flags, encap, newDestination }: RouteNexthop): string {
  const kind = (encap as { type?: string | number } | undefined)?.type;
  return sentence(flagWords(flags), named("encap", kind), named("as", newDestination));
}

/** "via 10.0.0.254 v0 weight 2" */
function nexthopWords(nexthop: RouteNexthop, { names }: Style): string {
  const { link, gateway, via, weight } = nexthop;
  const router = named("via", gateway ?? via);
  return sentence(
    router,
    link === undefined ? "" : names.name(link),
    named("weight", weight),
    extras(nexthop),
  );
}

/** "blackhole 10.0.0.0/8"; the family, where the destination does not show it. */
function destinationOf({ type, family, destination }: Route): string {
  const plain = family === "inet" || destination.includes(":");
  return sentence(!plain && word(family), type !== "unicast" && word(type), destination);
}

function detailsOf({ nexthops = [], nexthopId, tos, metrics = {}, mark, ...route }: Route): string {
  const weights = nexthops.map(({ weight }) => weight?.toString() ?? "");
  const numbers = Object.entries(metrics).filter(([, value]) => typeof value === "number");
  return sentence(
    named("nexthop", nexthopId),
    named("weights", join(weights) || undefined),
    ...nexthops.map(extras),
    named("from", route.source),
    named("tos", tos),
    named("mark", mark === undefined ? undefined : hexadecimal(mark)),
    ...numbers.map(([name, value]) => `${printable(name)} ${String(value)}`),
  );
}

function title(route: Route, { colours }: Style): string {
  const { table } = route;
  return sentence(
    colours.cyan(destinationOf(route)),
    table !== MAIN && `table ${tableName(table)}`,
  );
}

function words(route: Route, style: Style): string {
  const { nexthops = [], nexthopId, ...rest } = route;
  return sentence(
    style.colours.cyan(destinationOf(route)),
    nexthops.map((nexthop) => nexthopWords(nexthop, style)).join(", "),
    named("source", route.preferredSource),
    named("metric", route.priority),
    route.table !== MAIN && `table ${tableName(route.table)}`,
    named("protocol", word(route.protocol) || undefined),
    named("nexthop", nexthopId),
    detailsOf(rest),
  );
}

export const routeKind: Kind<Route> = {
  noun: "route",
  plural: "routes",
  description: "show the routes of all tables",
  collection: ({ routes }) => routes,
  columns: ({ names, colours }) => [
    {
      ...{ title: "DESTINATION", text: destinationOf, paint: colours.cyan },
      ...{ yields: 2, minimum: 20, stays: true },
    },
    {
      title: "VIA",
      text: ({ nexthops = [] }) => join(nexthops.map(({ gateway, via }) => gateway ?? via ?? "")),
      ...{ yields: 1, minimum: 15 },
    },
    {
      title: "LINK",
      text: ({ nexthops = [] }) =>
        join(nexthops.map(({ link }) => (link === undefined ? "" : names.name(link)))),
    },
    { title: "TABLE", text: ({ table }) => tableName(table) },
    { title: "METRIC", text: ({ priority }) => priority?.toString() ?? "", align: "right" },
    { title: "SOURCE", text: ({ preferredSource = "" }) => preferredSource, yields: 3 },
    { title: "PROTOCOL", text: ({ protocol }) => word(protocol), yields: 5 },
    { title: "SCOPE", text: ({ scope }) => word(scope), yields: 6 },
    { title: "DETAILS", text: detailsOf, yields: 4, minimum: 10 },
  ],
  title,
  added: words,
  removed: words,
};
