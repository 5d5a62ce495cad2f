// Where `ip -j -d -s -s link` prints what a Link has, in the terms of a Link.
import type { Link } from "../../lib/index.js";
import type { Json } from "./namespace.js";

type Read = (json: Json, indexOf: (name: string) => number | undefined) => unknown;

const lower = (text: unknown): string | undefined =>
  typeof text === "string" ? text.toLowerCase() : undefined;

/** iproute2 prints NO-CARRIER for a link that is up and not running, and M-DOWN for one whose lower link is down. */
function flags({ flags }: Json): string[] {
  const printed = flags as string[];
  const running = printed.includes("UP") && !printed.includes("NO-CARRIER") ? ["running"] : [];
  const named = printed.filter((flag) => flag !== "NO-CARRIER" && flag !== "M-DOWN");
  return [...named.map((flag) => flag.toLowerCase()), ...running].sort();
}

/** Groups without a name in /etc/iproute2/group are printed as numbers. */
const group = ({ group }: Json): number => (group === "default" ? 0 : Number(group));

const properties: Record<string, Read> = {
  index: ({ ifindex }) => ifindex as unknown,
  name: ({ ifname }) => ifname as unknown,
  kind: ({ linkinfo }) => (linkinfo as Json | undefined)?.info_kind as unknown,
  type: ({ link_type }) => link_type as unknown,
  address: ({ address }) => address as unknown,
  broadcast: ({ broadcast }) => broadcast as unknown,
  mtu: ({ mtu }) => mtu as unknown,
  minimumMtu: ({ min_mtu }) => min_mtu as unknown,
  maximumMtu: ({ max_mtu }) => max_mtu as unknown,
  txQueueLength: ({ txqlen }) => txqlen as unknown,
  flags,
  operationalState: ({ operstate }) => lower(operstate),
  linkMode: ({ linkmode }) => lower(linkmode),
  master: ({ master }, indexOf) => (master === undefined ? undefined : indexOf(String(master))),
  link: ({ link, link_index }, indexOf) =>
    link === undefined || link === null ? (link_index as unknown) : indexOf(String(link)),
  linkNetnsId: ({ link_netnsid }) => link_netnsid as unknown,
  group,
  alias: ({ ifalias }) => ifalias as unknown,
  altNames: ({ altnames }) => altnames as unknown,
  qdisc: ({ qdisc }) => qdisc as unknown,
  promiscuity: ({ promiscuity }) => promiscuity as unknown,
  allMulticastCount: ({ allmulti }) => allmulti as unknown,
  numTxQueues: ({ num_tx_queues }) => num_tx_queues as unknown,
  numRxQueues: ({ num_rx_queues }) => num_rx_queues as unknown,
  gsoMaxSegments: ({ gso_max_segs }) => gso_max_segs as unknown,
  gsoMaxSize: ({ gso_max_size }) => gso_max_size as unknown,
  groMaxSize: ({ gro_max_size }) => gro_max_size as unknown,
  tsoMaxSize: ({ tso_max_size }) => tso_max_size as unknown,
  tsoMaxSegments: ({ tso_max_segs }) => tso_max_segs as unknown,
  portKind: ({ linkinfo }) => (linkinfo as Json | undefined)?.info_slave_kind as unknown,
};

/** All that iproute2 prints of a link, of what every link may have. */
export function asLink(json: Json, all: readonly Json[]): Record<string, unknown> {
  const indexOf = (name: string): number | undefined =>
    all.find(({ ifname }) => ifname === name)?.ifindex as number | undefined;
  return present(
    Object.entries(properties).map(([name, read]) => [name, read(json, indexOf)] as const),
  );
}

/** The same properties of a Link. */
export function ofLink(link: Link): Record<string, unknown> {
  return present(
    Object.keys(properties).map((name) => {
      const value = link[name as keyof Link];
      return [name, name === "flags" ? [...link.flags].sort() : value] as const;
    }),
  );
}

function present(entries: (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
