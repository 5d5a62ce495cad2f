// Nexthop objects and groups: scenarios of the kernel's fib_nexthops.sh, with iproute2 as the witness.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Nexthop, NexthopInput, RouteSocket } from "../lib/index.js";
import { type Json, privateNamespace } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { failure } from "./support/two-links.js";
import { waitFor } from "./support/wait.js";

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
    "address add 172.16.1.1/24 dev v0",
    "address add 172.16.2.1/24 dev v2",
    "address add 2001:db8:91::1/64 dev v0 nodad",
    "address add 2001:db8:92::1/64 dev v2 nodad",
  ]);
  v0 = namespace.ipLink("v0").ifindex as number;
});

afterEach(() => {
  namespace.ip("nexthop", "flush");
  namespace.deleteLinks();
});

const shown = (...args: string[]): Json[] => namespace.ipJson("nexthop", ...args);

interface Sample {
  name: string;
  input: NexthopInput;
  ip: string;
  json: Json;
}

const samples: Sample[] = [
  {
    name: "an IPv4 gateway",
    input: { id: 11, gateway: "172.16.1.2", link: "v0" },
    ip: "id 11 via 172.16.1.2 dev v0",
    json: { id: 11, gateway: "172.16.1.2", dev: "v0", scope: "link", flags: [] },
  },
  {
    name: "an IPv6 gateway",
    input: { id: 11, gateway: "2001:db8:91::2", link: "v0", protocol: "bgp" },
    ip: "id 11 via 2001:db8:91::2 dev v0 proto bgp",
    json: { id: 11, gateway: "2001:db8:91::2", dev: "v0", protocol: "bgp", flags: [] },
  },
  {
    name: "a link",
    input: { id: 11, link: "v0" },
    ip: "id 11 dev v0",
    json: { id: 11, dev: "v0" },
  },
  {
    name: "a gateway that is on the link by word",
    input: { id: 11, gateway: "9.9.9.9", link: "v0", flags: ["onlink"] },
    ip: "id 11 via 9.9.9.9 dev v0 onlink",
    json: { id: 11, gateway: "9.9.9.9", flags: ["onlink"] },
  },
  {
    name: "a blackhole",
    input: { id: 11, blackhole: true },
    ip: "id 11 blackhole",
    json: { id: 11, blackhole: null },
  },
  {
    name: "one for a forwarding database",
    input: { id: 11, gateway: "172.16.1.2", fdb: true },
    ip: "id 11 via 172.16.1.2 fdb",
    json: { id: 11, gateway: "172.16.1.2", fdb: null },
  },
  {
    name: "an encapsulation",
    input: {
      id: 11,
      gateway: "172.16.1.2",
      link: "v0",
      encapType: "ip",
      encap: { id: 42, destination: "1.2.3.4", ttl: 7 },
    },
    ip: "id 11 encap ip id 42 dst 1.2.3.4 ttl 7 via 172.16.1.2 dev v0",
    // iproute2 prints the id of the tunnel under the same name as that of the object.
    json: { id: 42, encap: "ip", dst: "1.2.3.4" },
  },
  {
    name: "a group",
    input: { id: 11, group: [{ id: 1 }, { id: 2, weight: 255 }] },
    ip: "id 11 group 1/2,255",
    json: { id: 11, group: [{ id: 1 }, { id: 2, weight: 255 }] },
  },
  {
    name: "a resilient group",
    input: {
      id: 11,
      group: [{ id: 1 }, { id: 2 }],
      groupType: "resilient",
      resilient: { buckets: 8, idleTimer: 12000, unbalancedTimer: 30000 },
    },
    ip: "id 11 group 1/2 type resilient buckets 8 idle_timer 120 unbalanced_timer 300",
    json: {
      type: "resilient",
      resilient_args: { buckets: 8, idle_timer: 120, unbalanced_timer: 300 },
    },
  },
];

describe.each(samples)("an object: $name", ({ input, ip, json }) => {
  beforeEach(() => {
    namespace.ip("nexthop", "add", "id", "1", "via", "172.16.1.7", "dev", "v0");
    namespace.ip("nexthop", "add", "id", "2", "via", "172.16.2.7", "dev", "v2");
  });
  const show = (): Json => shown("get", "id", "11")[0] ?? {};

  test("written by us, read by iproute2, and the same as its own", async () => {
    namespace.ip("nexthop", "add", ...ip.split(" "));
    const theirs = show();
    namespace.ip("nexthop", "delete", "id", "11");
    await route.nexthops.add(input);
    expect(show()).toMatchObject(json);
    expect(show()).toEqual(theirs);
  });

  test("written by iproute2, read, written and read again", async () => {
    namespace.ip("nexthop", "add", ...ip.split(" "));
    const read = await route.nexthops.get(11);
    expect(await route.nexthops.list({ id: 11 })).toEqual([read]);
    await route.nexthops.delete(11);
    expect(shown()).toHaveLength(2);
    await route.nexthops.add(read);
    expect(await route.nexthops.get(11)).toEqual(read);
  });
});

describe("list", () => {
  test("filters as the kernel does", async () => {
    namespace.ipBatch([
      "link add br0 type bridge",
      "link set v2 master br0",
      "nexthop add id 1 via 172.16.1.2 dev v0",
      "nexthop add id 2 via 172.16.2.2 dev v2",
      "nexthop add id 3 via 2001:db8:91::2 dev v0",
      "nexthop add id 4 via 172.16.9.9 fdb",
      "nexthop add id 9 group 1/2",
    ]);
    const ids = async (filter: Parameters<typeof route.nexthops.list>[0]): Promise<number[]> =>
      (await route.nexthops.list(filter)).map(({ id }) => id);
    expect(await ids({})).toEqual([1, 2, 3, 4, 9]);
    expect(await ids({ link: "v0" })).toEqual([1, 3]);
    expect(await ids({ master: "br0" })).toEqual([2]);
    expect(await ids({ groups: true })).toEqual([9]);
    expect(await ids({ fdb: true })).toEqual([4]);
    expect(await ids({ family: "inet6" })).toEqual([3]);
    expect(await ids({ gateway: "172.16.2.2" })).toEqual([2]);
    expect(await ids({ group: [{ id: 2 }] })).toEqual([9]);
    const streamed: Nexthop[] = [];
    for await (const nexthop of route.nexthops.stream({ link: "v0" })) streamed.push(nexthop);
    expect(streamed.map(({ id }) => id)).toEqual([1, 3]);
  });
});

describe("verbs", () => {
  test("the kernel refuses what cannot be", async () => {
    const refused: [NexthopInput, string][] = [
      [{ id: 1, gateway: "172.16.1.2", link: "absent" }, "ENODEV"],
      [{ id: 1, gateway: "99.9.9.9", link: "v0" }, "ENETUNREACH"],
      [{ id: 1, group: [{ id: 77 }] }, "EINVAL"],
      [{ id: 1, gateway: "172.16.1.2" }, "EINVAL"],
      [{ id: 1, blackhole: true, link: "v0" }, "EINVAL"],
      [{ id: 1, group: [] }, "EINVAL"],
    ];
    for (const [input, code] of refused) {
      expect(await failure(route.nexthops.add(input))).toMatchObject({ code });
    }
    namespace.ip("nexthop", "add", "id", "1", "via", "172.16.1.2", "dev", "v0");
    expect(
      await failure(route.nexthops.add({ id: 1, gateway: "172.16.1.3", link: "v0" })),
    ).toMatchObject({ code: "EEXIST" });
    expect(await failure(route.nexthops.get(77))).toMatchObject({ code: "ENOENT" });
    expect(await failure(route.nexthops.delete(77))).toMatchObject({ code: "ENOENT" });
    expect(shown()).toHaveLength(1);
  });

  test("a member twice in a group is refused", async () => {
    await route.nexthops.add({ id: 1, gateway: "172.16.1.2", link: "v0" });
    expect(
      await failure(route.nexthops.add({ id: 2, group: [{ id: 1 }, { id: 1 }] })),
    ).toMatchObject({
      code: "EINVAL",
      extack: { message: "Nexthop id can not be used twice in a group" },
    });
  });

  test("replace changes the object for its routes; a deletion takes them along", async () => {
    await route.nexthops.add({ id: 1, gateway: "172.16.1.2", link: "v0" });
    await route.routes.add({ destination: "172.16.101.0/24", nexthopId: 1 });
    await route.nexthops.replace({ id: 1, gateway: "172.16.2.2", link: "v2" });
    const [json] = namespace.ipJson("route", "show", "172.16.101.0/24");
    expect(json).toMatchObject({ nhid: 1, gateway: "172.16.2.2", dev: "v2" });
    expect(await route.routes.get({ nexthopId: 1 })).toMatchObject({
      nexthopId: 1,
      nexthops: [{ gateway: "172.16.2.2" }],
    });
    await route.nexthops.delete(1);
    expect(namespace.ipJson("route", "show", "172.16.101.0/24")).toEqual([]);
  });

  test("a route through a group has all its members, and is written back by the group's number", async () => {
    await route.nexthops.add({ id: 1, gateway: "172.16.1.2", link: "v0" });
    await route.nexthops.add({ id: 2, gateway: "172.16.2.2", link: "v2" });
    await route.nexthops.add({ id: 10, group: [{ id: 1, weight: 3 }, { id: 2 }] });
    await route.routes.add({ destination: "172.16.101.0/24", nexthopId: 10 });
    const read = await route.routes.get({ destination: "172.16.101.0/24" });
    expect(read).toMatchObject({
      nexthopId: 10,
      nexthops: [
        { link: v0, gateway: "172.16.1.2", weight: 3 },
        { gateway: "172.16.2.2", weight: 1 },
      ],
    });
    await route.routes.delete(read);
    await route.routes.add(read);
    expect(await route.routes.get({ destination: "172.16.101.0/24" })).toEqual(read);
    await route.nexthops.delete(1);
    expect(await route.nexthops.get(10)).toMatchObject({ group: [{ id: 2, weight: 1 }] });
    await route.nexthops.delete(2);
    expect(await failure(route.nexthops.get(10))).toMatchObject({ code: "ENOENT" });
  });

  test("an IPv6 route may have an object; an IPv4 route may have one with an IPv6 gateway", async () => {
    await route.nexthops.add({ id: 81, gateway: "2001:db8:91::2", link: "v0" });
    await route.routes.add({ destination: "2001:db8:101::1/128", nexthopId: 81 });
    await route.routes.add({ destination: "172.16.101.1/32", nexthopId: 81 });
    expect(await route.routes.get({ destination: "172.16.101.1/32" })).toMatchObject({
      nexthops: [{ via: "2001:db8:91::2", link: v0 }],
      nexthopId: 81,
    });
    const [json] = JSON.parse(
      namespace.ip("-6", "-j", "-d", "route", "show", "2001:db8:101::1"),
    ) as Json[];
    expect(json).toMatchObject({ nhid: 81, gateway: "2001:db8:91::2" });
    await route.nexthops.add({ id: 82, gateway: "172.16.1.2", link: "v0" });
    expect(
      await failure(route.routes.add({ destination: "2001:db8:102::1/128", nexthopId: 82 })),
    ).toMatchObject({ code: "EINVAL" });
  });

  test("a link that goes down takes its objects along", async () => {
    await route.nexthops.add({ id: 1, gateway: "172.16.1.2", link: "v0" });
    await route.nexthops.add({ id: 2, gateway: "172.16.2.2", link: "v2" });
    namespace.ip("link", "set", "v0", "down");
    await waitFor(
      async () => (await route.nexthops.list()).length === 1,
      "the kernel to remove the object",
    );
    expect(await route.nexthops.list()).toMatchObject([{ id: 2 }]);
  });

  test("weights of 16 bits", async (context) => {
    await route.nexthops.add({ id: 1, gateway: "172.16.1.2", link: "v0" });
    const group = [{ id: 1, weight: 65535 }];
    const refused = await route.nexthops.add({ id: 10, group }).catch((error: unknown) => error);
    skipUnless(context, refused === undefined, "needs Linux 6.12");
    expect(await route.nexthops.get(10)).toMatchObject({ group });
  });

  test("buckets of a resilient group move with its members", async () => {
    await route.nexthops.add({ id: 1, gateway: "172.16.1.2", link: "v0" });
    await route.nexthops.add({ id: 2, gateway: "172.16.2.2", link: "v2" });
    const resilient = { buckets: 8, idleTimer: 0 };
    const base = { id: 10, groupType: "resilient", resilient } as const;
    await route.nexthops.add({ ...base, group: [{ id: 1 }, { id: 2 }] });
    const shares = async (): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (const { nexthop } of await route.nexthops.buckets({ group: 10 })) {
        counts[nexthop] = (counts[nexthop] ?? 0) + 1;
      }
      return counts;
    };
    expect(await shares()).toEqual({ 1: 4, 2: 4 });
    const printed = namespace.ipJson("nexthop", "bucket", "show", "id", "10");
    expect(printed.map((json) => (json.bucket as Json).index as unknown)).toEqual(
      (await route.nexthops.buckets({ group: 10 })).map(({ index }) => index),
    );
    expect(await route.nexthops.buckets({ nexthop: 2 })).toHaveLength(4);
    expect(await route.nexthops.buckets({ link: "v0" })).toHaveLength(4);
    await route.nexthops.replace({ ...base, group: [{ id: 1, weight: 3 }, { id: 2 }] });
    await waitFor(async () => (await shares())[1] === 6, "the buckets to move");
    await route.nexthops.delete(1);
    await waitFor(async () => (await shares())[2] === 8, "the buckets to move");
    expect(await failure(route.nexthops.buckets({ group: 2 }))).toMatchObject({ code: "EINVAL" });
    expect(await failure(route.nexthops.buckets({ group: 77 }))).toMatchObject({ code: "ENOENT" });
  });

  test("an address for the closed, the unknown and the wrong", async () => {
    const add = (input: unknown): ReturnType<typeof failure> =>
      failure(route.nexthops.add(input as NexthopInput));
    expect(await add({ id: 0 })).toMatchObject({ path: "id", name: "RangeError" });
    expect(await add({ id: 2 ** 32 })).toMatchObject({ path: "id", name: "RangeError" });
    expect(await add({ id: 1, colour: 1 })).toMatchObject({ path: "colour", name: "TypeError" });
    expect(await add({ id: 1, family: "inet", gateway: "fe80::1" })).toMatchObject({
      path: "gateway",
      name: "TypeError",
    });
    expect(await add({ id: 1, group: [{ id: 1, weight: 0 }] })).toMatchObject({
      path: "group[0].weight",
    });
    expect(await add({ id: 1, group: [{ id: 1 }], link: "v0" })).toMatchObject({ path: "link" });
    expect(await add(7)).toMatchObject({ name: "TypeError" });
    expect(await failure(route.nexthops.get(-1))).toMatchObject({ path: "id" });
    const closed = await namespace.open();
    await closed.close();
    expect(await failure(closed.nexthops.list())).toMatchObject({ code: "ERR_CLOSED" });
    expect(shown()).toEqual([]);
  });
});

test("watch is equal to a fresh list after changes by iproute2", async () => {
  await using cache = await route.nexthops.watch();
  namespace.ipBatch([
    "nexthop add id 1 via 172.16.1.2 dev v0",
    "nexthop add id 2 via 172.16.2.2 dev v2",
    "nexthop add id 3 blackhole",
    "nexthop add id 10 group 1/2,3",
    "nexthop replace id 1 via 172.16.1.9 dev v0",
    "nexthop replace id 10 group 2",
    "nexthop delete id 3",
    "link set v0 down",
  ]);
  await waitFor(async () => {
    const fresh = await route.nexthops.list();
    const followed = [...cache.values()].sort((a, b) => a.id - b.id);
    return JSON.stringify(fresh) === JSON.stringify(followed) && fresh.length === 2;
  }, "the cache to be equal to a list");
});
