// What the addon's description tells of an object's properties, so that any object can be printed.
import {
  description,
  entry,
  type FieldDescription,
  type TypeDescription,
} from "../records/description.js";

export type PlainObject = Readonly<Record<string, unknown>>;

export interface NestedProperties {
  properties: readonly FieldDescription[];
  /** What decides which properties these are: the kind of a link for its `data`. */
  kind?: string;
}

/** The properties of a table's objects, in the order in which they are described. */
export function tableProperties(noun: string): readonly FieldDescription[] {
  const { tables, records } = description();
  return entry(records, tables.find(({ name }) => name === noun)?.record);
}

/** The properties of a nested object; undefined: the value is none. */
export function nestedProperties(
  type: TypeDescription,
  parent: PlainObject,
): NestedProperties | undefined {
  const { records, variants } = description();
  if (type.wire === "record") return { properties: entry(records, type.record) };
  if (type.wire !== "variant") return undefined;
  const { discriminator, alternatives } = entry(variants, type.variant);
  const chosen = alternatives.find(({ name }) => name === parent[discriminator]);
  return chosen
    ? { properties: entry(records, chosen.record), kind: chosen.name }
    : { properties: [] };
}
