// How the command line speaks of nexthop objects.
import type { Nexthop } from "../../index.js";
import { flagWords, named, sentence, word, type Kind, type Style } from "./kind.js";

/** "1 weight 2, 2" */
function groupOf({ group = [] }: Nexthop): string {
  return group
    .map(({ id, weight }) => sentence(id.toString(), weight !== 1 && named("weight", weight)))
    .join(", ");
}

function typeOf({ blackhole, fdb, groupType }: Nexthop): string {
  return sentence(blackhole && "blackhole", fdb && "fdb", word(groupType));
}

function linkOf({ link }: Nexthop, { names }: Style): string {
  return link === undefined ? "" : names.name(link);
}

function detailsOf({ flags, encap, resilient }: Nexthop): string {
  const kind = (encap as { type?: string | number } | undefined)?.type;
  return sentence(flagWords(flags), named("encap", kind), named("buckets", resilient?.buckets));
}

function title({ id }: Nexthop, { colours }: Style): string {
  return colours.cyan(id.toString());
}

export const nexthopKind: Kind<Nexthop> = {
  noun: "nexthop",
  plural: "nexthops",
  description: "show the nexthop objects that routes share",
  collection: ({ nexthops }) => nexthops,
  columns: (style) => [
    {
      ...{ title: "ID", text: ({ id }) => id.toString() },
      ...{ paint: style.colours.cyan, align: "right" },
    },
    { title: "VIA", text: ({ gateway = "" }) => gateway, yields: 1, minimum: 15, stays: true },
    { title: "LINK", text: (nexthop) => linkOf(nexthop, style) },
    { title: "GROUP", text: groupOf, yields: 2, minimum: 10 },
    { title: "TYPE", text: typeOf },
    { title: "SCOPE", text: ({ scope }) => word(scope), yields: 4 },
    { title: "PROTOCOL", text: ({ protocol }) => word(protocol), yields: 5 },
    { title: "DETAILS", text: detailsOf, yields: 3, minimum: 10 },
  ],
  title,
  added: (nexthop, style) =>
    sentence(
      title(nexthop, style),
      named("via", nexthop.gateway),
      linkOf(nexthop, style),
      named("group", groupOf(nexthop) || undefined),
      typeOf(nexthop),
      detailsOf(nexthop),
    ),
};
