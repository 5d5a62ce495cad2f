// How the values of properties read for people, by what the addon's description tells of them.
import type { FieldDescription, TypeDescription } from "../records/description.js";
import { nestedProperties, type PlainObject } from "./schema.js";
import { formatFlag, printable, type LinkNamer } from "./values.js";

/** What a value is, as far as its text depends on it. */
export type ValueDescription = Pick<FieldDescription, "name"> & {
  type: TypeDescription;
};

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
      if (Array.isArray(value)) return formatList(value, of, namer);
      return value === null ? "none" : formatObject(value as PlainObject, of, namer);
    default:
      return String(value);
  }
}

/** "link v0 gateway 10.0.0.254": lists without members are not worth a word here. */
function formatObject(object: PlainObject, { type }: ValueDescription, namer: LinkNamer): string {
  const properties = nestedProperties(type, object)?.properties ?? [];
  return Object.entries(object)
    .filter(([, part]) => !(Array.isArray(part) && part.length === 0))
    .map(([name, part]) => {
      const property = properties.find((one) => one.name === name) ?? plain(name);
      return `${name} ${formatValue(part, property, namer)}`;
    })
    .join(" ");
}

function formatList(values: readonly unknown[], of: ValueDescription, namer: LinkNamer): string {
  if (values.length === 0) return "none";
  if (of.type.flags) return values.map(formatFlag).join(" ");
  const element = of.type.element ? { name: of.name, type: of.type.element } : plain(of.name);
  const texts = values.map((value) => formatValue(value, element, namer));
  return texts.join(typeof values[0] === "object" ? ", " : " ");
}

function plain(name: string): ValueDescription {
  return { name, type: { wire: "text" } };
}
