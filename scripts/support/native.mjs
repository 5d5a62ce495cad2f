// Builds the addon with node-gyp.
import { existsSync, utimesSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { quiet, root } from "./run.mjs";

export const output = resolve(root, "build/Release/libnl.node");
/** The folder of compile_commands.json, for clang-tidy. */
export const compileDatabase = resolve(root, "build/Release");

/** From nothing, as at installation. */
export async function rebuild() {
  await gyp("rebuild");
}

/** Writes the Makefile and compile_commands.json. On CI the compiler's warnings are errors. */
export async function configure(flags = []) {
  const strict = process.env.CI ? ["--strict=1"] : [];
  await gyp("configure", ...strict, ...flags, "--", "-f", "make", "-f", "compile_commands_json");
}

/** Compiles what has changed: a source, or a flag. */
export async function build(flags) {
  await configure(flags);
  await gyp("build");
  // make leaves the addon untouched where nothing had to be done, which stale() must not take for old.
  utimesSync(output, new Date(), new Date());
}

/** A checkout has node-gyp of its own; npm puts the one it ships with on an install script's PATH. */
async function gyp(command, ...args) {
  const own = resolve(root, "node_modules/.bin/node-gyp");
  const jobs = `--jobs=${availableParallelism()}`;
  await quiet(existsSync(own) ? own : "node-gyp", [command, jobs, ...headers(), ...args]);
}

/** Node's headers where they came with Node, else node-gyp finds them by itself. */
function headers() {
  const prefix = resolve(dirname(process.execPath), "..");
  return existsSync(resolve(prefix, "include/node/node_api.h")) ? [`--nodedir=${prefix}`] : [];
}
