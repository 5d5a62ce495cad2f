// Those we are measured against: a C program on the same libnl, the npm package netlink, and the command ip.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { Failure, quiet, root } from "../../scripts/support/run.mjs";

const require = createRequire(import.meta.url);

/**
 * A program of peers/, compiled when it is older than its source. It does its work once for every line it reads, and
 * answers with the milliseconds that took. Returns a case's `run`, or why there is none.
 */
export async function compiled(name) {
  let path;
  try {
    path = await compile(name);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { skipped: `${name}.c cannot be compiled here` };
  }
  const peer = spawn(path, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface(peer.stdout)[Symbol.asyncIterator]();
  return {
    run: async () => {
      peer.stdin.write("\n");
      const { done, value } = await answers.next();
      if (done) throw new Failure(`${name}.c has ended`);
      return Number(value);
    },
  };
}

async function compile(name) {
  const source = resolve(root, "bench/peers", `${name}.c`);
  const output = resolve(root, "build/bench", name);
  const built = statSync(output, { throwIfNoEntry: false });
  if (built && built.mtimeMs > statSync(source).mtimeMs) return output;
  const libraries = ["--cflags", "--libs", "libnl-3.0", "libnl-route-3.0"];
  const flags = (await quiet("pkg-config", libraries)).trim().split(/\s+/);
  mkdirSync(dirname(output), { recursive: true });
  await quiet("cc", ["-O2", "-Wall", "-Wextra", "-o", output, source, ...flags]);
  return output;
}

/** A case's `run` on a socket of the npm package netlink, or why there is none. */
export function npmNetlink(use) {
  try {
    const socket = require("netlink").createRtNetlink({ ref: true });
    return { run: () => use(socket) };
  } catch (error) {
    return { skipped: error.message.split("\n", 1)[0] };
  }
}

/** A case's `run` that spawns `ip` and hands over what it prints. */
export function ip(args, use = () => undefined) {
  const execute = promisify(execFile);
  return {
    run: async () => {
      const { stdout } = await execute("ip", args, { maxBuffer: 2 ** 30 });
      return use(stdout);
    },
  };
}
