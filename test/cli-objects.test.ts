// The commands `libnl address`, `route` and the like, as iproute2 sees the same objects, and the watch of several types.
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import picocolors from "picocolors";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Address, Neighbour, Nexthop, Route, Rule } from "../lib/index.js";
import { LinkNames } from "../lib/cli/link-names.js";
import { ObjectReport } from "../lib/cli/object-report.js";
import { kinds } from "../lib/cli/objects/all.js";
import { neighbourKind } from "../lib/cli/objects/neighbour.js";
import { routeKind } from "../lib/cli/objects/route.js";
import { asRoute, ofRoute } from "./support/iproute-route.js";
import { privateNamespace, type Json } from "./support/namespace.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();
const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const running = new Set<ChildProcess>();

interface Program {
  child: ChildProcess;
  /** What it has printed so far, without colours. */
  printed: () => string;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function run(program: string, args: readonly string[]): Program {
  const child = spawn(program, args, { stdio: "pipe" });
  running.add(child);
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  return {
    child,
    printed: () => stripVTControlCharacters(texts.stdout).replaceAll("\r", ""),
    ended: new Promise((resolve) =>
      child.on("close", (code) => {
        running.delete(child);
        resolve({ code, ...texts });
      }),
    ),
  };
}

function inside(...args: string[]): Program {
  return run(process.execPath, [cli, ...args, "--netns", ns.name]);
}

function until(program: Program, pattern: RegExp): Promise<true> {
  return waitFor(() => pattern.test(program.printed()), `${String(pattern)} in the output`);
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await inside(...args).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as T;
}

/** The lines of a table on a terminal, which must be that wide at most. */
async function table(columns: number, ...args: string[]): Promise<string[]> {
  const command = [process.execPath, cli, ...args, "--netns", ns.name].join(" ");
  const program = run("script", [
    "-qec",
    `stty cols ${columns.toString()}; ${command}`,
    "/dev/null",
  ]);
  const { code, stdout } = await program.ended;
  expect(code).toBe(0);
  expect(stdout).toContain("\x1b[");
  expect(stdout).not.toContain("undefined");
  const lines = program.printed().trimEnd().split("\n");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  return lines;
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function indexOf(name: unknown): number {
  return ns.ipLink(String(name)).ifindex as number;
}

/** The routes of iproute2, as ours. */
function ipRoutes(): Json[] {
  const links = ns.ipJson("link");
  return ["inet", "inet6"].flatMap((family) =>
    ns
      .ipJson(family === "inet" ? "-4" : "-6", "route", "show", "table", "all")
      .map((one) => asRoute(one, family, links)),
  );
}

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

beforeAll(() => {
  ns.ipBatch([
    "link set lo up",
    "link add v0 type veth peer name v1",
    "link add v2 type veth peer name v3",
    ...["v0", "v1", "v2", "v3"].map((name) => `link set ${name} addrgenmode none up`),
    "address add 10.0.0.1/24 dev v0",
    "address add 10.0.2.1/24 dev v2",
    "address add 10.9.0.1 peer 10.9.0.2/32 dev v0 label v0:ptp",
    "address add 2001:db8::1/64 dev v0 nodad valid_lft 5000 preferred_lft 3000",
    "route add default nexthop via 10.0.0.254 weight 2 nexthop via 10.0.2.254",
    "route add 10.3.0.0/16 via 10.0.0.253 metric 100 proto static",
    "route add blackhole 10.66.0.0/16",
    "route add 10.5.0.0/16 via 10.0.2.253 table 100",
    "rule add from 10.8.0.0/16 fwmark 7/0xff iif v0 lookup 100 priority 50",
    "rule add priority 60 to 10.1.0.0/16 prohibit",
    "rule add priority 70 fwmark 9 lookup 100",
    "neighbour add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0",
    "neighbour add 10.0.0.10 dev v0 nud failed",
    "nexthop add id 1 via 10.0.0.254 dev v0",
    "nexthop add id 2 via 10.0.2.254 dev v2",
    "nexthop add id 3 blackhole",
    "nexthop add id 10 group 1,2/2,3",
  ]);
});

describe("JSON is equal to ip's", () => {
  test("of addresses", async () => {
    const ours = (await json<Address[]>("address")).map(({ link, family, address, scope, peer }) =>
      [link, family, peer ? `${address} ${peer}` : address, scope].join(" "),
    );
    const theirs = ns.ipJson("address").flatMap(({ ifindex, addr_info }) =>
      (addr_info as Json[]).map(({ family, local, address, prefixlen, scope }) => {
        const length = `/${String(prefixlen)}`;
        const whole = address ? `${String(local)}/32 ${String(address)}` : String(local);
        return [ifindex, family, whole + length, scope].join(" ");
      }),
    );
    expect(ours.sort()).toEqual(theirs.sort());
    expect(ours).toContain(`${indexOf("v0").toString()} inet 10.9.0.1/32 10.9.0.2/32 global`);
  });

  test("of routes", async () => {
    const ours = (await json<Route[]>("route")).map(ofRoute);
    expect(ours.sort(byText)).toEqual(ipRoutes().sort(byText));
  });

  test("of rules", async () => {
    const tables = ["default", "main", "local"];
    const ours = (await json<Rule[]>("rule")).filter(({ family }) => family === "inet");
    expect(ours.map(({ priority, table, mark }) => [priority, table, mark])).toEqual(
      ns.ipJson("-4", "rule").map(({ priority, table: name, fwmark }) => {
        const known = tables.indexOf(String(name));
        const number = known < 0 ? Number(name) : known + 253;
        return [
          priority as unknown,
          name === undefined ? undefined : number,
          fwmark === undefined ? undefined : Number(fwmark),
        ];
      }),
    );
    expect(ours).toContainEqual(expect.objectContaining({ source: "10.8.0.0/16", priority: 50 }));
  });

  test("of neighbours", async () => {
    const ours = (await json<Neighbour[]>("neighbour")).map(
      ({ link, destination, address, state }) => [link, destination, address, state],
    );
    const theirs = ns
      .ipJson("neighbour", "show", "nud", "all")
      .map(({ dev, dst, lladdr, state }) => [
        indexOf(dev),
        ...([dst, lladdr] as unknown[]),
        (state as string[]).map((one) => one.toLowerCase()),
      ]);
    expect(ours.sort(byText)).toEqual(theirs.sort(byText));
  });

  test("of nexthops", async () => {
    const ours = await json<Nexthop[]>("nexthop");
    expect(ours.map(({ id, gateway, link }) => [id, gateway, link])).toEqual(
      ns
        .ipJson("nexthop")
        .map(({ id, gateway, dev }) => [
          ...([id, gateway] as unknown[]),
          dev === undefined ? undefined : indexOf(dev),
        ]),
    );
  });
});

describe("a table on a terminal names links", () => {
  test.each<[string, RegExp, RegExp[]]>([
    [
      "address",
      /^ADDRESS +LINK +SCOPE +PEER/,
      [/^10\.0\.0\.1\/24 +v0 +global/, /^2001:db8::1\/64 +v0 +global +\d+ s, preferred \d+ s/],
    ],
    [
      "route",
      /^DESTINATION +VIA +LINK +TABLE +METRIC/,
      [
        /^10\.3\.0\.0\/16 +10\.0\.0\.253 +v0 +main +100/,
        /^default +10\.0\.0\.254, 10\.0\.2\.254 +v0, v2 +main .*weights 2, 1/,
        /^blackhole 10\.66\.0\.0\/16 +main/,
        /^10\.5\.0\.0\/16 +10\.0\.2\.253 +v2 +100/,
      ],
    ],
    [
      "rule",
      /^PRIORITY +FAMILY +PACKETS +ACTION/,
      [
        /^ +50 +inet +from 10\.8\.0\.0\/16 in v0 mark 0x7\/0xff +lookup 100/,
        /^ +60 +inet +to 10\.1\.0\.0\/16 +prohibit/,
        /^ +32766 +inet +all +lookup main/,
      ],
    ],
    [
      "neighbour",
      /^ADDRESS +LINK +HARDWARE ADDRESS +STATE/,
      [/^10\.0\.0\.9 +v0 +02:00:00:00:00:09 +permanent/, /^10\.0\.0\.10 +v0 +failed/],
    ],
    [
      "nexthop",
      /^ID +VIA +LINK +GROUP +TYPE/,
      [/^ 2 +10\.0\.2\.254 +v2/, /^ 3 +blackhole/, /^10 +1 weight 2, 2 weight 3 +mpath/],
    ],
  ])("%s", async (noun, titles, rows) => {
    const lines = await table(120, noun);
    expect(lines[0]).toMatch(titles);
    for (const row of rows) expect(lines).toContainEqual(expect.stringMatching(row));
    await table(50, noun);
  });
});

describe("route get", () => {
  test.each([
    [[], []],
    [
      ["--from", "10.0.2.1"],
      ["from", "10.0.2.1"],
    ],
    [
      ["--mark", "0x9"],
      ["mark", "9"],
    ],
  ])("is equal to ip route get: %j", async (options, ipOptions) => {
    for (const address of ["10.5.0.1", "10.3.0.1", "127.0.0.1", "2001:db8::7"]) {
      if (address.includes(":") && options.includes("10.0.2.1")) continue;
      const { nexthops, ...found } = await json<Route>("route", "get", address, ...options);
      const [theirs] = ns.ipJson("route", "get", address, ...ipOptions);
      expect([
        found.destination.replace(/\/\d+$/, ""),
        found.preferredSource,
        nexthops?.map(({ link, gateway }) => [link, gateway]),
      ]).toEqual([
        ...([theirs?.dst, theirs?.prefsrc] as unknown[]),
        [[indexOf(theirs?.dev), theirs?.gateway as unknown]],
      ]);
    }
  });

  test("takes the mark for the choice, and names the link", async () => {
    const text = async (...options: string[]): Promise<string> =>
      (await inside("route", "get", "10.5.0.1", "--no-json", ...options).ended).stdout;
    expect(await text("--mark", "9")).toMatch(
      /^10\.5\.0\.1\/32 via 10\.0\.2\.253 v2 .*mark 0x9\n$/,
    );
    expect(await text()).toMatch(/^10\.5\.0\.1\/32 via 10\.0\.[02]\.254 v[02] source /);
  });
});

describe("what is wrong is told in one line", () => {
  test.each<[string[], RegExp]>([
    [["route", "nonsense"], /too many arguments for 'route'/],
    [["route", "get"], /missing required argument 'address'/],
    [["route", "get", "nonsense"], /destination must be an IPv4 or IPv6 address/],
    [["route", "get", "10.0.0.1", "--mark", "x"], /'x' is invalid. .* number/],
    [["route", "get", "10.0.0.1", "--mark", "0x100000000"], /is invalid/],
    [["route", "get", "10.0.0.1", "--from", "::1"], /source is an IPv6 address/],
    [["route", "get", "10.0.0.1", "--nonsense"], /unknown option '--nonsense'/],
    [["route", "get", "10.66.0.1"], /look up route to "10\.66\.0\.1": .*\(EINVAL\)/],
    [["rule", "x"], /too many arguments for 'rule'/],
    [["watch", "nonsense"], /'nonsense' is invalid .*link, address, route/],
    [["watch", "route", "nonsense"], /'nonsense' is invalid/],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await inside(...args).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^libnl: .*\n$/);
    expect(stderr).toMatch(message);
  });

  test("where there is no such namespace", async () => {
    const { code, stderr } = await run(process.execPath, [cli, "route", "-n", "absent"]).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^libnl: open socket: .*\(ENOENT\)\n$/);
  });
});

describe("watch", () => {
  test("tells of routes and addresses what ip does", async () => {
    const program = inside("watch", "route", "address", "--no-json");
    await until(program, /ADDRESS [^]*\nDESTINATION [^]*\nblackhole .*\n/);
    const steps: [command: string, line: RegExp][] = [
      ["address add 10.7.0.1/24 dev v1", /^\S+ \+ address 10\.7\.0\.1\/24 v1 scope global$/m],
      [
        "address change 10.7.0.1/24 dev v1 valid_lft 100 preferred_lft 100",
        /^\S+ address 10\.7\.0\.1\/24 v1 flags -permanent$/m,
      ],
      [
        "route add 10.20.0.0/16 via 10.0.0.254 proto static",
        /^\S+ \+ route 10\.20\.0\.0\/16 via 10\.0\.0\.254 v0 protocol static$/m,
      ],
      [
        "route replace 10.20.0.0/16 via 10.0.2.254 proto static",
        /^\S+ route 10\.20\.0\.0\/16 nexthops link v0 gateway 10\.0\.0\.254 -> link v2 gateway 10\.0\.2\.254$/m,
      ],
      ["route delete 10.20.0.0/16", /^\S+ - route 10\.20\.0\.0\/16 via 10\.0\.2\.254 v2 /m],
      [
        "route add unreachable 10.21.0.0/16 table 100",
        /^\S+ \+ route unreachable 10\.21\.0\.0\/16 table 100 /m,
      ],
      ["address delete 10.7.0.1/24 dev v1", /^\S+ - address 10\.7\.0\.1\/24 v1$/m],
    ];
    for (const [command, line] of steps) {
      ns.ip(...command.split(" "));
      await until(program, line);
    }
    program.child.kill("SIGINT");
    const { code, stdout, stderr } = await program.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain("undefined");
    // Links are followed for their names only.
    expect(stdout).not.toContain("(veth)");
  });

  test("names links that come, are renamed and go", async () => {
    const program = inside("watch", "address", "--no-json");
    await until(program, /ADDRESS [^]*\n10\.0\.0\.1/);
    for (let i = 0; i < 5; i++) {
      const [name, address] = [`w${i.toString()}`, `10.50.${i.toString()}.1/24`];
      ns.ipBatch([
        `link add ${name} type veth peer name ${name}p`,
        `address add ${address} dev ${name}`,
      ]);
      await until(program, new RegExp(`\\+ address ${address} ${name} `));
      ns.ip("link", "delete", name);
      await until(program, new RegExp(` - address ${address} ${name}\n`));
    }
    ns.ip("link", "set", "v3", "name", "renamed");
    // Whether the new name or the next address is told first is up to the kernel's two sockets.
    for (let i = 0; !program.printed().includes(" renamed "); i++) {
      expect(i).toBeLessThan(20);
      const address = `10.51.${i.toString()}.1/24`;
      ns.ip("address", "add", address, "dev", "renamed");
      await until(program, new RegExp(`\\+ address ${address} `));
      ns.ip("address", "delete", address, "dev", "renamed");
      await until(program, new RegExp(` - address ${address} `));
    }
    ns.ip("link", "set", "renamed", "name", "v3");
  });

  test("tells of rules, neighbours, nexthops and links together", async () => {
    const program = inside("watch", "rule", "neighbour", "nexthop", "link", "--no-json");
    await until(program, /NAME [^]*PRIORITY [^]*HARDWARE ADDRESS [^]*ID .*\n[^]*\n10 .*\n/);
    const steps: [command: string, line: RegExp][] = [
      ["rule add from 10.1.0.0/16 priority 99 table main", /\+ rule 99 inet from .* lookup main$/m],
      ["rule delete priority 99", / - rule 99 inet from /],
      ["nexthop add id 77 via 10.0.0.77 dev v0", /\+ nexthop 77 via 10\.0\.0\.77 v0$/m],
      ["nexthop replace id 77 via 10.0.0.78 dev v0", / nexthop 77 gateway \S+\.77 -> \S+\.78$/m],
      ["nexthop delete id 77", / - nexthop 77$/m],
      [
        "neighbour replace 10.0.0.9 dev v0 lladdr 02:00:00:00:00:0a",
        / neighbour 10\.0\.0\.9 v0 address 02:00:00:00:00:09 -> 02:00:00:00:00:0a$/m,
      ],
      [
        "neighbour replace 10.0.0.9 dev v0 lladdr 02:00:00:00:00:09",
        / neighbour 10\.0\.0\.9 v0 address 02:00:00:00:00:0a -> 02:00:00:00:00:09$/m,
      ],
      ["link set v1 mtu 1400", / link v1 mtu 1500 -> 1400$/m],
      ["link set v1 mtu 1500", / link v1 mtu 1400 -> 1500$/m],
    ];
    for (const [command, line] of steps) {
      ns.ip(...command.split(" "));
      await until(program, line);
    }
  });

  test("prints lines of JSON, which say what they are about", async () => {
    const program = inside("watch", "route", "address");
    await until(program, /\n.*\n/);
    ns.ip("address", "add", "10.7.0.1/24", "dev", "v1");
    await until(program, /"add".*"object":"address".*\n/);
    ns.ip("address", "delete", "10.7.0.1/24", "dev", "v1");
    await until(program, /"remove".*"object":"address".*\n/);
    program.child.kill("SIGTERM");
    const { code, stdout } = await program.ended;
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    const [addresses, routes, ...changes] = lines.map((line) => JSON.parse(line) as Json);
    expect(addresses).toMatchObject({ action: "list", object: "address" });
    expect((routes?.routes as Route[]).map(ofRoute).sort(byText)).toEqual(ipRoutes().sort(byText));
    const ofAddresses = changes.filter(({ object }) => object === "address");
    expect(ofAddresses).toMatchObject([
      { action: "add", after: { address: "10.7.0.1/24", link: indexOf("v1") } },
      { action: "remove", before: { address: "10.7.0.1/24" } },
    ]);
  });
});

describe("the words", () => {
  const colours = picocolors.createColors(false);
  const names = new LinkNames([{ index: 2, name: "v0" }]);
  const base = { type: "unicast", table: 254, protocol: "boot", scope: "global" };

  test.each<[string, object]>([
    ["inet6 default via fe80::1 v0", { family: "inet6", destination: "default" }],
    ["2001:db8::/32 via fe80::1 v0", { family: "inet6", destination: "2001:db8::/32" }],
    ["mpls 100 via fe80::1 v0", { family: "mpls", destination: "100" }],
  ])("of a route: %s", (text, properties) => {
    const nexthops = [{ link: 2, gateway: "fe80::1", flags: [] }];
    const route = { ...base, ...properties, nexthops } as unknown as Route;
    expect(routeKind.added(route, { names, colours })).toBe(`${text} protocol boot`);
  });

  test("of a neighbour take its link for one of this namespace", () => {
    const printed: string[] = [];
    const lines = (some: readonly string[]): void => void printed.push(...some);
    const output = { json: false, terminal: false, colours, width: 80, line: String, lines };
    const report = new ObjectReport<Neighbour>(output, { kind: neighbourKind, names, mixed: true });
    const before: Neighbour = {
      ...{ link: 2, family: "inet", destination: "10.0.0.1", linkNetnsId: 0, viaLink: 2 },
      ...{ state: [], flags: [] },
    };
    const after: Neighbour = { ...before, viaLink: 3, state: ["stale"] };
    expect(report.line({ action: "change", before, after, changed: ["viaLink"] })).toBe(
      "neighbour 10.0.0.1 v0 state +stale, viaLink if2 -> if3",
    );
  });

  test("are there for each kind, and tell of losses in its own plural", () => {
    for (const kind of kinds) {
      const output = {
        json: false,
        terminal: false,
        colours,
        width: 80,
        line: String,
        lines: String,
      };
      const report = new ObjectReport(output, { kind, names });
      const line = report.line({ action: "resync", reason: "overrun" });
      expect(line).toContain(`all ${kind.plural} were read again`);
    }
  });
});
