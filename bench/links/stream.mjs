// Streams links, keeping none.
import { RouteSocket } from "libnl";
import { interleaved, slowerAtMost } from "../support/measure.mjs";
import { needLinks } from "../support/namespace.mjs";
import { compiled } from "../support/peers.mjs";

const LINKS = 2000;

export const title = `stream ${LINKS} links, keeping none`;

export async function run() {
  await needLinks(LINKS);
  const route = await RouteSocket.open();
  return interleaved(
    [
      { name: "links.stream()", run: () => stream(route) },
      {
        name: "C: nl_recvmsgs, each parsed, none kept",
        reach: slowerAtMost(1.2),
        ...(await compiled("links")),
      },
      { name: "links.list()", run: async () => void (await route.links.list()) },
    ],
    { rounds: 40, warmup: 8, collect: true },
  );
}

async function stream(route) {
  let up = 0;
  for await (const link of route.links.stream()) if (link.flags.includes("up")) up++;
  if (up < 0) throw new Error("unreachable: the loop must not be optimized away");
}
