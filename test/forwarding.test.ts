// Forwarding entries of bridges and tunnels (fdb): neighbours of the family "bridge".
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Neighbour, NeighbourInput, RouteSocket } from "../lib/index.js";
import { becomesEqual, randomly, sorted } from "./support/follows.js";
import { privateNamespace, type Json } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();
const unsteady = ["cacheInfo"];
const family = "bridge";
const mac = (last: number): string => `02:00:00:00:00:${last.toString(16).padStart(2, "0")}`;
let route: RouteSocket;
const index: Record<string, number> = {};

beforeAll(async () => {
  route = await ns.open();
});

beforeEach(() => {
  ns.ip("link", "add", "br0", "type", "bridge");
  for (const port of ["p0", "p1"]) {
    ns.ip("link", "add", port, "type", "veth", "peer", "name", `${port}x`);
    ns.ip("link", "set", port, "master", "br0", "up");
    ns.ip("link", "set", `${port}x`, "up");
  }
  ns.ip("link", "set", "br0", "up");
  for (const name of ["br0", "p0", "p1"]) index[name] = ns.ipLink(name).ifindex as number;
});

afterEach(() => {
  ns.deleteLinks();
});

/** What `bridge` shows, where a link is given of that link. */
function fdb(dev?: string): Json[] {
  const args = dev === undefined ? [] : ["dev", dev];
  const shown = JSON.parse(ns.run("bridge", "-j", "-d", "fdb", "show", ...args)) as Json[];
  return shown.map((one) => ({ ...one, ifname: dev ?? (one.ifname as unknown) }));
}

/** The words of `bridge` for a state. */
const states: Record<string, string[]> = {
  static: ["noarp"],
  permanent: ["permanent"],
  stale: ["stale"],
  "": ["reachable"],
};

/** An entry as `bridge -j -d fdb` prints it, in the terms of the package. */
function asEntry(json: Json, indexOf: (name: string) => number): object {
  const link = (property: string, name?: string): object =>
    name === undefined ? {} : { [property]: indexOf(name) };
  const plain = (property: string, value: unknown): object =>
    value === undefined ? {} : { [property]: value };
  return {
    link: indexOf(String(json.ifname)),
    address: json.mac as string,
    state: states[String(json.state)],
    flags: [...(json.flags as string[])].sort(),
    ...link("master", json.master as string | undefined),
    ...link("viaLink", json.viaIf as string | undefined),
    ...plain("destination", json.dst),
    ...plain("vlan", json.vlan),
    ...plain("port", json.port),
    ...plain("vni", json.vni),
    ...plain("sourceVni", json.src_vni),
    ...plain("nexthopId", json.nhid),
  };
}

const asEntries = (all: Json[]): string[] =>
  sorted(all.map((one) => asEntry(one, (name) => ns.ipLink(name).ifindex as number)));

const ofEntries = (entries: Neighbour[]): string[] =>
  sorted(
    entries.map((entry) => ({ ...entry, flags: [...entry.flags].sort() })),
    ["family", "type", "extendedFlags", "cacheInfo", "linkNetnsId", "protocol", "extended"],
  );

describe("reading", () => {
  test("tells what iproute2 tells", async () => {
    ns.run("bridge", "fdb", "add", mac(1), "dev", "p0", "master", "static");
    ns.run("bridge", "fdb", "add", mac(2), "dev", "p1", "master", "dynamic");
    ns.run("bridge", "fdb", "add", mac(3), "dev", "p1", "master", "static", "sticky");
    ns.run("bridge", "fdb", "add", mac(4), "dev", "p1", "master", "extern_learn");
    ns.run("bridge", "fdb", "add", mac(5), "dev", "p0", "self");
    ns.run("bridge", "fdb", "add", mac(6), "dev", "br0", "self", "local");
    await waitFor(async () => {
      const ours = ofEntries(await route.neighbours.list({ family }));
      return JSON.stringify(ours) === JSON.stringify(asEntries(fdb()));
    }, "the same entries").catch(async () => {
      expect(ofEntries(await route.neighbours.list({ family }))).toEqual(asEntries(fdb()));
    });
  });

  test("filters by link and by master in the kernel, by the rest natively", async () => {
    ns.run("bridge", "fdb", "add", mac(1), "dev", "p0", "master", "static");
    ns.run("bridge", "fdb", "add", mac(2), "dev", "p1", "master", "static");
    const addresses = async (
      filter: Parameters<typeof route.neighbours.list>[0],
    ): Promise<unknown[]> =>
      (await route.neighbours.list({ family, ...filter })).map(({ address }) => address);
    expect(await addresses({ link: "p0", state: ["noarp"] })).toEqual([mac(1)]);
    expect((await addresses({ master: "br0", state: ["noarp"] })).sort()).toEqual([mac(1), mac(2)]);
    expect(await addresses({ master: "br0", link: "p1", state: ["noarp"] })).toEqual([mac(2)]);
    expect(await addresses({ address: mac(2).toUpperCase() })).toEqual([mac(2)]);
    expect(await addresses({ master: "p0" })).toEqual([]);
    const streamed: unknown[] = [];
    for await (const { address } of route.neighbours.stream({ family, state: ["noarp"] }))
      streamed.push(address);
    expect(streamed.sort()).toEqual([mac(1), mac(2)]);
  });

  test("gets one of a port, and one of the bridge", async () => {
    ns.run("bridge", "fdb", "add", mac(1), "dev", "p0", "master", "static");
    ns.run("bridge", "fdb", "add", mac(2), "dev", "br0", "self", "local");
    const port = await route.neighbours.get({ family, link: "p0", address: mac(1) });
    expect(port).toMatchObject({ link: index.p0, master: index.br0, state: ["noarp"], flags: [] });
    const own = await route.neighbours.get({ family, master: "br0", address: mac(2) });
    expect(own).toMatchObject({ link: index.br0, state: ["permanent"] });
    await expect(
      route.neighbours.get({ family, link: "p0", address: mac(9) }),
    ).rejects.toMatchObject({ code: "ENOENT", operation: "get forwarding entry" });
  });
});

describe("writing", () => {
  test("is read by iproute2 as it was meant", async () => {
    await route.neighbours.add({ family, link: "p0", address: mac(1), state: ["noarp"] });
    await route.neighbours.add({ family, link: "p0", address: mac(2), state: ["reachable"] });
    await route.neighbours.add({
      family,
      link: "p1",
      address: mac(3),
      state: ["noarp"],
      flags: ["sticky", "master"],
    });
    await route.neighbours.add({ family, link: "p1", address: mac(4), flags: ["self"] });
    const mine = fdb().filter((one) => String(one.mac).startsWith("02:00:00:00:00:"));
    expect(mine.sort((a, b) => (String(a.mac) < String(b.mac) ? -1 : 1))).toMatchObject([
      { mac: mac(1), ifname: "p0", master: "br0", state: "static" },
      { mac: mac(2), ifname: "p0", master: "br0", state: "" },
      { mac: mac(3), ifname: "p1", master: "br0", state: "static", flags: ["sticky"] },
      { mac: mac(4), ifname: "p1", flags: ["self"], state: "permanent" },
    ]);
  });

  test("gives back what was read", async () => {
    ns.run("bridge", "fdb", "add", mac(1), "dev", "p0", "master", "static");
    ns.run("bridge", "fdb", "add", mac(2), "dev", "p1", "master", "static", "sticky");
    ns.run("bridge", "fdb", "add", mac(3), "dev", "p1", "self");
    ns.run("bridge", "fdb", "add", mac(4), "dev", "br0", "self", "local");
    const read = async (): Promise<Neighbour[]> =>
      (await route.neighbours.list({ family })).filter(({ address }) =>
        address?.startsWith("02:00:00:00:00:"),
      );
    const before = await read();
    expect(before).toHaveLength(4);
    for (const entry of before) await route.neighbours.delete(entry);
    expect(await read()).toEqual([]);
    for (const entry of before) await route.neighbours.add(entry);
    expect(sorted(await read(), unsteady)).toEqual(sorted(before, unsteady));
  });

  test("moves an entry from port to port, with and without activity notices", async () => {
    const key = { family, address: mac(1) } as const;
    await route.neighbours.add({ ...key, link: "p0", state: ["noarp"] });
    await expect(
      route.neighbours.add({ ...key, link: "p1", state: ["noarp"] }),
    ).rejects.toMatchObject({ code: "EEXIST", operation: `add forwarding entry ${mac(1)}` });
    await route.neighbours.replace({
      ...key,
      link: "p1",
      state: ["noarp"],
      extended: { activityNotify: ["notify"], dontRefresh: true },
    });
    expect(await route.neighbours.get({ ...key, link: "p1" })).toMatchObject({
      link: index.p1,
      extended: { activityNotify: ["notify"] },
    });
    await route.neighbours.delete({ ...key, link: "p1" });
    await expect(route.neighbours.get({ ...key, link: "p1" })).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});

describe("tunnels", () => {
  test("have several other ends", async (context) => {
    skipUnless(context, ns.knows("vxlan", "id", "9", "dstport", "9999"), "the kernel has no vxlan");
    ns.ip("link", "add", "vx", "type", "vxlan", "id", "5", "dstport", "4789", "dev", "p0");
    const all = { family, link: "vx", address: "00:00:00:00:00:00", flags: ["self"] } as const;
    const first = { ...all, destination: "10.0.0.7", port: 99, vni: 7, viaLink: "p0" };
    await route.neighbours.append(first);
    await route.neighbours
      .append({ ...all, destination: "2001:db8::1" })
      .catch((error: unknown) => {
        expect(error).toMatchObject({ code: "EAFNOSUPPORT" });
      });
    await route.neighbours.append({ ...all, destination: "10.0.0.8" });
    const read = await route.neighbours.list({ family, link: "vx" });
    expect(ofEntries(read)).toEqual(asEntries(fdb("vx")));
    expect(read).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          destination: "10.0.0.7",
          port: 99,
          vni: 7,
          viaLink: index.p0,
        }) as unknown,
      ]),
    );
    await route.neighbours.delete(first);
    const left = (await route.neighbours.list({ family, link: "vx" })).map(
      ({ destination }) => destination,
    );
    expect(left).toEqual(["10.0.0.8"]);
  });

  test("that take the VNI from the packet, and nexthop objects", async (context) => {
    skipUnless(context, ns.knows("vxlan", "id", "9", "dstport", "9999"), "the kernel has no vxlan");
    ns.ip("link", "add", "vx", "type", "vxlan", "external", "dstport", "4790");
    ns.ip("nexthop", "add", "id", "12", "via", "10.0.0.8", "fdb");
    ns.ip("nexthop", "add", "id", "13", "group", "12", "fdb");
    const entry = { family, link: "vx", flags: ["self"], sourceVni: 9 } as const;
    await route.neighbours.add({ ...entry, address: mac(1), destination: "10.0.0.5" });
    await route.neighbours.add({ ...entry, address: mac(2), nexthopId: 13 });
    expect(ofEntries(await route.neighbours.list({ family, link: "vx" }))).toEqual(
      asEntries(fdb("vx")),
    );
    expect(await route.neighbours.list({ family, nexthopId: 13 })).toMatchObject([
      { address: mac(2), sourceVni: 9 },
    ]);
    ns.ip("nexthop", "flush");
  });

  test("VLANs of a bridge that filters by them", async (context) => {
    const filtering = ((): boolean => {
      try {
        ns.ip("link", "set", "br0", "type", "bridge", "vlan_filtering", "1");
        return true;
      } catch {
        return false;
      }
    })();
    skipUnless(context, filtering, "the kernel's bridges cannot filter by VLAN");
    const entry: NeighbourInput = {
      family,
      link: "p0",
      address: mac(1),
      vlan: 1,
      state: ["noarp"],
    };
    await route.neighbours.add(entry);
    expect(
      await route.neighbours.get({ family, link: "p0", address: mac(1), vlan: 1 }),
    ).toMatchObject({ vlan: 1 });
    expect(fdb("p0")).toContainEqual(expect.objectContaining({ mac: mac(1), vlan: 1 }));
  });
});

describe("what is refused", () => {
  test.each([
    ["no address", { family, link: "p0" }, TypeError, "address"],
    ["no address, with the family as a number", { family: 7, link: "p0" }, TypeError, "address"],
    [
      "a port beyond 16 bits",
      { family, link: "p0", address: mac(1), port: 65536 },
      RangeError,
      "port",
    ],
    ["an unknown part", { family, address: mac(1), extended: { a: 1 } }, TypeError, "extended.a"],
  ])("%s", async (_what, input, type, path) => {
    const error: unknown = await route.neighbours
      .add(input as NeighbourInput)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ path });
  });

  test("what the kernel refuses", async () => {
    await expect(
      route.neighbours.add({ family, link: "none", address: mac(1) }),
    ).rejects.toMatchObject({ code: "ENODEV" });
    await expect(
      route.neighbours.delete({ family, link: "p0", address: mac(1) }),
    ).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("a watch", () => {
  /** The kernel does not announce what links listen to by themselves. */
  const announced = (entries: Iterable<Neighbour>): Neighbour[] =>
    [...entries].filter(({ flags }) => !flags.includes("self"));

  test("follows an address from port to port as one entry", async () => {
    await using cache = await route.neighbours.watch({ family });
    const changes = cache.changes();
    ns.run("bridge", "fdb", "add", mac(1), "dev", "p0", "master", "static");
    ns.run("bridge", "fdb", "replace", mac(1), "dev", "p1", "master", "static");
    ns.run("bridge", "fdb", "delete", mac(1), "dev", "p1", "master");
    const seen: string[] = [];
    for await (const change of changes) {
      if (change.action === "resync") continue;
      if ((change.after ?? change.before).address !== mac(1)) continue;
      seen.push(`${change.action} ${change.changed.join()}`);
      if (change.action === "remove") break;
    }
    expect(seen).toEqual(["add ", "change link", "remove "]);
    expect(cache.find((entry) => entry.family !== "bridge")).toBeUndefined();
  });

  test.each([1, 2, 3])("equals the kernel after random operations (seed %i)", async (seed) => {
    const random = randomly(seed);
    await using cache = await route.neighbours.watch({ family });
    for (let i = 0; i < 60; i++) {
      const address = mac(random(12) + 1);
      const port = ["p0", "p1"][random(2)] ?? "";
      const state = ["static", "dynamic", "local"][random(3)] ?? "";
      if (random(3) > 0) ns.run("bridge", "fdb", "replace", address, "dev", port, "master", state);
      else await route.neighbours.delete({ family, link: port, address }).catch(() => undefined);
    }
    const fresh = async (): Promise<Neighbour[]> =>
      announced(await route.neighbours.list({ family }));
    const known = { values: () => announced(cache.values()) };
    await becomesEqual(known, fresh, unsteady);
    ns.ip("link", "set", "p0", "nomaster");
    await becomesEqual(known, fresh, unsteady);
    ns.ip("link", "delete", "br0");
    await becomesEqual(known, fresh, unsteady);
  });
});
