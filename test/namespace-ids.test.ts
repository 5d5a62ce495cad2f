// Ids by which a network namespace knows others, as the package and iproute2 read and write them.
import { closeSync, openSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { RouteSocket } from "../lib/index.js";
import { becomesEqual } from "./support/follows.js";
import { PrivateNamespace } from "./support/namespace.js";

let ns: PrivateNamespace;
let other: PrivateNamespace;
let route: RouteSocket;

/** An id stays until one of the two namespaces goes: each test has its own. */
beforeEach(async () => {
  const [mine, another] = [new PrivateNamespace(), new PrivateNamespace()];
  ns = mine;
  other = another;
  route = await ns.open();
  return async () => {
    await mine.remove();
    await another.remove();
  };
});

test("reads what iproute2 set", async () => {
  expect(await route.namespaceIds.list()).toEqual([]);
  expect(await route.namespaceIds.get(other.name)).toBeUndefined();
  ns.ip("netns", "set", other.name, "42");
  expect(await route.namespaceIds.list()).toEqual([{ id: 42 }]);
  expect(await route.namespaceIds.list({ id: 41 })).toEqual([]);
  expect(await route.namespaceIds.get(other.name)).toBe(42);
});

test("sets what iproute2 reads", async () => {
  await route.namespaceIds.add(other.name, 7);
  expect(ns.ip("netns", "list-id")).toMatch(new RegExp(`nsid 7 .*${other.name}`));
  await expect(route.namespaceIds.add(other.name, 8)).rejects.toMatchObject({
    code: "EEXIST",
    operation: "add namespace id",
  });
  await expect(route.namespaceIds.add(ns.name, 7)).rejects.toMatchObject({ code: "EEXIST" });
});

test("lets the kernel choose", async () => {
  await route.namespaceIds.add(other.name);
  const id = await route.namespaceIds.get(other.name);
  expect(id).toBeGreaterThanOrEqual(0);
  expect(await route.namespaceIds.list()).toEqual([{ id }]);
});

test("finds a namespace by path, process and descriptor", async () => {
  ns.ip("netns", "set", other.name, "3");
  const path = `/run/netns/${other.name}`;
  const fd = openSync(path, "r");
  expect(await route.namespaceIds.get(path)).toBe(3);
  expect(await route.namespaceIds.get({ fd })).toBe(3);
  expect(await route.namespaceIds.get({ pid: process.pid })).toBeUndefined();
  closeSync(fd);
});

test("is what a link's peer is reported with", async () => {
  await route.links.add({
    name: "v0",
    kind: "veth",
    data: { peer: { name: "v1", netns: other.name } },
  });
  const { linkNetnsId } = await route.links.get("v0");
  expect(linkNetnsId).toBe(await route.namespaceIds.get(other.name));
});

describe("what is refused", () => {
  test.each([undefined, null, "", 5, {}])("%j as a namespace", async (netns) => {
    await expect(route.namespaceIds.get(netns as string)).rejects.toMatchObject({ path: "netns" });
    await expect(route.namespaceIds.add(netns as string)).rejects.toMatchObject({ path: "netns" });
  });

  test.each([
    [-1, RangeError],
    [2 ** 31, RangeError],
    ["1", TypeError],
  ])("%j as an id", async (id, type) => {
    const error: unknown = await route.namespaceIds
      .add(other.name, id as number)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ path: "id" });
  });

  test("a namespace that there is none of, and a closed socket", async () => {
    await expect(route.namespaceIds.get("none")).rejects.toMatchObject({ code: "ENOENT" });
    await expect(route.namespaceIds.add("none")).rejects.toMatchObject({ code: "ENOENT" });
    await route.close();
    await expect(route.namespaceIds.list()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(route.namespaceIds.get(other.name)).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

test("a watch follows", async () => {
  await using cache = await route.namespaceIds.watch();
  const third = new PrivateNamespace();
  ns.ip("netns", "set", other.name, "1");
  ns.ip("netns", "set", third.name, "2");
  await becomesEqual(cache, () => route.namespaceIds.list());
  expect(cache.size).toBe(2);
  await third.remove();
  await becomesEqual(cache, () => route.namespaceIds.list());
  await becomesEqual(cache, () => Promise.resolve([{ id: 1 }]));
});
