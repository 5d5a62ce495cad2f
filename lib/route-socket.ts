// A socket for rtnetlink: links and, through them, the whole of the host's network.
import { AddressLabels } from "./address-labels.js";
import { Addresses } from "./addresses.js";
import { Channel } from "./channel.js";
import { argumentError } from "./error.js";
import { Links } from "./links.js";
import { MulticastDatabase } from "./mdb.js";
import { NamespaceIds } from "./namespace-ids.js";
import { NeighbourTables } from "./neighbour-tables.js";
import { Neighbours } from "./neighbours.js";
import { Netconfs } from "./netconf.js";
import type { NetworkNamespace } from "./netns.js";
import { Nexthops } from "./nexthops.js";
import type { Waiting } from "./requests.js";
import { Routes } from "./routes.js";
import { Rules } from "./rules.js";

const NETLINK_ROUTE = 0;
/** The kernel takes the size as an int and doubles it. */
const LARGEST_BUFFER = 2 ** 30;

export interface RouteSocketOptions extends Waiting {
  /** The network namespace to work in; absent: the one of the process. Entering another needs CAP_SYS_ADMIN. */
  netns?: NetworkNamespace | undefined;
  /**
   * Bytes the kernel may keep for each watch before it drops events, 1 to 2^30; 1 MiB unless given. More than
   * net.core.rmem_max needs CAP_NET_ADMIN, else the kernel grants what it can.
   */
  receiveBuffer?: number | undefined;
}

function checkReceiveBuffer(bytes: unknown): void {
  if (bytes === undefined) return;
  if (!Number.isInteger(bytes))
    throw argumentError(TypeError, "receiveBuffer", "must be an integer, in bytes");
  if ((bytes as number) < 1 || (bytes as number) > LARGEST_BUFFER) {
    throw argumentError(
      RangeError,
      "receiveBuffer",
      `must be from 1 to ${LARGEST_BUFFER.toString()} bytes`,
    );
  }
}

/**
 * An open rtnetlink socket. All waiting for the kernel happens on a thread of its own, never on the thread of
 * JavaScript. A socket that nobody waits for does not keep the process alive.
 */
export class RouteSocket implements AsyncDisposable {
  readonly links: Links;
  readonly addresses: Addresses;
  readonly routes: Routes;
  readonly nexthops: Nexthops;
  readonly neighbours: Neighbours;
  readonly neighbourTables: NeighbourTables;
  readonly rules: Rules;
  readonly netconf: Netconfs;
  readonly mdb: MulticastDatabase;
  readonly addressLabels: AddressLabels;
  readonly namespaceIds: NamespaceIds;
  readonly #channel: Channel;

  private constructor(channel: Channel) {
    this.#channel = channel;
    this.links = new Links(channel);
    this.addresses = new Addresses(channel);
    this.routes = new Routes(channel);
    this.nexthops = new Nexthops(channel);
    this.neighbours = new Neighbours(channel);
    this.neighbourTables = new NeighbourTables(channel);
    this.rules = new Rules(channel);
    this.netconf = new Netconfs(channel);
    this.mdb = new MulticastDatabase(channel);
    this.addressLabels = new AddressLabels(channel);
    this.namespaceIds = new NamespaceIds(channel);
  }

  /**
   * Opens a socket.
   *
   * @throws TypeError, RangeError for wrong options
   * @throws NetlinkError ENOENT when there is no such network namespace, EPERM without CAP_SYS_ADMIN to enter it
   */
  static async open(options: RouteSocketOptions = {}): Promise<RouteSocket> {
    checkReceiveBuffer(options.receiveBuffer);
    return new RouteSocket(await Channel.open({ protocol: NETLINK_ROUTE, ...options }));
  }

  get closed(): boolean {
    return this.#channel.closed;
  }

  /** Rejects everything that waits with ERR_CLOSED; resolves when the socket and its thread are gone. */
  async close(): Promise<void> {
    await this.#channel.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
