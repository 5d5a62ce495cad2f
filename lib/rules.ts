// Rules that choose a routing table.
import type { Rule, RuleFilter, RuleInput } from "../typings/objects.js";
import type { Channel } from "./channel.js";
import { Collection, type Waiting } from "./collection.js";
import { argumentError } from "./error.js";
import { agreedFamily } from "./family.js";
import { keyOf } from "./key.js";
import { LiveCache } from "./live-cache.js";
import { description, entry } from "./records/description.js";

/** The IPv4 and IPv6 rules of the socket's namespace, and those of multicast routing (RTM_NEWRULE and its companions). */
export class Rules extends Collection<Rule, RuleFilter> {
  /** @internal */
  constructor(channel: Channel) {
    super(channel, "rule");
  }

  /**
   * Adds a rule: `{ source: "10.0.0.0/8", table: 100 }`. Without an action it looks into the table, or goes on at `goto`.
   * An IPv4 rule without a table gets one that is not in use.
   *
   * @throws NetlinkError EEXIST when there is one that is equal, EINVAL for what does not go together, EPERM without
   * CAP_NET_ADMIN
   */
  async add(properties: RuleInput, options: Waiting = {}): Promise<void> {
    const complete = completed(properties);
    const action = complete.goto === undefined ? "lookup" : "goto";
    await this.edit("add", { action, ...withoutUndefined(complete) }, options);
  }

  /**
   * Deletes the first rule that has all that is named.
   *
   * @throws NetlinkError ENOENT when there is none, EPERM without CAP_NET_ADMIN or for a rule that is permanent
   */
  async delete(properties: RuleInput, options: Waiting = {}): Promise<void> {
    await this.edit("delete", completed(properties), options);
  }

  /**
   * A cache that is equal to the kernel when the promise resolves, and follows it from then on. That a rule's link comes or
   * goes (`iif_detached`, `oif_detached`) is not announced: the cache asks for rules with an interface, ten times a second
   * and never for more than 2 % of the time.
   */
  async watch(options: Waiting = {}): Promise<LiveCache<Rule>> {
    const key = keyOf(entry(description().tables, this.table));
    const source = this.source(options);
    source.unannounced = {
      applies: ({ inputInterface, outputInterface }) =>
        inputInterface !== undefined || outputInterface !== undefined,
      fetch: async (rule) => {
        const { family, priority } = rule;
        const found = (await this.list({ family, priority })).find(
          (other) => key(other) === key(rule),
        );
        return found ?? Promise.reject(new Error("the rule is gone"));
      },
    };
    return LiveCache.open<Rule>(source);
  }
}

function withoutUndefined(properties: RuleInput): RuleInput {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** The rule with its family. What is not an object at all is refused where the properties are packed. */
function completed(properties: RuleInput): RuleInput {
  if (typeof properties !== "object" || (properties as unknown) === null) return properties;
  const family = (agreedFamily(properties, ["source", "destination"]) ?? "inet") as "inet";
  for (const name of ["sourcePort", "destinationPort", "uidRange"] as const)
    checkRange(properties[name], name);
  return { ...properties, family };
}

function checkRange(range: unknown, path: string): void {
  if (typeof range !== "object" || range === null) return;
  const { start, end } = range as { start?: unknown; end?: unknown };
  if (start === undefined) throw argumentError(TypeError, `${path}.start`, "is needed");
  if (path === "uidRange" && end === undefined)
    throw argumentError(TypeError, `${path}.end`, "is needed");
  if (typeof start === "number" && typeof end === "number" && end < start)
    throw argumentError(RangeError, `${path}.end`, "must not be below the start");
}
