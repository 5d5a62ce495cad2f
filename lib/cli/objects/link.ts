// How the command line speaks of links.
import type { Link } from "../../index.js";
import { kindOf, linkColumns, linkSummary, linkTitle, lowerOf } from "../link-columns.js";
import type { Kind } from "./kind.js";

export const linkKind: Kind<Link> = {
  noun: "link",
  plural: "links",
  description: "show the links (network interfaces), or one of them",
  collection: ({ links }) => links,
  columns: ({ names, colours }) => linkColumns(names, colours),
  title: (link, { colours }) => linkTitle(link, colours),
  added: (link, { names, colours }) => {
    const title = linkTitle(link, colours) + colours.dim(lowerOf(link, names));
    return `${title} (${kindOf(link)}) ${linkSummary(link, names, colours)}`;
  },
  removed: (link, { colours }) => `${linkTitle(link, colours)} (${kindOf(link)})`,
  follow: (change, names) => {
    names.follow(change);
  },
};
