// Links as text for people: the table of many, and all properties of one.
import type { Link } from "../index.js";
import { renderDetails, type Group } from "./details.js";
import {
  detailsOf,
  kindOf,
  linkColumns,
  linkTitle,
  lowerOf,
  paintState,
  stateOf,
} from "./link-columns.js";
import { LinkNames } from "./link-names.js";
import type { Output } from "./output.js";
import { tableProperties } from "./schema.js";
import { renderTable } from "./table.js";

type Style = Pick<Output, "colours" | "width">;

const groups: readonly Group[] = [
  ["Identity", ["index", "name", "kind", "type", "altNames", "alias", "group"]],
  ["Relations", ["master", "portKind", "link", "linkNetnsId"]],
  [
    "State",
    [
      ...["flags", "operationalState", "linkMode", "protocolDown", "promiscuity"],
      ...["allMulticastCount", "carrier", "carrierChanges", "carrierUpCount", "carrierDownCount"],
      "netnsImmutable",
    ],
  ],
  ["Address", ["address", "broadcast", "permanentAddress"]],
  [
    "Packets and queues",
    [
      ...["mtu", "minimumMtu", "maximumMtu", "headroom", "tailroom", "qdisc", "txQueueLength"],
      ...["numTxQueues", "numRxQueues", "gsoMaxSize", "gsoIpv4MaxSize", "gsoMaxSegments"],
      ...["groMaxSize", "groIpv4MaxSize", "tsoMaxSize", "tsoMaxSegments"],
      "maxPacingOffloadHorizon",
    ],
  ],
  [
    "Device",
    [
      ...["parentDeviceName", "parentDeviceBusName", "physicalPortName", "physicalPortId"],
      ...["physicalSwitchId", "numVf"],
    ],
  ],
];

export function linkTable(links: readonly Link[], { colours, width }: Style): string[] {
  return renderTable(linkColumns(new LinkNames(links), colours), links, width, colours);
}

/** `all` gives the links that are referred to their names. */
export function linkDetails(link: Link, all: readonly Link[], { colours, width }: Style): string[] {
  const names = new LinkNames(all);
  const namer = names.namer(link);
  const title = colours.bold(`${linkTitle(link, colours)}${colours.dim(lowerOf(link, names))}`);
  const summary = [kindOf(link), paintState(stateOf(link), colours), detailsOf(link)];
  const heading = [`${link.index.toString()}: ${title}`, ...summary.filter(Boolean)].join("  ");
  const style = { width, colours, namer };
  return [heading, ...renderDetails({ ...link }, tableProperties("link"), groups, style)];
}
