// Multicast groups of bridges, as the package and iproute2 read and write them.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MdbEntry, MdbEntryInput, RouteSocket } from "../lib/index.js";
import { becomesEqual, randomly, sorted } from "./support/follows.js";
import { privateNamespace, type Json } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();
const unsteady = ["timer"];
const base = { link: "br0", port: "p0" };
let route: RouteSocket;
let snooping = false;
const index: Record<string, number> = {};

beforeAll(async () => {
  route = await ns.open();
  // IPv6 would join groups of its own.
  ns.ip("netns", "exec", ns.name, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1");
});

beforeEach((context) => {
  ns.ip("link", "add", "br0", "type", "bridge", "mcast_snooping", "1");
  for (const port of ["p0", "p1"]) {
    ns.ip("link", "add", port, "type", "veth", "peer", "name", `${port}x`);
    ns.ip("link", "set", `${port}x`, "up");
    ns.ip("link", "set", port, "master", "br0", "up");
  }
  ns.ip("link", "set", "br0", "up");
  for (const name of ["br0", "p0", "p1"]) index[name] = ns.ipLink(name).ifindex as number;
  try {
    ns.run("bridge", "mdb", "add", "dev", "br0", "port", "p0", "grp", "239.9.9.9", "permanent");
    ns.run("bridge", "mdb", "delete", "dev", "br0", "port", "p0", "grp", "239.9.9.9");
    snooping = true;
  } catch (error) {
    snooping = false;
    skipUnless(context, snooping, `the kernel's bridges do no snooping: ${String(error)}`);
  }
});

afterEach(() => {
  ns.deleteLinks();
});

/** The entries of the tests, without those that the host itself has joined. */
const added = (entries: Iterable<MdbEntry>): MdbEntry[] =>
  [...entries].filter(({ port }) => port !== index.br0);

const shown = (): Json[] => {
  const [{ mdb } = { mdb: [] }] = JSON.parse(ns.run("bridge", "-j", "-d", "mdb", "show")) as {
    mdb: Json[];
  }[];
  return mdb.filter(({ port }) => port !== "br0");
};

/** An entry as `bridge -j -d mdb` prints it, in the terms of the package. */
function asEntry(json: Json): object {
  const sources = json.source_list as { address: string }[] | undefined;
  return {
    link: index[String(json.dev)],
    port: index[String(json.port)],
    group: json.grp as string,
    source: json.src as string | undefined,
    vlan: json.vid as number | undefined,
    state: json.state as string,
    flags: json.flags as string[],
    filterMode: json.filter_mode as string | undefined,
    sources: sources?.map(({ address }) => ({ address })),
    protocol: json.protocol as string | undefined,
  };
}

const ofIproute = (): string[] => sorted(shown().map(asEntry), unsteady);
const ours = async (): Promise<string[]> => sorted(added(await route.mdb.list()), unsteady);

describe("reading", () => {
  test("tells what iproute2 tells, an object an entry", async () => {
    const add = (...args: string[]): string =>
      ns.run("bridge", "mdb", "add", "dev", "br0", ...args);
    add("port", "p0", "grp", "239.1.1.1", "permanent");
    add("port", "p1", "grp", "239.1.1.1", "temp");
    add("port", "p0", "grp", "ff05::1", "temp");
    add("port", "p1", "grp", "01:00:5e:01:02:03", "permanent");
    add("port", "p0", "grp", "239.1.1.2", "src", "10.0.0.1", "permanent");
    expect(await ours()).toEqual(ofIproute());
    expect(await ours()).toHaveLength(5);
  });

  test("of two bridges are told apart, and filtered", async () => {
    ns.ip("link", "add", "br1", "type", "bridge");
    ns.ip("link", "add", "p2", "type", "veth", "peer", "name", "p2x");
    ns.ip("link", "set", "p2", "master", "br1", "up");
    ns.ip("link", "set", "br1", "up");
    await route.mdb.add({ ...base, group: "239.1.1.1" });
    await route.mdb.add({ link: "br1", port: "p2", group: "239.1.1.1", state: "permanent" });
    const ports = async (filter: Parameters<typeof route.mdb.list>[0]): Promise<number[]> =>
      (await route.mdb.list(filter)).map(({ port }) => port);
    const p2 = ns.ipLink("p2").ifindex as number;
    expect((await ports({ group: "239.1.1.1" })).sort()).toEqual([index.p0, p2].sort());
    expect(await ports({ group: "239.1.1.1", link: "br1" })).toEqual([p2]);
    expect(await ports({ group: "239.1.1.1", state: "temp" })).toEqual([index.p0]);
    const streamed: number[] = [];
    for await (const { port } of route.mdb.stream({ group: "239.1.1.1", port: "p2" }))
      streamed.push(port);
    expect(streamed).toEqual([p2]);
  });
});

describe("writing", () => {
  const inputs: MdbEntryInput[] = [
    { ...base, group: "239.1.1.1", state: "permanent" },
    { ...base, port: "p1", group: "239.1.1.1" },
    { ...base, group: "ff05::1" },
    { ...base, group: "01:00:5e:01:02:03", state: "permanent" },
    { ...base, group: "239.1.1.2", source: "10.0.0.1", state: "permanent" },
  ];

  test("is read by iproute2 as it was meant", async () => {
    for (const input of inputs) await route.mdb.add(input);
    expect(await ours()).toEqual(ofIproute());
    const mine = shown().map(({ port, grp, src, state }) => [port, grp, src, state] as unknown[]);
    expect(mine.map((one) => JSON.stringify(one)).sort()).toEqual(
      inputs
        .map(({ port, group, source, state = "temp" }) =>
          JSON.stringify([port, group, source, state]),
        )
        .sort(),
    );
  });

  test("gives back what was read", async () => {
    for (const input of inputs) await route.mdb.add(input);
    const before = added(await route.mdb.list());
    expect(before).toHaveLength(inputs.length);
    for (const entry of before) await route.mdb.delete(entry);
    expect(added(await route.mdb.list())).toEqual([]);
    for (const entry of before) await route.mdb.add(entry);
    expect(await ours()).toEqual(sorted(before, unsteady));
  });

  test("of what newer kernels have: sources, filter mode and protocol", async (context) => {
    // Filters are reported from this version on.
    ns.ip("link", "set", "br0", "type", "bridge", "mcast_igmp_version", "3");
    const refused: unknown = await route.mdb
      .add({
        ...base,
        group: "239.1.1.3",
        filterMode: "include",
        sources: [{ address: "10.0.0.1" }, { address: "10.0.0.2" }],
        protocol: "bgp",
      })
      .catch((error: unknown) => error);
    const read = await route.mdb.list({ group: "239.1.1.3", protocol: "bgp" });
    skipUnless(
      context,
      refused === undefined && read.length > 0,
      "the kernel takes no list of sources",
    );
    const whole = read.find(({ source }) => source === undefined);
    expect(whole).toMatchObject({ filterMode: "include", protocol: "bgp" });
    expect(whole?.sources?.map(({ address }) => address).sort()).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(read.map(({ source }) => source)).toEqual(
      expect.arrayContaining(["10.0.0.1", "10.0.0.2"]),
    );
    await route.mdb.replace({
      ...base,
      group: "239.1.1.3",
      state: "permanent",
      filterMode: "exclude",
    });
    expect(await route.mdb.list({ group: "239.1.1.3" })).toMatchObject([
      { filterMode: "exclude", state: "permanent" },
    ]);
  });
});

describe("what is refused", () => {
  const good: MdbEntryInput = { ...base, group: "239.1.1.1" };

  test.each([
    ["no link", { port: "p0", group: "239.1.1.1" }, TypeError, "link"],
    ["no port", { link: "br0", group: "239.1.1.1" }, TypeError, "port"],
    ["no group", base, TypeError, "group"],
    ["a group that is none", { ...good, group: "group" }, TypeError, "group"],
    ["a VLAN out of range", { ...good, vlan: 4095 }, RangeError, "vlan"],
    ["an unknown state", { ...good, state: "static" }, TypeError, "state"],
    [
      "a source that is none",
      { ...good, sources: [{ address: "a" }] },
      TypeError,
      "sources[0].address",
    ],
    ["an unknown property", { ...good, a: 1 }, TypeError, "a"],
    ["null", null, TypeError, undefined],
  ])("%s", async (_what, input, type, path) => {
    const error: unknown = await route.mdb.add(input as MdbEntryInput).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    if (path !== undefined) expect(error).toMatchObject({ path });
    expect(shown()).toEqual([]);
  });

  test("what the kernel refuses", async () => {
    await route.mdb.add(good);
    await expect(route.mdb.add(good)).rejects.toMatchObject({
      code: "EEXIST",
      operation: "add mdb entry 239.1.1.1",
    });
    await expect(route.mdb.add({ ...good, link: "none" })).rejects.toMatchObject({
      code: "ENODEV",
    });
    await expect(route.mdb.add({ ...good, group: "10.0.0.1" })).rejects.toMatchObject({
      code: "EINVAL",
    });
    await expect(route.mdb.delete({ ...good, group: "239.1.1.9" })).rejects.toMatchObject({
      name: "NetlinkError",
    });
  });

  test("everything once the socket is closed", async () => {
    const other = await ns.open();
    await other.close();
    await expect(other.mdb.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.mdb.add(good)).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("a watch", () => {
  test("tells what came, changed and went", async () => {
    await using cache = await route.mdb.watch();
    const changes = cache.changes();
    ns.run("bridge", "mdb", "add", "dev", "br0", "port", "p0", "grp", "239.1.1.1", "permanent");
    ns.run("bridge", "mdb", "delete", "dev", "br0", "port", "p0", "grp", "239.1.1.1");
    const seen: unknown[] = [];
    for await (const change of changes) {
      if (change.action === "resync") continue;
      const { group } = change.after ?? change.before;
      if (group !== "239.1.1.1") continue;
      seen.push(change.action);
      if (change.action === "remove") break;
    }
    expect(seen).toEqual(["add", "remove"]);
  });

  test.each([1, 2, 3])("equals the kernel after random operations (seed %i)", async (seed) => {
    const random = randomly(seed);
    await using cache = await route.mdb.watch();
    for (let i = 0; i < 60; i++) {
      const group =
        ["239.1.1.1", "239.1.1.2", "ff05::1", "ff05::2", "01:00:5e:01:02:03"][random(5)] ?? "";
      const entry = { link: "br0", port: ["p0", "p1"][random(2)] ?? "", group };
      const state = group.includes("5e") || random(2) ? "permanent" : "temp";
      if (random(3) > 0) await route.mdb.add({ ...entry, state }).catch(() => undefined);
      else await route.mdb.delete(entry).catch(() => undefined);
    }
    const known = { values: () => added(cache.values()) };
    const fresh = async (): Promise<MdbEntry[]> => added(await route.mdb.list());
    await becomesEqual(known, fresh, unsteady);
    expect((await fresh()).length).toBeGreaterThan(0);
    ns.ip("link", "set", "p0", "nomaster");
    await becomesEqual(known, fresh, unsteady);
    await waitFor(() => known.values().every(({ port }) => port === index.p1), "no entry of p0");
  });
});
