// The generated typings: fresh, and as precise as the objects they describe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { command } from "./support/namespace.js";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

test("the typings are what the tables of the addon say", async () => {
  const script = "../scripts/typings.mjs";
  const { render } = (await import(script)) as { render: () => string };
  expect(readFileSync(path("../typings/objects.d.ts"), "utf8")).toBe(render());
});

test("the types hold what test/types.test-d.ts says of them", () => {
  const require = createRequire(import.meta.url);
  const compiler = require.resolve("typescript/bin/tsc");
  // It prints what does not hold, and fails then.
  command(process.execPath, [compiler, "--project", path("tsconfig.types.json")]);
}, 60_000);
