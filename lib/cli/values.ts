// How single values read for people.
import type { FieldDescription, TypeDescription } from "../records/description.js";

/** What to call the link that a property refers to by its index. */
export type LinkNamer = (index: number, property: string) => string;

/** What a value is, as far as its text depends on it. */
export type ValueDescription = Pick<FieldDescription, "name"> & {
  type: Pick<TypeDescription, "wire"> & { element?: TypeDescription; flags?: boolean };
};

/** Names and aliases may hold any bytes: nothing in them may steer the terminal, or look like what it is not. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The text of a value; of absent ones too, for what appears or goes. */
export function formatValue(value: unknown, of: ValueDescription, namer: LinkNamer): string {
  switch (typeof value) {
    case "undefined":
      return "(none)";
    case "boolean":
      return value ? "yes" : "no";
    case "string":
      return value === "" ? '""' : printable(value);
    case "number":
      return of.type.wire === "link" ? namer(value, of.name) : value.toString();
    case "object":
      return Array.isArray(value)
        ? formatList(value, of, namer)
        : Object.entries(value ?? {})
            .map(([name, part]) => `${name} ${formatValue(part, plain(name), namer)}`)
            .join(" ");
    default:
      return String(value);
  }
}

function formatList(values: readonly unknown[], of: ValueDescription, namer: LinkNamer): string {
  if (values.length === 0) return "none";
  if (of.type.flags) return values.map(formatFlag).join(" ");
  const element = of.type.element ? { name: of.name, type: of.type.element } : plain(of.name);
  const texts = values.map((value) => formatValue(value, element, namer));
  return texts.join(typeof values[0] === "object" ? ", " : " ");
}

/** A bit without a name is a number. */
export function formatFlag(flag: unknown): string {
  return typeof flag === "number" ? `0x${flag.toString(16)}` : printable(String(flag));
}

function plain(name: string): ValueDescription {
  return { name, type: { wire: "text" } };
}

const prefixes = ["", "k", "M", "G", "T", "P", "E"];

/** 1234567 as "1.2 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let power = 0;
  // From 999.95 on, one decimal would read as 1000.0.
  while (value >= (power === 0 ? 1000 : 999.95) && power < prefixes.length - 1) {
    value /= 1000;
    power++;
  }
  return `${power === 0 ? value.toString() : value.toFixed(1)} ${prefixes[power] ?? ""}B`;
}

/** 1234567 as "1,234,567". */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
