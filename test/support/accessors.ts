// The accessors that libnl-route declares, and which of them a row uses.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exceptions } from "./accessors-not-rows.js";

/** Objects whose accessors are looked at: the files that declare them, below netlink/route/. */
export const groups: Record<string, RegExp> = {
  link: /^link(\.h|\/)/,
  address: /^addr\.h$/,
  route: /^(route|nexthop|rtnl)\.h$/,
  rule: /^rule\.h$/,
  neighbour: /^(neighbour|neightbl)\.h$/,
  "traffic control": /^(tc|tc-api|qdisc|class|classifier|action|pktloc)\.h$|^(qdisc|cls|act)\//,
  "netconf and mdb": /^(netconf|mdb)\.h$/,
};

/** The groups whose tables are there; the others wait for theirs. */
export const covered = ["link", "address", "route", "rule", "neighbour", "netconf and mdb"];

const tables = fileURLToPath(new URL("../../addon/tables", import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(h|cc)$/.test(file),
  );
}

/** Where libnl-route's headers are, or undefined where they are not installed. */
export function includeFolder(): string | undefined {
  const args = ["--cflags-only-I", "libnl-route-3.0"];
  const { status, stdout } = spawnSync("pkg-config", args, { encoding: "utf8" });
  const folder = /-I(\S+)/.exec(stdout)?.[1];
  return status === 0 && folder !== undefined ? join(folder, "netlink", "route") : undefined;
}

/** Names like rtnl_link_get_mtu, rtnl_link_bridge_set_cost, rtnl_link_can_get_bt_const. */
const accessor = /\brtnl_(?:[a-z\d]+_)*?[gs]et_[a-z\d_]+(?=\s*\()/g;

const withoutComments = (text: string): string =>
  text.replace(/\/\*[^]*?\*\//g, " ").replace(/\/\/.*/g, " ");

/** The accessors that the headers of a group declare. */
export function declared(include: string, group: string): string[] {
  const pattern = groups[group] ?? /^$/;
  const names = filesBelow(include)
    .filter((file) => pattern.test(file))
    .flatMap((file) => withoutComments(readFileSync(join(include, file), "utf8")).match(accessor));
  return [...new Set(names.filter((name) => name !== null))].sort();
}

/** All names of libnl that the tables use. */
export function used(): Set<string> {
  const names = filesBelow(tables).flatMap((file) => {
    const text = withoutComments(readFileSync(join(tables, file), "utf8"));
    return text.match(/\brtnl_[a-z\d_]+/g) ?? [];
  });
  return new Set(names);
}

/** Why no row uses the accessor; undefined: it should be used. */
export function exception(name: string): string | undefined {
  return exceptions.find(({ names }) => names.some((one) => fits(one, name)))?.reason;
}

function fits(pattern: string | RegExp, name: string): boolean {
  return typeof pattern === "string" ? pattern === name : pattern.test(name);
}
