// Routes as the package reads and writes them, as iproute2 sees them.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { NetlinkError, Route, RouteInput, RouteSocket } from "../lib/index.js";
import { asRoute, ofRoute } from "./support/iproute-route.js";
import { type Json, privateNamespace } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";

const namespace = privateNamespace();
let route: RouteSocket;
let v0: number;

beforeAll(async () => {
  namespace.ip("link", "set", "lo", "up");
  route = await namespace.open();
});

beforeEach(() => {
  namespace.ipBatch([
    "link add v0 type veth peer name v1",
    "link add v2 type veth peer name v3",
    ...["v0", "v1", "v2", "v3"].map((name) => `link set ${name} up`),
    "address add 10.0.0.1/24 dev v0",
    "address add 10.0.2.1/24 dev v2",
    "address add 2001:db8::1/64 dev v0 nodad",
    "address add 2001:db8:2::1/64 dev v2 nodad",
  ]);
  v0 = namespace.ipLink("v0").ifindex as number;
});

afterEach(() => {
  namespace.deleteLinks();
  for (const family of ["-4", "-6"]) {
    for (const table of ["main", "100", "70000"]) {
      try {
        namespace.ip(family, "route", "flush", "table", table);
      } catch {
        // There is no such table.
      }
    }
  }
});

function shown(...args: string[]): Json[] {
  return namespace.ipJson(...args.slice(0, 0), "route", "show", ...args);
}
/** What iproute2 shows of one destination. */
const one = (destination: string, ...args: string[]): Json => {
  const [first] = shown(destination, ...args);
  if (!first) throw new Error(`ip does not show ${destination}`);
  return first;
};
const one6 = (destination: string): Json =>
  (JSON.parse(namespace.ip("-6", "-j", "-d", "route", "show", destination)) as Json[])[0] ?? {};

const failure = (promise: Promise<unknown>): Promise<NetlinkError> =>
  promise.then(
    () => Promise.reject(new Error("it succeeded")),
    (error: unknown) => error as NetlinkError,
  );

const byText = (a: unknown, b: unknown): number =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;

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

  test("rejects a link that does not exist", async () => {
    expect(await failure(route.routes.list({ link: "absent" }))).toMatchObject({ code: "ENODEV" });
  });
});

interface Sample {
  name: string;
  input: RouteInput;
  ip: string;
  /** What iproute2 prints of the route. */
  json: Json;
  six?: boolean;
}

const samples: Sample[] = [
  {
    name: "a gateway",
    input: { destination: "10.1.0.0/16", gateway: "10.0.0.2" },
    ip: "10.1.0.0/16 via 10.0.0.2 proto static",
    json: { gateway: "10.0.0.2", dev: "v0", protocol: "static", scope: "global", table: "main" },
  },
  {
    name: "a link",
    input: { destination: "10.1.0.0/16", link: "v0" },
    ip: "10.1.0.0/16 dev v0 proto static",
    json: { dev: "v0", scope: "link" },
  },
  {
    name: "everything IPv4 has",
    input: {
      destination: "10.1.0.0/16",
      table: 100,
      protocol: "bgp",
      tos: 16,
      priority: 77,
      preferredSource: "10.0.0.1",
      metrics: {
        lock: ["mtu", "rtt", "rtoMin"],
        mtu: 1400,
        window: 5000,
        rtt: 800,
        rttvar: 400,
        ssthresh: 11,
        cwnd: 12,
        advmss: 1300,
        reordering: 5,
        hoplimit: 9,
        initcwnd: 8,
        features: ["ecn"],
        rtoMin: 20,
        initrwnd: 7,
        quickack: 1,
        congctl: "reno",
        fastopenNoCookie: 1,
      },
      nexthops: [
        { gateway: "10.0.9.2", link: "v0", flags: ["onlink"], realms: { from: 3, to: 4 } },
      ],
    },
    ip:
      "10.1.0.0/16 table 100 proto bgp tos 0x10 metric 77 src 10.0.0.1 via 10.0.9.2 dev v0 onlink " +
      "realms 3/4 mtu lock 1400 window 5000 rtt lock 100ms rttvar 100ms ssthresh 11 cwnd 12 " +
      "advmss 1300 reordering 5 hoplimit 9 initcwnd 8 features ecn rto_min 20ms initrwnd 7 " +
      "quickack 1 congctl reno fastopen_no_cookie 1",
    json: { gateway: "10.0.9.2", protocol: "bgp", metric: 77, prefsrc: "10.0.0.1", tos: "0x10" },
  },
  {
    name: "several nexthops",
    input: {
      destination: "10.1.0.0/16",
      nexthops: [
        { gateway: "10.0.0.2", weight: 3 },
        { link: "v2", gateway: "10.0.2.2", weight: 256 },
        { link: "v2" },
      ],
    },
    ip:
      "10.1.0.0/16 proto static nexthop via 10.0.0.2 weight 3 nexthop via 10.0.2.2 dev v2 " +
      "weight 256 nexthop dev v2",
    json: {
      nexthops: [
        { gateway: "10.0.0.2", dev: "v0", weight: 3, flags: [] },
        { gateway: "10.0.2.2", dev: "v2", weight: 256, flags: [] },
        { dev: "v2", weight: 1, flags: [] },
      ],
    },
  },
  ...(["blackhole", "unreachable", "prohibit", "throw"] as const).map((type) => ({
    name: type,
    input: { destination: "10.1.0.0/16", type },
    ip: `${type} 10.1.0.0/16 proto static`,
    json: { type, scope: "global" },
  })),
  {
    name: "a route of the local table",
    input: { destination: "10.1.0.1", type: "local", link: "v0" },
    ip: "local 10.1.0.1 dev v0 proto static",
    json: { type: "local", table: "local", scope: "host" },
  },
  {
    name: "a gateway of another family",
    input: { destination: "10.1.0.0/16", via: "fe80::1", link: "v0" },
    ip: "10.1.0.0/16 via inet6 fe80::1 dev v0 proto static",
    json: { via: { family: "inet6", host: "fe80::1" }, dev: "v0" },
  },
  {
    name: "the default",
    input: { destination: "default", gateway: "10.0.0.254" },
    ip: "default via 10.0.0.254 proto static",
    json: { dst: "default", gateway: "10.0.0.254" },
  },
  {
    name: "a table above 255",
    input: { destination: "10.1.0.0/16", link: "v0", table: 70000 },
    ip: "10.1.0.0/16 dev v0 proto static table 70000",
    json: { table: "70000" },
  },
  {
    name: "everything IPv6 has",
    input: {
      destination: "2001:db8:9::/48",
      source: "2001:db8:5::/48",
      gateway: "fe80::1",
      link: "v0",
      priority: 99,
      preferredSource: "2001:db8::1",
      preference: "low",
      metrics: { mtu: 1400, hoplimit: 5 },
    },
    ip:
      "2001:db8:9::/48 from 2001:db8:5::/48 via fe80::1 dev v0 proto static metric 99 " +
      "src 2001:db8::1 pref low mtu 1400 hoplimit 5",
    json: { gateway: "fe80::1", metric: 99, prefsrc: "2001:db8::1", pref: "low" },
    six: true,
  },
  {
    name: "several nexthops of IPv6",
    input: {
      destination: "2001:db8:9::/48",
      nexthops: [
        { gateway: "fe80::1", link: "v0", weight: 7 },
        { gateway: "fe80::2", link: "v2" },
      ],
    },
    ip:
      "2001:db8:9::/48 proto static nexthop via fe80::1 dev v0 weight 7 " +
      "nexthop via fe80::2 dev v2",
    json: {
      nexthops: [
        { gateway: "fe80::1", dev: "v0", weight: 7, flags: [] },
        { gateway: "fe80::2", dev: "v2", weight: 1, flags: [] },
      ],
    },
    six: true,
  },
  {
    name: "the default of IPv6",
    input: { family: "inet6", destination: "default", link: "v0" },
    ip: "default dev v0 proto static",
    json: { dst: "default", dev: "v0" },
    six: true,
  },
];

describe.each(samples)("a route: $name", ({ input, ip, json, six }) => {
  const family = six ? "-6" : "-4";
  const show = (): Json => {
    const printed = namespace.ip(family, "-j", "-d", "route", "show", "table", "all");
    const destination = String(input.destination);
    const found = (JSON.parse(printed) as Json[]).filter(({ dst }) => dst === destination);
    expect(found).toHaveLength(1);
    return found[0] as Json;
  };

  test("written by us, read by iproute2, and the same as its own", async (context) => {
    // Source routing is an option of the kernel (CONFIG_IPV6_SUBTREES).
    const command = [family, "route", "add", ...ip.split(" ")];
    try {
      namespace.ip(...command);
    } catch (error) {
      skipUnless(context, input.source === undefined, String(error));
      throw error;
    }
    const theirs = show();
    namespace.ip(family, "route", "delete", ...ip.split(" "));
    await route.routes.add(input);
    expect(show()).toMatchObject(json);
    expect(show()).toEqual(theirs);
  });

  test("read, deleted, written and read again", async (context) => {
    try {
      namespace.ip(family, "route", "add", ...ip.split(" "));
    } catch (error) {
      skipUnless(context, input.source === undefined, String(error));
      throw error;
    }
    const destination = String(input.destination);
    const whole = destination.includes("/") || destination === "default" ? "" : "/32";
    const filter = { destination: destination + whole, family: six ? "inet6" : "inet" } as const;
    const read = await route.routes.get(filter);
    await route.routes.delete(read);
    expect(await failure(route.routes.get(filter))).toMatchObject({ code: "ESRCH" });
    await route.routes.add(read);
    expect(await route.routes.get(filter)).toEqual(read);
  });
});

describe("verbs", () => {
  test("replace, change, append and delete", async () => {
    const destination = "10.1.0.0/16";
    const gateways = (): unknown[] => shown(destination).map(({ gateway }) => gateway as unknown);
    expect(
      await failure(route.routes.change({ destination, gateway: "10.0.0.2" })),
    ).toMatchObject({ code: "ENOENT", errno: 2 });
    await route.routes.replace({ destination, gateway: "10.0.0.2" });
    expect(
      await failure(route.routes.add({ destination, gateway: "10.0.0.3" })),
    ).toMatchObject({ code: "EEXIST", operation: "add route 10.1.0.0/16" });
    await route.routes.append({ destination, gateway: "10.0.0.3" });
    expect(gateways()).toEqual(["10.0.0.2", "10.0.0.3"]);
    await route.routes.replace({ destination, gateway: "10.0.0.4" });
    expect(gateways()).toEqual(["10.0.0.4", "10.0.0.3"]);
    await route.routes.change({ destination, gateway: "10.0.0.5" });
    expect(gateways()).toEqual(["10.0.0.5", "10.0.0.3"]);
    await route.routes.delete({ destination, gateway: "10.0.0.3" });
    expect(gateways()).toEqual(["10.0.0.5"]);
    await route.routes.delete({ destination });
    expect(gateways()).toEqual([]);
    expect(await failure(route.routes.delete({ destination }))).toMatchObject({ code: "ESRCH" });
  });

  test("append in IPv6 adds a nexthop", async () => {
    const destination = "2001:db8:9::/48";
    await route.routes.add({ destination, gateway: "fe80::1", link: "v0" });
    await route.routes.append({ destination, gateway: "fe80::2", link: "v0" });
    expect(one6(destination)).toMatchObject({
      nexthops: [{ gateway: "fe80::1" }, { gateway: "fe80::2" }],
    });
    await route.routes.delete({ destination, gateway: "fe80::1", link: "v0" });
    expect(one6(destination)).toMatchObject({ gateway: "fe80::2" });
  });

  test("a deletion spares routes that differ in a property that was given", async () => {
    const destination = "10.1.0.0/16";
    namespace.ip("route", "add", destination, "via", "10.0.0.2", "proto", "bgp", "metric", "7");
    for (const wrong of [
      { protocol: "bird" },
      { priority: 8 },
      { gateway: "10.0.0.3" },
      { table: 100 },
      { type: "blackhole" },
      { link: "v2" },
      { tos: 4 },
    ] as const) {
      const error = await failure(route.routes.delete({ destination, ...wrong }));
      expect(error.code).toBe("ESRCH");
    }
    await route.routes.delete({ destination, protocol: "bgp", priority: 7, gateway: "10.0.0.2" });
    expect(shown(destination)).toEqual([]);
  });

  test("many at once", async () => {
    const all = Array.from({ length: 1000 }, (_, i) => `10.7.${(i >> 8).toString()}.${(i & 255).toString()}/32`);
    await Promise.all(all.map((destination) => route.routes.add({ destination, link: "v0" })));
    expect(shown("root", "10.7.0.0/16")).toHaveLength(1000);
    expect(await route.routes.list({ link: "v0", protocol: "static" })).toHaveLength(1000);
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
      await route.routes.lookup("2001:db8::99", { ipProtocol: 6, sourcePort: 1, destinationPort: 2 }),
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

describe("bad input", () => {
  test.each<[string, unknown, typeof TypeError | typeof RangeError, string]>([
    ["no object", 7, TypeError, "the argument"],
    ["an unknown property", { destination: "10.1.0.0/16", colour: 1 }, TypeError, "colour"],
    ["host bits", { destination: "10.1.0.1/16" }, RangeError, "destination"],
    ["host bits of IPv6", { destination: "2001:db8::1/64" }, RangeError, "destination"],
    ["no prefix", { destination: "10.1.0.0/33" }, TypeError, "destination"],
    ["no address", { destination: "somewhere" }, TypeError, "destination"],
    ["a number", { destination: 10 }, TypeError, "destination"],
    ["a gateway of another family", { destination: "10.1.0.0/16", gateway: "fe80::1" }, TypeError, "gateway"],
    [
      "a nexthop of another family",
      { destination: "10.1.0.0/16", nexthops: [{ gateway: "10.0.0.2" }, { gateway: "fe80::1" }] },
      TypeError,
      "nexthops[1].gateway",
    ],
    ["another family", { family: "inet", destination: "2001:db8::/32" }, TypeError, "destination"],
    [
      "a source address of another family",
      { destination: "10.1.0.0/16", preferredSource: "2001:db8::1" },
      TypeError,
      "preferredSource",
    ],
    ["a source in IPv4", { destination: "10.1.0.0/16", source: "10.2.0.0/16" }, TypeError, "source"],
    ["a table too large", { destination: "10.1.0.0/16", table: 2 ** 32 }, RangeError, "table"],
    ["a negative table", { destination: "10.1.0.0/16", table: -1 }, RangeError, "table"],
    ["a weight of 0", { nexthops: [{ link: "v0", weight: 0 }] }, RangeError, "nexthops[0].weight"],
    ["a weight of 257", { nexthops: [{ link: "v0", weight: 257 }] }, RangeError, "nexthops[0].weight"],
    ["both forms", { link: "v0", nexthops: [{ link: "v2" }] }, TypeError, "link"],
    ["an unknown type", { type: "detour" }, TypeError, "type"],
    ["a metric that is none", { metrics: { colour: 1 } }, TypeError, "metrics.colour"],
    ["a lock that is none", { metrics: { lock: ["colour"] } }, TypeError, "metrics.lock[0]"],
    ["nexthops that are none", { nexthops: {} }, TypeError, "nexthops"],
    ["an encapsulation without its type", { nexthops: [{ encap: { ttl: 1 } }] }, TypeError, "nexthops[0].encap"],
    [
      "a label too large",
      { nexthops: [{ encapType: "mpls", encap: { labels: "1048576" } }] },
      RangeError,
      "nexthops[0].encap.labels",
    ],
    ["a label as an IPv4 destination", { family: "inet", destination: "100" }, TypeError, "destination"],
  ])("%s", async (_, input, type, path) => {
    for (const verb of ["add", "replace", "append", "change", "delete"] as const) {
      const error = await failure(route.routes[verb](input as RouteInput));
      expect(error).toBeInstanceOf(type);
      if (path !== "the argument") expect(error).toMatchObject({ path });
    }
    expect(shown("proto", "static")).toEqual([]);
  });

  test("a filter is checked by the names it was given with", async () => {
    expect(await failure(route.routes.list({ gateway: "x" }))).toMatchObject({ path: "gateway" });
    expect(await failure(route.routes.get({ table: -1 }))).toMatchObject({ path: "table" });
  });

  test("an absent link, an unreachable gateway, a closed socket", async () => {
    const destination = "10.1.0.0/16";
    expect(await failure(route.routes.add({ destination, link: "absent" }))).toMatchObject({
      code: "ENODEV",
    });
    expect(await failure(route.routes.add({ destination, gateway: "99.0.0.1" }))).toMatchObject({
      code: "ENETUNREACH",
      extack: { message: "Nexthop has invalid gateway" },
    });
    const closed = await namespace.open();
    await closed.close();
    for (const promise of [
      closed.routes.list(),
      closed.routes.get({ destination }),
      closed.routes.lookup("10.0.0.1"),
      closed.routes.add({ destination, link: "v0" }),
      closed.routes.watch(),
    ]) {
      expect(await failure(promise)).toMatchObject({ code: "ERR_CLOSED" });
    }
  });
});

test("one destination is shown once", async () => {
  await route.routes.add({ destination: "10.1.0.1", link: "v0" });
  expect(one("10.1.0.1")).toMatchObject({ dst: "10.1.0.1", dev: "v0" });
  expect(await route.routes.get({ destination: "10.1.0.1" })).toMatchObject({
    destination: "10.1.0.1/32",
  });
});
