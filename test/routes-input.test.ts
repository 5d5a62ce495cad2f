// Wrong arguments for routes, of which none reaches the kernel.
import { beforeAll, describe, expect, test } from "vitest";
import type { RouteInput, RouteSocket } from "../lib/index.js";
import { type Json, privateNamespace } from "./support/namespace.js";
import { failure, twoLinks } from "./support/two-links.js";

const namespace = privateNamespace();
twoLinks(namespace);
let route: RouteSocket;

beforeAll(async () => {
  route = await namespace.open();
});

const shown = (...args: string[]): Json[] => namespace.ipJson("route", "show", ...args);

describe("bad input", () => {
  test.each<[string, unknown, typeof TypeError | typeof RangeError, string]>([
    ["no object", 7, TypeError, "the argument"],
    ["an unknown property", { destination: "10.1.0.0/16", colour: 1 }, TypeError, "colour"],
    ["host bits", { destination: "10.1.0.1/16" }, RangeError, "destination"],
    ["host bits of IPv6", { destination: "2001:db8::1/64" }, RangeError, "destination"],
    ["no prefix", { destination: "10.1.0.0/33" }, TypeError, "destination"],
    ["no address", { destination: "somewhere" }, TypeError, "destination"],
    ["a number", { destination: 10 }, TypeError, "destination"],
    [
      "a gateway of another family",
      { destination: "10.1.0.0/16", gateway: "fe80::1" },
      TypeError,
      "gateway",
    ],
    [
      "a nexthop of another family",
      { destination: "10.1.0.0/16", nexthops: [{ gateway: "10.0.0.2" }, { gateway: "fe80::1" }] },
      TypeError,
      "nexthops[1].gateway",
    ],
    ["another family", { family: "inet", destination: "2001:db8::/32" }, TypeError, "destination"],
    [
      "a source address of another family",
      { destination: "10.1.0.0/16", preferredSource: "2001:db8::1" },
      TypeError,
      "preferredSource",
    ],
    [
      "a source in IPv4",
      { destination: "10.1.0.0/16", source: "10.2.0.0/16" },
      TypeError,
      "source",
    ],
    ["a table too large", { destination: "10.1.0.0/16", table: 2 ** 32 }, RangeError, "table"],
    ["a negative table", { destination: "10.1.0.0/16", table: -1 }, RangeError, "table"],
    ["a weight of 0", { nexthops: [{ link: "v0", weight: 0 }] }, RangeError, "nexthops[0].weight"],
    [
      "a weight of 257",
      { nexthops: [{ link: "v0", weight: 257 }] },
      RangeError,
      "nexthops[0].weight",
    ],
    ["both forms", { link: "v0", nexthops: [{ link: "v2" }] }, TypeError, "link"],
    ["an unknown type", { type: "detour" }, TypeError, "type"],
    ["a metric that is none", { metrics: { colour: 1 } }, TypeError, "metrics.colour"],
    ["a lock that is none", { metrics: { lock: ["colour"] } }, TypeError, "metrics.lock[0]"],
    ["nexthops that are none", { nexthops: {} }, TypeError, "nexthops"],
    [
      "an encapsulation without its type",
      { nexthops: [{ encap: { ttl: 1 } }] },
      TypeError,
      "nexthops[0].encap",
    ],
    [
      "a label too large",
      { nexthops: [{ encapType: "mpls", encap: { labels: "1048576" } }] },
      RangeError,
      "nexthops[0].encap.labels",
    ],
    [
      "a label as an IPv4 destination",
      { family: "inet", destination: "100" },
      TypeError,
      "destination",
    ],
  ])("%s", async (_, input, type, path) => {
    for (const verb of ["add", "replace", "append", "change", "delete"] as const) {
      const error = await failure(route.routes[verb](input as RouteInput));
      expect(error).toBeInstanceOf(type);
      if (path !== "the argument") expect(error).toMatchObject({ path });
    }
    expect(shown("proto", "static")).toEqual([]);
  });

  test("a filter is checked by the names it was given with", async () => {
    expect(await failure(route.routes.list({ gateway: "x" }))).toMatchObject({ path: "gateway" });
    expect(await failure(route.routes.get({ table: -1 }))).toMatchObject({ path: "table" });
  });

  test("an absent link, an unreachable gateway, a closed socket", async () => {
    const destination = "10.1.0.0/16";
    expect(await failure(route.routes.add({ destination, link: "absent" }))).toMatchObject({
      code: "ENODEV",
    });
    expect(await failure(route.routes.add({ destination, gateway: "99.0.0.1" }))).toMatchObject({
      code: "ENETUNREACH",
      extack: { message: "Nexthop has invalid gateway" },
    });
    const closed = await namespace.open();
    await closed.close();
    for (const promise of [
      closed.routes.list(),
      closed.routes.get({ destination }),
      closed.routes.lookup("10.0.0.1"),
      closed.routes.add({ destination, link: "v0" }),
      closed.routes.watch(),
    ]) {
      expect(await failure(promise)).toMatchObject({ code: "ERR_CLOSED" });
    }
  });
});
