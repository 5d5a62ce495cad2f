// Lists ten times the links, in two namespaces side by side.
import { RouteSocket } from "libnl";
import { interleaved, slowerAtMost } from "../support/measure.mjs";
import { needLinks, sideNamespace } from "../support/namespace.mjs";

const FEW = 200;
const MANY = 2000;

export const title = `list ${MANY} links against ${FEW}`;

export async function run() {
  await needLinks(MANY);
  const side = await sideNamespace(FEW);
  const many = await RouteSocket.open();
  const few = await RouteSocket.open({ netns: { pid: side.pid } });
  try {
    return await interleaved(
      [
        { name: `${MANY} links`, run: async () => void (await many.links.list()) },
        {
          name: `${FEW} links`,
          run: async () => void (await few.links.list()),
          reach: slowerAtMost(11),
        },
      ],
      { rounds: 40, warmup: 8, collect: true },
    );
  } finally {
    side.release();
  }
}
