// The tables of neighbours, as iproute2 and /proc tell and set them.
import { beforeAll, describe, expect, test } from "vitest";
import type { NeighbourTable, NeighbourTableChange, RouteSocket } from "../lib/index.js";
import { command, privateNamespace, type Json } from "./support/namespace.js";

const ns = privateNamespace();
let route: RouteSocket;
let index: number;

beforeAll(async () => {
  route = await ns.open();
  ns.ip("link", "add", "t0", "type", "veth", "peer", "name", "t1");
  index = ns.ipLink("t0").ifindex as number;
});

const words: Record<string, string> = {
  baseReachableTime: "base_reachable",
  retransmitTime: "retrans",
  gcStaleTime: "gc_stale",
  delayProbeTime: "delay_probe",
  queueLength: "queue",
  applicationProbes: "app_probes",
  unicastProbes: "ucast_probes",
  multicastProbes: "mcast_probes",
  anycastDelay: "anycast_delay",
  proxyDelay: "proxy_delay",
  proxyQueueLength: "proxy_queue",
  lockTime: "locktime",
};

/** What `ip -j ntable` prints of the table or of the parameters of a link. */
function ofIproute(name: string, dev?: string): Json {
  const all = ns.ipJson("-s", "ntable", "show", "name", name);
  const found = all.find((one) => one.dev === dev);
  if (!found) throw new Error(`ip does not show ${name}`);
  return found;
}

function expectSame(table: NeighbourTable, json: Json): void {
  const parameters = table.parameters as Record<string, unknown>;
  for (const [name, word] of Object.entries(words))
    expect([name, parameters[name]]).toEqual([name, json[word]]);
}

const of = (all: NeighbourTable[], name: string, link?: number): NeighbourTable => {
  const found = all.find((one) => one.name === name && one.link === link);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

describe("reading", () => {
  test("tells what iproute2 tells", async () => {
    const all = await route.neighbourTables.list();
    expect(all).toHaveLength(ns.ipJson("ntable").length);
    for (const name of ["arp_cache", "ndisc_cache"]) {
      const whole = of(all, name);
      expectSame(whole, ofIproute(name));
      expectSame(of(all, name, index), ofIproute(name, "t0"));
      expect(whole).toMatchObject({
        family: name === "arp_cache" ? "inet" : "inet6",
        gcThreshold1: ofIproute(name).thresh1 as number,
        gcThreshold2: ofIproute(name).thresh2 as number,
        gcThreshold3: ofIproute(name).thresh3 as number,
        gcInterval: ofIproute(name).gc_interval as number,
        config: { keyLength: name === "arp_cache" ? 4 : 16 },
      });
      expect(Object.keys(whole.stats ?? {})).toHaveLength(11);
      expect(of(all, name, index).stats).toBeUndefined();
    }
  });

  test("filters", async () => {
    expect(await route.neighbourTables.list({ link: "t0", family: "inet6" })).toMatchObject([
      { name: "ndisc_cache", link: index },
    ]);
    const arp = await route.neighbourTables.list({ name: "arp_cache" });
    expect(new Set(arp.map(({ family }) => family))).toEqual(new Set(["inet"]));
    expect(arp).toHaveLength(4);
  });
});

describe("changing", () => {
  const parameters = {
    baseReachableTime: 40000,
    retransmitTime: 2000,
    gcStaleTime: 70000,
    delayProbeTime: 6000,
    queueLength: 50,
    applicationProbes: 1,
    unicastProbes: 4,
    multicastProbes: 5,
    anycastDelay: 1100,
    proxyDelay: 900,
    proxyQueueLength: 65,
    lockTime: 1200,
  };

  test("is read by iproute2 as it was meant, and only there", async () => {
    const before = ofIproute("arp_cache", "t1");
    await route.neighbourTables.change({ name: "arp_cache", link: "t0" }, { parameters });
    const changed = ofIproute("arp_cache", "t0");
    for (const [name, value] of Object.entries(parameters))
      expect([name, changed[words[name] ?? ""]]).toEqual([name, value]);
    const after = ofIproute("arp_cache", "t1");
    for (const word of Object.values(words)) expect(after[word]).toEqual(before[word]);
  });

  test("of what iproute2 does not know is found in /proc", async () => {
    await route.neighbourTables.change(
      { name: "ndisc_cache", link: index },
      { parameters: { multicastReprobes: 3, queueLengthBytes: 65536, intervalProbeTime: 7000 } },
    );
    const sysctl = (name: string): string =>
      command("ip", ["netns", "exec", ns.name, "sysctl", "-n", `net.ipv6.neigh.t0.${name}`]).trim();
    expect(sysctl("mcast_resolicit")).toBe("3");
    expect(sysctl("unres_qlen_bytes")).toBe("65536");
    expect(sysctl("interval_probe_time_ms")).toBe("7000");
  });

  test("takes what was read, and what iproute2 wrote", async () => {
    ns.ip("ntable", "change", "name", "arp_cache", "dev", "t0", "ucast_probes", "7", "queue", "33");
    const key = { name: "arp_cache", link: "t0" };
    const [before] = await route.neighbourTables.list(key);
    expect(before).toMatchObject({ parameters: { unicastProbes: 7, queueLength: 33 } });
    await route.neighbourTables.change(key, { parameters: { unicastProbes: 1, queueLength: 5 } });
    await route.neighbourTables.change(key, before ?? {});
    const [after] = await route.neighbourTables.list(key);
    const steady = (table?: NeighbourTable): object => ({
      ...table?.parameters,
      reachableTime: undefined,
    });
    expect(steady(after)).toEqual(steady(before));
  });
});

describe("what is refused", () => {
  test.each([
    [
      "a negative number",
      { parameters: { unicastProbes: -1 } },
      RangeError,
      "parameters.unicastProbes",
    ],
    ["a wrong type", { parameters: { lockTime: "1" } }, TypeError, "parameters.lockTime"],
    ["an unknown parameter", { parameters: { a: 1 } }, TypeError, "parameters.a"],
    ["an unknown property", { a: 1 }, TypeError, "a"],
    [
      "no interval",
      { parameters: { intervalProbeTime: 0 } },
      RangeError,
      "parameters.intervalProbeTime",
    ],
    ["null", null, TypeError, undefined],
  ])("%s", async (_what, change, type, path) => {
    const error: unknown = await route.neighbourTables
      .change({ name: "arp_cache" }, change as NeighbourTableChange)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    if (path !== undefined) expect(error).toMatchObject({ path });
  });

  test("a table without a name", async () => {
    await expect(route.neighbourTables.change({} as { name: string }, {})).rejects.toMatchObject({
      path: "name",
    });
  });

  test("what the kernel refuses", async () => {
    const change = { parameters: { unicastProbes: 2 } };
    await expect(route.neighbourTables.change({ name: "none" }, change)).rejects.toMatchObject({
      code: "ENOENT",
      operation: 'change neighbour table "none"',
    });
    await expect(
      route.neighbourTables.change({ name: "arp_cache", link: "none" }, change),
    ).rejects.toMatchObject({ code: "ENODEV" });
    // The defaults and the thresholds belong to the host's first namespace, in which no test runs.
    await expect(route.neighbourTables.change({ name: "arp_cache" }, change)).rejects.toMatchObject(
      {
        code: "ENOENT",
      },
    );
    await expect(
      route.neighbourTables.change(
        { name: "arp_cache" },
        { gcThreshold3: 2048, gcInterval: 30000 },
      ),
    ).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("everything once the socket is closed", async () => {
    const other = await ns.open();
    await other.close();
    await expect(other.neighbourTables.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.neighbourTables.change({ name: "arp_cache" }, {})).rejects.toMatchObject({
      code: "ERR_CLOSED",
    });
  });
});
