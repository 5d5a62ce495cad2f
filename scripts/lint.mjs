// `npm run lint`: ESLint over the JavaScript and TypeScript, clang-tidy over the C++.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { prepare } from "./setup.mjs";
import { compileDatabase, configure } from "./support/native.mjs";
import { capture, main, show, works } from "./support/run.mjs";

await main(async () => {
  await prepare({ lint: true });
  const eslint = await show(process.execPath, ["node_modules/eslint/bin/eslint.js", "."]);
  return eslint || (await clangTidy()) ? 1 : 0;
});

/** Resolves with the number of files that failed. */
async function clangTidy() {
  if (!works("clang-tidy-19", ["--version"])) {
    console.log("clang-tidy-19 is not to be had on this machine: the C++ code was not linted");
    return 0;
  }
  await configure();
  const database = JSON.parse(
    readFileSync(resolve(compileDatabase, "compile_commands.json"), "utf8"),
  );
  const files = database.map(({ file }) => file);
  let failed = 0;
  const worker = async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      // Warnings that only the compiler makes errors are the build's business.
      const args = ["--quiet", `-p=${compileDatabase}`, "--extra-arg=-Wno-error", file];
      const { code, output } = await capture("clang-tidy-19", args);
      if (code === 0) continue;
      failed++;
      console.log(output);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return failed;
}
