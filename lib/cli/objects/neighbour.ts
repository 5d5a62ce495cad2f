// How the command line speaks of neighbours.
import type { Neighbour } from "../../index.js";
import type { Colours } from "../output.js";
import { flagWords, named, sentence, word, type Kind, type Style } from "./kind.js";

function stateOf({ state }: Neighbour): string {
  return flagWords(state) || "none";
}

function paintState(state: string, { green, red, yellow, dim }: Colours): string {
  if (state === "reachable" || state === "permanent") return green(state);
  if (state === "failed") return red(state);
  return state === "noarp" || state === "none" ? dim(state) : yellow(state);
}

function linkOf({ link }: Neighbour, { names }: Style): string {
  return link === undefined ? "" : names.name(link);
}

function flagsOf({ flags, extendedFlags }: Neighbour): string {
  return sentence(flagWords(flags), flagWords(extendedFlags));
}

function title(neighbour: Neighbour, style: Style): string {
  const { destination, address = "" } = neighbour;
  return sentence(style.colours.cyan(destination ?? address), linkOf(neighbour, style));
}

export const neighbourKind: Kind<Neighbour> = {
  noun: "neighbour",
  plural: "neighbours",
  description: "show the neighbours: hardware addresses of IP addresses (ARP, NDP)",
  collection: ({ neighbours }) => neighbours,
  foreign: "viaLink",
  columns: (style) => [
    {
      ...{ title: "ADDRESS", text: ({ destination = "" }) => destination },
      ...{ paint: style.colours.cyan, yields: 1, minimum: 15, stays: true },
    },
    { title: "LINK", text: (neighbour) => linkOf(neighbour, style) },
    { title: "HARDWARE ADDRESS", text: ({ address = "" }) => address, yields: 2, minimum: 17 },
    { title: "STATE", text: stateOf, paint: (state) => paintState(state, style.colours) },
    { title: "TYPE", text: ({ type }) => word(type), yields: 4 },
    { title: "FLAGS", text: flagsOf, yields: 3, minimum: 10 },
    { title: "PROTOCOL", text: ({ protocol }) => word(protocol), yields: 5 },
  ],
  title,
  added: (neighbour, style) =>
    sentence(
      title(neighbour, style),
      named("address", neighbour.address),
      paintState(stateOf(neighbour), style.colours),
      flagsOf(neighbour),
    ),
};
