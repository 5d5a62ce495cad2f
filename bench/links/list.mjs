// Lists links with all their details.
import { RouteSocket } from "libnl";
import { interleaved, slowerAtMost } from "../support/measure.mjs";
import { needLinks } from "../support/namespace.mjs";
import { compiled, ip, npmNetlink } from "../support/peers.mjs";

const LINKS = 2000;

export const title = `list ${LINKS} links with all their details`;

export async function run() {
  await needLinks(LINKS);
  const route = await RouteSocket.open();
  return interleaved(
    [
      { name: "links.list()", run: async () => void (await route.links.list()) },
      {
        name: "C: nl_recvmsgs, each parsed, none kept",
        reach: slowerAtMost(1.5),
        ...(await compiled("links")),
      },
      {
        name: "npm netlink: getLinks()",
        ...npmNetlink(async (socket) => void (await socket.getLinks())),
      },
      {
        name: "ip -json -details -statistics link, JSON.parse",
        ...ip(["-json", "-details", "-statistics", "link"], (text) => void JSON.parse(text)),
      },
    ],
    { rounds: 40, warmup: 8, collect: true },
  );
}
