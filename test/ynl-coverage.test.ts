// How much of the kernel's own descriptions the rows read, by the kernel's names of the attributes.
import { describe, expect, test } from "vitest";
import { skipUnless } from "./support/skip.js";
import { attributesOf, hasTable, readOf, specification } from "./support/ynl.js";

/** Per cent of a description's attributes that must be read. */
const GOAL = 95;

/** The kernel's descriptions and the tables that read what they describe. */
const objects: [name: string, tables: string[], goal: number][] = [
  ["rt-link", ["link", "link statistic"], GOAL],
  ["rt-addr", ["address"], GOAL],
  ["rt-route", ["route"], GOAL],
  ["rt-neigh", ["neighbour", "neighbour table"], GOAL],
  ["rt-rule", ["rule"], GOAL],
  ["tc", ["qdisc", "class", "filter", "action"], 0],
];

describe("the attributes that the kernel describes are read:", () => {
  for (const [name, tables, goal] of objects) {
    test(name, (context) => {
      const described = specification(name);
      skipUnless(context, described !== undefined, `${name}.yaml is not installed (YNL_SPECS)`);
      skipUnless(context, tables.some(hasTable), "there is no table yet");
      const attributes = [...attributesOf(described)];
      const read = new Set(tables.flatMap((table) => [...readOf(table)]));
      const missing = attributes.filter((attribute) => !read.has(attribute));
      const count = attributes.length - missing.length;
      const percent = (100 * count) / attributes.length;
      console.log(
        `${name}: ${count.toString()} of ${attributes.length.toString()} attributes are read ` +
          `(${percent.toFixed(1)} %); not: ${missing.join(" ")}`,
      );
      expect(percent).toBeGreaterThanOrEqual(goal);
    });
  }
});
