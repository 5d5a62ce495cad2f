// What differs between two states of an object, one piece of text a property.
import { isDeepStrictEqual } from "node:util";
import type { FieldDescription } from "../records/description.js";
import { formatValue } from "./format.js";
import type { Colours } from "./output.js";
import { nestedProperties, type PlainObject } from "./schema.js";
import { formatFlag, type LinkNamer } from "./values.js";

export interface Comparison {
  before: PlainObject;
  after: PlainObject;
  /** What the kernel's indexes meant before, and mean after. */
  namers: { before: LinkNamer; after: LinkNamer };
  colours: Colours;
}

/** "mtu 1500 -> 1400", "flags +up -promisc", "data.forwardDelay 1500 -> 400"; nothing of counters and timers. */
export function describeChanges(
  properties: readonly FieldDescription[],
  comparison: Comparison,
  path = "",
): string[] {
  const { before, after, colours } = comparison;
  return properties.flatMap((property) => {
    const { name, type, unsteady } = property;
    const [old, now] = [before[name], after[name]];
    if (unsteady || isDeepStrictEqual(old, now)) return [];
    const inner = nestedProperties(type, after);
    if (inner) return describeNested(inner.properties, old, now, comparison, path + name);
    const text = isSet(property, old, now)
      ? members(old, now, colours)
      : arrow(property, old, now, comparison);
    return [`${path}${name} ${text}`];
  });
}

/** An object that came or went whole is told in a word: what it has would fill the screen. */
function describeNested(
  inner: readonly FieldDescription[],
  old: unknown,
  now: unknown,
  comparison: Comparison,
  path: string,
): string[] {
  const { green, red } = comparison.colours;
  if (now === undefined) return [red(`-${path}`)];
  if (old === undefined) return [green(`+${path}`)];
  const nested = { ...comparison, before: old as PlainObject, after: now as PlainObject };
  return describeChanges(inner, nested, `${path}.`);
}

function isSet({ type }: FieldDescription, old: unknown, now: unknown): boolean {
  const simple = (value: unknown): boolean =>
    value === undefined ||
    (Array.isArray(value) && value.every((member) => typeof member !== "object"));
  return (type.flags === true || type.wire === "list") && simple(old) && simple(now);
}

/** What a set of flags or names gained and lost. */
function members(old: unknown, now: unknown, { green, red }: Colours): string {
  const [were, are] = [(old ?? []) as unknown[], (now ?? []) as unknown[]];
  const gained = are.filter((member) => !were.includes(member));
  const lost = were.filter((member) => !are.includes(member));
  if (gained.length + lost.length === 0) return "in another order";
  return [
    ...gained.map((member) => green(`+${formatFlag(member)}`)),
    ...lost.map((member) => red(`-${formatFlag(member)}`)),
  ].join(" ");
}

function arrow(
  property: FieldDescription,
  old: unknown,
  now: unknown,
  { namers, colours }: Comparison,
): string {
  const was = quoted(formatValue(old, property, namers.before), old);
  const is = quoted(formatValue(now, property, namers.after), now);
  return `${colours.dim(`${was} ->`)} ${is}`;
}

/** Text with spaces, so that one sees where it ends. */
function quoted(text: string, value: unknown): string {
  return typeof value === "string" && /[\s,]/.test(text) ? `"${text}"` : text;
}
