// Tells what differs between two objects, passing over what changes by itself (counters, timers).
import { isDeepStrictEqual } from "node:util";
import type { PlainObject } from "./decode.js";
import { description, entry, memoized, type TypeDescription } from "./description.js";

type Same = (a: unknown, b: unknown) => boolean;

function sameRecords(record: string): Same {
  return (a, b) => differences(record)(a as PlainObject, b as PlainObject).length === 0;
}

function comparer(type: TypeDescription): Same {
  switch (type.wire) {
    case "record":
      return sameRecords(type.record ?? "");
    case "variant": {
      // Rows of the same name mean the same in all alternatives, so one comparison over all of them will do.
      const alternatives = entry(description().variants, type.variant).alternatives;
      const steady = new Set<string>();
      for (const { record } of alternatives) {
        for (const { name, unsteady } of entry(description().records, record))
          if (!unsteady) steady.add(name);
      }
      return (a, b) =>
        isDeepStrictEqual(only(a as PlainObject, steady), only(b as PlainObject, steady));
    }
    case "list": {
      const same = comparer(entry({ type: type.element }, "type") as TypeDescription);
      return (a, b) => {
        const [first, second] = [a as readonly unknown[], b as readonly unknown[]];
        return first.length === second.length && first.every((one, i) => same(one, second[i]));
      };
    }
    default:
      // Flags are arrays, but shared ones: the same object where they are the same flags.
      return type.flags ? isDeepStrictEqual : Object.is;
  }
}

function only(object: PlainObject, names: ReadonlySet<string>): PlainObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.has(name)));
}

/** The names of the properties in which two objects of that record differ. */
export const differences: (
  record: string,
) => (before: PlainObject, after: PlainObject) => string[] = memoized((record) => {
  const rows = entry(description().records, record)
    .filter(({ unsteady }) => !unsteady)
    .map(({ name, type }) => ({ name, same: comparer(type) }));
  return (before, after) => {
    const changed: string[] = [];
    for (const { name, same } of rows) {
      const a = before[name];
      const b = after[name];
      if (a === b) continue;
      if (a === undefined || b === undefined || !same(a, b)) changed.push(name);
    }
    return changed;
  };
});
