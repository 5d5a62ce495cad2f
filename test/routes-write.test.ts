// Routes as the package writes them, as iproute2 sees them.
import { beforeAll, describe, expect, test } from "vitest";
import type { RouteInput, RouteSocket } from "../lib/index.js";
import { type Json, privateNamespace } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { failure, twoLinks } from "./support/two-links.js";

const namespace = privateNamespace();
twoLinks(namespace);
let route: RouteSocket;

beforeAll(async () => {
  route = await namespace.open();
});

const shown = (...args: string[]): Json[] => namespace.ipJson("route", "show", ...args);
/** What iproute2 shows of one destination. */
const one = (destination: string): Json => {
  const [first] = shown(destination);
  if (!first) throw new Error(`ip does not show ${destination}`);
  return first;
};
const one6 = (destination: string): Json =>
  (JSON.parse(namespace.ip("-6", "-j", "-d", "route", "show", destination)) as Json[])[0] ?? {};

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
    expect(await failure(route.routes.change({ destination, gateway: "10.0.0.2" }))).toMatchObject({
      code: "ENOENT",
      errno: 2,
    });
    await route.routes.replace({ destination, gateway: "10.0.0.2" });
    expect(await failure(route.routes.add({ destination, gateway: "10.0.0.3" }))).toMatchObject({
      code: "EEXIST",
      operation: "add route 10.1.0.0/16",
    });
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
    const all = Array.from(
      { length: 1000 },
      (_, i) => `10.7.${(i >> 8).toString()}.${(i & 255).toString()}/32`,
    );
    await Promise.all(all.map((destination) => route.routes.add({ destination, link: "v0" })));
    expect(shown("root", "10.7.0.0/16")).toHaveLength(1000);
    expect(await route.routes.list({ link: "v0", protocol: "static" })).toHaveLength(1000);
  });
});

test("one destination is shown once", async () => {
  await route.routes.add({ destination: "10.1.0.1", link: "v0" });
  expect(one("10.1.0.1")).toMatchObject({ dst: "10.1.0.1", dev: "v0" });
  expect(await route.routes.get({ destination: "10.1.0.1" })).toMatchObject({
    destination: "10.1.0.1/32",
  });
});
