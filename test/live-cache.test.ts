// Live caches of links: equal to the kernel when they resolve, and again after whatever happens.
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, Link, LiveCache, RouteSocket } from "../lib/index.js";
import { command, privateNamespace } from "./support/namespace.js";
import { waitFor } from "./support/wait.js";

const ns = privateNamespace();

/** What counts by itself is not compared. */
const unsteady = new Set([
  ...["stats", "inet", "inet6", "carrierChanges", "carrierUpCount", "carrierDownCount"],
  ...["helloTimer", "tcnTimer", "topologyChangeTimer", "gcTimer", "fdbLearned"],
  ...["messageAgeTimer", "forwardDelayTimer", "holdTimer"],
]);

function steady(links: Iterable<Link>): unknown {
  const sorted = [...links].sort((a, b) => a.index - b.index);
  return JSON.parse(
    JSON.stringify(sorted, (key, value: unknown) => (unsteady.has(key) ? undefined : value)),
  );
}

async function becomesEqual(cache: LiveCache<Link>, route: RouteSocket): Promise<void> {
  await waitFor(async () => {
    const fresh = await route.links.list();
    return JSON.stringify(steady(cache.values())) === JSON.stringify(steady(fresh));
  }, "the cache equals a fresh list").catch(async () => {
    expect(steady(cache.values())).toEqual(steady(await route.links.list()));
  });
}

/** Changes until one satisfies the predicate. */
async function collect(
  changes: AsyncIterable<Change<Link>>,
  until: (change: Change<Link>) => boolean,
): Promise<Change<Link>[]> {
  const seen: Change<Link>[] = [];
  for await (const change of changes) {
    seen.push(change);
    if (until(change)) break;
  }
  return seen;
}

function nameOf(change: Change<Link>): string | undefined {
  return change.action === "resync" ? undefined : (change.after ?? change.before).name;
}

describe("a watch", () => {
  test("has all links when it resolves", async () => {
    ns.ip("link", "add", "w0", "type", "veth", "peer", "name", "w1");
    const route = await ns.open();
    await using cache = await route.links.watch();
    expect(cache.synced).toBe(true);
    expect(steady(cache.values())).toEqual(steady(await route.links.list()));
    expect(cache.size).toBe(ns.ipJson("link").length);
    expect(cache.get(1)?.name).toBe("lo");
    expect(cache.get(4711)).toBeUndefined();
    expect(cache.find((link) => link.name === "w1")?.kind).toBe("veth");
    expect([...cache].map(({ name }) => name).sort()).toEqual(["lo", "w0", "w1"]);
    ns.ip("link", "delete", "w0");
  });

  test("tells an addition, each change with what changed, and a removal, in order", async () => {
    const route = await ns.open();
    await using cache = await route.links.watch();
    const changes = cache.changes();
    ns.ip("link", "add", "c0", "up", "type", "ifb");
    ns.ip("link", "set", "c0", "mtu", "1400");
    ns.ip("link", "set", "c0", "alias", "uplink");
    ns.ip("link", "delete", "c0");
    const seen = await collect(changes, ({ action }) => action === "remove");
    expect(seen[0]).toMatchObject({
      action: "add",
      after: { name: "c0", kind: "ifb" },
      changed: [],
    });
    expect(seen.at(-1)).toMatchObject({
      action: "remove",
      before: { name: "c0", alias: "uplink" },
    });
    const middle = seen.filter((change) => change.action === "change");
    expect(middle).toContainEqual(
      expect.objectContaining({
        before: expect.objectContaining({ mtu: 1500 }) as unknown,
        after: expect.objectContaining({ mtu: 1400 }) as unknown,
        changed: ["mtu"],
      }),
    );
    expect(middle.find(({ changed }) => changed.includes("alias"))).toMatchObject({
      changed: ["alias"],
    });
    for (const change of middle) expect(change.changed).not.toEqual([]);
    expect(cache.find(({ name }) => name === "c0")).toBeUndefined();
  });

  test("counters alone are no change", async () => {
    const route = await ns.open();
    ns.ip("link", "set", "lo", "up");
    await using cache = await route.links.watch();
    const changes = cache.changes();
    const datagram = "echo datagram >/dev/udp/127.0.0.1/9";
    command("ip", ["netns", "exec", ns.name, "bash", "-c", datagram]);
    // An event that changes nothing: the flag is set already.
    ns.ip("link", "set", "lo", "multicast", "off");
    ns.ip("link", "add", "end", "type", "ifb");
    const seen = await collect(changes, (change) => nameOf(change) === "end");
    expect(seen.filter((change) => nameOf(change) === "lo")).toEqual([]);
    ns.ip("link", "delete", "end");
    ns.ip("link", "set", "lo", "down");
  });

  test("a port of a bridge is one link, told once, and stays when it leaves the bridge", async () => {
    const route = await ns.open();
    ns.ip("link", "add", "br0", "up", "type", "bridge");
    ns.ip("link", "add", "p0", "up", "type", "veth", "peer", "name", "p1");
    await using cache = await route.links.watch();
    const changes = cache.changes();
    ns.ip("link", "set", "p0", "master", "br0");
    ns.run("bridge", "link", "set", "dev", "p0", "cost", "77");
    await waitFor(() => {
      const link = cache.find(({ name }) => name === "p0");
      return link?.portKind === "bridge" && link.port?.cost === 77;
    }, "the port's cost");
    ns.ip("link", "set", "p0", "nomaster");
    await waitFor(() => cache.find(({ name }) => name === "p0")?.master === undefined, "no master");
    await becomesEqual(cache, route);
    ns.ip("link", "delete", "br0");
    ns.ip("link", "delete", "p0");
    let removed = 0;
    const seen = await collect(changes, ({ action }) => action === "remove" && ++removed === 3);
    expect(seen.filter(({ action }) => action === "add")).toEqual([]);
    expect(
      seen
        .filter(({ action }) => action === "remove")
        .map(nameOf)
        .sort(),
    ).toEqual(["br0", "p0", "p1"]);
  });

  test("what the kernel does not announce of links that are down is found all the same", async () => {
    const route = await ns.open();
    ns.ip("link", "add", "d0", "type", "ifb");
    await using cache = await route.links.watch();
    ns.ip("link", "set", "d0", "group", "7");
    ns.ip("link", "property", "add", "dev", "d0", "altname", "downlink");
    await waitFor(
      () => cache.find(({ name }) => name === "d0")?.altNames?.[0] === "downlink",
      "the name",
    );
    await becomesEqual(cache, route);
    ns.ip("link", "delete", "d0");
  });

  test("an index that is used again is another link", async () => {
    const route = await ns.open();
    await using cache = await route.links.watch();
    const changes = cache.changes();
    ns.ip("link", "add", "r0", "index", "500", "up", "type", "ifb");
    ns.ip("link", "delete", "r0");
    ns.ip("link", "add", "r1", "index", "500", "up", "type", "veth", "peer", "name", "r2");
    ns.ip("link", "delete", "r1");
    const seen = await collect(
      changes,
      (change) => change.action === "remove" && nameOf(change) === "r1",
    );
    expect(
      seen
        .filter(({ action }) => action !== "change")
        .map((change) => [change.action, nameOf(change)]),
    ).toEqual(
      expect.arrayContaining([
        ["add", "r0"],
        ["remove", "r0"],
        ["add", "r1"],
        ["remove", "r1"],
      ]),
    );
  });
});

describe("readers of changes", () => {
  test("each gets every change, at its own pace", async () => {
    const route = await ns.open();
    await using cache = await route.links.watch();
    const readers = [cache.changes(), cache.changes(), cache.changes()];
    for (let i = 0; i < 20; i++) ns.ip("link", "add", `m${i}`, "type", "ifb");
    const added = await Promise.all(
      readers.map(async (reader) => {
        const seen = await collect(reader, (change) => nameOf(change) === "m19");
        return seen.filter(({ action }) => action === "add").map(nameOf);
      }),
    );
    for (const names of added) expect(names).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`));
    ns.ipBatch(Array.from({ length: 20 }, (_, i) => `link delete m${i}`));
  });

  test("a slow one gets the changes of an object folded into one", async () => {
    const route = await ns.open();
    await using cache = await route.links.watch();
    const slow = cache.changes();
    ns.ip("link", "add", "s0", "up", "type", "ifb");
    ns.ip("link", "add", "s1", "up", "type", "ifb");
    ns.ipBatch(
      Array.from(
        { length: 3000 },
        (_, i) => `link set s0 mtu ${1000 + (i % 2) * 100 + (Math.floor(i / 2) % 50)}`,
      ),
    );
    ns.ip("link", "delete", "s1");
    ns.ip("link", "set", "s0", "mtu", "999");
    await waitFor(() => cache.find(({ name }) => name === "s0")?.mtu === 999, "the last change");
    const seen = await collect(
      slow,
      (change) => change.action !== "resync" && change.after?.mtu === 999,
    );
    expect(seen.length).toBeLessThan(2200);
    expect(seen[0]).toMatchObject({ action: "add", after: { name: "s0" } });
    ns.ip("link", "delete", "s0");
  });

  test("end with the cache, with the loop, and with a signal", async () => {
    const route = await ns.open();
    const cache = await route.links.watch();
    const waiting = cache.changes();
    const pending = waiting.next();
    const left = cache.changes();
    await left.return?.();
    expect(await left.next()).toEqual({ done: true, value: undefined });
    const abort = new AbortController();
    const aborted = cache.changes({ signal: abort.signal }).next();
    abort.abort(new Error("enough"));
    await expect(aborted).rejects.toThrow("enough");
    await cache.close();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(() => cache.size).toThrow(expect.objectContaining({ code: "ERR_CLOSED" }) as Error);
    expect(() => cache.changes()).toThrow(expect.objectContaining({ code: "ERR_CLOSED" }) as Error);
    expect(cache.synced).toBe(false);
  });

  test("a closed socket ends them with ERR_CLOSED", async () => {
    const route = await ns.open();
    const cache = await route.links.watch();
    const pending = expect(cache.changes().next()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await route.close();
    await pending;
    expect(() => cache.get(1)).toThrow(expect.objectContaining({ code: "ERR_CLOSED" }) as Error);
    await expect(route.links.watch()).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("a loss of events", () => {
  test("is repaired, and told as a resync after the differences", async () => {
    const route = await ns.open({ receiveBuffer: 1 });
    await using cache = await route.links.watch();
    const changes = cache.changes();
    // One turn's requests reach the kernel in one system call: nobody reads the events that it causes meanwhile.
    const names = Array.from({ length: 30 }, (_, i) => `o${i}`);
    await Promise.all(names.map((name) => route.links.add({ name, kind: "ifb" })));
    const missing = new Set<string | undefined>(names);
    let resync: Change<Link> | undefined;
    await collect(changes, (change) => {
      if (change.action === "resync") resync = change;
      missing.delete(nameOf(change));
      return resync !== undefined && missing.size === 0;
    });
    expect(resync).toEqual({ action: "resync", reason: "overrun" });
    await becomesEqual(cache, route);
    expect(cache.synced).toBe(true);
    await Promise.all(names.map((name) => route.links.delete(name)));
    await becomesEqual(cache, route);
  });
});

/** Runs the commands one after the other, also those after one that fails. */
function runAll(commands: readonly string[]): void {
  spawnSync("ip", ["-n", ns.name, "-force", "-batch", "-"], { input: commands.join("\n") });
}

/** One random operation of `ip link` on a few names, most of which succeed. */
const operation = fc.oneof(
  fc.nat(5).map((i) => `link add x${i} type ifb`),
  fc.nat(5).map((i) => `link add x${i} type veth peer name y${i}`),
  fc.nat(5).map((i) => `link add x${i} type bridge`),
  fc.nat(5).map((i) => `link delete x${i}`),
  fc.tuple(fc.nat(5), fc.constantFrom("up", "down")).map(([i, state]) => `link set x${i} ${state}`),
  fc
    .tuple(fc.nat(5), fc.integer({ min: 1280, max: 1500 }))
    .map(([i, mtu]) => `link set x${i} mtu ${mtu}`),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([i, j]) => `link set y${i} master x${j}`),
  fc.nat(5).map((i) => `link set y${i} nomaster`),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([i, j]) => `link set x${i} name x${j}`),
  fc.tuple(fc.nat(5), fc.nat(3)).map(([i, group]) => `link set x${i} group ${group}`),
  fc.tuple(fc.nat(5), fc.nat(3)).map(([i, n]) => `link property add dev x${i} altname alt${i}${n}`),
  fc
    .tuple(fc.nat(5), fc.constantFrom("a", "b"))
    .map(([i, alias]) => `link set x${i} alias ${alias}`),
  fc
    .tuple(fc.nat(5), fc.nat(99))
    .map(([i, cost]) => `link set y${i} type bridge_slave cost ${cost + 1}`),
);

test.each([1, 1024 * 1024])(
  "60 random operations end equal to a fresh list (buffer %d)",
  async (receiveBuffer) => {
    const route = await ns.open({ receiveBuffer });
    await using cache = await route.links.watch();
    const replica = new Map([...cache].map((link) => [link.index, link]));
    const changes = cache.changes();
    const following = (async () => {
      for await (const change of changes) {
        if (change.action === "resync") continue;
        if (change.action === "add") expect(replica.has(change.after.index)).toBe(false);
        if (change.action === "remove") replica.delete(change.before.index);
        else replica.set(change.after.index, change.after);
      }
    })();
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 60, maxLength: 60 }),
        async (operations) => {
          runAll(operations);
          await becomesEqual(cache, route);
          const indices = (links: Iterable<Link>): string =>
            [...links]
              .map(({ index }) => index)
              .sort()
              .join();
          await waitFor(() => indices(replica.values()) === indices(cache), "every change");
        },
      ),
      { numRuns: 5 },
    );
    await cache.close();
    await following;
  },
);
