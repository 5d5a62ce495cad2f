// What the Internet protocols do on each link, as iproute2 and /proc tell it.
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Netconf, RouteSocket } from "../lib/index.js";
import { becomesEqual, randomly, sorted } from "./support/follows.js";
import { privateNamespace, type Json } from "./support/namespace.js";

const ns = privateNamespace();
let route: RouteSocket;

beforeAll(async () => {
  route = await ns.open();
});

afterEach(() => {
  ns.deleteLinks();
});

const sysctl = (name: string, value: string | number): string =>
  ns.ip(
    "netns",
    "exec",
    ns.name,
    "sysctl",
    "-qw",
    `net.${name.replace(/\./g, ".")}=${value.toString()}`,
  );

/** As `ip -j netconf` prints it, in the terms of the package. */
function asNetconf(json: Json): object {
  const toggle = (name: string): boolean | undefined =>
    json[name] === undefined ? undefined : json[name] === true || json[name] === "on";
  const name = json.interface as string;
  return {
    family: json.family as string,
    link: name === "all" || name === "default" ? name : (ns.ipLink(name).ifindex as number),
    forwarding: toggle("forwarding"),
    reversePathFilter: json.rp_filter as string | undefined,
    multicastForwarding: toggle("mc_forwarding"),
    proxyNeighbour: toggle("proxy_neigh"),
    ignoreRoutesLinkDown: toggle("ignore_routes_with_linkdown"),
    input: toggle("input"),
    broadcastForwarding: toggle("bc_forwarding"),
  };
}

/** iproute2 6.1 does not know the forwarding of broadcasts. */
const ours = (all: Iterable<Netconf>): string[] => sorted(all, ["broadcastForwarding"]);
const ofIproute = (): string[] =>
  sorted(ns.ipJson("netconf", "show").map(asNetconf), ["broadcastForwarding"]);

describe("reading", () => {
  test("tells what iproute2 tells", async () => {
    ns.ip("link", "add", "c0", "type", "ifb");
    sysctl("ipv4.conf.c0.forwarding", 1);
    sysctl("ipv4.conf.c0.rp_filter", 2);
    sysctl("ipv4.conf.all.rp_filter", 1);
    sysctl("ipv4.conf.c0.proxy_arp", 1);
    sysctl("ipv4.conf.c0.ignore_routes_with_linkdown", 1);
    sysctl("ipv6.conf.c0.proxy_ndp", 1);
    sysctl("ipv6.conf.default.forwarding", 1);
    const all = await route.netconf.list();
    expect(ours(all)).toEqual(ofIproute());
    const index = ns.ipLink("c0").ifindex as number;
    expect(all.find(({ family, link }) => family === "inet" && link === index)).toMatchObject({
      forwarding: true,
      reversePathFilter: "loose",
      proxyNeighbour: true,
      ignoreRoutesLinkDown: true,
    });
    sysctl("ipv4.conf.all.rp_filter", 0);
    sysctl("ipv6.conf.default.forwarding", 0);
  });

  test("tells the forwarding of broadcasts", async () => {
    ns.ip("link", "add", "c0", "type", "ifb");
    sysctl("ipv4.conf.c0.bc_forwarding", 1);
    expect(await route.netconf.get("inet", "c0")).toMatchObject({ broadcastForwarding: true });
    expect(await route.netconf.get("inet", "lo")).toMatchObject({ broadcastForwarding: false });
  });

  test("filters", async () => {
    ns.ip("link", "add", "c0", "type", "ifb");
    sysctl("ipv4.conf.c0.forwarding", 1);
    const index = ns.ipLink("c0").ifindex as number;
    const found = async (filter: Parameters<typeof route.netconf.list>[0]): Promise<unknown[]> =>
      (await route.netconf.list(filter)).map(({ family, link }) => [family, link]);
    expect(await found({ link: "c0" })).toEqual([
      ["inet", index],
      ["inet6", index],
    ]);
    expect(await found({ family: "inet", forwarding: true })).toEqual([["inet", index]]);
    expect(await found({ family: "inet6", link: "all" })).toEqual([["inet6", "all"]]);
    expect(
      await found({ family: "inet", link: -2 as number }).catch((e: unknown) => e),
    ).toMatchObject({
      path: "link",
    });
  });

  test("gets one", async () => {
    expect(await route.netconf.get("inet", "all")).toMatchObject({ family: "inet", link: "all" });
    expect(await route.netconf.get("inet6", "default")).toMatchObject({ link: "default" });
    expect(await route.netconf.get("inet", 1)).toEqual(await route.netconf.get("inet", "lo"));
    await expect(route.netconf.get("inet", "none")).rejects.toMatchObject({ code: "ENODEV" });
    await expect(route.netconf.get("inet", 4711)).rejects.toMatchObject({
      name: "NetlinkError",
      operation: "get netconf inet 4711",
    });
    await expect(route.netconf.get("ipx" as "inet", "lo")).rejects.toMatchObject({
      path: "family",
    });
    await expect(route.netconf.get("inet", null as unknown as string)).rejects.toMatchObject({
      path: "link",
    });
  });

  test("is refused once the socket is closed", async () => {
    const other = await ns.open();
    await other.close();
    await expect(other.netconf.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.netconf.get("inet", "all")).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("a watch", () => {
  test("tells what changed, whole", async () => {
    ns.ip("link", "add", "c0", "type", "ifb");
    await using cache = await route.netconf.watch();
    const changes = cache.changes();
    sysctl("ipv4.conf.c0.rp_filter", 1);
    for await (const change of changes) {
      expect(change).toMatchObject({
        action: "change",
        changed: ["reversePathFilter"],
        after: { family: "inet", reversePathFilter: "strict", forwarding: false },
      });
      break;
    }
  });

  test.each([1, 2, 3])("equals the kernel after random operations (seed %i)", async (seed) => {
    const random = randomly(seed);
    await using cache = await route.netconf.watch();
    for (let i = 0; i < 40; i++) {
      const name = `c${random(4).toString()}`;
      if (random(3) === 0 || !ns.ipJson("link").some(({ ifname }) => ifname === name)) {
        const exists = ns.ipJson("link").some(({ ifname }) => ifname === name);
        if (exists) ns.ip("link", "delete", name);
        else ns.ip("link", "add", name, "up", "type", "ifb");
        continue;
      }
      const what = [
        ["ipv4", "forwarding", 2],
        ["ipv4", "rp_filter", 3],
        ["ipv4", "proxy_arp", 2],
        ["ipv6", "forwarding", 2],
        ["ipv6", "proxy_ndp", 2],
        ["ipv6", "ignore_routes_with_linkdown", 2],
      ] as const;
      const [family, key, limit] = what[random(what.length)] ?? what[0];
      const where = [name, "all", "default"][random(3)] ?? name;
      sysctl(`${family}.conf.${where}.${key}`, random(limit));
    }
    await becomesEqual(cache, () => route.netconf.list());
    expect(cache.size).toBe(ns.ipJson("netconf", "show").length);
  });
});
