// Runs commands for the other scripts and reports their failures.
import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The package's own folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

// tc, bridge and apt-get's helpers live here; an ordinary user's PATH may lack it.
process.env.PATH += ":/usr/sbin:/sbin";

/** A failure whose message says all there is to say: no stack is shown. */
export class Failure extends Error {}

/** Runs a script's body: a number it returns is the exit code, a Failure ends it with exit code 1. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? process.exitCode;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Whether a command exists and exits with 0. */
export function works(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** Runs a command that shares this one's terminal; resolves with its exit code. */
export function show(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  const forward = (signal) => {
    // A terminal sends Ctrl-C to the whole group by itself.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  return ended(child).finally(() => {
    for (const signal of signals) process.off(signal, forward);
  });
}

/** Runs a command unseen; resolves with its exit code, what it printed, and what of that was for stdout. */
export async function capture(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
  let output = "";
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
  try {
    return { code: await ended(child, "close"), output, stdout };
  } catch (error) {
    return { code: 127, output: `${error.message}\n`, stdout };
  }
}

/** Runs a command unseen; resolves with its stdout, or rejects with a Failure that shows all it printed. */
export async function quiet(command, args, options = {}) {
  const { code, output, stdout } = await capture(command, args, options);
  if (code !== 0) {
    throw new Failure(`${output}${[command, ...args].join(" ")}: failed with exit code ${code}`);
  }
  return stdout;
}

function ended(child, event = "exit") {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on(event, (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
