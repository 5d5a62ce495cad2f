// Imports the package in fresh processes.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { atMost, interleaved } from "../support/measure.mjs";

export const title = "import of the package in a fresh process";

const execute = promisify(execFile);

export async function run() {
  return interleaved(
    [
      { name: 'import "libnl"', run: () => imported("libnl"), limit: atMost(25, "ms") },
      { name: 'import "netlink" (npm)', run: () => imported("netlink") },
      {
        name: "import of a builtin, for the loader's own part",
        run: () => imported("node:inspector"),
      },
    ],
    { rounds: 25, warmup: 3 },
  );
}

async function imported(name) {
  const program = `
    const start = performance.now();
    await import(${JSON.stringify(name)});
    console.log(performance.now() - start);
  `;
  const cwd = new URL("..", import.meta.url);
  const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", program], {
    cwd,
  });
  return Number(stdout);
}
