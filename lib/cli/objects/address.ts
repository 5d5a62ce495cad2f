// How the command line speaks of addresses.
import type { Address } from "../../index.js";
import { flagWords, named, sentence, word, type Kind, type Style } from "./kind.js";

const FOREVER = 0xffffffff;

function seconds(lifetime = FOREVER): string {
  return lifetime === FOREVER ? "forever" : `${lifetime.toString()} s`;
}

/** Nothing where the address stays. */
function lifetimeOf({ validLifetime, preferredLifetime }: Address): string {
  const [valid, preferred] = [seconds(validLifetime), seconds(preferredLifetime)];
  if (valid === "forever" && preferred === valid) return "";
  return preferred === valid ? valid : `${valid}, preferred ${preferred}`;
}

/** "permanent" says that no lifetime ends it, which the lifetime tells. */
function flagsOf({ flags }: Address): string {
  return flagWords(flags.filter((flag) => flag !== "permanent"));
}

/** The link's name as label says nothing. */
function labelOf({ label, link }: Address, { names }: Style): string {
  return label === undefined || word(label) === names.name(link) ? "" : word(label);
}

function title({ address, link }: Address, { names, colours }: Style): string {
  return `${colours.cyan(address)} ${names.name(link)}`;
}

export const addressKind: Kind<Address> = {
  noun: "address",
  plural: "addresses",
  description: "show the addresses of the links",
  collection: ({ addresses }) => addresses,
  columns: (style) => [
    {
      ...{ title: "ADDRESS", text: ({ address }) => address, paint: style.colours.cyan },
      ...{ yields: 1, minimum: 18, stays: true },
    },
    { title: "LINK", text: ({ link }) => style.names.name(link) },
    { title: "SCOPE", text: ({ scope }) => word(scope) },
    { title: "PEER", text: ({ peer = "" }) => peer, yields: 2 },
    { title: "BROADCAST", text: ({ broadcast = "" }) => broadcast, yields: 6 },
    { title: "LABEL", text: (address) => labelOf(address, style), yields: 5 },
    { title: "LIFETIME", text: lifetimeOf, yields: 3, minimum: 10 },
    { title: "FLAGS", text: flagsOf, yields: 4, minimum: 10 },
    { title: "PROTOCOL", text: ({ protocol }) => word(protocol), yields: 7 },
  ],
  title,
  added: (address, style) =>
    sentence(
      title(address, style),
      named("peer", address.peer),
      named("broadcast", address.broadcast),
      named("scope", address.scope),
      named("label", labelOf(address, style) || undefined),
      named("lifetime", lifetimeOf(address) || undefined),
      flagsOf(address),
    ),
};
