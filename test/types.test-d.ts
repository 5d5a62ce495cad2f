// What the types promise, checked by the compiler alone: a line that is wrong, or an expected error that is none, does
// not compile.
import {
  RouteSocket,
  type BridgeData,
  type BridgePort,
  type Change,
  type Link,
  type LinkInput,
  type LiveCache,
  type VxlanData,
} from "libnl";
import { expectTypeOf } from "vitest";

export async function reading(): Promise<void> {
  await using route = await RouteSocket.open({ netns: { pid: 1 }, receiveBuffer: 65536 });
  const links = await route.links.list({ kind: "vxlan", data: { id: 5 }, up: true, master: "br0" });
  expectTypeOf(links).toEqualTypeOf<Link[]>();

  const link = await route.links.get("eth0", { signal: AbortSignal.timeout(1000) });
  expectTypeOf(link.index).toEqualTypeOf<number>();
  expectTypeOf(link.name).toEqualTypeOf<string>();
  expectTypeOf(link.address).toEqualTypeOf<string | undefined>();

  // What a link has depends on its kind.
  if (link.kind === "vxlan") {
    expectTypeOf(link.data).toEqualTypeOf<VxlanData | undefined>();
    expectTypeOf(link.data?.id).toEqualTypeOf<number | undefined>();
    // @ts-expect-error -- a bridge has it
    expectTypeOf(link.data?.ageingTime);
  }
  if (link.kind === "bridge") expectTypeOf(link.data).toEqualTypeOf<BridgeData | undefined>();
  if (link.portKind === "bridge") expectTypeOf(link.port).toEqualTypeOf<BridgePort | undefined>();

  // @ts-expect-error -- not known before the kind is
  expectTypeOf(link.data?.id);
  // @ts-expect-error -- there is no such property
  expectTypeOf(link.mtuu);
  // @ts-expect-error -- what was read is shared: it is not for changing
  link.flags[0] = "up";
  // Links are written by name or number, and read by number.
  expectTypeOf(link.master).toEqualTypeOf<number | undefined>();

  for await (const one of route.links.stream({ group: 0 }, { statistics: false })) {
    expectTypeOf(one).toEqualTypeOf<Link>();
    break;
  }
}

export async function writing(route: RouteSocket): Promise<void> {
  await route.links.add({
    name: "v0",
    kind: "veth",
    data: { peer: { name: "v1", netns: "blue" } },
  });
  await route.links.add({ name: "d0", kind: "dummy" });
  await route.links.change(2, { mtu: 1400, up: true, master: "br0", flags: ["promisc", 1] });
  await route.links.change("v0", { alias: undefined, portKind: "bridge", port: { cost: 5 } });
  await route.links.delete("v0");

  // What was read can be written back.
  const link = await route.links.get("v0");
  await route.links.change("v0", link);
  await route.links.change("v0", { ...link, mtu: 1400 });
  await route.links.add(link);
  expectTypeOf(link).toExtend<LinkInput>();

  // @ts-expect-error -- there is no such property
  await route.links.add({ name: "x0", mtuu: 1400 });
  // @ts-expect-error -- nor in the data
  await route.links.add({ name: "x0", kind: "vxlan", data: { idd: 5 } });
  // @ts-expect-error -- not a string
  await route.links.add({ name: "x0", mtu: "1400" });
  // @ts-expect-error -- no flag of a link
  await route.links.change("x0", { flags: ["nope"] });
  // @ts-expect-error -- a name or an index
  await route.links.get({});
  // @ts-expect-error -- no way to name a network namespace
  await RouteSocket.open({ netns: 5 });
  // @ts-expect-error -- sockets are opened, not made
  new RouteSocket();
}

export async function watching(cache: LiveCache<Link>): Promise<void> {
  for await (const change of cache.changes()) {
    expectTypeOf(change).toEqualTypeOf<Change<Link>>();
    switch (change.action) {
      case "add":
        expectTypeOf(change.after).toEqualTypeOf<Link>();
        break;
      case "remove":
        expectTypeOf(change.before).toEqualTypeOf<Link>();
        break;
      case "change":
        expectTypeOf(change.before).toEqualTypeOf<Link>();
        expectTypeOf(change.after).toEqualTypeOf<Link>();
        break;
      case "resync":
        expectTypeOf(change.reason).toEqualTypeOf<"overrun">();
    }
  }
}
