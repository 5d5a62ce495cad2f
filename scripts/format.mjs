// `npm run format`: Prettier and clang-format over all files; with --check they change nothing and fail on what they would.
import { readdirSync } from "node:fs";
import { prepare } from "./setup.mjs";
import { main, root, show, works } from "./support/run.mjs";

await main(async () => {
  await prepare({ lint: true });
  const check = process.argv.includes("--check");
  const prettier = ["node_modules/prettier/bin/prettier.cjs", check ? "--check" : "--write", "."];
  const code = await show(process.execPath, [...prettier, "--log-level=warn"]);
  return code || clangFormat(check ? ["--dry-run", "-Werror"] : ["-i"]);
});

function clangFormat(mode) {
  if (!works("clang-format-19", ["--version"])) {
    console.log("clang-format-19 is not to be had on this machine: the C++ code was left as it is");
    return 0;
  }
  const files = readdirSync(`${root}/addon`, { recursive: true }).filter((name) =>
    /\.(cc|h)$/.test(name),
  );
  return show("clang-format-19", [...mode, ...files.map((name) => `addon/${name}`)]);
}
