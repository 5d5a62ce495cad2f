// Brings a fresh machine and checkout to where the package runs: system packages, node_modules, and both builds.
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "./support/native.mjs";
import { Failure, quiet, root, works } from "./support/run.mjs";
import {
  explain,
  forBuilding,
  forLinting,
  forTesting,
  missing,
  packagesFor,
} from "./support/system.mjs";

/** Everything up to a package that can be imported; with `tests` also what the tests need. */
export async function setUp({ tests = false } = {}) {
  await prepare({ tests });
  if (stale("build/Release/libnl.node", ["addon", "binding.gyp"])) await buildNative();
  if (stale("dist/index.js", ["lib", "typings", "tsconfig.json", "tsconfig.build.json"])) {
    await buildTypeScript();
  }
}

/** System packages and node_modules; builds nothing. */
export async function prepare({ tests = false, lint = false } = {}) {
  await installPackages([...forBuilding, ...(tests ? forTesting : [])], lint ? forLinting : []);
  if (stale("node_modules/.package-lock.json", ["package-lock.json"])) {
    console.log("installing node_modules …");
    await quiet("npm", ["ci", "--ignore-scripts"]);
  }
}

export async function buildNative(flags) {
  console.log("building the addon …");
  await build(flags);
}

export async function buildTypeScript() {
  console.log("building the TypeScript …");
  rmSync(resolve(root, "dist"), { recursive: true, force: true });
  await quiet(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"]);
}

/** Installs what is missing; what is only wanted is left out where the distribution has no such package. */
async function installPackages(needed, wanted) {
  const lacking = missing(needed);
  const absent = missing(wanted);
  if (lacking.length + absent.length === 0) return;
  const sudo = process.getuid() === 0 ? [] : ["sudo"];
  if (!["apt-get", ...sudo].every((command) => works(command, ["--version"]))) {
    if (lacking.length === 0) return;
    throw new Failure(explain(lacking));
  }
  const run = (command, ...args) => quiet(command, args);
  const aptGet = (...args) =>
    run(...sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args);
  const names = [...lacking, ...absent].map(({ name }) => name).join(", ");
  console.log(`this machine lacks ${names}: installing with apt-get …`);
  await aptGet("update");
  const available = packagesFor(absent).filter((name) => works("apt-cache", ["show", name]));
  const packages = [...packagesFor(lacking), ...available];
  if (packages.length > 0) await aptGet("install", "--yes", "--no-install-recommends", ...packages);
}

/** Whether an output is missing or older than one of its sources; a folder is as young as anything in it. */
function stale(built, sources) {
  const path = resolve(root, built);
  if (!existsSync(path)) return true;
  const age = statSync(path).mtimeMs;
  return sources.some((source) => changed(resolve(root, source)) > age);
}

function changed(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => changed(resolve(path, name))));
}
