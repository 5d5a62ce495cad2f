// The table of all objects in docs/ is fresh.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("docs/objects.md is what the tables of the addon say", async () => {
  const script = "../scripts/objects-table.mjs";
  const { render } = (await import(script)) as { render: () => string };
  const file = fileURLToPath(new URL("../docs/objects.md", import.meta.url));
  expect(readFileSync(file, "utf8")).toBe(render());
});
