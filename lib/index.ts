// What the package exports.
export type * from "../typings/objects.js";
export type { ListOptions, Waiting } from "./collection.js";
export { NetlinkError, type AttributePolicy, type ExtendedAck } from "./error.js";
export type { Addresses } from "./addresses.js";
export type { BridgeVlans } from "./bridge-vlans.js";
export type { LinkStatistics } from "./link-statistics.js";
export type { Links, LinkKey, WatchLinksOptions } from "./links.js";
export type { Change, LiveCache, ObjectChange, Resync } from "./live-cache.js";
export type { NetworkNamespace } from "./netns.js";
export { RouteSocket, type RouteSocketOptions } from "./route-socket.js";
