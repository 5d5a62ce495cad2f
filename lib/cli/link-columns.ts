// How a link reads in a line: the columns of its table, and the words of its state and of its coming.
import type { Link } from "../index.js";
import type { Names } from "./link-names.js";
import type { Colours } from "./output.js";
import type { Column } from "./table.js";
import { formatBytes, printable } from "./values.js";

/** What one needs to know first of a link of some kind, where it has that. */
const headlines = ["mode", "id", "tableId", "group", "local"];

/** "veth", or what the hardware is. */
export function kindOf({ kind, type }: Pick<Link, "kind" | "type">): string {
  return printable(kind ?? type.toString());
}

/** "v0@v1", as iproute2 writes it. */
export function lowerOf(link: Link, names: Names): string {
  return link.link === undefined ? "" : `@${names.namer(link)(link.link, "link")}`;
}

const words: Readonly<Record<string, string>> = {
  lowerlayerdown: "lower layer down",
  notpresent: "not present",
};

/**
 * Whether the link works, and if not, why. The kernel's "unknown" is a driver that does not tell, which the kernel takes
 * for "up"; its "down" is that of an administrator where the link is not up, else a missing carrier.
 */
export function stateOf({ flags, operationalState = "unknown" }: Link): string {
  if (!flags.includes("up")) return "down";
  if (operationalState === "down") return "no carrier";
  if (operationalState === "unknown") return flags.includes("running") ? "up" : "unknown";
  return words[operationalState] ?? operationalState.toString();
}

export function paintState(state: string, colours: Colours): string {
  if (state === "up") return colours.green(state);
  if (state === "down") return colours.dim(state);
  return state === "dormant" || state === "testing" || state === "unknown"
    ? colours.yellow(state)
    : colours.red(state);
}

export function detailsOf(link: Link): string {
  const data: Readonly<Record<string, unknown>> = { ...link.data };
  const shown = headlines.filter((name) => ["string", "number"].includes(typeof data[name]));
  const details = shown.map((name) => `${name} ${printable(String(data[name]))}`);
  const { state } = { state: undefined, ...link.port };
  if (state !== undefined) details.push(`port ${printable(String(state).toLowerCase())}`);
  return details.join(" ");
}

function aliasesOf({ altNames = [], alias }: Link): string {
  const quoted = alias === undefined ? [] : [`"${printable(alias)}"`];
  return [...altNames.map(printable), ...quoted].join(" ");
}

export function linkColumns(names: Names, colours: Colours): Column<Link>[] {
  const paintName = (text: string, { name }: Link): string => {
    const own = printable(name).length;
    return colours.bold(colours.cyan(text.slice(0, own))) + colours.dim(text.slice(own));
  };
  const counter = (count: number | undefined): string =>
    count === undefined ? "" : formatBytes(count);
  return [
    { title: "#", text: ({ index }) => index.toString(), align: "right" },
    {
      ...{ title: "NAME", text: (link) => printable(link.name) + lowerOf(link, names) },
      ...{ paint: paintName, yields: 1, minimum: 15, stays: true },
    },
    { title: "KIND", text: kindOf },
    { title: "STATE", text: stateOf, paint: (state) => paintState(state, colours) },
    { title: "MTU", text: ({ mtu }) => mtu.toString(), align: "right" },
    { title: "MASTER", text: ({ master }) => (master ? names.name(master) : ""), yields: 3 },
    // Those of InfiniBand have 59 characters.
    { title: "ADDRESS", text: ({ address = "" }) => address, yields: 2, minimum: 17 },
    { title: "DETAILS", text: detailsOf, yields: 4, minimum: 10 },
    { title: "ALIASES", text: aliasesOf, yields: 5, minimum: 10 },
    { title: "RX", text: ({ stats }) => counter(stats?.rxBytes), align: "right", yields: 6 },
    { title: "TX", text: ({ stats }) => counter(stats?.txBytes), align: "right", yields: 6 },
  ];
}

export function linkTitle({ name }: Link, colours: Colours): string {
  return colours.cyan(printable(name));
}

/** What is worth a word when a link appears. */
export function linkSummary(link: Link, names: Names, colours: Colours): string {
  const { index, mtu, address, master } = link;
  const words = [
    `index ${index.toString()}`,
    paintState(stateOf(link), colours),
    `mtu ${mtu.toString()}`,
    ...(address === undefined ? [] : [`address ${address}`]),
    ...(master ? [`master ${names.name(master)}`] : []),
    detailsOf(link),
  ];
  return words.filter(Boolean).join(", ");
}
