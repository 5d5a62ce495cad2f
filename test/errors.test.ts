// What goes wrong, and how it is told: wrong arguments, refusals of the kernel, closed sockets and aborted signals.
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { getEventListeners } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NetlinkError, RouteSocket } from "../lib/index.js";
import type { LinkChange, LinkFilter, LinkInput, LinkKey } from "../lib/index.js";
import { capturing } from "./support/capture.js";
import { runChild } from "./support/child.js";
import { privateNamespace } from "./support/namespace.js";

const namespace = privateNamespace();
/** With more links than are read ahead of who takes them. */
const many = privateNamespace();
const capture = capturing();
let route: RouteSocket;

beforeAll(async () => {
  namespace.ipBatch([
    "link add br0 type bridge",
    "link add v0 type veth peer name v1",
    "link add vx0 type vxlan id 5 dstport 4789",
  ]);
  many.ipBatch(Array.from({ length: 1000 }, (_, i) => `link add i${i.toString()} type ifb`));
  route = await namespace.open();
});

/** What a promise is rejected with. */
async function rejection(promise: Promise<unknown>): Promise<NetlinkError> {
  try {
    await promise;
  } catch (error) {
    // Or another error, of which the tests read less.
    return error as NetlinkError;
  }
  throw new Error("did not reject");
}

async function drained(iterable: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const one of iterable) if (one !== undefined) count++;
  return count;
}

interface Wrong {
  verb: "add" | "change" | "list" | "stream" | "get" | "delete" | "open";
  argument: unknown;
  type: "TypeError" | "RangeError";
  path: string;
  message: string;
}

const wrong = (
  verb: Wrong["verb"],
  argument: unknown,
  type: Wrong["type"],
  path: string,
  message: string,
): Wrong => ({ verb, argument, type, path, message });

/** JSON for the child below cannot tell these from what they are not, so they are tested here only. */
const exotic: Wrong[] = [
  wrong("add", { name: "x0", mtu: NaN }, "TypeError", "mtu", "must be an integer, not NaN"),
  wrong(
    "add",
    { name: "x0", mtu: Infinity },
    "TypeError",
    "mtu",
    "must be an integer, not Infinity",
  ),
  wrong(
    "add",
    { name: "x0", mtu: 2n ** 32n },
    "RangeError",
    "mtu",
    "must be an integer from 0 to 4294967295, not 4294967296n",
  ),
  wrong(
    "add",
    { name: "x0", mtu: () => 1 },
    "TypeError",
    "mtu",
    "must be an integer, not a function",
  ),
  wrong("add", undefined, "TypeError", "the argument", "must be an object, not undefined"),
  wrong("change", undefined, "TypeError", "the argument", "must be an object, not undefined"),
  wrong("get", undefined, "TypeError", "link", "must be a link's index or name, not undefined"),
];

const wrongs: Wrong[] = [
  // Properties that there are not
  wrong("add", { name: "x0", mtuu: 1 }, "TypeError", "mtuu", "is not a known property"),
  wrong(
    "add",
    { kind: "vxlan", data: { idd: 1 } },
    "TypeError",
    "data.idd",
    "is not a known property",
  ),
  wrong(
    "add",
    { kind: "veth", data: { peer: { nam: "x" } } },
    "TypeError",
    "data.peer.nam",
    "is not a known property",
  ),
  wrong("change", { mtuu: 1 }, "TypeError", "mtuu", "is not a known property"),
  wrong(
    "change",
    { kind: "veth", data: { x: 1 } },
    "TypeError",
    "data.x",
    "is not a known property",
  ),
  wrong("list", { mtuu: 1 }, "TypeError", "mtuu", "is not a known property"),
  wrong("stream", { mtuu: 1 }, "TypeError", "mtuu", "is not a known property"),
  wrong(
    "list",
    { kind: "vxlan", data: { idd: 1 } },
    "TypeError",
    "data.idd",
    "is not a known property",
  ),
  // Types
  wrong("add", null, "TypeError", "the argument", "must be an object, not null"),
  wrong("add", [], "TypeError", "the argument", "must be an object, not an array"),
  wrong("add", "x0", "TypeError", "the argument", 'must be an object, not "x0"'),
  wrong("change", null, "TypeError", "the argument", "must be an object, not null"),
  wrong("list", [], "TypeError", "the argument", "must be an object, not an array"),
  wrong("add", { name: 5 }, "TypeError", "name", "must be a string, not 5"),
  wrong("add", { name: null }, "TypeError", "name", "must be a string, not null"),
  wrong("add", { name: "x0", mtu: "1400" }, "TypeError", "mtu", 'must be an integer, not "1400"'),
  wrong("add", { name: "x0", mtu: 1.5 }, "TypeError", "mtu", "must be an integer, not 1.5"),
  wrong("add", { name: "x0", mtu: null }, "TypeError", "mtu", "must be an integer, not null"),
  wrong("add", { name: "x0", up: 1 }, "TypeError", "up", "must be a boolean, not 1"),
  wrong("add", { name: "x0", up: "true" }, "TypeError", "up", 'must be a boolean, not "true"'),
  wrong("add", { name: "x0", data: {} }, "TypeError", "data", 'needs "kind" beside it'),
  wrong("add", { kind: "ifb", data: {} }, "TypeError", "data", 'is not known for the kind "ifb"'),
  wrong("add", { kind: "vxlan", data: [] }, "TypeError", "data", "must be an object, not an array"),
  wrong("add", { kind: "vxlan", data: null }, "TypeError", "data", "must be an object, not null"),
  wrong(
    "add",
    { kind: "vxlan", data: { id: "5" } },
    "TypeError",
    "data.id",
    'must be an integer, not "5"',
  ),
  wrong(
    "add",
    { kind: "veth", data: { peer: "v1" } },
    "TypeError",
    "data.peer",
    'must be an object, not "v1"',
  ),
  wrong("add", { name: "x0", altNames: "y" }, "TypeError", "altNames", 'must be an array, not "y"'),
  wrong(
    "add",
    { name: "x0", altNames: ["y", 5] },
    "TypeError",
    "altNames[1]",
    "must be a string, not 5",
  ),
  wrong(
    "add",
    { name: "x0", flags: "up" },
    "TypeError",
    "flags",
    "must be an array with flags of ",
  ),
  wrong("add", { name: "x0", flags: ["nope"] }, "TypeError", "flags[0]", "must be flags of "),
  wrong(
    "add",
    { name: "x0", linkMode: "nope" },
    "TypeError",
    "linkMode",
    'must be one of "default", "dormant", "testing", or a number, not "nope"',
  ),
  wrong(
    "add",
    { name: "x0", address: "nope" },
    "TypeError",
    "address",
    "must be a hardware address as a string",
  ),
  wrong(
    "add",
    { name: "x0", address: "02:00:00:00:00:1" },
    "TypeError",
    "address",
    "must be a hardware address as a string",
  ),
  wrong(
    "add",
    { kind: "vxlan", data: { group: "300.1.1.1" } },
    "TypeError",
    "data.group",
    "must be an IPv4 or IPv6 address",
  ),
  wrong(
    "add",
    { kind: "vxlan", data: { local: "fe80::1%lo" } },
    "TypeError",
    "data.local",
    "must be an IPv4 or IPv6 address",
  ),
  wrong(
    "add",
    { name: "x0", master: {} },
    "TypeError",
    "master",
    "must be a link's index or name, not an object",
  ),
  wrong(
    "add",
    { name: "x0", netns: 5 },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong(
    "add",
    { name: "x0", netns: "" },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong(
    "change",
    { netns: { pid: 0 } },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong(
    "change",
    { netns: { pid: 1, fd: 1 } },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong(
    "change",
    { netns: { fd: -1 } },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong("get", {}, "TypeError", "link", "must be a link's index or name, not an object"),
  wrong("get", null, "TypeError", "link", "must be a link's index or name, not null"),
  wrong("get", 1.5, "TypeError", "link", "must be a link's index or name, not 1.5"),
  wrong("delete", null, "TypeError", "link", "must be a link's index or name, not null"),
  wrong(
    "open",
    { netns: 5 },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong(
    "open",
    { netns: "a\0b" },
    "TypeError",
    "netns",
    "must be the name or path of a network namespace",
  ),
  wrong(
    "open",
    { receiveBuffer: "1" },
    "TypeError",
    "receiveBuffer",
    "must be an integer, in bytes",
  ),
  // Bounds
  wrong(
    "add",
    { name: "x0", mtu: -1 },
    "RangeError",
    "mtu",
    "must be an integer from 0 to 4294967295, not -1",
  ),
  wrong(
    "add",
    { name: "x0", mtu: 2 ** 32 },
    "RangeError",
    "mtu",
    "must be an integer from 0 to 4294967295, not 4294967296",
  ),
  wrong(
    "add",
    { name: "x0", index: 0 },
    "RangeError",
    "index",
    "must be an integer from 1 to 2147483647, not 0",
  ),
  wrong(
    "add",
    { name: "sixteen-bytes-xx" },
    "RangeError",
    "name",
    "must be a string of 1 to 15 bytes, not 16",
  ),
  wrong("add", { name: "" }, "RangeError", "name", "must be a string of 1 to 15 bytes, not 0"),
  wrong(
    "add",
    { name: "ääääääää" },
    "RangeError",
    "name",
    "must be a string of 1 to 15 bytes, not 16",
  ),
  wrong("add", { name: "a\0b" }, "TypeError", "name", "must not contain a zero byte"),
  wrong(
    "change",
    { alias: "x".repeat(256) },
    "RangeError",
    "alias",
    "must be a string of 0 to 255 bytes, not 256",
  ),
  wrong("change", { alias: "a\0" }, "TypeError", "alias", "must not contain a zero byte"),
  wrong(
    "add",
    { kind: "vxlan", data: { id: 2 ** 24 } },
    "RangeError",
    "data.id",
    "must be an integer from 0 to 16777215, not 16777216",
  ),
  wrong(
    "add",
    { kind: "vlan", data: { id: 4096 } },
    "RangeError",
    "data.id",
    "must be an integer from 0 to 4095, not 4096",
  ),
  wrong(
    "add",
    { name: "x0", master: -1 },
    "RangeError",
    "master",
    "must be a link's index from 0 to 2147483647, not -1",
  ),
  wrong(
    "add",
    { name: "x0", master: "" },
    "RangeError",
    "master",
    "must be a link's name of 1 to 127 bytes",
  ),
  wrong(
    "add",
    { name: "x0", linkMode: 256 },
    "RangeError",
    "linkMode",
    "must be an integer from 0 to 255, not 256",
  ),
  wrong("get", 0, "RangeError", "link", "must be a link's index from 1 to 2147483647, not 0"),
  wrong("get", "", "RangeError", "link", "must be a link's name of 1 to 127 bytes"),
  wrong("get", "x".repeat(128), "RangeError", "link", "must be a link's name of 1 to 127 bytes"),
  wrong("get", "a\0b", "RangeError", "link", "must be a link's name of 1 to 127 bytes"),
  wrong(
    "delete",
    2 ** 31,
    "RangeError",
    "link",
    "must be a link's index from 1 to 2147483647, not 2147483648",
  ),
  wrong(
    "open",
    { receiveBuffer: 0 },
    "RangeError",
    "receiveBuffer",
    "must be from 1 to 1073741824 bytes",
  ),
  wrong(
    "open",
    { receiveBuffer: 2 ** 30 + 1 },
    "RangeError",
    "receiveBuffer",
    "must be from 1 to 1073741824 bytes",
  ),
  // What needs something else
  wrong(
    "add",
    { kind: "ifb", altNames: ["y"] },
    "TypeError",
    "name",
    'is needed with "altNames", which the kernel sets afterwards',
  ),
];

describe("a wrong argument", () => {
  async function call({ verb, argument }: Wrong): Promise<unknown> {
    if (verb === "open") return RouteSocket.open(argument as object);
    if (verb === "change") return route.links.change("v0", argument as LinkChange);
    if (verb === "stream") return drained(route.links.stream(argument as LinkFilter));
    if (verb === "add") return route.links.add(argument as LinkInput);
    if (verb === "list") return route.links.list(argument as LinkFilter);
    return route.links[verb](argument as LinkKey);
  }

  const title = ({ verb, path, message }: Wrong): string => `${verb}: ${path} ${message}`;

  for (const one of [...wrongs, ...exotic]) {
    test(title(one), async () => {
      const error = await rejection(call(one));
      expect(error.name).toBe(one.type);
      expect(error.message.startsWith(`${one.path} ${one.message}`), error.message).toBe(true);
      expect(error).toMatchObject({
        path: one.path,
        code: one.type === "RangeError" ? "ERR_OUT_OF_RANGE" : "ERR_INVALID_ARG_TYPE",
      });
    });
  }

  test("is told before anything is sent, and spoils nothing that was asked for before", async () => {
    const { env, sent } = capture.next();
    const cases = wrongs.filter(({ verb }) => verb !== "open");
    const script = `
      const { links } = await RouteSocket.open({ netns: ${JSON.stringify(namespace.name)} });
      for (const { verb, argument } of ${JSON.stringify(cases)}) {
        const rejected = (async () => {
          if (verb === "stream") for await (const one of links.stream(argument)) console.log(one);
          else if (verb === "change") await links.change("v0", argument);
          else await links[verb](argument);
        })().then(() => { throw new Error(verb + " was taken"); }, () => undefined);
        await rejected;
      }
      console.log("done");
    `;
    expect(await runChild(script, { env })).toEqual({ end: 0, stdout: "done\n", stderr: "" });
    expect(sent()).toEqual([]);

    const good = route.links.get("v0");
    const bad = rejection(route.links.change("v0", { name: "w0", mtu: -1 }));
    const alsoGood = route.links.get("v1");
    expect((await good).name).toBe("v0");
    expect(await bad).toBeInstanceOf(RangeError);
    expect((await alsoGood).name).toBe("v1");
  });
});

describe("what the kernel refuses", () => {
  const cases: [string, () => Promise<unknown>, object][] = [
    [
      "get of an absent name",
      () => route.links.get("nope"),
      {
        code: "ENODEV",
        errno: 19,
        operation: 'get link "nope"',
        message: 'get link "nope": No such device (ENODEV)',
      },
    ],
    [
      "get of an absent index",
      () => route.links.get(9999),
      { code: "ENODEV", operation: "get link 9999" },
    ],
    [
      "get of an absent name longer than any link's",
      () => route.links.get("nope-of-more-than-fifteen-bytes"),
      { code: "ENODEV" },
    ],
    [
      "change of an absent link",
      () => route.links.change("nope", { mtu: 1400 }),
      { code: "ENODEV", errno: 19, operation: 'change link "nope"' },
    ],
    [
      "delete of an absent name",
      () => route.links.delete("nope"),
      { code: "ENODEV", operation: 'delete link "nope"' },
    ],
    ["delete of an absent index", () => route.links.delete(9999), { code: "ENODEV" }],
    [
      "a master that is not there",
      () => route.links.change("v0", { master: "nope" }),
      { code: "ENODEV", message: 'change link "v0": link "nope": No such device (ENODEV)' },
    ],
    [
      "a lower link that is not there",
      () => route.links.add({ name: "mv0", kind: "macvlan", link: "nope" }),
      { code: "ENODEV", message: 'add link "mv0": link "nope": No such device (ENODEV)' },
    ],
    [
      "a link in the data that is not there",
      () => route.links.add({ name: "x0", kind: "vxlan", data: { id: 1, port: 9, link: "nope" } }),
      { code: "ENODEV", message: 'add link "x0": link "nope": No such device (ENODEV)' },
    ],
    [
      "a master whose index is not there",
      () => route.links.change("v0", { master: 9999 }),
      { code: "EINVAL" },
    ],
    [
      "a filter by a master that is not there",
      () => route.links.list({ master: "nope" }),
      { code: "ENODEV", operation: "list links" },
    ],
    [
      "an unknown kind",
      () => route.links.add({ name: "x0", kind: "nonesuch" }),
      {
        code: "EOPNOTSUPP",
        errno: 95,
        message: 'add link "x0": Unknown device type (EOPNOTSUPP)',
        extack: { message: "Unknown device type" },
      },
    ],
    [
      "a name that is taken",
      () => route.links.add({ name: "v0", kind: "ifb" }),
      { code: "EEXIST", errno: 17, operation: 'add link "v0"' },
    ],
    [
      "a name that is taken by another",
      () => route.links.change("v0", { name: "v1" }),
      { code: "EEXIST", operation: 'change link "v0"' },
    ],
    [
      "an MTU above the device's",
      () => route.links.change("v0", { mtu: 70000 }),
      {
        code: "EINVAL",
        errno: 22,
        message: 'change link "v0": mtu greater than device maximum (EINVAL)',
        extack: { message: "mtu greater than device maximum" },
      },
    ],
    [
      "the deletion of what cannot be deleted",
      () => route.links.delete("lo"),
      { code: "EOPNOTSUPP" },
    ],
    [
      "a name that the kernel does not allow",
      () => route.links.change("v0", { name: "a/b" }),
      { code: "EINVAL" },
    ],
  ];

  test.each(cases)("%s", async (_, call, expected) => {
    const before = namespace.ip("link");
    const error = await rejection(call());
    expect(error).toBeInstanceOf(NetlinkError);
    expect(error.name).toBe("NetlinkError");
    expect(error).toMatchObject(expected);
    expect(namespace.ip("link")).toBe(before);
  });

  test("an attribute, by its place in the request and its bounds", async () => {
    const IFLA_GSO_MAX_SIZE = 41;
    const error = await rejection(route.links.change("br0", { gsoMaxSize: 10 }));
    expect(error).toMatchObject({
      code: "ERANGE",
      extack: {
        message: "integer out of range",
        offset: 32, // behind the headers of netlink and of the link
        attribute: [IFLA_GSO_MAX_SIZE],
        policy: { maximum: 2 ** 32 - 1 },
      },
    });
    expect(error.extack?.policy?.minimum).toBeGreaterThan(10);
  });

  test("an attribute in a nest, by the way to it", async () => {
    const way = [18, 2, 10]; // IFLA_LINKINFO, IFLA_INFO_DATA, IFLA_VXLAN_PORT_RANGE
    const data = { id: 5, port: 4789, portRange: { low: 10, high: 5 } };
    const error = await rejection(route.links.add({ name: "x0", kind: "vxlan", data }));
    expect(error).toMatchObject({
      code: "EINVAL",
      extack: { message: "Invalid source port range", attribute: way },
    });
    expect(error.extack?.offset).toBeGreaterThan(32);
  });

  test("has no property for what was not told", async () => {
    const error = await rejection(route.links.get(9999));
    expect(Object.keys(error).sort()).toEqual(["code", "errno", "name", "operation"]);
  });
});

describe("without privilege", () => {
  const drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"];

  async function refused(call: string): Promise<Record<string, string>> {
    const script = `
      try {
        ${call}
      } catch ({ name, code, errno, operation, message }) {
        console.log(JSON.stringify({ name, code, errno, operation, message }));
      }
    `;
    const { end, stdout, stderr } = await runChild(script, { within: drop });
    expect({ end, stderr }).toEqual({ end: 0, stderr: "" });
    return JSON.parse(stdout) as Record<string, string>;
  }

  test("a change is refused, and CAP_NET_ADMIN named", async () => {
    for (const call of [
      'route.links.add({ name: "x0", kind: "ifb" })',
      'route.links.change("lo", { mtu: 1400 })',
      'route.links.delete("lo")',
    ]) {
      const error = await refused(`const route = await RouteSocket.open(); await ${call};`);
      expect(error).toMatchObject({ name: "NetlinkError", code: "EPERM", errno: 1 });
      expect(error.message).toContain("needs CAP_NET_ADMIN");
    }
  });

  test("reading and watching is not", async () => {
    const script = `
      const route = await RouteSocket.open();
      const links = await route.links.watch();
      console.log((await route.links.list()).length === links.size, links.size > 0);
      await route.close();
    `;
    const { stdout } = await runChild(script, { within: drop });
    expect(stdout).toBe("true true\n");
  });

  test("a network namespace is refused, and CAP_SYS_ADMIN named", async () => {
    const options = JSON.stringify({ netns: namespace.name });
    const error = await refused(`await RouteSocket.open(${options});`);
    expect(error).toMatchObject({ name: "NetlinkError", code: "EPERM", operation: "open socket" });
    expect(error.message).toContain("CAP_SYS_ADMIN");
    expect(error.message).toContain(namespace.name);
  });
});

describe("a network namespace that there is not", () => {
  const gone = (): number => spawnSync(process.execPath, ["--eval", ""]).pid;
  const closed = 1_000_000;
  const folder = openSync("/proc", "r");
  afterAll(() => closeSync(folder));

  const cases: [string, unknown, string, string][] = [
    ["by name", "nope", "ENOENT", 'network namespace "nope": No such file or directory'],
    [
      "by path",
      "/run/netns/nope",
      "ENOENT",
      'network namespace "/run/netns/nope": No such file or directory',
    ],
    ["by process", { pid: gone() }, "ENOENT", "network namespace of process "],
    ["by descriptor", { fd: closed }, "EBADF", "network namespace of descriptor "],
    ["a descriptor of something else", { fd: folder }, "EINVAL", "(not a network namespace)"],
    ["a path to something else", "/proc/self/status", "EINVAL", "(not a network namespace)"],
    ["a namespace of another kind", "/proc/self/ns/mnt", "EINVAL", "(not a network namespace)"],
  ];

  test.each(cases)("%s, to open", async (_, netns, code, message) => {
    const error = await rejection(RouteSocket.open({ netns: netns as string }));
    expect(error).toBeInstanceOf(NetlinkError);
    expect(error).toMatchObject({ code, operation: "open socket" });
    expect(error.message).toContain(message);
  });

  test.each(cases)("%s, to move a link to", async (_, netns, code) => {
    const error = await rejection(route.links.change("v0", { netns: netns as string }));
    expect(error).toBeInstanceOf(NetlinkError);
    // What the kernel itself looks up it reports in its own way.
    const expected = code === "ENOENT" && typeof netns === "object" ? ["ENOENT", "ESRCH"] : [code];
    expect(expected).toContain(error.code);
    expect(namespace.ipLink("v0").ifname).toBe("v0");
  });
});

describe("a closed socket", () => {
  const isClosed = { name: "NetlinkError", code: "ERR_CLOSED" };

  const verbs: [string, (socket: RouteSocket) => Promise<unknown>, string][] = [
    ["get", ({ links }) => links.get("v0"), 'get link "v0"'],
    ["list", ({ links }) => links.list(), "list links"],
    ["stream", ({ links }) => drained(links.stream()), "list links"],
    ["add", ({ links }) => links.add({ name: "x0", kind: "ifb" }), 'add link "x0"'],
    ["change", ({ links }) => links.change("v0", { mtu: 1400 }), 'change link "v0"'],
    ["delete", ({ links }) => links.delete("nope"), 'delete link "nope"'],
    ["watch", ({ links }) => links.watch(), "watch links"],
  ];

  test.each(verbs)("rejects %s", async (_, call, operation) => {
    const socket = await namespace.open();
    expect(socket.closed).toBe(false);
    await socket.close();
    expect(socket.closed).toBe(true);
    const error = await rejection(call(socket));
    expect(error).toBeInstanceOf(NetlinkError);
    expect(error).toMatchObject({ ...isClosed, operation });
    expect(error).not.toHaveProperty("errno");
  });

  test.each(verbs)(
    "rejects the %s that was pending when it was closed",
    async (_, call, operation) => {
      const socket = await namespace.open();
      const pending = rejection(call(socket));
      const closing = socket.close();
      expect(await pending).toMatchObject({ ...isClosed, operation });
      await closing;
    },
  );

  test("ends a stream that is being read", async () => {
    const socket = await many.open();
    const stream = socket.links.stream();
    await stream.next();
    await socket.close();
    expect(await rejection(drained(stream))).toMatchObject(isClosed);
  });

  test("ends a watch, and the iteration of its changes", async () => {
    const socket = await namespace.open();
    const links = await socket.links.watch();
    const iteration = rejection(drained(links.changes()));
    await socket.close();
    expect(await iteration).toMatchObject(isClosed);
    expect(links.synced).toBe(false);
    expect(() => links.size).toThrow(NetlinkError);
  });

  test("can be closed again, and at once", async () => {
    const socket = await namespace.open();
    await Promise.all([socket.close(), socket.close()]);
    await socket.close();
    await socket[Symbol.asyncDispose]();
    expect(socket.closed).toBe(true);
  });

  test("is closed at the end of its block", async () => {
    let seen: RouteSocket;
    {
      await using socket = await RouteSocket.open({ netns: namespace.name });
      seen = socket;
      expect((await socket.links.get("v0")).name).toBe("v0");
    }
    expect(seen.closed).toBe(true);
  });

  test("has no effect on another", async () => {
    const socket = await namespace.open();
    const listing = route.links.list();
    await socket.close();
    expect((await listing).length).toBeGreaterThan(0);
  });
});

describe("an aborted signal", () => {
  const reason = new Error("enough");

  const calls: [string, (signal: AbortSignal) => Promise<unknown>][] = [
    ["open", (signal) => namespace.open({ signal })],
    ["get", (signal) => route.links.get("v0", { signal })],
    ["list", (signal) => route.links.list(undefined, { signal })],
    ["a filtered list", (signal) => route.links.list({ kind: "veth" }, { signal })],
    ["stream", (signal) => drained(route.links.stream(undefined, { signal }))],
    ["add", (signal) => route.links.add({ name: "lo", kind: "ifb" }, { signal })],
    ["change", (signal) => route.links.change("v0", { group: 0 }, { signal })],
    ["delete", (signal) => route.links.delete("nope", { signal })],
    ["watch", (signal) => route.links.watch({ signal })],
  ];

  test.each(calls)("before %s: rejects with the signal's reason", async (_, call) => {
    expect(await rejection(call(AbortSignal.abort(reason)))).toBe(reason);
  });

  test.each(calls)("during %s: rejects with the signal's reason", async (_, call) => {
    const controller = new AbortController();
    const pending = rejection(call(controller.signal));
    controller.abort(reason);
    expect(await pending).toBe(reason);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test.each(calls)(
    "during %s, after it has been sent: rejects with the signal's reason",
    async (_, call) => {
      const controller = new AbortController();
      const pending = rejection(call(controller.signal));
      // By then the commands have been handed to the I/O thread.
      await Promise.resolve().then(() => Promise.resolve());
      controller.abort(reason);
      expect(await pending).toBe(reason);
    },
  );

  test("with a reason of its own kind", async () => {
    await expect(route.links.list(undefined, { signal: AbortSignal.abort("why") })).rejects.toBe(
      "why",
    );
    const error = await rejection(route.links.get("v0", { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: "AbortError" });
  });

  const harmless = calls.filter(([name]) => ["get", "list", "stream", "change"].includes(name));
  test.each(harmless)("after %s: changes nothing, and is listened to no more", async (_, call) => {
    const controller = new AbortController();
    await call(controller.signal);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    controller.abort(reason);
  });

  test("after watch: is listened to no more", async () => {
    const { signal } = new AbortController();
    const links = await route.links.watch({ signal });
    await links.close();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("in the middle of a stream", async () => {
    const controller = new AbortController();
    const stream = (await many.open()).links.stream(undefined, { signal: controller.signal });
    await stream.next();
    controller.abort(reason);
    expect(await rejection(drained(stream))).toBe(reason);
  });

  test("in the middle of a stream whose dump is complete", async () => {
    const controller = new AbortController();
    const stream = route.links.stream(undefined, { signal: controller.signal });
    await stream.next();
    controller.abort(reason);
    expect(await rejection(drained(stream))).toBe(reason);
  });

  test("while changes are waited for", async () => {
    await using links = await route.links.watch();
    const controller = new AbortController();
    const waiting = rejection(drained(links.changes({ signal: controller.signal })));
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(links.synced).toBe(true);
    expect(() => links.changes({ signal: controller.signal })).toThrow(reason);
  });

  test("leaves the other requests of the turn alone", async () => {
    const controller = new AbortController();
    const before = route.links.get("v0");
    const aborted = rejection(route.links.get("v1", { signal: controller.signal }));
    const after = route.links.get("br0");
    controller.abort(reason);
    expect(await aborted).toBe(reason);
    expect([(await before).name, (await after).name]).toEqual(["v0", "br0"]);
  });

  test("before it is sent: the kernel never hears of it", async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const aborted = rejection(route.links.change("v0", { mtu: 1234 }, options));
    controller.abort(reason);
    await aborted;
    await route.links.get("v0");
    expect(namespace.ipLink("v0").mtu).toBe(1500);
  });
});
