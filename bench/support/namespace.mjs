// Private network namespaces: the one all benchmarks run in, and what is put into it to be measured.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Failure, capture, show } from "../../scripts/support/run.mjs";

const MARK = "LIBNL_BENCH_NAMESPACE";

export function insideNamespace() {
  return process.env[MARK] === "1";
}

/** Runs this very command again in a network namespace of its own; resolves with its exit code. Nothing outlives it. */
export async function enterNamespace() {
  const attempts = [];
  for (const flags of [["--net"], ["--map-root-user", "--net"]]) {
    const { code, output } = await capture("unshare", [...flags, "true"]);
    if (code === 0)
      return show("unshare", [...flags, process.execPath, ...process.argv.slice(1)], marked());
    attempts.push(`unshare ${flags.join(" ")}: ${output}`);
  }
  throw new Failure(`The benchmarks need a private network namespace, and none can be made here.
Run them as root, or allow unprivileged user namespaces.
${attempts.join("")}`);
}

function marked() {
  return { env: { ...process.env, [MARK]: "1" } };
}

/** Runs lines of `ip -batch`, in the namespace of the process `pid` or in this one. */
export async function ipBatch(lines, pid) {
  const command = ["ip", "-batch", "-"];
  if (pid !== undefined) command.unshift("nsenter", `--net=/proc/${pid}/ns/net`);
  const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "inherit", "inherit"] });
  child.stdin.end(lines.join("\n"));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Failure("ip -batch failed");
}

const countOf = async () => (await capture("ip", ["-o", "link"])).stdout.split("\n").length - 1;

/**
 * Sees to it that this namespace has that many links beside lo. They are of the kind ifb: 2,000 take 0.3 s, pairs of veth
 * twice that. They stay: deleting them would take longer, and the namespace goes with the last process in it.
 */
export async function needLinks(count) {
  const lines = [];
  for (let i = await countOf(); i <= count; i++) lines.push(`link add bench${i} type ifb`);
  if (lines.length > 0) await ipBatch(lines);
}

/** Another namespace with `count` links beside lo: the process that holds it, and how to let go of it. */
export async function sideNamespace(count) {
  const holder = spawn("unshare", ["--net", "sh", "-c", "echo ready && exec cat"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  await ipBatch(
    Array.from({ length: count }, (_, i) => `link add bench${i} type ifb`),
    holder.pid,
  );
  return { pid: holder.pid, release: () => holder.stdin.end() };
}
