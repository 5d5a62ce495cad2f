// Says in a line what the figures were measured on, and nothing that would name the machine.
import { availableParallelism, release } from "node:os";
import { capture } from "../../scripts/support/run.mjs";

export async function machine() {
  const { stdout } = await capture("pkg-config", ["--modversion", "libnl-3.0"]);
  const [kernel] = /^\d+\.\d+/.exec(release()) ?? ["unknown"];
  const node = process.versions.node.split(".", 1)[0];
  return `${availableParallelism()} cores, Node ${node}, kernel ${kernel}, libnl ${stdout.trim()}`;
}
