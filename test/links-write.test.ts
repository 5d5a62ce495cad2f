// Links as the package makes and changes them, as iproute2 sees them.
import { closeSync, openSync } from "node:fs";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Link, LinkChange, LinkInput, RouteSocket } from "../lib/index.js";
import { capturing } from "./support/capture.js";
import { runChild } from "./support/child.js";
import { privateNamespace } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";

const namespace = privateNamespace();
const other = privateNamespace();
const capture = capturing();
let route: RouteSocket;

beforeAll(async () => {
  route = await namespace.open();
});

afterEach(() => {
  namespace.deleteLinks();
  other.deleteLinks();
});

const names = (): unknown[] => namespace.ipJson("link").map(({ ifname }) => ifname as unknown);
const flagsOf = (name: string): string[] => (namespace.ipLink(name).flags as string[]).toSorted();

describe("add", () => {
  test("makes a link that has all that was given", async () => {
    namespace.ip("link", "add", "br0", "type", "bridge");
    await route.links.add({
      name: "v0",
      kind: "veth",
      index: 1234,
      address: "02:00:00:00:00:01",
      broadcast: "02:ff:ff:ff:ff:ff",
      mtu: 1400,
      txQueueLength: 77,
      group: 7,
      numTxQueues: 3,
      numRxQueues: 2,
      gsoMaxSize: 60000,
      gsoMaxSegments: 100,
      groMaxSize: 50000,
      linkMode: "dormant",
      master: "br0",
      altNames: ["other", "a-name-of-more-than-fifteen-bytes"],
      up: true,
      promiscuous: true,
      allMulticast: true,
      arp: false,
      multicast: false,
      data: {
        peer: {
          name: "v1",
          address: "02:00:00:00:00:02",
          mtu: 1300,
          txQueueLength: 88,
          numTxQueues: 2,
          numRxQueues: 3,
        },
      },
    });
    expect(namespace.ipLink("v0")).toMatchObject({
      ifindex: 1234,
      address: "02:00:00:00:00:01",
      broadcast: "02:ff:ff:ff:ff:ff",
      mtu: 1400,
      txqlen: 77,
      group: "7",
      num_tx_queues: 3,
      num_rx_queues: 2,
      gso_max_size: 60000,
      gso_max_segs: 100,
      gro_max_size: 50000,
      linkmode: "DORMANT",
      master: "br0",
      altnames: ["other", "a-name-of-more-than-fifteen-bytes"],
      linkinfo: { info_kind: "veth" },
    });
    expect(flagsOf("v0")).toEqual(
      expect.arrayContaining(["ALLMULTI", "NOARP", "PROMISC", "UP", "BROADCAST"]),
    );
    expect(flagsOf("v0")).not.toContain("MULTICAST");
    expect(namespace.ipLink("v1")).toMatchObject({
      address: "02:00:00:00:00:02",
      mtu: 1300,
      txqlen: 88,
      num_tx_queues: 2,
      num_rx_queues: 3,
    });
  });

  test("leaves the name to the kernel where none is given", async () => {
    await route.links.add({ kind: "ifb" });
    expect(names()).toEqual(["lo", "ifb0"]);
  });

  test("makes what is behind an alternative name of the lower link", async () => {
    namespace.ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
    namespace.ip("link", "property", "add", "dev", "v0", "altname", "an-alternative-name-of-v0");
    await route.links.add({ name: "mv0", kind: "macvlan", link: "an-alternative-name-of-v0" });
    await route.links.add({ name: "mv1", kind: "macvlan", link: "v0" });
    expect(namespace.ipLink("mv0")).toMatchObject({ link: "v0" });
    expect(namespace.ipLink("mv1")).toMatchObject({ link: "v0" });
  });

  test("sets the alias", async () => {
    await route.links.add({ name: "i0", kind: "ifb", alias: "hello" });
    expect(namespace.ipLink("i0")).toMatchObject({ ifalias: "hello" });
  });

  test("sets a port's properties with the master", async () => {
    namespace.ip("link", "add", "br0", "type", "bridge");
    await route.links.add({ name: "i0", kind: "ifb", master: "br0", port: { cost: 123 } });
    expect(namespace.ipLink("i0")).toMatchObject({
      master: "br0",
      linkinfo: { info_slave_data: { cost: 123 } },
    });
  });

  test("takes what is undefined for not given", async () => {
    await route.links.add({ name: "i0", kind: "ifb", mtu: undefined, master: undefined });
    expect(namespace.ipLink("i0")).toMatchObject({ mtu: 1500 });
  });
});

describe("change", () => {
  beforeEach(() => {
    namespace.ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
    namespace.ip("link", "add", "br0", "type", "bridge");
  });

  test.each<[string, LinkChange, object]>([
    ["mtu", { mtu: 1400 }, { mtu: 1400 }],
    ["address", { address: "02:00:00:00:00:03" }, { address: "02:00:00:00:00:03" }],
    ["broadcast", { broadcast: "02:ff:ff:ff:ff:00" }, { broadcast: "02:ff:ff:ff:ff:00" }],
    ["txQueueLength", { txQueueLength: 5 }, { txqlen: 5 }],
    ["group", { group: 9 }, { group: "9" }],
    ["alias", { alias: "hello" }, { ifalias: "hello" }],
    ["master", { master: "br0" }, { master: "br0" }],
    ["gsoMaxSize", { gsoMaxSize: 60000 }, { gso_max_size: 60000 }],
    ["gsoMaxSegments", { gsoMaxSegments: 100 }, { gso_max_segs: 100 }],
    ["groMaxSize", { groMaxSize: 50000 }, { gro_max_size: 50000 }],
    ["linkMode", { linkMode: "dormant" }, { linkmode: "DORMANT" }],
    ["altNames", { altNames: ["other"] }, { altnames: ["other"] }],
  ])("of %s, and of nothing else", async (_name, change, expected) => {
    const before = namespace.ipLink("v0");
    await route.links.change("v0", change);
    const after = namespace.ipLink("v0");
    expect(after).toMatchObject(expected);
    // A port is promiscuous and has its master's properties.
    const follows = "master" in change ? ["promiscuity", "allmulti", "linkinfo"] : [];
    const rest = (link: object): object =>
      Object.fromEntries(
        Object.entries(link).filter(([key]) => !(key in expected) && !follows.includes(key)),
      );
    expect(rest(after)).toEqual(rest(before));
  });

  test.each<[string, LinkChange, string, boolean]>([
    ["up", { up: true }, "UP", true],
    ["up", { up: false }, "UP", false],
    ["promiscuous", { promiscuous: true }, "PROMISC", true],
    ["promiscuous", { promiscuous: false }, "PROMISC", false],
    ["allMulticast", { allMulticast: true }, "ALLMULTI", true],
    ["allMulticast", { allMulticast: false }, "ALLMULTI", false],
    ["arp", { arp: false }, "NOARP", true],
    ["arp", { arp: true }, "NOARP", false],
    ["multicast", { multicast: true }, "MULTICAST", true],
    ["multicast", { multicast: false }, "MULTICAST", false],
    ["dynamic", { dynamic: true }, "DYNAMIC", true],
    ["dynamic", { dynamic: false }, "DYNAMIC", false],
  ])("of %s touches no other flag: %o", async (_name, change, flag, set) => {
    // Every flag that can be set by hand has the other value than it would have by default.
    namespace.ip("link", "set", "v1", "up");
    for (const [word, state] of Object.entries({
      promisc: "on",
      allmulticast: "on",
      arp: "off",
      multicast: "off",
      dynamic: "on",
    })) {
      namespace.ip("link", "set", "v0", word, state);
    }
    namespace.ip("link", "set", "v0", set ? "down" : "up");
    const opposite: Record<string, [string, string]> = {
      PROMISC: ["promisc", "off"],
      ALLMULTI: ["allmulticast", "off"],
      NOARP: ["arp", "on"],
      DYNAMIC: ["dynamic", "off"],
    };
    if (set)
      for (const words of [opposite[flag]]) if (words) namespace.ip("link", "set", "v0", ...words);
    if (!set && flag === "MULTICAST") namespace.ip("link", "set", "v0", "multicast", "on");
    const before = flagsOf("v0");
    expect(before.includes(flag)).toBe(!set);

    await route.links.change("v0", change);
    // What follows from up by itself.
    const derived = flag === "UP" ? ["LOWER_UP", "NO-CARRIER", "UP"] : [flag];
    const others = (flags: string[]): string[] => flags.filter((one) => !derived.includes(one));
    const after = flagsOf("v0");
    expect(after.includes(flag)).toBe(set);
    expect(others(after)).toEqual(others(before));
  });

  test("by flags sets those that are named", async () => {
    await route.links.change("v0", { flags: ["promisc", "allmulti"] });
    expect(flagsOf("v0")).toEqual(["ALLMULTI", "BROADCAST", "M-DOWN", "MULTICAST", "PROMISC"]);
    await route.links.change("v0", { flags: [] });
    expect(flagsOf("v0")).toEqual(["ALLMULTI", "BROADCAST", "M-DOWN", "MULTICAST", "PROMISC"]);
  });

  test("of several properties in one call", async () => {
    await route.links.change("v0", { mtu: 1400, up: true, master: "br0", alias: "x" });
    expect(namespace.ipLink("v0")).toMatchObject({ mtu: 1400, master: "br0", ifalias: "x" });
    expect(flagsOf("v0")).toContain("UP");
  });

  test("renames, by name and by index", async () => {
    await route.links.change("v0", { name: "w0" });
    expect(names()).toEqual(["lo", "v1", "w0", "br0"]);
    const { index } = await route.links.get("w0");
    await route.links.change(index, { name: "x0" });
    expect(names()).toEqual(["lo", "v1", "x0", "br0"]);
  });

  test("finds the link by an alternative name, however long", async () => {
    namespace.ip("link", "property", "add", "dev", "v0", "altname", "short");
    namespace.ip("link", "property", "add", "dev", "v0", "altname", "an-alternative-name-of-v0");
    await route.links.change("short", { mtu: 1401 });
    expect(namespace.ipLink("v0")).toMatchObject({ mtu: 1401 });
    await route.links.change("an-alternative-name-of-v0", { mtu: 1402 });
    expect(namespace.ipLink("v0")).toMatchObject({ mtu: 1402, ifname: "v0" });
  });

  test("sets a master, replaces it and takes it away with 0", async () => {
    namespace.ip("link", "add", "br1", "type", "bridge");
    const master = (): unknown => namespace.ipLink("v0").master as unknown;
    await route.links.change("v0", { master: "br0" });
    expect(master()).toBe("br0");
    await route.links.change("v0", { master: (await route.links.get("br1")).index });
    expect(master()).toBe("br1");
    await route.links.change("v0", { master: 0 });
    expect(master()).toBeUndefined();
    // Once more: there is nothing to take away.
    await route.links.change("v0", { master: 0 });
    expect(master()).toBeUndefined();
  });

  test("of altNames replaces the list", async () => {
    const altNames = (): unknown => namespace.ipLink("v0").altnames as unknown;
    const long = "an-alternative-name-of-v0";
    await route.links.change("v0", { altNames: ["a", long] });
    expect(altNames()).toEqual(["a", long]);
    await route.links.change("v0", { altNames: [long, "b"] });
    expect(altNames()).toEqual([long, "b"]);
    await route.links.change("v0", { altNames: [] });
    expect(altNames()).toBeUndefined();
  });

  test("removes an alias with an empty one", async () => {
    await route.links.change("v0", { alias: "hello" });
    await route.links.change("v0", { alias: "" });
    expect(namespace.ipLink("v0").ifalias).toBeUndefined();
  });

  test("of data needs no kind beside it", async () => {
    await route.links.change("br0", { data: { ageingTime: 12300 } });
    expect(namespace.ipLink("br0")).toMatchObject({
      linkinfo: { info_data: { ageing_time: 12300 } },
    });
  });

  test("of data leaves the other data alone", async () => {
    namespace.ip("link", "set", "br0", "type", "bridge", "max_age", "1500", "priority", "100");
    const before = namespace.ipLink("br0").linkinfo as { info_data: object };
    await route.links.change("br0", { kind: "bridge", data: { priority: 200 } });
    const after = namespace.ipLink("br0").linkinfo as { info_data: object };
    const own = ["priority", "bridge_id", "root_id"];
    const rest = (data: object): object =>
      Object.fromEntries(Object.entries(data).filter(([key]) => !own.includes(key)));
    expect(after.info_data).toMatchObject({ priority: 200 });
    expect(rest(after.info_data)).toEqual(rest(before.info_data));
  });

  test("of nothing succeeds for a link that is there, and only for one", async () => {
    const before = namespace.ipJson("link");
    await route.links.change("v0", {});
    expect(namespace.ipJson("link")).toEqual(before);
    await expect(route.links.change("nope", {})).rejects.toMatchObject({ code: "ENODEV" });
  });
});

describe("delete", () => {
  test("by name, index and alternative name", async () => {
    namespace.ipBatch([
      "link add i0 type ifb",
      "link add i1 type ifb",
      "link add i2 type ifb",
      "link add i3 type ifb",
      "link property add dev i2 altname other altname an-alternative-name-of-i2",
      "link property add dev i3 altname three",
    ]);
    await route.links.delete("i0");
    expect(names()).toEqual(["lo", "i1", "i2", "i3"]);
    await route.links.delete((await route.links.get("i1")).index);
    expect(names()).toEqual(["lo", "i2", "i3"]);
    await route.links.delete("an-alternative-name-of-i2");
    expect(names()).toEqual(["lo", "i3"]);
    await route.links.delete("three");
    expect(names()).toEqual(["lo"]);
  });

  test("takes the other end of a veth along", async () => {
    await route.links.add({ name: "v0", kind: "veth", data: { peer: { name: "v1" } } });
    await route.links.delete("v1");
    expect(names()).toEqual(["lo"]);
  });
});

describe("another network namespace", () => {
  /** A process and a descriptor in the other namespace, for the time of the call. */
  async function withHandles(use: (pid: number, fd: number) => Promise<void>): Promise<void> {
    const args = [
      "netns",
      "exec",
      other.name,
      process.execPath,
      "--eval",
      "process.stdin.resume();console.log('ready')",
    ];
    const child = spawn("ip", args, { stdio: ["pipe", "pipe", "inherit"] });
    const fd = openSync(`/run/netns/${other.name}`, "r");
    try {
      await once(child.stdout, "data");
      await use(child.pid ?? 0, fd);
    } finally {
      closeSync(fd);
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    }
  }

  test("takes a link by name, path, process and descriptor", async () => {
    await withHandles(async (pid, fd) => {
      const ways = [other.name, `/run/netns/${other.name}`, { pid }, { fd }];
      for (const [i, netns] of ways.entries()) {
        const name = `i${i.toString()}`;
        await route.links.add({ name, kind: "ifb" });
        await route.links.change(name, { netns });
        expect(names()).toEqual(["lo"]);
        expect(other.ipLink(name)).toMatchObject({ linkinfo: { info_kind: "ifb" } });
      }
      for (const [i, netns] of ways.entries()) {
        const name = `j${i.toString()}`;
        await route.links.add({ name, kind: "ifb", netns });
        expect(names()).toEqual(["lo"]);
        expect(other.ipLink(name)).toMatchObject({ linkinfo: { info_kind: "ifb" } });
      }
    });
  });

  test("has a socket opened in it by each of them", async () => {
    other.ip("link", "add", "here", "type", "ifb");
    await withHandles(async (pid, fd) => {
      for (const netns of [other.name, `/run/netns/${other.name}`, { pid }, { fd }]) {
        const socket = await other.open({ netns });
        expect((await socket.links.get("here")).name).toBe("here");
      }
    });
  });

  test("gets the peer of a veth", async () => {
    await route.links.add({
      name: "v0",
      kind: "veth",
      data: { peer: { name: "eth0", netns: other.name } },
    });
    expect(names()).toEqual(["lo", "v0"]);
    expect(other.ipLink("eth0")).toMatchObject({
      link_index: namespace.ipLink("v0").ifindex as unknown,
    });
  });

  test("gets a link that is renamed and changed as it moves", async () => {
    await route.links.add({ name: "i0", kind: "ifb" });
    await route.links.change("i0", { netns: other.name, name: "moved", mtu: 1400 });
    expect(other.ipLink("moved")).toMatchObject({ mtu: 1400 });
  });

  test("may be the socket's own", async () => {
    await route.links.add({ name: "i0", kind: "ifb" });
    await route.links.change("i0", { netns: namespace.name });
    expect(names()).toEqual(["lo", "i0"]);
  });
});

describe("what was read can be written back", () => {
  beforeEach(() => {
    namespace.ipBatch([
      "link add br0 address 02:00:00:00:00:07 type bridge",
      "link add v0 type veth peer name v1",
      "link set v0 alias hello group 7",
      "link property add dev v0 altname other",
      "link set v0 master br0 up",
      "link add vx0 type vxlan id 5 dstport 4789 ttl 9 dev v1",
      "link add mv0 link v1 type macvlan mode bridge",
      "link add i0 type ifb",
      "link set i0 alias ifb",
    ]);
  });

  const everything = ["lo", "br0", "v0", "v1", "vx0", "mv0", "i0"];

  test.each(everything)("to %s, which stays as it is", async (name) => {
    const before = namespace.ipJson("link");
    await route.links.change(name, await route.links.get(name));
    expect(namespace.ipJson("link")).toEqual(before);
  });

  test("and then nothing but questions is sent", async () => {
    const RTM_GETLINK = 18;
    const { env, sent } = capture.next();
    const script = `
      const { links } = await RouteSocket.open({ netns: ${JSON.stringify(namespace.name)} });
      for (const name of ${JSON.stringify(everything)}) await links.change(name, await links.get(name));
    `;
    expect(await runChild(script, { env })).toMatchObject({ end: 0, stderr: "" });
    const types = sent().map(({ type }) => type);
    expect(types.length).toBeGreaterThanOrEqual(2 * everything.length);
    expect(new Set(types)).toEqual(new Set([RTM_GETLINK]));
  });

  test.each(everything)("to %s with one property changed", async (name) => {
    const before = namespace.ipLink(name);
    await route.links.change(name, { ...(await route.links.get(name)), group: 9 });
    expect(namespace.ipLink(name)).toEqual({ ...before, group: "9" });
  });

  test.each<[string, string, LinkChange["data"], object]>([
    ["br0", "bridge", { priority: 200 }, { priority: 200 }],
    ["vx0", "vxlan", { ageing: 77 }, { ageing: 77 }],
  ])("to %s with one property of its data changed", async (name, kind, data, expected) => {
    const link = await route.links.get(name);
    await route.links.change(name, { kind, data: { ...link.data, ...data } } as LinkChange);
    expect(namespace.ipLink(name)).toMatchObject({ linkinfo: { info_data: expected } });
  });

  test("to a port with one of its properties changed", async () => {
    const link = await route.links.get("v0");
    await route.links.change("v0", { ...link, port: { ...link.port, cost: 99 } } as LinkChange);
    expect(namespace.ipLink("v0")).toMatchObject({ linkinfo: { info_slave_data: { cost: 99 } } });
  });

  /** Decided by the kernel: identities, what other links do to it, and what comes and goes by itself. */
  const decided = new Set<keyof Link>([
    ...([
      "index",
      "stats",
      "inet6",
      "carrierChanges",
      "carrierUpCount",
      "carrierDownCount",
    ] as const),
  ]);
  const comparable = (link: Link): object =>
    Object.fromEntries(Object.entries(link).filter(([key]) => !decided.has(key as keyof Link)));

  // A kernel without VLAN filtering reports that a bridge does not filter, and refuses to be told the same.
  const takesBack = (): boolean => {
    const args = ["link", "add", "filtering", "type", "bridge", "vlan_filtering", "0"];
    return spawnSync("ip", ["-n", namespace.name, ...args]).status === 0;
  };

  test.for(["br0", "vx0", "mv0", "i0"])("to make %s anew", async (name, context) => {
    const supported = name !== "br0" || takesBack();
    skipUnless(context, supported, "this kernel does not take back what it reports of a bridge");
    if (name === "br0") await route.links.change("v0", { master: 0 });
    // Until "sets the alias" above passes.
    if (name === "i0") await route.links.change("i0", { alias: "" });
    const before = await route.links.get(name);
    await route.links.delete(name);
    await route.links.add(before);
    const after = await route.links.get(name);
    expect(comparable(after)).toEqual(comparable(before));
    expect(after.index).toBe(before.index);
  });

  test("to make a veth anew, port of its bridge", async () => {
    await route.links.delete("mv0");
    await route.links.delete("vx0");
    const before = await route.links.get("v0");
    const peer = await route.links.get("v1");
    await route.links.delete("v0");
    // Its peer is gone, and with it what `link` means.
    await route.links.add({
      ...before,
      link: undefined,
      data: { peer: { name: peer.name } },
    } as LinkInput);
    const after = await route.links.get("v0");
    expect(after).toMatchObject({
      name: "v0",
      index: before.index,
      master: before.master,
      group: 7,
      altNames: ["other"],
      address: before.address,
      flags: before.flags,
    });
    expect(after.port).toEqual(before.port);
  });

  test("to make a port that is down anew", async () => {
    await route.links.add({ name: "i1", kind: "ifb", master: "br0" });
    const before = await route.links.get("i1");
    await route.links.delete("i1");
    await route.links.add(before);
    expect((await route.links.get("i1")).port).toEqual(before.port);
  });

  test("to make a bridge without an address anew", async () => {
    await route.links.add({ name: "br1", kind: "bridge" });
    await route.links.add({ name: "i1", kind: "ifb", master: "br1" });
    await route.links.delete("i1");
    const before = await route.links.get("br1");
    await route.links.delete("br1");
    await route.links.add({ ...before, data: undefined });
    expect((await route.links.get("br1")).name).toBe("br1");
  });
});

describe("many requests in one turn", () => {
  test("200 links are added", async () => {
    const wanted = Array.from({ length: 200 }, (_, i) => `i${i.toString()}`);
    await Promise.all(wanted.map((name) => route.links.add({ name, kind: "ifb" })));
    expect(names()).toEqual(["lo", ...wanted]);
    await Promise.all(wanted.map((name) => route.links.delete(name)));
    expect(names()).toEqual(["lo"]);
  });

  test("are carried out in order, also those that need the one before", async () => {
    const order: string[] = [];
    const step = (what: string, done: Promise<void>): Promise<void> =>
      done.then(() => void order.push(what));
    await Promise.all([
      step("add bridge", route.links.add({ name: "br0", kind: "bridge" })),
      step(
        "add veth",
        route.links.add({ name: "v0", kind: "veth", data: { peer: { name: "v1" } } }),
      ),
      step("change", route.links.change("v0", { mtu: 1400, master: "br0" })),
      step("rename", route.links.change("v0", { name: "w0" })),
      step("up", route.links.change("w0", { up: true })),
      step("add again", route.links.add({ name: "v0", kind: "ifb", mtu: 1300 })),
      step("delete", route.links.delete("v1")),
      step("add over", route.links.add({ name: "mv0", kind: "macvlan", link: "v0" })),
    ]);
    expect(order).toEqual([
      "add bridge",
      "add veth",
      "change",
      "rename",
      "up",
      "add again",
      "delete",
      "add over",
    ]);
    expect(names()).toEqual(["lo", "br0", "v0", "mv0"]);
    expect(namespace.ipLink("v0")).toMatchObject({ mtu: 1300 });
    expect(namespace.ipLink("mv0")).toMatchObject({ link: "v0" });
  });

  test("fail each on its own", async () => {
    const results = await Promise.allSettled([
      route.links.add({ name: "i0", kind: "ifb" }),
      route.links.add({ name: "i0", kind: "ifb" }),
      route.links.change("nope", { mtu: 1400 }),
      route.links.add({ name: "i1", kind: "nonesuch" }),
      route.links.add({ name: "i2", kind: "ifb", master: "nope" }),
      route.links.add({ name: "i3", kind: "ifb" }),
    ]);
    const outcome = results.map((one) =>
      one.status === "fulfilled" ? "done" : (one.reason as { code: string }).code,
    );
    expect(outcome).toEqual(["done", "EEXIST", "ENODEV", "EOPNOTSUPP", "ENODEV", "done"]);
    expect(names()).toEqual(["lo", "i0", "i3"]);
  });
});
