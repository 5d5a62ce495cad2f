// What the package exports.
export type * from "../typings/objects.js";
export type { ListOptions, Waiting } from "./collection.js";
export { NetlinkError, type AttributePolicy, type ExtendedAck } from "./error.js";
export type { AddressLabels } from "./address-labels.js";
export type { Addresses } from "./addresses.js";
export type { Links, LinkKey, WatchLinksOptions } from "./links.js";
export type { Change, LiveCache, ObjectChange, Resync } from "./live-cache.js";
export type { MulticastDatabase } from "./mdb.js";
export type { NamespaceIds } from "./namespace-ids.js";
export type { NeighbourTableKey, NeighbourTables } from "./neighbour-tables.js";
export type { NeighbourKey, Neighbours, WatchNeighboursOptions } from "./neighbours.js";
export type { Netconfs } from "./netconf.js";
export type { NetworkNamespace } from "./netns.js";
export type { Nexthops } from "./nexthops.js";
export { RouteSocket, type RouteSocketOptions } from "./route-socket.js";
export type { LookupOptions, Routes } from "./routes.js";
export type { Rules } from "./rules.js";
