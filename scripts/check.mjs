// `npm run check`: all that must hold before a change is taken, in order, up to the first that fails.
import { existsSync, rmSync } from "node:fs";
import { printCounts, reportFile } from "./support/report.mjs";
import { main, show } from "./support/run.mjs";

const steps = ["format:check", "lint", "typecheck", "build", "test", "package", "smoke"];

await main(async () => {
  // As on CI: the compiler's warnings are errors.
  process.env.CI = "true";
  rmSync(reportFile, { force: true });
  const failed = await firstFailure();
  console.log(failed ? `check: ${failed} failed` : "check: all is well");
  if (existsSync(reportFile)) printCounts();
  return failed ? 1 : 0;
});

async function firstFailure() {
  for (const step of steps) if ((await show("npm", ["run", step])) !== 0) return step;
}
