// Opens a live cache: from watch() to in sync.
import { RouteSocket } from "libnl";
import { interleaved, slowerAtMost } from "../support/measure.mjs";
import { needLinks } from "../support/namespace.mjs";

const LINKS = 2000;

export const title = `live cache of ${LINKS} links: time to synced`;

export async function run() {
  await needLinks(LINKS);
  const route = await RouteSocket.open();
  return interleaved(
    [
      {
        name: "links.watch()",
        run: async () => {
          const start = performance.now();
          const cache = await route.links.watch();
          const spent = performance.now() - start;
          await cache.close();
          return spent;
        },
      },
      {
        name: "links.list()",
        run: async () => void (await route.links.list()),
        reach: slowerAtMost(1.5),
      },
    ],
    { rounds: 40, warmup: 8, collect: true },
  );
}
