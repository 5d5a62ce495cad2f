// What address families, devices and bridges keep of a link, and counters in messages of their own.
import { beforeAll, describe, expect, test } from "vitest";
import type { LinkInput, RouteSocket } from "../lib/index.js";
import { privateNamespace } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();
let route: RouteSocket;

beforeAll(async () => {
  route = await ns.open();
  ns.ipBatch(["link add v0 type veth peer name v1", "link set v0 up", "link set v1 up"]);
});

const setting = (family: string, link: string, name: string): number =>
  Number(
    ns.run("ip", "netns", "exec", ns.name, "cat", `/proc/sys/net/${family}/conf/${link}/${name}`),
  );

describe("settings of IPv4", () => {
  test("are those of /proc", async () => {
    const { inet } = await route.links.get("v0");
    expect(inet?.conf).toMatchObject({
      forwarding: setting("ipv4", "v0", "forwarding"),
      reversePathFilter: setting("ipv4", "v0", "rp_filter"),
      acceptRedirects: setting("ipv4", "v0", "accept_redirects"),
      igmpv2UnsolicitedReportInterval: setting("ipv4", "v0", "igmpv2_unsolicited_report_interval"),
      arpEvictNocarrier: setting("ipv4", "v0", "arp_evict_nocarrier"),
    });
  });

  test("are changed one by one", async () => {
    const before = await route.links.get("v0");
    const conf = { forwarding: 1, reversePathFilter: 2, mediumId: -1 };
    await route.links.change("v0", { inet: { conf } });
    expect(setting("ipv4", "v0", "forwarding")).toBe(1);
    expect(setting("ipv4", "v0", "rp_filter")).toBe(2);
    expect(setting("ipv4", "v0", "medium_id")).toBe(-1);
    const after = await route.links.get("v0");
    expect(after.inet?.conf).toEqual({ ...before.inet?.conf, ...conf });
  });
});

describe("what IPv6 keeps", () => {
  test("is what iproute2 and /proc say", async () => {
    ns.ip("link", "set", "v0", "addrgenmode", "none");
    ns.ip("token", "set", "::7", "dev", "v0");
    const { inet6 } = await route.links.get("v0");
    expect(inet6).toMatchObject({
      addressGenerationMode: "none",
      token: "::7",
      conf: {
        hopLimit: setting("ipv6", "v0", "hop_limit"),
        mtu: setting("ipv6", "v0", "mtu"),
        useTemporaryAddress: setting("ipv6", "v0", "use_tempaddr"),
        acceptDad: setting("ipv6", "v0", "accept_dad"),
        ioam6Id: setting("ipv6", "v0", "ioam6_id"),
      },
    });
    expect(inet6?.cacheInfo?.maxReassemblyLength).toBe(65535);
  });

  test("takes a token and a mode", async () => {
    await route.links.change("v0", { inet6: { token: "::9", addressGenerationMode: "random" } });
    expect(ns.ip("token", "get", "dev", "v0")).toContain("token ::9 ");
    expect(ns.ipLink("v0")).toMatchObject({ inet6_addr_gen_mode: "random" });
  });

  test("is given to a new link too", async () => {
    await route.links.add({
      name: "w0",
      kind: "ifb",
      inet: { conf: { arpNotify: 1 } },
      inet6: { addressGenerationMode: "none" },
    });
    expect(ns.ipLink("w0")).toMatchObject({ inet6_addr_gen_mode: "none" });
    expect(setting("ipv4", "w0", "arp_notify")).toBe(1);
  });

  test("counts", async () => {
    const counters = async (): Promise<Record<string, number>> => {
      const text = ns.run("ip", "netns", "exec", ns.name, "cat", "/proc/net/dev_snmp6/v1");
      await Promise.resolve();
      return Object.fromEntries(
        text
          .trim()
          .split("\n")
          .map((line) => line.trim().split(/\s+/))
          .map(([name = "", value]) => [name, Number(value)]),
      );
    };
    // Neighbour discovery runs: until the counters stood still while we looked.
    const seen = await waitFor(async () => {
      const before = await counters();
      const { inet6 } = await route.links.get("v1");
      const after = await counters();
      return JSON.stringify(before) === JSON.stringify(after) && { before, inet6 };
    }, "counters to stand still");
    // "outOctets" is Ip6OutOctets; /proc leaves out what is put together from overlapping fragments.
    const words: Record<string, string> = {
      inPackets: "InReceives",
      outPackets: "OutRequests",
      outForwardDatagrams: "OutForwDatagrams",
      inMulticastPackets: "InMcastPkts",
      outMulticastPackets: "OutMcastPkts",
      outMulticastOctets: "OutMcastOctets",
      inNoEctPackets: "InNoECTPkts",
    };
    const named = (name: string): string =>
      words[name] ?? name.replace(/^./, (c) => c.toUpperCase());
    const compared = Object.entries(seen.inet6?.stats ?? {})
      .map(([name, value]) => [`Ip6${named(name)}`, value] as const)
      .filter(([name]) => name in seen.before);
    expect(compared.length).toBeGreaterThan(15);
    for (const [name, value] of compared) expect([name, value]).toEqual([name, seen.before[name]]);
    expect(seen.inet6?.icmp6Stats).toMatchObject({
      inMessages: seen.before.Icmp6InMsgs,
      outMessages: seen.before.Icmp6OutMsgs,
    });
  });
});

describe("bad input:", () => {
  test.each<[string, LinkInput, string]>([
    [
      "a text for a setting",
      { inet: { conf: { forwarding: "on" as never } } },
      "inet.conf.forwarding",
    ],
    ["an unknown setting", { inet: { conf: { nothing: 1 } as never } }, "inet.conf.nothing"],
    [
      "an unknown mode",
      { inet6: { addressGenerationMode: "all" as never } },
      "inet6.addressGenerationMode",
    ],
    ["a token that is none", { inet6: { token: "seven" } }, "inet6.token"],
    [
      "a rate of -1",
      { virtualFunctions: [{ index: 0, rate: { maximum: -1 } }] },
      "virtualFunctions[0].rate.maximum",
    ],
    [
      "a VLAN above 4095",
      { virtualFunctions: [{ index: 0, vlans: [{ id: 4096 }] }] },
      "virtualFunctions[0].vlans[0].id",
    ],
    ["an unknown flag of XDP", { xdp: { flags: ["fast" as never] } }, "xdp.flags[0]"],
    ["a key above 32 bits", { kind: "gre", data: { inputKey: 2 ** 32 } }, "data.inputKey"],
    [
      "an unknown cipher",
      { kind: "macsec", data: { cipherSuite: "ROT13" as never } },
      "data.cipherSuite",
    ],
    ["an identifier that is too short", { kind: "macsec", data: { sci: "02" } }, "data.sci"],
  ])("%s", async (_name, properties, path) => {
    const sent = route.links.add({ name: "bad0", kind: "ifb", ...properties } as LinkInput);
    await expect(sent).rejects.toThrow(new RegExp(`^"?${path.replace(/[[\].]/g, "\\$&")}`));
    await expect(route.links.get("bad0")).rejects.toMatchObject({ code: "ENODEV" });
  });

  test("what is set by name, without a name", async () => {
    const sent = route.links.add({ kind: "ifb", inet6: { addressGenerationMode: "none" } });
    await expect(sent).rejects.toThrow(/name/);
  });

  test("an IPv6 address where IPv4 belongs", async () => {
    const sent = route.links.add({ name: "g0", kind: "gre", data: { remote: "2001:db8::1" } });
    await expect(sent).rejects.toMatchObject({ code: "EINVAL" });
  });
});

test("virtual functions are no part of a link that has none", async () => {
  const links = await route.links.list(undefined, { virtualFunctions: true });
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) expect(link).not.toHaveProperty("virtualFunctions");
});

test("a link without a program for XDP", async () => {
  expect((await route.links.get("v0")).xdp).toEqual({ attached: "none" });
});

describe("counters in messages of their own", () => {
  test("are those of the link", async () => {
    const { index } = await route.links.get("w0");
    const { stats } = await route.links.statistics.get("w0");
    expect(stats).toEqual((await route.links.get("w0")).stats);
    expect((await route.links.statistics.get(index)).link).toBe(index);
  });

  test("are listed, one a link", async () => {
    const indices = (await route.links.list()).map(({ index }) => index);
    const listed = (await route.links.statistics.list()).map(({ link }) => link);
    expect(listed.sort()).toEqual(indices.sort());
    expect(await route.links.statistics.list({ link: "v0" })).toHaveLength(1);
  });

  test("tell more of a bridge and its port", async () => {
    ns.ipBatch([
      "link add br0 type bridge mcast_stats_enabled 1",
      "link set v0 master br0",
      "link set br0 up",
    ]);
    const bridge = await route.links.statistics.get("br0");
    const port = await route.links.statistics.get("v0");
    expect(bridge.extended?.multicast).toMatchObject({ igmpParseErrors: 0, mldParseErrors: 0 });
    expect(port.port?.multicast).toMatchObject({ igmpParseErrors: 0 });
    expect(port.port?.stp).toMatchObject({ topologyChangesSent: 0 });
  });

  test("of an absent link", async () => {
    await expect(route.links.statistics.get("absent")).rejects.toMatchObject({ code: "ENODEV" });
    await expect(route.links.statistics.get(0)).rejects.toThrow(RangeError);
  });
});

describe("VLANs of a bridge's ports", () => {
  /** The kernel knows VLAN filtering where it answers. */
  const filters = async (): Promise<boolean> =>
    route.links.vlans.list().then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ code: "EOPNOTSUPP" });
        return false;
      },
    );
  const reason = "this kernel has no VLAN filtering";

  interface Printed {
    ifname: string;
    vlans: { vlan: number; vlanEnd?: number; flags?: string[] }[];
  }
  const printed = (port: string): Printed["vlans"] =>
    (
      JSON.parse(ns.run("bridge", "-j", "-compressvlans", "vlan", "show", "dev", port)) as Printed[]
    ).flatMap(({ vlans }) => vlans);

  test("are written by the package and printed by iproute2", async (context) => {
    skipUnless(context, await filters(), reason);
    ns.ip("link", "set", "br0", "type", "bridge", "vlan_filtering", "1");
    await route.links.vlans.add({
      link: "v0",
      vlans: [
        { id: 10, end: 20 },
        { id: 30, flags: ["pvid", "untagged"] },
      ],
    });
    expect(printed("v0")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ vlan: 10, vlanEnd: 20 }),
        expect.objectContaining({ vlan: 30, flags: ["PVID", "Egress Untagged"] }),
      ]),
    );
    await route.links.vlans.delete({ link: "v0", vlans: [{ id: 10, end: 15 }] });
    expect(printed("v0")).toEqual(
      expect.arrayContaining([expect.objectContaining({ vlan: 16, vlanEnd: 20 })]),
    );
  });

  test("are written by iproute2 and read by the package", async (context) => {
    skipUnless(context, await filters(), reason);
    ns.run("bridge", "vlan", "add", "vid", "100-110", "dev", "v0");
    ns.run("bridge", "vlan", "add", "vid", "200", "dev", "v0", "untagged");
    const [port] = await route.links.vlans.list({ link: "v0" });
    expect(port?.vlans).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 100, end: 110, flags: [] }),
        expect.objectContaining({ id: 200, flags: ["untagged"] }),
      ]),
    );
  });

  test("are refused by a kernel without them, and by a link that is no port", async () => {
    const known = await filters();
    const sent = route.links.vlans.add({ link: "w0", vlans: [{ id: 5 }] });
    await expect(sent).rejects.toMatchObject({ code: known ? "EINVAL" : "EOPNOTSUPP" });
  });

  test("bad input", async () => {
    const { vlans } = route.links;
    await expect(vlans.add({ link: "v0", vlans: [{ id: 4095 }] })).rejects.toThrow(RangeError);
    await expect(
      vlans.add({ link: "v0", vlans: [{ id: 1, flags: ["all" as never] }] }),
    ).rejects.toThrow(TypeError);
    await expect(vlans.add({ link: "absent", vlans: [{ id: 1 }] })).rejects.toMatchObject({
      code: "ENODEV",
    });
  });
});
