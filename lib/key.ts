// What tells one object of a table from another.
import type { PlainObject } from "./records/decode.js";
import type { TableDescription } from "./records/description.js";

export type Key = string | number;

/** The key of an object, by the properties that the addon's description names. */
export function keyOf({ key }: TableDescription): (object: object) => Key {
  const [only, ...more] = key;
  if (only !== undefined && more.length === 0)
    return (object) => (object as PlainObject)[only] as Key;
  return (object) => key.map((name) => part((object as PlainObject)[name])).join(" ");
}

function part(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "bigint") return value.toString();
  return typeof value === "string" ? value : JSON.stringify(value);
}
