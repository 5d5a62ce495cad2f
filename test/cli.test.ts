// The command `libnl`: tables on a terminal, JSON in a pipe, and the watch that leaves cleanly.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import picocolors from "picocolors";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Link } from "../lib/index.js";
import { describeChanges } from "../lib/cli/change-lines.js";
import { LinkNames } from "../lib/cli/link-names.js";
import { stateOf } from "../lib/cli/link-columns.js";
import { linkDetails, linkTable } from "../lib/cli/link-text.js";
import { clock, ObjectReport } from "../lib/cli/object-report.js";
import { linkKind } from "../lib/cli/objects/link.js";
import { toJson } from "../lib/cli/output.js";
import { tableProperties } from "../lib/cli/schema.js";
import { fitColumns, renderTable } from "../lib/cli/table.js";
import { formatBytes, printable } from "../lib/cli/values.js";
import { privateNamespace, type Json } from "./support/namespace.js";

const ns = privateNamespace();
const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const plain = picocolors.createColors(false);
const colours = picocolors.createColors(true);

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const running = new Set<ChildProcess>();

/** A program that runs, what it has printed so far, and how it ended. */
class Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = "";
  stderr = "";
  #look = (): void => undefined;

  constructor(program: string, args: readonly string[]) {
    this.child = spawn(program, args, { stdio: "pipe" });
    running.add(this.child);
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
      this.#look();
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => {
      this.child.on("close", (code) => {
        running.delete(this.child);
        this.#look();
        resolve({ code, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  /** Waits until that has been printed; throws with what was when the program ends before. */
  until(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#look = () => {
        if (pattern.test(stripVTControlCharacters(this.stdout))) resolve();
        else if (!running.has(this.child))
          reject(new Error(`ended without ${String(pattern)}:\n${this.stdout}${this.stderr}`));
      };
      this.#look();
    });
  }

  signal(name: NodeJS.Signals): Promise<Ended> {
    this.child.kill(name);
    return this.ended;
  }
}

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

function start(...args: string[]): Running {
  return new Running(process.execPath, [cli, ...args]);
}

/** The same in the test's namespace. */
function startInside(...args: string[]): Running {
  return start(...args, "--netns", ns.name);
}

/** The same on a terminal of that many columns; keys can be pressed by writing to stdin. */
function startOnTerminal(columns: number, ...args: string[]): Running {
  const command = [process.execPath, cli, ...args, "--netns", ns.name].join(" ");
  return new Running("script", ["-qec", `stty cols ${columns}; exec ${command}`, "/dev/null"]);
}

function textLines(stdout: string): string[] {
  return stripVTControlCharacters(stdout).replaceAll("\r", "").trimEnd().split("\n");
}

function jsonLines(stdout: string): Json[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Json);
}

/** A link as the kernel would report it, with what a test is about. */
function link(properties: Partial<Record<keyof Link, unknown>> = {}): Link {
  const base = { index: 7, name: "v0", kind: "veth", type: "ether", mtu: 1500, flags: [] };
  return { ...base, ...properties } as Link;
}

/** A report that collects its lines. */
function collectingReport(json: boolean): { report: ObjectReport<Link>; printed: string[] } {
  const printed: string[] = [];
  const lines = (some: readonly string[]): void => void printed.push(...some);
  const line = (text: string): void => lines([text]);
  const output = { json, terminal: false, colours: plain, width: 80, line, lines };
  return { report: new ObjectReport(output, { kind: linkKind, names: new LinkNames() }), printed };
}

beforeAll(() => {
  ns.ipBatch([
    "link add v0 type veth peer name v1",
    "link set v0 alias lab-uplink",
    "link property add dev v0 altname alternative-name-of-v0",
    "link add br0 type bridge",
    "link set br0 up",
    "link set v0 master br0 up",
    "link set v1 up",
  ]);
});

describe("the program", () => {
  test("tells its version and its commands", async () => {
    const version = await start("--version").ended;
    const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    const stdout = `${(JSON.parse(manifest) as { version: string }).version}\n`;
    expect(version).toEqual({ code: 0, stdout, stderr: "" });
    const help = await start("--help").ended;
    expect(help.code).toBe(0);
    expect(help.stdout).toMatch(/^ {2}link [^]*\n {2}address [^]*\n {2}watch /m);
    expect((await start("watch", "--help").ended).stdout).toContain('"action":"resync"');
  });

  test.each([
    [["nonsense"], "libnl: unknown command 'nonsense'\n"],
    [["link", "--nonsense"], "libnl: unknown option '--nonsense'\n"],
    [["link", "a", "b"], /^libnl: too many arguments for 'link'.*\n$/],
    [["link", "absent"], 'libnl: get link "absent": No such device (ENODEV)\n'],
    [["link", "4711"], "libnl: get link 4711: No such device (ENODEV)\n"],
    [["link", ""], /^libnl: link must be .*\n$/],
    [["link", "--netns", "absent"], /^libnl: open socket: .*absent.*\(ENOENT\)\n$/],
    [["watch", "--netns", ""], /^libnl: netns must be .*\n$/],
  ])("says in one line what is wrong with %j", async (args, message) => {
    const { code, stdout, stderr } = await start(...args).ended;
    expect(stderr).toMatch(message);
    expect(stderr.split("\n")).toHaveLength(2);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  test("runs when it is imported, as npm start does", async () => {
    const program = `process.argv.splice(1, 1, ${JSON.stringify(cli)}, "link", "lo");
      await import(${JSON.stringify(cli)});`;
    const { code, stdout } = await new Running(process.execPath, [
      ...["--input-type=module", "--eval", program, "replaced"],
    ]).ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: "lo" });
  });
});

describe("link", () => {
  test("prints JSON into a pipe, equal to ip's", async () => {
    const { code, stdout, stderr } = await startInside("link").ended;
    const ours = (JSON.parse(stdout) as Link[]).map(({ index, name, mtu }) => [index, name, mtu]);
    const theirs = ns
      .ipJson("link")
      .map(({ ifindex, ifname, mtu }) => [ifindex, ifname, mtu] as unknown[]);
    expect(ours).toEqual(theirs);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each(["v0", "alternative-name-of-v0", "the index"])("prints one link: %s", async (key) => {
    const { ifindex } = ns.ipLink("v0");
    const { stdout } = await startInside("link", key === "the index" ? String(ifindex) : key).ended;
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ index: ifindex as unknown, name: "v0", kind: "veth", alias: "lab-uplink" },
      altNames: ["alternative-name-of-v0"],
    });
  });

  test.each([60, 80, 120])("prints a table on a terminal of %i columns", async (columns) => {
    const { code, stdout } = await startOnTerminal(columns, "link").ended;
    expect(code).toBe(0);
    expect(stdout).toContain("\x1b[");
    const lines = textLines(stdout);
    expect(lines).toHaveLength(1 + ns.ipJson("link").length);
    expect(lines[0]).toMatch(/^# +NAME +KIND +STATE +MTU/);
    expect(lines.find((line) => line.includes("v0@v1"))).toMatch(/v0@v1 +veth +up +1500 +br0/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(stdout).not.toContain("undefined");
  });

  test("prints no colours with NO_COLOR, and none into a pipe", async () => {
    const command = `NO_COLOR=1 ${process.execPath} ${cli} link --netns ${ns.name}`;
    const terminal = await new Running("script", ["-qec", command, "/dev/null"]).ended;
    expect(terminal.stdout).toContain("NAME");
    expect(terminal.stdout).not.toContain("\x1b");
    const pipe = await startInside("link", "--no-json").ended;
    expect(pipe.stdout).toContain("NAME");
    expect(pipe.stdout).not.toContain("\x1b");
  });

  test("prints all of one link in groups", async () => {
    const { stdout } = await startOnTerminal(100, "link", "v0").ended;
    const lines = textLines(stdout);
    expect(lines[0]).toMatch(/^\d+: v0@v1 {2}veth {2}up {2}port /);
    const headings = lines.filter((line) => /^\S/.test(line)).slice(1);
    expect(headings.slice(0, 3)).toEqual(["Identity", "Relations", "State"]);
    expect(headings).toContain("port (bridge)");
    expect(headings).toContain("stats");
    expect(stripVTControlCharacters(stdout)).toMatch(/master {2}br0 /);
    expect(stdout).not.toContain("undefined");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("prints JSON on a terminal when asked to", async () => {
    const { stdout } = await startOnTerminal(80, "link", "lo", "--json").ended;
    expect(JSON.parse(stdout)).toMatchObject({ name: "lo" });
  });

  test("lets nothing in a name or an alias steer the terminal", async () => {
    ns.ip("link", "add", "e\x1b[31m", "type", "veth", "peer", "name", "e1");
    ns.ip("link", "set", "e1", "alias", "two\nlines\x07");
    const { stdout } = await startInside("link", "--no-json").ended;
    ns.ip("link", "delete", "e1");
    expect(stdout).toMatch(/e\\u\{1b\}\[31m@e1/);
    expect(stdout).toContain("two\\u{a}lines\\u{7}");
  });

  test("ends quietly when nobody reads", async () => {
    const program = startInside("link");
    program.child.stdout?.destroy();
    expect(await program.ended).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("tells when its output cannot be written", () => {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `"$0" "$@" > /dev/full`, process.execPath, cli, "link"],
      {
        encoding: "utf8",
      },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^libnl: ENOSPC.*\n$/);
  });
});

describe("watch", () => {
  test("prints the links, then every change, until SIGINT", async () => {
    const program = startInside("watch", "--no-json");
    await program.until(/\bv0@v1 .*\n/);
    ns.ip("link", "add", "w0", "type", "veth", "peer", "name", "w1");
    await program.until(
      /^\d\d:\d\d:\d\d\.\d{3} \+ w0@w1 \(veth\) index \d+, down, mtu 1500, address /m,
    );
    ns.ip("link", "set", "w0", "mtu", "1400");
    await program.until(/^\d\d:\d\d:\d\d\.\d{3} w0 mtu 1500 -> 1400$/m);
    ns.ip("link", "set", "w0", "master", "br0");
    await program.until(/ w0 .*master \(none\) -> br0,.* portKind \(none\) -> bridge, \+port$/m);
    ns.ip("link", "set", "w0", "up");
    await program.until(/ w0 flags \+up/);
    ns.ip("link", "set", "w0", "type", "bridge_slave", "cost", "77");
    await program.until(/ w0 port\.cost \d+ -> 77$/m);
    ns.ip("link", "set", "br0", "type", "bridge", "forward_delay", "400");
    await program.until(/ br0 data\.forwardDelay 1500 -> 400$/m);
    ns.ip("link", "property", "add", "dev", "w0", "altname", "other");
    await program.until(/ w0 altNames \+other$/m);
    ns.ip("link", "set", "w0", "alias", "two words");
    await program.until(/ w0 alias \(none\) -> "two words"$/m);
    ns.ip("link", "delete", "w0");
    await program.until(/^\S+ - w0 \(veth\)$/m);
    const { code, stdout, stderr } = await program.signal("SIGINT");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain("undefined");
    expect(stdout).not.toContain("\x1b");
  });

  test("prints one JSON object a line, until SIGTERM", async () => {
    const program = startInside("watch", "--json");
    await program.until(/\n/);
    ns.ip("link", "add", "w0", "type", "veth", "peer", "name", "w1");
    await program.until(/"add".*"name":"w0".*\n/);
    ns.ip("link", "set", "w0", "mtu", "1400");
    await program.until(/"change".*"name":"w0".*\n/);
    ns.ip("link", "delete", "w0");
    await program.until(/"remove".*"name":"w0".*\n/);
    const { code, stdout, stderr } = await program.signal("SIGTERM");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });

    const [list, ...changes] = jsonLines(stdout);
    expect(list).toMatchObject({ action: "list", object: "link" });
    const names = (list?.links as Json[]).map(({ name }) => name as string);
    expect(names).toEqual(expect.arrayContaining(["lo", "v0", "v1", "br0"]));
    const ofW0 = changes.filter(({ before, after }) => ((after ?? before) as Json).name === "w0");
    expect(ofW0).toMatchObject([
      { action: "add", changed: [], after: { name: "w0", mtu: 1500 } },
      { action: "change", changed: ["mtu"], before: { mtu: 1500 }, after: { mtu: 1400 } },
      { action: "remove", changed: [], before: { name: "w0" } },
    ]);
    for (const { time } of changes) expect(new Date(time as string).toISOString()).toBe(time);
  });

  test("prints a table on a terminal, and ends when Ctrl-C is pressed", async () => {
    const program = startOnTerminal(80, "watch");
    await program.until(/waiting for changes/);
    ns.ip("link", "set", "v1", "mtu", "1401");
    await program.until(/ v1 mtu 1500 -> 1401/);
    ns.ip("link", "set", "v1", "mtu", "1500");
    program.child.stdin?.write("\x03");
    const { code, stdout } = await program.ended;
    expect(code).toBe(0);
    expect(stdout.endsWith("\n")).toBe(true);
    for (const line of textLines(stdout).slice(0, 4)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("tells of events that were lost, and of what differed", async () => {
    const program = startInside("watch", "--no-json");
    await program.until(/\bv0@v1 .*\n/);
    // Stopped, it reads nothing, and the kernel drops what has no room.
    program.child.kill("SIGSTOP");
    const changes = Array.from(
      { length: 3000 },
      (_, i) => `link set v1 mtu ${(1300 + (i % 2)).toString()}`,
    );
    ns.ipBatch([...changes, "link set v1 mtu 1302"]);
    program.child.kill("SIGCONT");
    await program.until(/ v1 mtu \d+ -> 1302\n(.*\n)*\S+ ! resync: .*\n/);
    ns.ip("link", "set", "v1", "mtu", "1500");
    await program.until(/ v1 mtu 1302 -> 1500\n/);
    expect(await program.signal("SIGINT")).toMatchObject({ code: 0, stderr: "" });
  });

  test("ends quietly when its reader has gone", async () => {
    const command = `{ "$0" "$@"; echo "code $?" >&2; } | head -1`;
    const program = new Running("sh", [
      ...["-c", command, process.execPath, cli, "watch", "--json", "--netns", ns.name],
    ]);
    await program.until(/\n/);
    // It learns that when it writes; the first line that it writes may still be before head ends.
    for (let mtu = 1300; running.has(program.child) && mtu < 1400; mtu++) {
      ns.ip("link", "set", "v1", "mtu", mtu.toString());
    }
    const { stdout, stderr } = await program.ended;
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(stderr).toBe("code 0\n");
  });
});

describe("the words of a change", () => {
  const namer = new LinkNames([
    { index: 2, name: "br0" },
    { index: 3, name: "br1" },
  ]).namer({});

  function words(before: Link, after: Link): string[] {
    return describeChanges(tableProperties("link"), {
      ...{ before: { ...before }, after: { ...after } },
      ...{ namers: { before: namer, after: namer }, colours: plain },
    });
  }

  test.each<[string, Partial<Record<keyof Link, unknown>>, Partial<Record<keyof Link, unknown>>]>([
    ["mtu 1500 -> 1400", {}, { mtu: 1400 }],
    ["flags +up +0x80000 -promisc", { flags: ["promisc"] }, { flags: ["up", 0x80000] }],
    ["master br0 -> br1", { master: 2 }, { master: 3 }],
    ["master br0 -> (none)", { master: 2 }, {}],
    ["master if9 -> br1", { master: 9 }, { master: 3 }],
    ["carrier yes -> no", { carrier: true }, { carrier: false }],
    ['alias a -> "b c"', { alias: "a" }, { alias: "b c" }],
    ["altNames +b -a", { altNames: ["a"] }, { altNames: ["b"] }],
    ["altNames in another order", { altNames: ["a", "b"] }, { altNames: ["b", "a"] }],
  ])("%s", (text, before, after) => {
    expect(words(link(before), link(after))).toEqual([text]);
  });

  test("name nested properties by their path, and tell of no counters and timers", () => {
    const data = { forwardDelay: 1500, stpState: "off", gcTimer: 1 };
    const before = link({ kind: "bridge", data, stats: { rxBytes: 1 } });
    const after = link({
      ...{ kind: "bridge", stats: { rxBytes: 2 } },
      data: { ...data, forwardDelay: 400, gcTimer: 2 },
    });
    expect(words(before, after)).toEqual(["data.forwardDelay 1500 -> 400"]);
    const vlan = (ingressMap: object[]): Link =>
      link({ kind: "vlan", data: { id: 1, ingressMap } });
    expect(
      words(
        vlan([]),
        vlan([
          { from: 1, to: 2 },
          { from: 3, to: 4 },
        ]),
      ),
    ).toEqual(["data.ingressMap none -> from 1 to 2, from 3 to 4"]);
  });

  test("tell in a word of nested objects that come and go", () => {
    const port = link({ portKind: "bridge", port: { cost: 2, state: "forwarding" } });
    expect(words(link(), port)).toEqual(["portKind (none) -> bridge", "+port"]);
    expect(words(port, link())).toEqual(["portKind bridge -> (none)", "-port"]);
  });

  test("tell a resync plainly, and follow the names of links", () => {
    const { report: watch } = collectingReport(false);
    const lower = link({ index: 9, name: "low" });
    expect(watch.line({ action: "resync", reason: "overrun" })).toMatch(/^! resync: .*overrun/);
    watch.line({ action: "add", after: lower, changed: [] });
    expect(watch.line({ action: "add", after: link({ link: 9 }), changed: [] })).toBe(
      "+ v0@low (veth) index 7, down, mtu 1500",
    );
    const renamed = { ...lower, name: "new" };
    expect(watch.line({ action: "change", before: lower, after: renamed, changed: ["name"] })).toBe(
      "low name low -> new",
    );
    expect(watch.line({ action: "add", after: link({ link: 9 }), changed: [] })).toContain(
      "v0@new",
    );
    expect(watch.line({ action: "remove", before: renamed, changed: [] })).toBe("- new (veth)");
    expect(watch.line({ action: "add", after: link({ link: 9 }), changed: [] })).toContain(
      "v0@if9",
    );
  });

  test("name a link in another namespace by its index there", () => {
    const names = new LinkNames([{ index: 9, name: "here" }]);
    expect(names.namer({ linkNetnsId: 0 })(9, "link")).toBe("if9");
    expect(names.namer({ linkNetnsId: 0 })(9, "master")).toBe("here");
  });

  test("are lines of JSON where a program reads", async () => {
    const { report, printed } = collectingReport(true);
    report.list([link()]);
    await report.change({ action: "add", after: link(), changed: [] });
    await report.change({
      action: "change",
      before: link(),
      after: link({ mtu: 1 }),
      changed: ["mtu"],
    });
    await report.change({ action: "remove", before: link(), changed: [] });
    await report.change({ action: "resync", reason: "overrun" });
    const parsed = printed.map((line) => JSON.parse(line) as Json);
    expect(parsed).toMatchObject([
      { action: "list", links: [{ name: "v0" }] },
      { action: "add", changed: [], after: { name: "v0" } },
      { action: "change", changed: ["mtu"], before: { mtu: 1500 }, after: { mtu: 1 } },
      { action: "remove", changed: [], before: { name: "v0" } },
      { action: "resync", reason: "overrun" },
    ]);
    for (const { object } of parsed) expect(object).toBe("link");
  });

  test("begin with the time of day", () => {
    expect(clock(new Date(2026, 0, 31, 2, 3, 4, 5))).toBe("02:03:04.005");
  });
});

describe("a table", () => {
  const columns = [
    { yields: 1, minimum: 5, stays: true },
    {},
    { yields: 3 },
    { yields: 2, minimum: 4 },
  ];

  test.each([
    [40, [10, 10, 6, 8]], // all fits
    [38, [10, 10, 0, 8]], // the first to yield cannot be cut
    [30, [10, 10, 0, 6]],
    [27, [10, 10, 0, 0]], // less than its minimum
    [20, [8, 10, 0, 0]],
    [5, [5, 10, 0, 0]], // what must stay stays
  ])("of natural width 40 in %i columns", (available, widths) => {
    expect(fitColumns(columns, [10, 10, 6, 8], available)).toEqual(widths);
  });

  test("drops together what yields together", () => {
    expect(fitColumns([{}, { yields: 1 }, { yields: 1 }], [10, 5, 5], 20)).toEqual([10, 0, 0]);
  });

  test("leaves out empty columns, aligns by what is seen, and cuts with an ellipsis", () => {
    const rows = [
      { a: "網路", b: 1 },
      { a: "long text", b: 12 },
    ];
    const lines = renderTable(
      [
        { title: "A", text: ({ a }) => a, paint: colours.red, yields: 1, minimum: 3 },
        { title: "NONE", text: () => "" },
        { title: "B", text: ({ b }) => b.toString(), align: "right" },
      ],
      rows,
      10,
      plain,
    );
    expect(lines.map(stripVTControlCharacters)).toEqual(["A        B", "網路     1", "long …  12"]);
    expect(lines[2]).toBe("\x1b[31mlong …\x1b[39m  12");
  });

  test.each<[string, Partial<Record<keyof Link, unknown>>]>([
    ["down", { flags: [], operationalState: "down" }],
    ["no carrier", { flags: ["up"], operationalState: "down" }],
    ["up", { flags: ["up", "running"], operationalState: "up" }],
    ["up", { flags: ["up", "running"], operationalState: "unknown" }],
    ["unknown", { flags: ["up"], operationalState: "unknown" }],
    ["lower layer down", { flags: ["up"], operationalState: "lowerlayerdown" }],
    ["9", { flags: ["up"], operationalState: 9 }],
  ])("tells that a link is %s", (state, properties) => {
    expect(stateOf(link(properties))).toBe(state);
  });

  test("of links that tell little has no undefined in it", () => {
    const bare = { index: 1, name: "x", type: 513, mtu: 0, flags: [] };
    const text = [
      ...linkTable([bare], { colours: plain, width: 80 }),
      ...linkDetails(bare, [], { colours: plain, width: 80 }),
    ].join("\n");
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(text).toMatch(/513/);
  });
});

describe("values", () => {
  test("of bytes have prefixes", () => {
    const texts = [0, 999, 1000, 1_234_567, 999_949, 999_950, 2 ** 53].map(formatBytes);
    expect(texts).toEqual(["0 B", "999 B", "1.0 kB", "1.2 MB", "999.9 kB", "1.0 MB", "9.0 PB"]);
  });

  test("show what cannot be seen", () => {
    expect(printable("a\x1b[0m\n\u202eb\u200bü網")).toBe("a\\u{1b}[0m\\u{a}\\u{202e}b\\u{200b}ü網");
  });

  test("of 64 bits become text in JSON", () => {
    expect(toJson({ a: 2n ** 64n - 1n })).toBe('{"a":"18446744073709551615"}');
  });
});
