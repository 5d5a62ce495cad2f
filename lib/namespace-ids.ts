// Ids by which a network namespace knows others.
import type { NamespaceId, NamespaceIdFilter } from "../typings/objects.js";
import { Command, type Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { LiveCache } from "./live-cache.js";
import { packNamespace, type NetworkNamespace } from "./netns.js";
import { request } from "./requests.js";

/**
 * The ids by which the socket's network namespace knows others (RTM_NEWNSID, what `ip netns list-id` shows). A link's
 * `linkNetnsId` is one of them.
 */
export class NamespaceIds extends Collection<NamespaceId, NamespaceIdFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "namespace id");
  }

  /**
   * The id of a network namespace; undefined: it has none.
   *
   * @throws NetlinkError ENOENT when there is no such network namespace
   */
  async get(netns: NetworkNamespace, options: Waiting = {}): Promise<number | undefined> {
    packNamespace(required(netns), "netns");
    const [answer] = await request(
      this.channel,
      Command.get,
      this.table,
      "get namespace id",
      options,
      this.writer("add", { netns }),
    );
    return (answer as NamespaceId | undefined)?.id;
  }

  /**
   * Gives a network namespace an id: the one that is given, or one that the kernel chooses. It stays until one of the two
   * namespaces goes.
   *
   * @throws NetlinkError EEXIST when it has one already or the id is taken, ENOENT when there is no such network
   * namespace, EPERM without CAP_NET_ADMIN
   */
  async add(netns: NetworkNamespace, id?: number, options: Waiting = {}): Promise<void> {
    packNamespace(required(netns), "netns");
    await this.edit("add", { netns, id }, options);
  }

  /** A cache that is equal to the kernel when the promise resolves, and follows it from then on. */
  async watch(options: Waiting = {}): Promise<LiveCache<NamespaceId>> {
    return LiveCache.open<NamespaceId>(this.source(options));
  }
}

/** Absent stands for the process's own namespace elsewhere; here it would be a slip. */
function required(netns: unknown): unknown {
  return netns ?? null;
}
