// Each kind of link: written by the package and read by iproute2, the other way round, and written as it was read.
import { spawnSync } from "node:child_process";
import { afterEach, beforeAll, beforeEach, describe, expect, test, type TestContext } from "vitest";
import type { Link, RouteSocket } from "../lib/index.js";
import { description, type FieldDescription } from "../lib/records/description.js";
import { attributesOf, capturing, type Message } from "./support/capture.js";
import { runChild } from "./support/child.js";
import {
  exempt,
  inputOf,
  ipArguments,
  LOWER,
  portSamples,
  samples,
  type PortSample,
  type Sample,
} from "./support/link-samples.js";
import { privateNamespace, type Json } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";
import { waitFor } from "./support/wait.js";

const namespace = privateNamespace();
const capture = capturing();
let route: RouteSocket;

beforeAll(async () => {
  route = await namespace.open();
});

beforeEach(() => {
  namespace.ip("link", "add", LOWER, "type", "veth", "peer", "name", "lower-peer");
});

afterEach(() => {
  namespace.deleteLinks();
});

const label = ({ kind, name }: Sample): string => `${kind} ${name}`;
const named = samples.map((sample) => [label(sample), sample] as const);
const onKernel = named.filter(([, { needsPorts }]) => !needsPorts);

/** Whether the kernel makes such a link for iproute2. */
function supported(sample: Sample): boolean {
  const probe = spawnSync("ip", ["-n", namespace.name, ...ipArguments(sample, "probe")], {
    encoding: "utf8",
  });
  if (probe.status === 0) namespace.ip("link", "delete", "probe");
  else if (!/Unknown device type|not supported/i.test(probe.stderr)) throw new Error(probe.stderr);
  return probe.status === 0;
}

const reason = ({ kind }: { kind: string }): string => `this kernel makes no such ${kind}`;

/** What is read of a sample: links by their index. Of a list, the kernel decides the order, and may have more. */
async function readable(
  { data, written = [], newer }: Sample,
  keepNewer: boolean,
): Promise<object> {
  const lower = await route.links.get(LOWER);
  const read = (value: unknown): unknown => {
    if (value === LOWER) return lower.index;
    return Array.isArray(value) ? (expect.arrayContaining(value) as unknown) : value;
  };
  return Object.fromEntries(
    Object.entries(data ?? {})
      .filter(([name]) => !written.includes(name) && (keepNewer || !newer?.includes(name)))
      .map(([name, value]) => [name, read(value)]),
  );
}

/** Without what the kernel decides, counts, or lets run down. */
function comparable(link: Link): object {
  const decided = ["stats", "inet6", "carrierChanges", "carrierUpCount", "carrierDownCount"];
  // A veth's peer is another one each time.
  if (link.kind === "veth") decided.push("link");
  const timers = ["helloTimer", "tcnTimer", "topologyChangeTimer", "gcTimer"];
  const without = (object: object, names: string[]): object =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([name]) => !names.includes(name))
        .map(([name, value]) => [
          name,
          Array.isArray(value) ? value.toSorted() : (value as unknown),
        ]),
    );
  return { ...without(link, decided), data: link.data && without(link.data, timers) };
}

/** A kernel without VLAN filtering reports that a bridge does not filter, and refuses to be told the same. */
const takesBack = (sample: Sample): boolean =>
  sample.kind !== "bridge" ||
  spawnSync("ip", ["-n", namespace.name, ...filtering, "vlan_filtering", "0"]).status === 0;
const filtering = ["link", "add", "name", "filtering", "type", "bridge"];

function each(
  list: readonly (readonly [string, Sample])[],
  run: (sample: Sample, context: TestContext) => void | Promise<void>,
): void {
  for (const [name, sample] of list) {
    test(name, (context) => run(sample, context));
  }
}

describe("written by the package, iproute2 prints", () => {
  each(onKernel, async (sample, context) => {
    skipUnless(context, supported(sample), reason(sample));
    await route.links.add(inputOf(sample, { name: "x0" }));
    const { linkinfo } = namespace.ipLink("x0");
    expect(linkinfo).toMatchObject({
      info_kind: sample.kind,
      ...(sample.json ? { info_data: sample.json } : {}),
    });
    expect(namespace.ip("-d", "link", "show", "x0")).toContain(sample.text ?? "");
  });
});

describe("written by iproute2, the package reads", () => {
  each(onKernel, async (sample, context) => {
    skipUnless(context, supported(sample), reason(sample));
    namespace.ip(...ipArguments(sample, "x0"));
    const link = await route.links.get("x0");
    expect(link.kind).toBe(sample.kind);
    expect(link.data ?? {}).toMatchObject(await readable(sample, false));
  });
});

describe("written, read, and written again, it is the same:", () => {
  each(onKernel, async (sample, context) => {
    skipUnless(context, supported(sample), reason(sample));
    skipUnless(context, takesBack(sample), "this kernel does not take back what it reports");
    await route.links.add(inputOf(sample, { name: "x0" }));
    const first = await route.links.get("x0");
    expect(first.data ?? {}).toMatchObject(await readable(sample, true));
    await route.links.delete("x0");
    await route.links.add(first);
    expect(comparable(await route.links.get("x0"))).toEqual(comparable(first));
  });
});

test("a change of one property of the data leaves the others alone", async () => {
  const sample = samples.find(({ kind }) => kind === "bridge");
  if (!sample) throw new Error("there is no sample of a bridge");
  await route.links.add(inputOf(sample, { name: "x0" }));
  await route.links.change("x0", { kind: "bridge", data: { maxAge: 1600 } });
  expect(namespace.ipLink("x0")).toMatchObject({
    linkinfo: { info_data: { ...sample.json, max_age: 1600 } },
  });
});

describe("every writable property has a sample:", () => {
  const written = ({ access }: FieldDescription): boolean =>
    access.includes("add") || access.includes("change");

  test.each(description().variants.LinkData?.alternatives ?? [])("$name", ({ name, record }) => {
    const ofKind = samples.filter(({ kind }) => kind === name);
    const sampled = new Set(ofKind.flatMap(({ data }) => Object.keys(data ?? {})));
    const missing = (description().records[record] ?? [])
      .filter((field) => written(field) && !sampled.has(field.name))
      .map((field) => `${name}.${field.name}`)
      .filter((property) => !(property in exempt));
    expect(missing).toEqual([]);
  });
});

describe("a port of a bridge", () => {
  const sample = portSamples[0] as PortSample;

  beforeEach(() => {
    namespace.ipBatch([
      "link add br0 type bridge",
      "link add v0 type veth peer name v1",
      "link set v0 master br0",
      `link set ${LOWER} master br0`,
      "link set br0 up",
    ]);
  });

  const state = (name: string): unknown => {
    const { info_slave_data } = namespace.ipLink(name).linkinfo as Json;
    return (info_slave_data as Json).state as unknown;
  };

  async function bringUp(): Promise<void> {
    const ports = ["v0", LOWER];
    namespace.ipBatch(["v0", "v1", LOWER, "lower-peer"].map((name) => `link set ${name} up`));
    await waitFor(() => ports.every((name) => state(name) === "forwarding"), "the ports");
  }

  test("written by the package, printed by iproute2", async () => {
    await route.links.change("v0", { port: sample.port });
    expect(namespace.ipLink("v0")).toMatchObject({ linkinfo: { info_slave_data: sample.json } });
  });

  test("written by iproute2, read by the package", async () => {
    namespace.ip("link", "set", "v0", "type", "bridge_slave", ...sample.ip);
    const { index } = await route.links.get(LOWER);
    const link = await route.links.get("v0");
    expect(link.portKind).toBe("bridge");
    expect(link.port).toMatchObject({ ...sample.port, backupPort: index });
  });

  test("takes a state", async () => {
    await bringUp();
    // Without a spanning tree, the kernel does not leave a port blocking.
    await route.links.change("v0", { port: { state: "learning" } });
    expect(state("v0")).toBe("learning");
  });

  test("with a master in the same call", async () => {
    await route.links.change("v0", { master: 0 });
    await route.links.change("v0", { master: "br0", port: { cost: 77 } });
    expect(namespace.ipLink("v0")).toMatchObject({
      master: "br0",
      linkinfo: { info_slave_data: { cost: 77 } },
    });
  });

  test("forgets its addresses, and the bridge all of them", async () => {
    await bringUp();
    const learnt = (): string[] =>
      namespace.run("bridge", "fdb", "show", "br", "br0").match(/02:00:00:00:00:\d\d/g) ?? [];
    const learn = (address: string, port: string): string =>
      namespace.run("bridge", "fdb", "add", address, "dev", port, "master", "dynamic");
    learn("02:00:00:00:00:11", "v0");
    learn("02:00:00:00:00:22", LOWER);
    expect(learnt()).toHaveLength(2);
    await route.links.change("v0", { port: { flush: true } });
    expect(learnt()).toEqual(["02:00:00:00:00:22"]);
    await route.links.change("br0", { data: { fdbFlush: true } });
    expect(learnt()).toEqual([]);
  });
});

// The bytes of our requests against those of iproute2, whatever the kernel has to say to them.
describe("encoded as iproute2 does:", () => {
  const RTM_NEWLINK = 16;
  const INTERFACE_HEADER = 16;
  const IFLA_LINKINFO = 18;
  const IFLA_INFO_KIND = 1;
  const IFLA_INFO_DATA = 2;
  const IFLA_INFO_SLAVE_DATA = 5;
  const VETH_INFO_PEER = 1;
  const IFLA_VXLAN_PORT = 15;
  const lower = "lo";

  interface LinkInfo {
    kind: string | undefined;
    data: Record<string, string | Record<string, string>>;
    port: Record<string, string>;
  }

  /** Attributes by their type, so that their order is no matter. */
  const table = (bytes: Buffer | undefined): Record<string, string> =>
    Object.fromEntries(
      [...attributesOf(bytes ?? Buffer.alloc(0))].map(([type, value]) => [
        type,
        value.toString("hex"),
      ]),
    );

  /** What a request has under IFLA_LINKINFO. */
  function linkInfo({ payload }: Message): LinkInfo | undefined {
    const info = attributesOf(payload.subarray(INTERFACE_HEADER)).get(IFLA_LINKINFO);
    if (!info) return undefined;
    const parts = attributesOf(info);
    // A text may end with a zero or not.
    const kind = parts.get(IFLA_INFO_KIND)?.toString().replace("\0", "");
    const data: LinkInfo["data"] = table(parts.get(IFLA_INFO_DATA));
    if (kind === "veth" && data[VETH_INFO_PEER] !== undefined) {
      const peer = Buffer.from(data[VETH_INFO_PEER] as string, "hex");
      data[VETH_INFO_PEER] = table(peer.subarray(INTERFACE_HEADER));
    }
    return { kind, data, port: table(parts.get(IFLA_INFO_SLAVE_DATA)) };
  }

  const infos = (messages: Message[]): LinkInfo[] =>
    messages
      .filter(({ type }) => type === RTM_NEWLINK)
      .map((message) => linkInfo(message))
      .filter((info) => info !== undefined);

  function theirs(args: string[]): LinkInfo | undefined {
    const { env, sent } = capture.next();
    // That the kernel refuses is no matter.
    spawnSync("ip", args, { env: { ...process.env, ...env } });
    return infos(sent()).at(-1);
  }

  const ours: LinkInfo[] = [];

  beforeAll(async () => {
    const { env, sent } = capture.next();
    const links = samples.map((sample) => inputOf(sample, { name: "x0", lower, newer: false }));
    const ports = portSamples.map(({ kind, port }) => ({
      portKind: kind,
      port: { ...port, ...("backupPort" in port ? { backupPort: lower } : {}) },
    }));
    const script = `
      const route = await RouteSocket.open();
      const refused = () => undefined;
      for (const link of ${JSON.stringify(links)}) {
        await route.links.add(link).then(() => route.links.delete("x0"), refused);
      }
      for (const port of ${JSON.stringify(ports)}) {
        await route.links.change(${JSON.stringify(lower)}, port).catch(refused);
      }
      await route.close();
    `;
    const ended = await runChild(script, { env });
    expect(ended).toMatchObject({ end: 0, stderr: "" });
    ours.push(...infos(sent()));
  });

  test("one request a sample", () => {
    expect(ours).toHaveLength(samples.length + portSamples.length);
  });

  each(named, (sample) => {
    const request = theirs(ipArguments(sample, "x0", lower));
    spawnSync("ip", ["link", "delete", "x0"]);
    expect(request?.kind).toBe(sample.kind);
    expect(withoutPort(ours[samples.indexOf(sample)])).toEqual(withoutPort(request));
  });

  /** Without what the next test is about. */
  function withoutPort(request: LinkInfo | undefined): LinkInfo | undefined {
    if (request?.kind !== "vxlan") return request;
    const { [IFLA_VXLAN_PORT]: port, ...data } = request.data;
    expect(port).toMatch(/^12/);
    return { ...request, data };
  }

  test("the port of a vxlan, of 16 bits", () => {
    expect(ours.find(({ kind }) => kind === "vxlan")?.data[IFLA_VXLAN_PORT]).toBe("12b6");
  });

  for (const sample of portSamples) {
    const { kind, ip } = sample;
    test(`port of a ${kind}`, () => {
      const args = ip.map((word) => (word === LOWER ? lower : word));
      const request = theirs(["link", "set", "dev", lower, "type", `${kind}_slave`, ...args]);
      expect(Object.keys(request?.port ?? {})).not.toEqual([]);
      expect(ours[samples.length + portSamples.indexOf(sample)]?.port).toEqual(request?.port);
    });
  }
});
