// How long other work on the JavaScript thread waits at worst while links are read and deleted.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { clearImmediate, setImmediate } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";
import { RouteSocket } from "libnl";
import { atMost, interleaved } from "../support/measure.mjs";
import { ipBatch, needLinks } from "../support/namespace.mjs";
import { npmNetlink } from "../support/peers.mjs";
import { waitedForCore } from "../support/scheduler.mjs";

const LINKS = 2000;
const PAIRS = 50;

export const title = `longest stall of the JavaScript thread: ${LINKS} links read, ${PAIRS} veth pairs deleted`;

/**
 * Two probes, which cannot be deceived in the same way: the longest turn of the event loop, seen by an immediate that
 * is set again in each; and the latest tick of a timer of 1 ms, by the histogram of monitorEventLoopDelay. The first
 * keeps its thread busy, so that it has to wait for a core on a busy machine: that time is not counted.
 */
const probes = {
  setImmediate: async (work) => {
    let longest = 0;
    let last = performance.now() - waitedForCore();
    let handle;
    const turn = () => {
      const now = performance.now() - waitedForCore();
      longest = Math.max(longest, now - last);
      last = now;
      handle = setImmediate(turn);
    };
    turn();
    await work();
    // The turn in which the work ended counts too.
    turn();
    clearImmediate(handle);
    return longest;
  },
  monitorEventLoopDelay: async (work) => {
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    // It measures from one tick to the next: one before the work begins, and one after it has ended.
    await sleep(5);
    await work();
    await sleep(5);
    histogram.disable();
    return Math.max(histogram.max / 1e6 - 1, 0);
  },
};

export async function run() {
  await needLinks(LINKS);
  const route = await RouteSocket.open();
  const rows = [];
  for (const [probe, longest] of Object.entries(probes)) {
    const theirs = (use) => npmNetlink((socket) => use(socket, longest));
    const reading = [
      { name: `nothing at all, by ${probe}`, run: () => longest(() => sleep(50)) },
      {
        name: "links.list()",
        run: () => longest(() => route.links.list()),
        limit: atMost(30, "ms"),
      },
      { name: "links.stream()", run: () => longest(() => stream(route)), limit: atMost(10, "ms") },
      { name: "npm netlink: getLinks()", ...theirs((socket) => longest(() => socket.getLinks())) },
    ];
    const deleting = [
      {
        name: `links.delete() ${PAIRS} times at once`,
        run: () => deletion(longest, (name) => route.links.delete(name)),
        limit: atMost(5, "ms"),
      },
      {
        name: "npm netlink: delLink(), the same",
        ...theirs((socket) =>
          deletion(longest, (ifname) => socket.delLink({}, { ifname }, { ack: true })),
        ),
      },
    ];
    rows.push(
      ...withoutRatios(await interleaved(reading, { rounds: 20, warmup: 4, collect: true })),
    );
    rows.push(...withoutRatios(await interleaved(deleting, { rounds: 4, warmup: 1 })));
  }
  return rows;
}

/** A stall is compared with what it may be, not with another. */
function withoutRatios(rows) {
  return rows.map((row) => ({ ...row, ratio: undefined }));
}

async function stream(route) {
  let count = 0;
  for await (const link of route.links.stream()) count += link.index;
  return count;
}

async function deletion(longest, remove) {
  const names = Array.from({ length: PAIRS }, (_, i) => `left${i}`);
  await ipBatch(names.map((name) => `link add ${name} type veth peer name ${name}p`));
  return longest(() => Promise.all(names.map(remove)));
}
