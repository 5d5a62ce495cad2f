// `npm test`: sets up what is missing, then runs vitest in network and mount namespaces of its own.
import { existsSync, rmSync } from "node:fs";
import { setUp } from "./setup.mjs";
import { printCounts, printSkipped, reportFile } from "./support/report.mjs";
import { Failure, capture, main, show } from "./support/run.mjs";

// Test files may name namespaces as they like: `ip netns` keeps them under /run.
const prelude = "mount -t tmpfs tmpfs /run && mkdir /run/netns && ip link set lo up";

await main(async () => {
  await setUp({ tests: true });
  const unshare = await privateNamespaces();
  const vitest = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ];
  rmSync(reportFile, { force: true });
  const code = await show("unshare", [
    ...unshare,
    prelude + ' && exec "$@"',
    "sh",
    process.execPath,
    ...vitest,
  ]);
  if (existsSync(reportFile)) {
    printSkipped();
    printCounts();
  }
  return code;
});

/** unshare's arguments up to the shell script that it is to run: as root plainly, else as root of a user namespace. */
async function privateNamespaces() {
  const attempts = [];
  for (const flags of ["--net --mount", "--map-root-user --net --mount"]) {
    const args = [...flags.split(" "), "sh", "-c"];
    const { code, output } = await capture("unshare", [...args, prelude]);
    if (code === 0) return args;
    attempts.push(`unshare ${flags}: ${output}`);
  }
  throw new Failure(`The tests need a private network namespace, and none can be made here.
Run them as root, allow unprivileged user namespaces, or give the container the capabilities NET_ADMIN and SYS_ADMIN.
${attempts.join("")}`);
}
