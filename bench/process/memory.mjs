// Resident memory that open sockets take while nothing happens on them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { interleaved } from "../support/measure.mjs";

const MANY = 64;

export const title = "resident memory of a socket at rest";

const execute = promisify(execFile);

export async function run() {
  const rows = await interleaved(
    [
      { name: "the first RouteSocket of a process", run: () => grown(0, 1) },
      { name: `each of ${MANY} more`, run: () => grown(1, MANY) },
    ],
    { rounds: 10, warmup: 1, unit: "KiB" },
  );
  return rows.map((row) => ({ ...row, ratio: undefined }));
}

/** What a process grows by for each of `more` sockets after the first `before`. */
async function grown(before, more) {
  const program = `
    import { setTimeout as sleep } from "node:timers/promises";
    import { RouteSocket } from "libnl";
    const sockets = [];
    const open = async (count) => {
      for (let i = 0; i < count; i++) sockets.push(await RouteSocket.open());
      await sleep(50);
      gc();
      return process.memoryUsage.rss();
    };
    const start = await open(${before});
    console.log(((await open(${more})) - start) / ${more} / 1024);
    process.exit(0);
  `;
  const args = ["--expose-gc", "--input-type=module", "-e", program];
  const cwd = new URL("..", import.meta.url);
  const { stdout } = await execute(process.execPath, args, { cwd });
  return Number(stdout);
}
