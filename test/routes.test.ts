// Routes as the package reads them and looks them up, as iproute2 sees them.
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Route, RouteSocket } from "../lib/index.js";
import { asRoute, ofRoute } from "./support/iproute-route.js";
import { type Json, privateNamespace } from "./support/namespace.js";
import { failure, twoLinks } from "./support/two-links.js";

const namespace = privateNamespace();
twoLinks(namespace);
let route: RouteSocket;
let v0: number;

beforeAll(async () => {
  route = await namespace.open();
});

beforeEach(() => {
  v0 = namespace.ipLink("v0").ifindex as number;
});

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

async function expectSameAsIproute(): Promise<void> {
  const links = namespace.ipJson("link");
  const wanted = ["inet", "inet6"].flatMap((family) => {
    const option = family === "inet" ? "-4" : "-6";
    const printed = namespace.ip(option, "-j", "-d", "route", "show", "table", "all");
    return (JSON.parse(printed || "[]") as Json[]).map((json) => asRoute(json, family, links));
  });
  const listed = await route.routes.list();
  expect(listed.map(ofRoute).sort(byText)).toEqual(wanted.sort(byText));
}

describe("list", () => {
  test("has what iproute2 has, of all tables and families", async () => {
    namespace.ipBatch([
      "route add default via 10.0.0.254",
      "route add 10.1.0.0/16 via 10.0.0.2 metric 5 src 10.0.0.1 proto bgp",
      "route add 10.2.0.0/16 nexthop via 10.0.0.2 weight 3 nexthop via 10.0.2.2 weight 256 onlink dev v2",
      "route add 10.3.0.1/32 dev v0 table 100 tos 0x10",
      "route add 10.4.0.0/16 dev v0 table 70000",
      "route add blackhole 10.5.0.0/16",
      "route add unreachable 10.6.0.0/16",
      "route add prohibit 10.7.0.0/16",
      "route add throw 10.8.0.0/16",
      "route add 10.9.0.0/16 via inet6 fe80::1 dev v0",
      "route add default via fe80::1 dev v0 pref high",
      "route add 2001:db8:1::/48 nexthop via fe80::1 dev v0 nexthop via fe80::2 dev v0 weight 5",
      "route add blackhole 2001:db8:3::/48 metric 7",
      "route add 2001:db8:4::/48 from 2001:db8:5::/48 dev v0",
    ]);
    await expectSameAsIproute();
  });

  test("tells properties that iproute2 prints in another form", async () => {
    namespace.ipBatch([
      "route add 10.1.0.0/16 via 10.0.0.2 tos 0x10 mtu lock 1400 hoplimit 9 initcwnd 8 " +
        "rtt 100ms rto_min 20ms congctl reno features ecn quickack 1 realms 3/4",
      "route add 2001:db8:1::/48 dev v0 expires 1000",
    ]);
    expect(await route.routes.get({ destination: "10.1.0.0/16" })).toMatchObject({
      tos: 16,
      nexthops: [{ link: v0, gateway: "10.0.0.2", flags: [], realms: { from: 3, to: 4 } }],
      metrics: {
        lock: ["mtu", "rtoMin"],
        mtu: 1400,
        hoplimit: 9,
        initcwnd: 8,
        rtt: 800,
        rtoMin: 20,
        congctl: "reno",
        features: ["ecn"],
        quickack: 1,
      },
    });
    const { expires = 0 } = await route.routes.get({ destination: "2001:db8:1::/48" });
    expect(expires).toBeGreaterThan(900);
    expect(expires).toBeLessThanOrEqual(1000);
  });

  test("has both of two IPv4 routes that differ in their nexthop", async () => {
    namespace.ipBatch([
      "route add 10.1.0.0/16 via 10.0.0.2",
      "route append 10.1.0.0/16 via 10.0.0.3",
    ]);
    const twins = await route.routes.list({ destination: "10.1.0.0/16" });
    expect(twins.map(({ nexthops }) => nexthops?.[0]?.gateway)).toEqual(["10.0.0.2", "10.0.0.3"]);
  });

  test.each<[string, object, string]>([
    ["family", { family: "inet6", protocol: "static" }, "2001:db8:9::/48"],
    ["table", { table: 100 }, "10.3.0.0/16"],
    ["table of a family", { table: 100, family: "inet" }, "10.3.0.0/16"],
    ["protocol", { protocol: "bgp" }, "10.2.0.0/16"],
    ["type", { type: "blackhole" }, "10.4.0.0/16"],
    ["link", { link: "v2", protocol: "bird" }, "10.5.0.0/16"],
    ["gateway", { gateway: "10.0.0.77" }, "10.6.0.0/16"],
    ["destination", { destination: "10.6.0.0/16" }, "10.6.0.0/16"],
    ["priority", { priority: 12345 }, "10.7.0.0/16"],
    ["nexthop", { nexthops: [{ gateway: "10.0.0.77" }] }, "10.6.0.0/16"],
  ])("filters by %s", async (_, filter, destination) => {
    namespace.ipBatch([
      "route add 2001:db8:9::/48 dev v0 proto static",
      "route add 10.2.0.0/16 via 10.0.0.2 proto bgp",
      "route add 10.3.0.0/16 via 10.0.0.2 table 100 proto zebra",
      "route add blackhole 10.4.0.0/16",
      "route add 10.5.0.0/16 proto bird nexthop via 10.0.0.2 nexthop via 10.0.2.2",
      "route add 10.6.0.0/16 via 10.0.0.77",
      "route add 10.7.0.0/16 via 10.0.0.2 metric 12345",
    ]);
    const found = await route.routes.list(filter);
    expect(found.map((route) => route.destination)).toEqual([destination]);
    const streamed: Route[] = [];
    for await (const one of route.routes.stream(filter)) streamed.push(one);
    expect(streamed).toEqual(found);
  });

  test("has nothing of a table that does not exist", async () => {
    expect(await route.routes.list({ table: 4_000_000_000 })).toEqual([]);
    expect(await route.routes.list({ table: 4_000_000_000, family: "inet" })).toEqual([]);
    expect(await route.routes.list({ table: 4_000_000_000, family: "inet6" })).toEqual([]);
  });

  test("finds a link of the same name as one that was asked for before", async () => {
    await route.routes.list({ link: "v0" });
    namespace.ip("link", "delete", "v0");
    namespace.ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
    namespace.ip("link", "set", "v0", "up");
    await route.routes.add({ destination: "10.1.0.0/16", link: "v0" });
    expect(await route.routes.list({ link: "v0", protocol: "static" })).toHaveLength(1);
  });

  test("rejects a link that does not exist", async () => {
    expect(await failure(route.routes.list({ link: "absent" }))).toMatchObject({ code: "ENODEV" });
  });
});

describe("lookup", () => {
  test("answers what `ip route get` does", async () => {
    namespace.ipBatch([
      "route add 10.1.0.0/16 via 10.0.0.2 src 10.0.0.1 metric 9",
      "route add 10.1.0.0/16 via 10.0.2.2 table 100",
      "rule add fwmark 5 lookup 100",
      "route add blackhole 10.8.0.0/16",
      "route add prohibit 10.9.0.0/16",
    ]);
    const [json] = namespace.ipJson("route", "get", "10.1.2.3") as [Json];
    const found = await route.routes.lookup("10.1.2.3");
    expect(found).toMatchObject({
      destination: "10.1.2.3/32",
      preferredSource: json.prefsrc as unknown,
      nexthops: [{ gateway: json.gateway as unknown, link: v0 }],
      table: 254,
    });
    expect(await route.routes.lookup("10.1.2.3", { mark: 5 })).toMatchObject({
      nexthops: [{ gateway: "10.0.2.2" }],
      table: 100,
      mark: 5,
    });
    expect(await route.routes.lookup("10.1.2.3", { fibMatch: true })).toMatchObject({
      destination: "10.1.0.0/16",
      priority: 9,
    });
    expect(
      await route.routes.lookup("10.0.2.9", { outputInterface: "v2", source: "10.0.2.1", uid: 7 }),
    ).toMatchObject({ nexthops: [{ link: namespace.ipLink("v2").ifindex as number }], uid: 7 });
    expect(
      await route.routes.lookup("2001:db8::99", {
        ipProtocol: 6,
        sourcePort: 1,
        destinationPort: 2,
      }),
    ).toMatchObject({ family: "inet6", nexthops: [{ link: v0 }] });
    for (const [address, code] of [
      ["10.8.0.1", "EINVAL"],
      ["10.9.0.1", "EACCES"],
      ["99.0.0.1", "ENETUNREACH"],
    ] as const) {
      expect(await failure(route.routes.lookup(address))).toMatchObject({ code });
    }
    namespace.ip("rule", "delete", "fwmark", "5");
  });

  test("answers for packets to be forwarded", async () => {
    namespace.ip("route", "add", "10.1.0.0/16", "via", "10.0.2.2");
    expect(
      await route.routes.lookup("10.0.0.1", { source: "10.0.0.9", inputInterface: "v0" }),
    ).toMatchObject({ type: "local", inputInterface: v0 });
  });

  test("refuses what is wrong before it asks", async () => {
    const lookup = (destination: unknown, options: object = {}): Promise<unknown> =>
      route.routes.lookup(destination as string, options);
    expect(await failure(lookup("nowhere"))).toMatchObject({ path: "destination" });
    expect(await failure(lookup(7))).toBeInstanceOf(TypeError);
    expect(await failure(lookup("10.0.0.1", { mark: -1 }))).toBeInstanceOf(RangeError);
    expect(await failure(lookup("10.0.0.1", { source: "fe80::1" }))).toMatchObject({
      path: "source",
    });
    expect(await failure(lookup("10.0.0.1", { colour: 1 }))).toMatchObject({ path: "colour" });
    expect(await failure(lookup("10.0.0.1", { link: "absent" }))).toMatchObject({ code: "ENODEV" });
    expect(
      await failure(lookup("10.0.0.1", { signal: AbortSignal.abort(new Error("enough")) })),
    ).toMatchObject({ message: "enough" });
  });
});
