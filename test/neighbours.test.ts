// IP neighbours, as the package and iproute2 read and write them.
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Neighbour, NeighbourInput, RouteSocket } from "../lib/index.js";
import { becomesEqual, randomly, sorted } from "./support/follows.js";
import { privateNamespace, type Json } from "./support/namespace.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();
const unsteady = ["cacheInfo", "probes"];
let route: RouteSocket;
let index: number;

beforeAll(async () => {
  route = await ns.open();
  ns.ip("link", "add", "n0", "type", "veth", "peer", "name", "n1");
  for (const link of ["n0", "n1"]) ns.ip("link", "set", link, "up");
  ns.ip("address", "add", "10.0.0.1/24", "dev", "n0");
  index = ns.ipLink("n0").ifindex as number;
  // IPv6 leaves neighbours of its own behind while it starts.
  await waitFor(() => ns.ip("-6", "address", "show", "dev", "n0").includes("fe80"), "an address");
});

function flush(): void {
  // "all" leaves these out.
  for (const state of ["all", "noarp"]) ns.ip("neigh", "flush", "all", "nud", state);
}

/** The kernel announces no neighbour before it has an address, and none that it makes for a multicast address. */
const announced = (neighbours: Iterable<Neighbour>): Neighbour[] =>
  [...neighbours].filter(({ address, type }) => address !== undefined && type !== "multicast");

afterEach(() => {
  flush();
  for (const { dst } of ns.ipJson("neigh", "show", "proxy"))
    ns.ip("neigh", "delete", "proxy", String(dst), "dev", "n0");
});

const flagNames = ["router", "extern_learn", "offload", "proxy"];
const extendedNames = ["managed"];

/** A neighbour as `ip -j neigh` prints it, in the terms of the package. */
function asNeighbour(json: Json): object {
  const states = (json.state as string[] | undefined) ?? [];
  const flags = flagNames.filter((name) => name in json).sort();
  const extended = extendedNames.filter((name) => name in json);
  return {
    link: ns.ipLink(String(json.dev)).ifindex as number,
    destination: json.dst as string,
    ...(json.lladdr === undefined ? {} : { address: json.lladdr as string }),
    state: states.map((state) => state.toLowerCase()).filter((state) => state !== "none"),
    flags,
    ...(extended.length === 0 ? {} : { extendedFlags: extended }),
    ...(json.protocol === undefined ? {} : { protocol: json.protocol as string }),
  };
}

function ofNeighbour(neighbour: Neighbour): object {
  const { link, destination, address, state, flags, extendedFlags, protocol } = neighbour;
  return { link, destination, address, state, flags: [...flags].sort(), extendedFlags, protocol };
}

const ofIproute = (...args: string[]): string[] =>
  sorted(ns.ipJson("neigh", "show", ...args).map(asNeighbour));

describe("reading", () => {
  test("tells what iproute2 tells", async () => {
    ns.ipBatch([
      "neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev n0",
      "neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 dev n0 nud reachable",
      "neigh add 10.0.0.4 lladdr 02:00:00:00:00:04 dev n0 nud stale extern_learn protocol bgp",
      "neigh add 10.0.0.5 dev n0 nud failed",
      "neigh add 10.0.0.6 lladdr 02:00:00:00:00:06 dev n0 nud noarp",
      "neigh add 10.0.0.7 lladdr 02:00:00:00:00:07 dev n0 managed extern_learn",
      "neigh add fe80::2 lladdr 02:00:00:00:00:02 dev n0 router",
      "neigh add fe80::3 lladdr 02:00:00:00:00:03 dev n1 nud stale protocol static",
    ]);
    const ours = sorted((await route.neighbours.list()).map(ofNeighbour));
    expect(ours).toEqual(ofIproute("nud", "all"));
    expect(ours.length).toBeGreaterThanOrEqual(8);
  });

  test("tells proxied addresses when asked for them", async () => {
    ns.ip("neigh", "add", "proxy", "10.0.0.9", "dev", "n0");
    ns.ip("neigh", "add", "proxy", "fe80::9", "dev", "n0", "router");
    const proxies = await route.neighbours.list({ flags: ["proxy"] });
    expect(sorted(proxies.map(ofNeighbour))).toEqual(ofIproute("proxy"));
    expect(proxies).toHaveLength(2);
    expect(await route.neighbours.list({ flags: ["proxy"], family: "inet6" })).toMatchObject([
      { destination: "fe80::9", flags: ["proxy", "router"] },
    ]);
    const others = await route.neighbours.list();
    expect(others.some(({ flags }) => flags.includes("proxy"))).toBe(false);
  });

  test("filters", async () => {
    ns.ip("neigh", "add", "10.0.0.2", "lladdr", "02:00:00:00:00:02", "dev", "n0");
    ns.ip("neigh", "add", "fe80::2", "lladdr", "02:00:00:00:00:0a", "dev", "n1", "nud", "stale");
    const destinations = async (filter: Parameters<typeof route.neighbours.list>[0]) =>
      (await route.neighbours.list(filter)).map(({ destination }) => destination);
    expect(await destinations({ family: "inet", state: ["permanent"] })).toEqual(["10.0.0.2"]);
    expect(await destinations({ link: "n1", state: ["stale"] })).toEqual(["fe80::2"]);
    expect(await destinations({ link: index, state: ["permanent"] })).toEqual(["10.0.0.2"]);
    expect(await destinations({ address: "02:00:00:00:00:0A" })).toEqual(["fe80::2"]);
    expect(await destinations({ destination: "fe80:0::2" })).toEqual(["fe80::2"]);
    expect(await destinations({ family: "inet6", state: ["permanent"] })).toEqual([]);
    await expect(route.neighbours.list({ link: "none" })).rejects.toMatchObject({ code: "ENODEV" });
    const streamed: string[] = [];
    for await (const { destination } of route.neighbours.stream({ family: "inet" }))
      streamed.push(String(destination));
    expect(streamed).toEqual(["10.0.0.2"]);
  });

  test("gets one", async () => {
    ns.ip("neigh", "add", "10.0.0.2", "lladdr", "02:00:00:00:00:02", "dev", "n0");
    ns.ip("neigh", "add", "proxy", "10.0.0.9", "dev", "n0");
    expect(await route.neighbours.get({ link: "n0", destination: "10.0.0.2" })).toMatchObject({
      link: index,
      family: "inet",
      address: "02:00:00:00:00:02",
      state: ["permanent"],
    });
    expect(
      await route.neighbours.get({ link: "n0", destination: "10.0.0.9", flags: ["proxy"] }),
    ).toMatchObject({ flags: ["proxy"] });
    await expect(
      route.neighbours.get({ link: "n0", destination: "10.0.0.77" }),
    ).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("tells ages and probes as numbers", async () => {
    ns.ip("neigh", "add", "10.0.0.2", "lladdr", "02:00:00:00:00:02", "dev", "n0");
    const one = await route.neighbours.get({ link: "n0", destination: "10.0.0.2" });
    expect(one.probes).toBe(0);
    expect(Object.keys(one.cacheInfo ?? {})).toEqual([
      "confirmed",
      "used",
      "updated",
      "references",
    ]);
  });
});

describe("writing", () => {
  const inputs: NeighbourInput[] = [
    { link: "n0", destination: "10.0.0.2", address: "02:00:00:00:00:02" },
    { link: "n0", destination: "10.0.0.3", address: "02:00:00:00:00:03", state: ["reachable"] },
    {
      link: "n0",
      destination: "10.0.0.4",
      address: "02:00:00:00:00:04",
      state: ["stale"],
      flags: ["extern_learn"],
      protocol: "bgp",
    },
    { link: "n0", destination: "10.0.0.5", state: ["failed"] },
    {
      link: "n0",
      destination: "10.0.0.7",
      state: [],
      flags: ["extern_learn"],
      extendedFlags: ["managed"],
    },
    { link: "n0", destination: "fe80::2", address: "02:00:00:00:00:02", flags: ["router"] },
  ];

  test("is read by iproute2 as it was meant", async () => {
    await Promise.all(inputs.map((input) => route.neighbours.add(input)));
    const written = inputs.map(({ flags = [], state = ["permanent"], ...rest }) => ({
      ...rest,
      flags,
      state,
      link: index,
    }));
    const read = ns.ipJson("neigh", "show", "dev", "n0", "nud", "all");
    const mine = read
      .map((json): Json => ({ ...json, dev: "n0" }))
      .filter(({ dst }) => inputs.some(({ destination }) => destination === dst))
      .map(asNeighbour);
    // A managed neighbour is probed at once.
    const steady = (objects: object[]): string[] =>
      sorted(objects.map((one) => ("extendedFlags" in one ? { ...one, state: ["managed"] } : one)));
    expect(steady(mine)).toEqual(steady(written));
  });

  test("gives back what was read", async () => {
    const steady = inputs.filter(({ extendedFlags }) => extendedFlags === undefined);
    for (const input of steady) await route.neighbours.add(input);
    const known = new Set(steady.map(({ destination }) => destination));
    const read = async (): Promise<Neighbour[]> =>
      (await route.neighbours.list()).filter(({ destination }) => known.has(destination));
    const before = await read();
    expect(before).toHaveLength(steady.length);
    for (const neighbour of before) await route.neighbours.delete(neighbour);
    for (const neighbour of await read()) expect(neighbour.state).toEqual(["failed"]);
    for (const neighbour of before) await route.neighbours.replace(neighbour);
    expect(sorted(await read(), unsteady)).toEqual(sorted(before, unsteady));
  });

  test("changes and replaces", async () => {
    const key = { link: "n0", destination: "10.0.0.2" };
    await expect(
      route.neighbours.change({ ...key, address: "02:00:00:00:00:02" }),
    ).rejects.toMatchObject({ code: "ENOENT", operation: "change neighbour 10.0.0.2" });
    await route.neighbours.replace({ ...key, address: "02:00:00:00:00:02" });
    await route.neighbours.change({ ...key, address: "02:00:00:00:00:0b", state: ["stale"] });
    const [json] = ns.ipJson("neigh", "show", "10.0.0.2");
    expect(json).toMatchObject({ lladdr: "02:00:00:00:00:0b", state: ["STALE"] });
    await route.neighbours.delete(key);
    expect(ns.ipJson("neigh", "show", "10.0.0.2")).toEqual([]);
  });

  test("proxies addresses", async () => {
    await route.neighbours.add({ link: "n0", destination: "10.0.0.9", flags: ["proxy"] });
    expect(ns.ipJson("neigh", "show", "proxy")).toMatchObject([{ dst: "10.0.0.9", proxy: null }]);
    await route.neighbours.delete({ link: "n0", destination: "10.0.0.9", flags: ["proxy"] });
    expect(ns.ipJson("neigh", "show", "proxy")).toEqual([]);
  });
});

describe("what is refused", () => {
  const good = { link: "n0", destination: "10.0.0.2", address: "02:00:00:00:00:02" };

  test.each([
    ["an unknown property", { ...good, colour: "red" }, TypeError, "colour"],
    ["no destination", { link: "n0" }, TypeError, "destination"],
    ["a destination that is none", { ...good, destination: "10.0.0" }, TypeError, "destination"],
    ["another family", { ...good, family: "inet6" }, TypeError, "destination"],
    ["an address that is none", { ...good, address: "zz" }, TypeError, "address"],
    ["an unknown state", { ...good, state: ["asleep"] }, TypeError, "state[0]"],
    ["a state that is no list", { ...good, state: "stale" }, TypeError, "state"],
    ["a flag beyond 8 bits", { ...good, flags: [256] }, RangeError, "flags[0]"],
    ["a VLAN out of range", { ...good, vlan: 4095 }, RangeError, "vlan"],
    ["a link of a wrong type", { ...good, link: true }, TypeError, "link"],
    ["null", null, TypeError, undefined],
    ["a list", [], TypeError, undefined],
  ])("%s", async (_what, input, type, path) => {
    const error: unknown = await route.neighbours
      .add(input as NeighbourInput)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    if (path !== undefined) expect(error).toMatchObject({ path });
    expect(ns.ipJson("neigh", "show", "10.0.0.2")).toEqual([]);
  });

  test("what the kernel refuses", async () => {
    await route.neighbours.add(good);
    await expect(route.neighbours.add(good)).rejects.toMatchObject({
      name: "NetlinkError",
      code: "EEXIST",
      operation: "add neighbour 10.0.0.2",
    });
    await expect(route.neighbours.add({ ...good, link: "none" })).rejects.toMatchObject({
      code: "ENODEV",
    });
    await expect(
      route.neighbours.delete({ link: "n0", destination: "10.0.0.99" }),
    ).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("everything once the socket is closed or the signal aborted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(route.neighbours.list({}, { signal })).rejects.toThrow("enough");
    await expect(route.neighbours.add(good, { signal })).rejects.toThrow("enough");
    const other = await ns.open();
    await other.close();
    await expect(other.neighbours.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.neighbours.add(good)).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.neighbours.watch()).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("a watch", () => {
  test("tells what came, changed and went", async () => {
    await using cache = await route.neighbours.watch();
    const changes = cache.changes();
    ns.ip("neigh", "add", "10.0.0.40", "lladdr", "02:00:00:00:00:02", "dev", "n0");
    ns.ip("neigh", "change", "10.0.0.40", "lladdr", "02:00:00:00:00:03", "dev", "n0");
    const seen: string[] = [];
    for await (const change of changes) {
      if (change.action === "resync") continue;
      if ((change.after ?? change.before).destination !== "10.0.0.40") continue;
      seen.push(`${change.action} ${change.changed.join()}`);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(["add ", "change address"]);
    expect(cache.get({ link: index, family: "inet", destination: "10.0.0.40" })).toMatchObject({
      address: "02:00:00:00:00:03",
    });
  });

  test("knows nothing of forwarding entries", async () => {
    await using cache = await route.neighbours.watch();
    ns.run("bridge", "fdb", "add", "02:00:00:00:00:77", "dev", "n0");
    ns.ip("neigh", "add", "10.0.0.41", "lladdr", "02:00:00:00:00:02", "dev", "n0");
    await waitFor(() => cache.find((one) => one.destination === "10.0.0.41"), "the neighbour");
    expect(cache.find(({ family }) => family === "bridge")).toBeUndefined();
  });

  test.each([1, 2, 3])("equals the kernel after random operations (seed %i)", async (seed) => {
    const random = randomly(seed);
    await using cache = await route.neighbours.watch();
    const states = ["permanent", "stale", "reachable", "noarp"];
    const commands = Array.from({ length: 200 }, () => {
      const address = random(2)
        ? `10.0.0.${(random(20) + 10).toString()}`
        : `fe80::1:${random(20).toString()}`;
      const link = address.startsWith("10") ? "n0" : ["n0", "n1"][random(2)];
      const hardware = `02:00:00:00:01:${(random(80) + 10).toString()}`;
      return random(4) === 0
        ? `neigh replace ${address} dev ${link ?? ""} nud failed`
        : `neigh replace ${address} lladdr ${hardware} dev ${link ?? ""} nud ${states[random(4)] ?? ""}`;
    });
    ns.ipBatch(commands);
    const fresh = async (): Promise<Neighbour[]> => announced(await route.neighbours.list());
    const known = { values: () => announced(cache.values()) };
    await becomesEqual(known, fresh, unsteady);
    expect(known.values().length).toBeGreaterThan(10);
    flush();
    await becomesEqual(known, fresh, unsteady);
  });
});
