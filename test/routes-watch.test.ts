// A watch of routes is equal to a fresh list, whatever iproute2 does.
import { beforeEach, afterEach, beforeAll, expect, test } from "vitest";
import fc from "fast-check";
import type { Change, LiveCache, Route, RouteSocket } from "../lib/index.js";
import { command, privateNamespace } from "./support/namespace.js";
import { waitFor } from "./support/wait.js";

const namespace = privateNamespace();
let route: RouteSocket;

beforeAll(async () => {
  namespace.ip("link", "set", "lo", "up");
  route = await namespace.open();
});

beforeEach(() => {
  namespace.ipBatch([
    "link add v0 type veth peer name v1",
    "link add v2 type veth peer name v3",
    ...["v0", "v1", "v2", "v3"].map((name) => `link set ${name} addrgenmode none`),
    ...["v0", "v1", "v2", "v3"].map((name) => `link set ${name} up`),
    "address add 10.0.0.1/24 dev v0",
    "address add 10.0.0.9/24 dev v0",
    "address add 10.0.2.1/24 dev v2",
  ]);
});

afterEach(() => {
  namespace.ip("nexthop", "flush");
  namespace.deleteLinks();
});

/** Routes as texts, in an order of their own, without what changes by itself. */
function texts(routes: Iterable<Route>): string[] {
  return [...routes]
    .map((route) => JSON.stringify({ ...route, cacheInfo: undefined, expires: undefined }))
    .toSorted();
}

async function expectEqual(cache: LiveCache<Route>): Promise<void> {
  let fresh: string[] = [];
  let followed: string[] = [];
  await waitFor(async () => {
    fresh = texts(await route.routes.list());
    followed = texts(cache);
    return fresh.join() === followed.join();
  }, "the cache to be equal to a list").catch((error: unknown) => {
    expect(followed).toEqual(fresh);
    throw error;
  });
}

/** Runs commands of which some may fail. */
function attempt(commands: readonly string[]): void {
  for (const line of commands) {
    try {
      command("ip", ["-n", namespace.name, ...line.split(" ")]);
    } catch {
      // What fails changes nothing.
    }
  }
}

test.each<[string, string[]]>([
  [
    "IPv4 twins",
    [
      "route add 10.1.0.0/16 via 10.0.0.2",
      "route append 10.1.0.0/16 via 10.0.0.3",
      "route append 10.1.0.0/16 via 10.0.0.4",
      "route prepend 10.1.0.0/16 via 10.0.0.5",
      "route replace 10.1.0.0/16 via 10.0.0.6",
      "route delete 10.1.0.0/16 via 10.0.0.3",
    ],
  ],
  [
    "replacements",
    [
      "route replace 10.1.0.0/16 via 10.0.0.2",
      "route replace 10.1.0.0/16 via 10.0.2.2 mtu 1400",
      "route change 10.1.0.0/16 nexthop via 10.0.2.2 nexthop via 10.0.0.2 weight 5",
    ],
  ],
  [
    "IPv6 multipath",
    [
      "route add 2001:db8::/32 via fe80::1 dev v0",
      "route append 2001:db8::/32 via fe80::2 dev v0",
      "route append 2001:db8::/32 nexthop via fe80::3 dev v0 nexthop via fe80::3 dev v2",
      "route delete 2001:db8::/32 via fe80::1 dev v0",
      "route append 2001:db8::/32 via fe80::4 dev v2",
      "route append 2001:db8::/32 dev v2",
      "route append 2001:db8::/32 dev v0",
      "route replace 2001:db8::/32 via fe80::9 dev v0",
    ],
  ],
  [
    "IPv6 legs down to one and none",
    [
      "route add 2001:db8::/32 nexthop via fe80::1 dev v0 nexthop via fe80::2 dev v0",
      "route delete 2001:db8::/32 via fe80::2 dev v0",
      "route delete 2001:db8::/32 via fe80::1 dev v0",
    ],
  ],
  [
    "a link that goes down",
    [
      "route add 10.1.0.0/16 via 10.0.0.2",
      "route add 10.2.0.0/16 via 10.0.2.2",
      "route add 10.3.0.0/16 nexthop via 10.0.2.2 nexthop via 10.0.0.2",
      "link set v0 down",
    ],
  ],
  ["a link that goes", ["route add 10.1.0.0/16 via 10.0.0.2", "link delete v0"]],
  ["a carrier that goes", ["route add 10.1.0.0/16 via 10.0.0.2", "link set v1 down"]],
  [
    "an address that goes",
    ["route add 10.1.0.0/16 via 10.0.0.2 src 10.0.0.9", "address delete 10.0.0.9/24 dev v0"],
  ],
  [
    "nexthop objects",
    [
      "nexthop add id 1 via 10.0.0.2 dev v0",
      "nexthop add id 2 via 10.0.2.2 dev v2",
      "nexthop add id 3 group 1/2",
      "route add 10.1.0.0/16 nhid 1",
      "route append 10.1.0.0/16 nhid 3",
      "route add 10.2.0.0/16 nhid 2",
      "nexthop replace id 1 via 10.0.0.7 dev v0",
      "nexthop delete id 2",
    ],
  ],
])("follows %s", async (_, commands) => {
  await using cache = await route.routes.watch();
  for (const line of commands) {
    namespace.ip(...line.split(" "));
    await expectEqual(cache);
  }
});

test("tells a replacement as a change, and a twin as an addition", async () => {
  await using cache = await route.routes.watch();
  const changes: Change<Route>[] = [];
  const reading = (async () => {
    for await (const change of cache.changes()) {
      changes.push(change);
      if (changes.length === 4) return;
    }
  })();
  namespace.ip("route", "add", "10.1.0.0/16", "via", "10.0.0.2");
  namespace.ip("route", "append", "10.1.0.0/16", "via", "10.0.0.3");
  namespace.ip("route", "replace", "10.1.0.0/16", "via", "10.0.0.4");
  namespace.ip("route", "delete", "10.1.0.0/16", "via", "10.0.0.3");
  await reading;
  const gateway = (one?: Route): unknown => one?.nexthops?.[0]?.gateway;
  expect(
    changes.map((one) =>
      one.action === "resync"
        ? one
        : [one.action, gateway(one.before), gateway(one.after), one.changed],
    ),
  ).toEqual([
    ["add", undefined, "10.0.0.2", []],
    ["add", undefined, "10.0.0.3", []],
    ["change", "10.0.0.2", "10.0.0.4", ["nexthops"]],
    ["remove", "10.0.0.3", undefined, []],
  ]);
  expect(gateway(cache.get({ family: "inet", table: 254, destination: "10.1.0.0/16" }))).toBe(
    "10.0.0.4",
  );
});

const verb = fc.constantFrom("add", "append", "prepend", "replace", "change", "delete");
const hop = fc
  .tuple(fc.constantFrom("2", "3", "4"), fc.constantFrom("0", "2"))
  .map(([host, net]) => ({
    four: `via 10.0.${net}.${host} dev v${net}`,
    six: `via fe80::${host} dev v${net}`,
  }));
const operation = fc.oneof(
  fc
    .tuple(
      verb,
      fc.constantFrom("10.1.0.0/16", "10.2.0.0/16"),
      hop,
      fc.constantFrom("", " metric 7"),
    )
    .map(([what, where, { four }, metric]) => `route ${what} ${where} ${four}${metric}`),
  fc
    .tuple(verb, fc.constantFrom("2001:db8:1::/48", "2001:db8:2::/48"), hop)
    .map(([what, where, { six }]) => `route ${what} ${where} ${six}`),
  fc
    .tuple(verb, hop, hop)
    .map(([what, a, b]) => `route ${what} 2001:db8:1::/48 nexthop ${a.six} nexthop ${b.six}`),
  fc
    .tuple(verb, hop, hop)
    .map(([what, a, b]) => `route ${what} 10.1.0.0/16 nexthop ${a.four} nexthop ${b.four}`),
  // Of another metric than those with a gateway: the kernel's dump passes over what stands between two nexthops of a
  // route.
  fc
    .tuple(verb, fc.constantFrom("v0", "v2"))
    .map(([what, dev]) => `route ${what} 2001:db8:1::/48 dev ${dev} metric 2000`),
  fc.constant("route delete 2001:db8:1::/48"),
);

test("follows random operations", async () => {
  await using cache = await route.routes.watch();
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 20 }), async (operations) => {
      attempt(operations);
      await expectEqual(cache);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
