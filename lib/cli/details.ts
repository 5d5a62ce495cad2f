// All properties of one object, in groups, as many side by side as the terminal is wide.
import stringWidth from "string-width";
import type { FieldDescription } from "../records/description.js";
import { counterLines } from "./counters.js";
import { formatValue } from "./format.js";
import type { Colours } from "./output.js";
import { nestedProperties, type NestedProperties, type PlainObject } from "./schema.js";
import { alignRows, columnWidths, totalWidth } from "./table.js";
import type { LinkNamer } from "./values.js";

/** A heading and the properties under it. */
export type Group = readonly [title: string, properties: readonly string[]];

export interface Style {
  width: number;
  colours: Colours;
  namer: LinkNamer;
}

type Pair = readonly [name: string, value: string];

const INDENT = "  ";
const MOST_PAIRS = 4;
/** A longer value has a line of its own, so that it does not widen a column of short ones. */
const LONG = 16;
/** Wide terminals are not filled from edge to edge. */
const WIDEST = 160;

/** What is switched off or has no number stands back. */
const quiet = new Set(["no", "none", "0"]);

/** The lines of names and values: short ones side by side, then the long ones. */
function grid(pairs: readonly Pair[], { width, colours }: Style): string[] {
  const available = Math.min(width, WIDEST) - INDENT.length;
  const paint = ([name, value]: Pair): string[] => [
    colours.dim(name),
    quiet.has(value) ? colours.dim(value) : value,
  ];
  const short = pairs.filter(([, value]) => stringWidth(value) <= LONG).map(paint);
  const long = pairs.filter(([, value]) => stringWidth(value) > LONG).map(paint);
  return [...sideBySide(short, available), ...alignRows(long)].map((line) => INDENT + line);
}

function sideBySide(cells: readonly string[][], available: number): string[] {
  for (let across = MOST_PAIRS; ; across--) {
    const rows: string[][] = [];
    for (let i = 0; i < cells.length; i += across) {
      // A blank cell sets one pair apart from the next.
      const row = cells.slice(i, i + across).flatMap((pair) => [...pair, " "]);
      rows.push(row.slice(0, -1));
    }
    const widths = columnWidths(rows);
    if (across === 1 || totalWidth(widths) <= available) return alignRows(rows, widths);
  }
}

function pairsOf(
  object: PlainObject,
  properties: readonly FieldDescription[],
  namer: LinkNamer,
): Pair[] {
  return properties
    .filter(({ name }) => object[name] !== undefined)
    .map((property) => [property.name, formatValue(object[property.name], property, namer)]);
}

function nestedLines(
  object: PlainObject,
  { properties }: NestedProperties,
  style: Style,
): string[] {
  const values = Object.values(object);
  if (values.length > 0 && values.every((value) => value === 0))
    return [INDENT + style.colours.dim("all 0")];
  if ("rxPackets" in object)
    return counterLines(object, style.colours).map((line) => INDENT + line);
  return grid(pairsOf(object, properties, style.namer), style);
}

/** A nested object under its heading, and what it nests itself under headings like "inet6 stats". */
function nestedSections(
  title: string,
  object: PlainObject,
  { properties, ...rest }: NestedProperties,
  style: Style,
): [title: string, lines: string[]][] {
  const deeper: [title: string, lines: string[]][] = [];
  const flat = properties.filter(({ name, type }) => {
    const inner = nestedProperties(type, object);
    if (inner && typeof object[name] === "object")
      deeper.push(...nestedSections(`${title} ${name}`, object[name] as PlainObject, inner, style));
    return !inner;
  });
  const present = flat.filter(({ name }) => object[name] !== undefined);
  const own = Object.fromEntries(present.map(({ name }) => [name, object[name]]));
  const lines = present.length > 0 ? nestedLines(own, { ...rest, properties: flat }, style) : [];
  return [[title, lines], ...deeper];
}

/**
 * The lines of an object; `properties` are those its table describes. Those that no group names come under "Other";
 * nested objects come last, with headings of their own.
 */
export function renderDetails(
  object: PlainObject,
  properties: readonly FieldDescription[],
  groups: readonly Group[],
  style: Style,
): string[] {
  const sections: [title: string, lines: string[]][] = [];
  const kinds: typeof sections = [];
  const others: typeof sections = [];
  const flat = new Map<string, FieldDescription>();
  for (const property of properties) {
    const { name, type } = property;
    const inner = nestedProperties(type, object);
    const value = object[name];
    if (!inner) flat.set(name, property);
    else if (typeof value === "object") {
      if (inner.kind === undefined)
        others.push(...nestedSections(name, value as PlainObject, inner, style));
      else kinds.push([`${name} (${inner.kind})`, nestedLines(value as PlainObject, inner, style)]);
    }
  }
  const add = (title: string, members: readonly FieldDescription[]): void => {
    sections.push([title, grid(pairsOf(object, members, style.namer), style)]);
  };
  for (const [title, names] of groups) {
    add(
      title,
      names.flatMap((name) => flat.get(name) ?? []),
    );
    for (const name of names) flat.delete(name);
  }
  add("Other", [...flat.values()]);
  return [...sections, ...kinds, ...others]
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ["", style.colours.bold(title), ...lines]);
}
