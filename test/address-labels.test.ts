// Labels of IPv6 prefixes, as the package and iproute2 read and write them.
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AddressLabel, AddressLabelInput, RouteSocket } from "../lib/index.js";
import { sorted } from "./support/follows.js";
import { privateNamespace, type Json } from "./support/namespace.js";

const ns = privateNamespace();
let route: RouteSocket;
let initial: AddressLabel[];

beforeAll(async () => {
  route = await ns.open();
  initial = await route.addressLabels.list();
});

afterEach(async () => {
  for (const label of await added()) await route.addressLabels.delete(label);
});

async function added(): Promise<AddressLabel[]> {
  const known = new Set(initial.map(({ prefix }) => prefix));
  return (await route.addressLabels.list()).filter(({ prefix }) => !known.has(prefix));
}

/** As `ip -j addrlabel` prints it, in the terms of the package. */
function asLabel(json: Json): object {
  const length = (json.prefixlen as number | undefined) ?? 128;
  return {
    family: "inet6",
    prefix: `${String(json.address)}/${length.toString()}`,
    link:
      json.ifname === undefined ? undefined : (ns.ipLink(String(json.ifname)).ifindex as number),
    label: Number(json.label),
  };
}

const ofIproute = (): string[] => sorted(ns.ipJson("addrlabel", "list").map(asLabel));

describe("reading", () => {
  test("tells what iproute2 tells", async () => {
    ns.ip("addrlabel", "add", "prefix", "2001:db8::/32", "label", "99");
    ns.ip("addrlabel", "add", "prefix", "2001:db8:1::/48", "dev", "lo", "label", "100");
    const all = await route.addressLabels.list();
    expect(sorted(all)).toEqual(ofIproute());
    expect(all).toContainEqual({ family: "inet6", prefix: "2001:db8:1::/48", link: 1, label: 100 });
  });

  test("filters", async () => {
    ns.ip("addrlabel", "add", "prefix", "2001:db8::/32", "label", "99");
    const found = { family: "inet6", prefix: "2001:db8::/32", label: 99 };
    expect(await route.addressLabels.list({ label: 99 })).toEqual([found]);
    expect(await route.addressLabels.list({ prefix: "2001:db8:0::/32" })).toEqual([found]);
    const streamed: AddressLabel[] = [];
    for await (const label of route.addressLabels.stream({ label: 99 })) streamed.push(label);
    expect(streamed).toEqual([found]);
  });

  test("looks up the label that holds for an address", async () => {
    ns.ip("addrlabel", "add", "prefix", "2001:db8::/32", "label", "99");
    expect(await route.addressLabels.lookup("2001:db8::1")).toEqual({
      family: "inet6",
      prefix: "2001:db8::/32",
      label: 99,
    });
    expect(await route.addressLabels.lookup("2002::1")).toMatchObject({ prefix: "2002::/16" });
    expect(await route.addressLabels.lookup("2a00::1", { link: "lo" })).toMatchObject({
      prefix: "::/0",
    });
  });
});

describe("writing", () => {
  const inputs: AddressLabelInput[] = [
    { prefix: "2001:db8::/32", label: 99 },
    { prefix: "2001:db8:1::/48", label: 100, link: "lo" },
    { prefix: "2001:db8::1", label: 2 ** 32 - 2 },
  ];

  test("is read by iproute2 as it was meant", async () => {
    for (const input of inputs) await route.addressLabels.add(input);
    expect(sorted(await route.addressLabels.list())).toEqual(ofIproute());
    expect(ofIproute()).toEqual(
      expect.arrayContaining(
        sorted([
          { family: "inet6", prefix: "2001:db8::/32", label: 99 },
          { family: "inet6", prefix: "2001:db8:1::/48", link: 1, label: 100 },
          { family: "inet6", prefix: "2001:db8::1/128", label: 2 ** 32 - 2 },
        ]),
      ),
    );
  });

  test("gives back what was read", async () => {
    for (const input of inputs) await route.addressLabels.add(input);
    const before = await added();
    expect(before).toHaveLength(3);
    for (const label of before) await route.addressLabels.delete(label);
    expect(await added()).toEqual([]);
    for (const label of before) await route.addressLabels.add(label);
    expect(sorted(await added())).toEqual(sorted(before));
  });

  test("replaces", async () => {
    const prefix = "2001:db8::/32";
    await route.addressLabels.add({ prefix, label: 99 });
    await expect(route.addressLabels.add({ prefix, label: 98 })).rejects.toMatchObject({
      code: "EEXIST",
      operation: "add address label 2001:db8::/32",
    });
    await route.addressLabels.replace({ prefix, label: 97 });
    expect(await added()).toMatchObject([{ prefix, label: 97 }]);
  });
});

describe("what is refused", () => {
  test.each([
    ["no prefix", { label: 1 }, TypeError, "prefix"],
    ["no label", { prefix: "2001:db8::/32" }, TypeError, "label"],
    [
      "the label that is none",
      { prefix: "2001:db8::/32", label: 2 ** 32 - 1 },
      RangeError,
      "label",
    ],
    ["a prefix of IPv4", { prefix: "10.0.0.0/8", label: 1 }, TypeError, "prefix"],
    ["host bits", { prefix: "2001:db8::1/32", label: 1 }, RangeError, "prefix"],
    ["an unknown property", { prefix: "2001:db8::/32", label: 1, a: 1 }, TypeError, "a"],
    ["null", null, TypeError, undefined],
  ])("%s", async (_what, input, type, path) => {
    const error: unknown = await route.addressLabels
      .add(input as AddressLabelInput)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    if (path !== undefined) expect(error).toMatchObject({ path });
    expect(await added()).toEqual([]);
  });

  test("what the kernel refuses", async () => {
    const label = { prefix: "2001:db8::/32", label: 1 };
    await expect(route.addressLabels.delete(label)).rejects.toMatchObject({ code: "ESRCH" });
    await expect(route.addressLabels.add({ ...label, link: "none" })).rejects.toMatchObject({
      code: "ENODEV",
    });
    await expect(route.addressLabels.lookup("10.0.0.1")).rejects.toMatchObject({ path: "address" });
  });

  test("everything once the socket is closed", async () => {
    const other = await ns.open();
    await other.close();
    await expect(other.addressLabels.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(other.addressLabels.lookup("::1")).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});
