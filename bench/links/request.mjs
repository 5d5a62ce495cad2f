// Asks for one link at a time, and with many requests in flight.
import { RouteSocket } from "libnl";
import { atMost, fasterAtLeast, interleaved } from "../support/measure.mjs";
import { needLinks } from "../support/namespace.mjs";
import { ip, npmNetlink } from "../support/peers.mjs";

const LINKS = 100;
const SEQUENTIAL = 500;
const IN_FLIGHT = 64;
const BATCHES = 10;

export const title = "get one link by its index, microseconds for each";

export async function run() {
  await needLinks(LINKS);
  const route = await RouteSocket.open();
  const ours = (index) => route.links.get(index);
  const theirs = (socket) => (index) => socket.getLink({ index });
  const options = { rounds: 30, warmup: 5, unit: "µs" };
  const spawned = ip(["link", "show", "bench1"]);
  const sequential = await interleaved(
    [
      {
        name: "links.get(), one after the other",
        run: () => oneByOne(ours),
        limit: atMost(30, "µs"),
      },
      { name: "npm netlink, the same", ...npmNetlink((socket) => oneByOne(theirs(socket))) },
      {
        name: "spawning ip link show",
        run: async () => (await timed(spawned.run)) * 1000,
        reach: fasterAtLeast(50),
      },
    ],
    options,
  );
  const pipelined = await interleaved(
    [
      { name: `links.get(), ${IN_FLIGHT} in flight`, run: () => inFlight(ours) },
      { name: "npm netlink, the same", ...npmNetlink((socket) => inFlight(theirs(socket))) },
    ],
    options,
  );
  return [...sequential, ...pipelined];
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function oneByOne(get) {
  const spent = await timed(async () => {
    for (let i = 0; i < SEQUENTIAL; i++) await get(1 + (i % LINKS));
  });
  return (spent / SEQUENTIAL) * 1000;
}

async function inFlight(get) {
  const spent = await timed(async () => {
    for (let batch = 0; batch < BATCHES; batch++) {
      await Promise.all(Array.from({ length: IN_FLIGHT }, (_, i) => get(1 + i)));
    }
  });
  return (spent / BATCHES / IN_FLIGHT) * 1000;
}
