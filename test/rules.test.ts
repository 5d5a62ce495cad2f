// Rules, as the package and iproute2 read and write them.
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Rule, RuleInput, RouteSocket } from "../lib/index.js";
import { becomesEqual, randomly, sorted } from "./support/follows.js";
import { privateNamespace, type Json } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();
let route: RouteSocket;

beforeAll(async () => {
  route = await ns.open();
});

/** Those of a new namespace have these priorities. */
const initial = new Set([0, 32766, 32767]);

afterEach(async () => {
  for (const rule of await route.rules.list())
    if (!initial.has(rule.priority)) await route.rules.delete(rule);
  ns.deleteLinks();
});

const added = async (filter: Parameters<typeof route.rules.list>[0] = {}): Promise<Rule[]> =>
  (await route.rules.list(filter)).filter(({ priority }) => !initial.has(priority));

/** All rules as iproute2 shows them, IPv4 first. */
const ofIproute = (): Json[] => [
  ...ns.ipJson("-4", "rule", "show").map((one): Json => ({ ...one, family: "inet" })),
  ...ns.ipJson("-6", "rule", "show").map((one): Json => ({ ...one, family: "inet6" })),
];

const tables: Record<string, number> = { local: 255, main: 254, default: 253 };

/** A rule as `ip -j -d rule` prints it, in the terms of the package. */
function asRule(json: Json): object {
  const text = (name: string): string | undefined => json[name] as string | undefined;
  const prefix = (name: string): string | undefined => {
    const address = text(name);
    if (address === undefined || address === "all") return undefined;
    const whole = address.includes(":") ? 128 : 32;
    return `${address}/${((json[`${name}len`] as number | undefined) ?? whole).toString()}`;
  };
  const number = (name: string): number | undefined =>
    json[name] === undefined ? undefined : Number(json[name]);
  const range = (name: string): object | undefined => {
    if (json[name] !== undefined) return { start: json[name] as number, end: json[name] as number };
    if (json[`${name}_start`] === undefined) return undefined;
    return { start: json[`${name}_start`] as number, end: json[`${name}_end`] as number };
  };
  const table = text("table");
  const mark = number("fwmark");
  const flow = number("flow_to");
  return {
    family: text("family"),
    priority: json.priority as number,
    action:
      json.goto === undefined ? (text("action") ?? (json.nop === null ? "nop" : "lookup")) : "goto",
    table: table === undefined ? undefined : (tables[table] ?? Number(table)),
    source: prefix("src"),
    destination: prefix("dst"),
    inputInterface: text("iif"),
    outputInterface: text("oif"),
    mark,
    mask: mark === undefined ? undefined : (number("fwmask") ?? 0xffffffff),
    dsField: number("tos"),
    ipProtocol: text("ipproto"),
    sourcePort: range("sport"),
    destinationPort: range("dport"),
    uidRange: range("uid"),
    tunnelId: json.tun_id === undefined ? undefined : BigInt(json.tun_id as number),
    l3mdev: json.l3mdev === null ? true : undefined,
    goto: number("goto"),
    realms: flow === undefined ? undefined : (number("flow_from") ?? 0) * 65536 + flow,
    suppressPrefixLength: number("suppress_prefixlen"),
    suppressIfGroup: number("suppress_ifgroup"),
    protocol: text("protocol"),
    flags: [
      ...(json.not === null ? ["invert"] : []),
      ...(json.unresolved === null ? ["unresolved"] : []),
      ...(json.iif_detached === null ? ["iif_detached"] : []),
      ...(json.oif_detached === null ? ["oif_detached"] : []),
    ],
  };
}

/** What both tell; iproute2 shows no rules of multicast routing, and 6.1 no masks of ports. */
const ours = (rules: Rule[]): string[] =>
  sorted(
    rules.filter(({ family }) => family === "inet" || family === "inet6"),
    ["sourcePortMask", "destinationPortMask"],
  );

const commands = [
  "rule add from 10.1.0.0/16 table 100 priority 10",
  "rule add to 10.2.0.0/16 from 10.3.0.1 table 1000 priority 11",
  "rule add not fwmark 0x10/0xff table 100 priority 12",
  "rule add fwmark 5 table 100 priority 13",
  "rule add iif absent table 100 priority 14",
  "rule add oif lo table 100 priority 15",
  "rule add tos 0x10 table 100 priority 16",
  "rule add uidrange 1000-2000 table 100 priority 17",
  "rule add ipproto tcp sport 80 dport 1000-2000 table 100 priority 18",
  "rule add ipproto udp sport 53-54 table 100 priority 19",
  "rule add tun_id 77 table 100 priority 20",
  "rule add table main suppress_prefixlength 0 priority 21",
  "rule add table main suppress_ifgroup 3 priority 22",
  "rule add goto 30 priority 23",
  "rule add goto 29999 priority 24",
  "rule add from 10.4.0.0/16 blackhole priority 25",
  "rule add from 10.5.0.0/16 prohibit priority 26",
  "rule add from 10.6.0.0/16 unreachable priority 27",
  "rule add nop priority 30",
  "rule add from 10.7.0.0/16 table 100 protocol bgp priority 31",
  "rule add from 10.8.0.0/16 table 100 realms 3/4 priority 32",
  "-6 rule add from 2001:db8::/32 table 100 priority 40",
  "-6 rule add to 2001:db8::1 iif lo table 4294967295 priority 41",
  "-6 rule add uidrange 0-0 ipproto ipv6-icmp table 100 priority 42",
];

describe("reading", () => {
  test("tells what a new namespace has", async () => {
    expect(await route.rules.list({ family: "inet" })).toEqual([
      { family: "inet", priority: 0, action: "lookup", table: 255, protocol: "kernel", flags: [] },
      {
        family: "inet",
        priority: 32766,
        action: "lookup",
        table: 254,
        protocol: "kernel",
        flags: [],
      },
      {
        family: "inet",
        priority: 32767,
        action: "lookup",
        table: 253,
        protocol: "kernel",
        flags: [],
      },
    ]);
    expect(ours(await route.rules.list())).toEqual(sorted(ofIproute().map(asRule)));
  });

  test("tells what iproute2 tells", async () => {
    for (const command of commands) ns.ip(...command.split(" "));
    expect(ours(await route.rules.list())).toEqual(sorted(ofIproute().map(asRule)));
    expect(await added()).toHaveLength(commands.length);
  });

  test("filters", async () => {
    for (const command of commands) ns.ip(...command.split(" "));
    const priorities = async (filter: Parameters<typeof route.rules.list>[0]): Promise<number[]> =>
      (await added(filter)).map(({ priority }) => priority);
    expect(await priorities({ family: "inet6" })).toEqual([40, 41, 42]);
    expect(await priorities({ source: "10.1.0.0/16" })).toEqual([10]);
    expect(await priorities({ source: "2001:db8:0::/32" })).toEqual([40]);
    expect(await priorities({ flags: ["invert"] })).toEqual([12]);
    expect(await priorities({ table: 1000 })).toEqual([11]);
    expect(await priorities({ action: "goto" })).toEqual([23, 24]);
    expect(await priorities({ tunnelId: 77 })).toEqual([20]);
    expect(await priorities({ uidRange: { start: 1000 } })).toEqual([17]);
    expect(await priorities({ destinationPort: { start: 1000, end: 2000 } })).toEqual([18]);
    expect(await priorities({ ipProtocol: 17 })).toEqual([19]);
    expect(await priorities({ suppressPrefixLength: 0 })).toEqual([21]);
    const streamed: number[] = [];
    for await (const { priority } of route.rules.stream({ mark: 5 })) streamed.push(priority);
    expect(streamed).toEqual([13]);
  });
});

describe("writing", () => {
  const inputs: RuleInput[] = [
    { source: "10.1.0.0/16", table: 100, priority: 10 },
    { source: "10.3.0.1", destination: "10.2.0.0/16", table: 1000, priority: 11 },
    { mark: 16, mask: 255, flags: ["invert"], table: 100, priority: 12 },
    { inputInterface: "absent", outputInterface: "lo", table: 100, priority: 13 },
    { dsField: 16, table: 100, priority: 14 },
    { uidRange: { start: 1000, end: 2000 }, table: 100, priority: 15 },
    {
      ipProtocol: "tcp",
      sourcePort: { start: 80 },
      destinationPort: { start: 1000, end: 2000 },
      table: 100,
      priority: 16,
    },
    { tunnelId: 2n ** 40n + 1n, table: 100, priority: 17 },
    { table: 254, suppressPrefixLength: 0, suppressIfGroup: 3, priority: 18 },
    { goto: 30, priority: 19 },
    { action: "blackhole", source: "10.4.0.0/16", priority: 20 },
    { action: "unreachable", priority: 21 },
    { action: "nop", priority: 30 },
    { protocol: "ospf", realms: 0x30004, table: 0xffffffff, priority: 31 },
    { source: "2001:db8::/32", table: 100, priority: 40 },
    { family: "inet6", destination: "2001:db8::1/128", table: 100, priority: 41 },
    { family: "inet6", mark: 1, table: 100, priority: 42 },
  ];

  test("is read by iproute2 as it was meant", async () => {
    await Promise.all(inputs.map((input) => route.rules.add(input)));
    const shown = sorted(ofIproute().map(asRule));
    expect(ours(await route.rules.list())).toEqual(shown);
    expect(ofIproute().filter(({ priority }) => !initial.has(priority as number))).toMatchObject(
      [
        { priority: 10, src: "10.1.0.0", srclen: 16, table: "100" },
        { src: "10.3.0.1", dst: "10.2.0.0", dstlen: 16, table: "1000" },
        { not: null, fwmark: "0x10", fwmask: "0xff" },
        { iif: "absent", iif_detached: null, oif: "lo" },
        { tos: "lowdelay" },
        { uid_start: 1000, uid_end: 2000 },
        { ipproto: "tcp", sport: 80, dport_start: 1000, dport_end: 2000 },
        { tun_id: 1099511627777 },
        { suppress_prefixlen: 0, suppress_ifgroup: "3", table: "main" },
        { goto: 30 },
        { action: "blackhole", src: "10.4.0.0" },
        { action: "unreachable" },
        { priority: 30 },
        { protocol: "ospf", flow_from: "3", flow_to: "4", table: "4294967295" },
        { priority: 40, src: "2001:db8::", srclen: 32 },
        { dst: "2001:db8::1" },
        { priority: 42, fwmark: "0x1" },
      ].map((one): unknown => ("tos" in one ? { priority: 14 } : one)),
    );
  });

  test("gives back what was read", async () => {
    for (const input of inputs) await route.rules.add(input);
    const before = await added();
    expect(before).toHaveLength(inputs.length);
    for (const rule of before) await route.rules.delete(rule);
    expect(await added()).toEqual([]);
    for (const rule of before) await route.rules.add(rule);
    expect(sorted(await added())).toEqual(sorted(before));
  });

  test("reads 64-bit identities as bigint and takes numbers too", async () => {
    await route.rules.add({ tunnelId: 5, table: 100, priority: 10 });
    await route.rules.add({ tunnelId: 2n ** 64n - 1n, table: 100, priority: 11 });
    expect((await added()).map(({ tunnelId }) => tunnelId)).toEqual([5n, 2n ** 64n - 1n]);
  });

  test.for<[string, RuleInput]>([
    ["dscp", { dscp: 10 }],
    ["dscp and mask", { dscp: 8, dscpMask: 0x38 }],
    ["port masks", { sourcePort: { start: 0x100 }, sourcePortMask: 0xff00, ipProtocol: "udp" }],
    ["flow label", { family: "inet6", flowLabel: 0x12345, flowLabelMask: 0xfffff }],
    ["l3mdev", { l3mdev: true }],
  ])("what newer kernels have: %s", async ([name, selector], context) => {
    const input = { ...selector, ...(name === "l3mdev" ? {} : { table: 100 }), priority: 10 };
    const refused: unknown = await route.rules.add(input).catch((error: unknown) => error);
    skipUnless(
      context,
      refused === undefined,
      `the kernel has no ${name} in rules: ${String(refused)}`,
    );
    const [rule] = await added();
    expect(rule).toMatchObject(
      name === "port masks"
        ? { sourcePortMask: 0xff00, sourcePort: { start: 0x100, end: 0x100 } }
        : selector,
    );
    if (!rule) throw new Error("no rule");
    await route.rules.delete(rule);
    await route.rules.add(rule);
    expect(await added()).toEqual([rule]);
  });

  test("gets a priority and an unused table where they are left out", async () => {
    await route.rules.add({ source: "10.0.0.0/8" });
    const [rule] = await added();
    expect(rule?.priority).toBe(32765);
    expect(rule?.table).toBeGreaterThan(0);
    await expect(route.rules.add({ source: "2001:db8::/32" })).rejects.toMatchObject({
      code: "EINVAL",
    });
  });

  test("deletes the first that has what is named", async () => {
    await route.rules.add({ source: "10.0.0.0/8", table: 100, priority: 10 });
    await route.rules.add({ source: "10.0.0.0/8", table: 101, priority: 11 });
    await route.rules.delete({ table: 101 });
    expect((await added()).map(({ priority }) => priority)).toEqual([10]);
  });
});

describe("what is refused", () => {
  const good: RuleInput = { source: "10.0.0.0/8", table: 100, priority: 10 };

  test.each([
    ["an unknown property", { ...good, colour: "red" }, TypeError, "colour"],
    ["host bits", { source: "10.0.0.1/8" }, RangeError, "source"],
    ["host bits of IPv6", { destination: "2001:db8::1/64" }, RangeError, "destination"],
    ["a prefix that is none", { source: "10.0.0.0/33" }, TypeError, "source"],
    ["two families", { source: "10.0.0.0/8", destination: "::/0" }, TypeError, "destination"],
    ["another family", { family: "inet6", source: "10.0.0.0/8" }, TypeError, "source"],
    ["a table of 2^32", { ...good, table: 2 ** 32 }, RangeError, "table"],
    ["a negative priority", { ...good, priority: -1 }, RangeError, "priority"],
    ["a long name", { ...good, inputInterface: "sixteen-letters-" }, RangeError, "inputInterface"],
    ["an unknown action", { ...good, action: "drop" }, TypeError, "action"],
    [
      "a port beyond 16 bits",
      { ...good, sourcePort: { start: 65536 } },
      RangeError,
      "sourcePort.start",
    ],
    [
      "ports upside down",
      { ...good, sourcePort: { start: 2, end: 1 } },
      RangeError,
      "sourcePort.end",
    ],
    ["no first port", { ...good, sourcePort: { end: 1 } }, TypeError, "sourcePort.start"],
    ["no last user", { ...good, uidRange: { start: 1 } }, TypeError, "uidRange.end"],
    ["a tunnel beyond 64 bits", { ...good, tunnelId: 2n ** 64n }, RangeError, "tunnelId"],
    ["a fraction", { ...good, mark: 1.5 }, TypeError, "mark"],
    ["a code point beyond 6 bits", { ...good, dscp: 64 }, RangeError, "dscp"],
    ["null", null, TypeError, undefined],
  ])("%s", async (_what, input, type, path) => {
    const error: unknown = await route.rules.add(input as RuleInput).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    if (path !== undefined) expect(error).toMatchObject({ path });
    expect(await added()).toEqual([]);
  });

  test("what the kernel refuses", async () => {
    await route.rules.add(good);
    await expect(route.rules.add(good)).rejects.toMatchObject({
      code: "EEXIST",
      operation: "add rule 10.0.0.0/8",
    });
    await expect(route.rules.delete({ table: 4711 })).rejects.toMatchObject({ code: "ENOENT" });
    await expect(
      route.rules.add({ flowLabel: 1, family: "inet6", table: 100 }),
    ).rejects.toMatchObject({
      code: "EINVAL",
    });
  });

  test("everything once the socket is closed or the signal aborted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(route.rules.list({}, { signal })).rejects.toThrow("enough");
    await expect(route.rules.add(good, { signal })).rejects.toThrow("enough");
    const other = await ns.open();
    await other.close();
    await expect(other.rules.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.rules.add(good)).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.rules.watch()).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("a watch", () => {
  test("tells what came and went", async () => {
    await using cache = await route.rules.watch();
    const changes = cache.changes();
    ns.ip("rule", "add", "from", "10.0.0.0/8", "table", "100", "priority", "10");
    ns.ip("rule", "delete", "priority", "10");
    const seen: unknown[] = [];
    for await (const change of changes) {
      if (change.action === "resync") continue;
      seen.push([change.action, (change.after ?? change.before).source]);
      if (change.action === "remove") break;
    }
    expect(seen).toEqual([
      ["add", "10.0.0.0/8"],
      ["remove", "10.0.0.0/8"],
    ]);
  });

  test("notices that the link of a rule comes", async () => {
    ns.ip("rule", "add", "iif", "later", "table", "100", "priority", "10");
    await using cache = await route.rules.watch();
    expect(cache.find(({ priority }) => priority === 10)?.flags).toEqual(["iif_detached"]);
    ns.ip("link", "add", "later", "type", "ifb");
    await waitFor(
      () => cache.find(({ priority }) => priority === 10)?.flags.length === 0,
      "the rule is attached",
    );
  });

  test.each([1, 2, 3])("equals the kernel after random operations (seed %i)", async (seed) => {
    const random = randomly(seed);
    await using cache = await route.rules.watch();
    const operations = Array.from({ length: 150 }, () => {
      const version = random(2) ? "-4" : "-6";
      const source =
        version === "-4"
          ? `10.${random(3).toString()}.0.0/16`
          : `2001:${random(3).toString()}::/32`;
      const selector = `from ${source} fwmark ${random(3).toString()} table ${(100 + random(3)).toString()}`;
      const priority = `priority ${(10 + random(5)).toString()}`;
      return [
        version,
        "rule",
        random(3) ? "add" : "delete",
        ...`${selector} ${priority}`.split(" "),
      ];
    });
    for (const operation of operations) {
      try {
        ns.ip(...operation);
      } catch {
        // What is there already, or is not.
      }
    }
    await becomesEqual(cache, () => route.rules.list());
    expect(cache.size).toBeGreaterThan(10);
    for (const version of ["-4", "-6"]) ns.ip(version, "rule", "flush");
    await becomesEqual(cache, () => route.rules.list());
    for (const [version, ...rest] of [
      ["-4", "from", "all", "lookup", "main", "priority", "32766"],
      ["-4", "from", "all", "lookup", "default", "priority", "32767"],
      ["-6", "from", "all", "lookup", "main", "priority", "32766"],
    ])
      ns.ip(version ?? "", "rule", "add", ...rest);
  });
});
