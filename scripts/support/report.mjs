// The tests' result, as vitest's JSON reporter leaves it: the names of those not run, and the closing line of counts.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { root } from "./run.mjs";

export const reportFile = resolve(root, "build/test-report.json");

/** Prints a line for each skipped test. */
export function printSkipped() {
  for (const { name, outcome } of tests())
    if (outcome === "skipped") console.log(`skipped: ${name}`);
}

/** Prints "N passed, N failed", and ", N skipped" where there are any. */
export function printCounts() {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of tests()) count[outcome]++;
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
}

/** Every test; a file that failed as a whole, and in none of its tests, counts as one failed test. */
function* tests() {
  for (const file of JSON.parse(readFileSync(reportFile, "utf8")).testResults) {
    const name = relative(root, file.name);
    let failed = file.status === "failed";
    for (const { fullName, status } of file.assertionResults) {
      const outcome = status === "passed" || status === "failed" ? status : "skipped";
      if (outcome === "failed") failed = false;
      yield { name: `${name}: ${fullName}`, outcome };
    }
    if (failed) yield { name, outcome: "failed" };
  }
}
