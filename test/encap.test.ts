// Encapsulations of routes and MPLS routes, as the package and iproute2 see them.
import { afterEach, beforeAll, beforeEach, describe, expect, test, type TestContext } from "vitest";
import type { RouteInput, RouteSocket } from "../lib/index.js";
import { type Json, privateNamespace } from "./support/namespace.js";
import { skipUnless } from "./support/skip.js";

const namespace = privateNamespace();
let route: RouteSocket;

beforeAll(async () => {
  namespace.ip("link", "set", "lo", "up");
  route = await namespace.open();
});

beforeEach(() => {
  namespace.ipBatch([
    "link add v0 type veth peer name v1",
    "link set v0 up",
    "link set v1 up",
    "address add 10.0.0.1/24 dev v0",
    "address add 2001:db8::1/64 dev v0 nodad",
  ]);
});

afterEach(() => namespace.deleteLinks());

interface Sample {
  name: string;
  encapType: string;
  encap: Record<string, unknown>;
  ip: string;
  six?: boolean;
}

const samples: Sample[] = [
  {
    name: "mpls",
    encapType: "mpls",
    encap: { labels: "100/200", ttl: 9 },
    ip: "mpls 100/200 ttl 9",
  },
  {
    name: "ip",
    encapType: "ip",
    encap: { id: 42, destination: "1.2.3.4", source: "4.3.2.1", ttl: 7, tos: 8, flags: [] },
    ip: "ip id 42 src 4.3.2.1 dst 1.2.3.4 ttl 7 tos 8",
  },
  {
    name: "ip6",
    encapType: "ip6",
    encap: {
      id: 42,
      destination: "2001::1",
      source: "2001::2",
      hopLimit: 7,
      trafficClass: 8,
      flags: [],
    },
    ip: "ip6 id 42 src 2001::2 dst 2001::1 hoplimit 7 tc 8",
    six: true,
  },
  {
    name: "seg6 encap",
    encapType: "seg6",
    encap: { mode: "encap", segments: ["fc00::1", "fc00::2"] },
    ip: "seg6 mode encap segs fc00::1,fc00::2",
    six: true,
  },
  {
    name: "seg6 inline",
    encapType: "seg6",
    encap: { mode: "inline", segments: ["fc00::1", "fc00::2"] },
    ip: "seg6 mode inline segs fc00::1,fc00::2",
    six: true,
  },
  {
    name: "seg6local End.X",
    encapType: "seg6local",
    encap: { action: "End.X", nexthop6: "fc00::9" },
    ip: "seg6local action End.X nh6 fc00::9",
    six: true,
  },
  {
    name: "seg6local End.DX4",
    encapType: "seg6local",
    encap: { action: "End.DX4", nexthop4: "10.0.0.9" },
    ip: "seg6local action End.DX4 nh4 10.0.0.9",
    six: true,
  },
  {
    name: "seg6local End.DT6",
    encapType: "seg6local",
    encap: { action: "End.DT6", table: 254 },
    ip: "seg6local action End.DT6 table main",
    six: true,
  },
  {
    name: "seg6local End.B6.Encaps",
    encapType: "seg6local",
    encap: { action: "End.B6.Encaps", segments: ["fc00::1", "fc00::2"] },
    ip: "seg6local action End.B6.Encaps srh segs fc00::1,fc00::2",
    six: true,
  },
  {
    name: "ioam6",
    encapType: "ioam6",
    encap: {
      mode: "inline",
      traceType: 0x800000,
      traceNamespace: 1,
      traceSize: 12,
      frequencyPackets: 1,
      frequencyOf: 1,
    },
    ip: "ioam6 trace prealloc type 0x800000 ns 1 size 12",
    six: true,
  },
];

describe.each(samples)("encapsulation $name", ({ encapType, encap, ip, six }) => {
  const family = six ? "-6" : "-4";
  const destination = six ? "2001:db8:9::/48" : "10.1.0.0/16";
  const gateway = six ? "2001:db8::2" : "10.0.0.2";
  const other = six ? "2001:db8::3" : "10.0.0.3";
  type Hop = NonNullable<RouteInput["nexthops"]>[number];
  const wrapped = { gateway, link: "v0", encapType, encap } as Hop;
  const show = (): Json[] =>
    JSON.parse(namespace.ip(family, "-j", "-d", "route", "show", destination) || "[]") as Json[];

  function written(context: TestContext, ...args: string[]): void {
    let refused: unknown;
    try {
      namespace.ip(family, "route", "add", destination, ...args);
    } catch (error) {
      refused = error;
    }
    const lacks = /not support|Unsupported|Invalid encap|unknown|No such file/i.test(
      String(refused),
    );
    skipUnless(context, !(refused && lacks), String(refused));
    if (refused) throw refused as Error;
  }

  test("of the only nexthop", async (context) => {
    written(context, "encap", ...ip.split(" "), "via", gateway, "dev", "v0", "proto", "static");
    const theirs = show();
    expect(await route.routes.get({ destination })).toMatchObject({
      nexthops: [{ gateway, encapType, encap }],
    });
    await route.routes.delete({ destination });
    await route.routes.add({ destination, nexthops: [wrapped] });
    expect(show()).toEqual(theirs);
    const read = await route.routes.get({ destination });
    await route.routes.delete({ destination });
    await route.routes.add(read);
    expect(await route.routes.get({ destination })).toEqual(read);
  });

  test("of one of several nexthops", async (context) => {
    const hops = ["nexthop", "encap", ...ip.split(" "), "via", gateway, "dev", "v0"];
    written(
      context,
      "proto",
      "static",
      ...hops,
      "nexthop",
      "via",
      other,
      "dev",
      "v0",
      "weight",
      "3",
    );
    const theirs = show();
    const read = await route.routes.get({ destination });
    expect(read.nexthops).toMatchObject([
      { gateway, encapType, encap },
      { gateway: other, weight: 3 },
    ]);
    expect(read.nexthops?.[1]?.encapType).toBeUndefined();
    await route.routes.delete({ destination });
    await route.routes.add({
      destination,
      nexthops: [wrapped, { gateway: other, link: "v0", weight: 3 }],
    });
    expect(show()).toEqual(theirs);
  });
});

test("MPLS routes", async (context) => {
  const { nexthops, ...labels } = {
    family: "mpls",
    destination: "100",
    nexthops: [{ via: "10.0.0.2", link: "v0", newDestination: "200/300" }],
  } as const;
  const refused: unknown = await route.routes
    .add({ ...labels, nexthops })
    .catch((error: unknown) => error);
  skipUnless(context, refused === undefined, `the kernel lacks MPLS: ${String(refused)}`);
  const printed = JSON.parse(namespace.ip("-M", "-j", "-d", "route", "show")) as Json[];
  expect(printed).toMatchObject([{ dst: "100", to: "200/300", via: { host: "10.0.0.2" } }]);
  const read = await route.routes.get(labels);
  expect(read).toMatchObject({ ...labels, nexthops: [{ newDestination: "200/300" }] });
  expect(await route.routes.lookup("100")).toMatchObject({ destination: "100" });
  await route.routes.delete(labels);
  await route.routes.add(read);
  expect(await route.routes.get(labels)).toEqual(read);
});
