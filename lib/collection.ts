// The objects of one kind that a route socket gives access to, with the verbs the kernel has for them.
import type { Channel } from "./channel.js";
import { Command } from "./channel.js";
import type { Source } from "./live-cache.js";
import { description, entry, type TableDescription } from "./records/description.js";
import type { PlainObject } from "./records/decode.js";
import { recordEncoder, type Purpose } from "./records/encode.js";
import { Writer } from "./records/writer.js";
import {
  Dump,
  interruptedError,
  readAll,
  request,
  type DumpRequest,
  type Waiting,
} from "./requests.js";

export type { Waiting } from "./requests.js";

export interface ListOptions extends Waiting {
  /**
   * Takes what could be read when the kernel's state changed under every one of ten attempts, instead of rejecting with
   * ERR_DUMP_INTERRUPTED.
   */
  acceptPartial?: boolean | undefined;
  /** `false` leaves counters out, which the kernel answers faster (RTEXT_FILTER_SKIP_STATS). */
  statistics?: boolean | undefined;
  /** `true` adds the attributes that are newer than this package, as numbers and bytes, in `unknown`. */
  unknown?: boolean | undefined;
  /** Of links: `true` adds the SR-IOV virtual functions, which make answers large (RTEXT_FILTER_VF). */
  virtualFunctions?: boolean | undefined;
}

const SKIP_STATISTICS = 1;
const UNKNOWN = 2;
const VIRTUAL_FUNCTIONS = 4;

/** What a collection does with its objects; which verbs are public is up to each collection. */
export abstract class Collection<T extends object, Filter extends object> {
  protected readonly channel: Channel;
  /** As errors and the addon name one of them: "link". */
  protected readonly noun: string;
  protected readonly table: number;
  readonly #description: TableDescription;

  protected constructor(channel: Channel, noun: string) {
    const { tables } = description();
    this.channel = channel;
    this.noun = noun;
    this.table = tables.findIndex(({ name }) => name === noun);
    this.#description = entry(tables, this.table);
  }

  /**
   * All objects, or those with every property of the filter: flags and lists match where they contain the filter's.
   * The kernel filters where it can; else the I/O thread does.
   *
   * @throws NetlinkError ERR_DUMP_INTERRUPTED when the kernel's state changed under ten attempts to read it
   */
  async list(filter?: Filter, options: ListOptions = {}): Promise<T[]> {
    return readAll<T>(this.#dump(filter, options), options.acceptPartial);
  }

  /**
   * The same, one after the other while the kernel sends them: memory stays small, and leaving the loop ends the dump.
   * What has been handed out cannot be read again, so a change under the dump is told at the end of the iteration.
   *
   * @throws NetlinkError ERR_DUMP_INTERRUPTED at the end, unless `acceptPartial`
   */
  async *stream(filter?: Filter, options: ListOptions = {}): AsyncGenerator<T, void, void> {
    const request = this.#dump(filter, options);
    const dump = new Dump<T>(request);
    yield* dump;
    if (dump.interrupted && !options.acceptPartial) throw interruptedError(request.operation);
  }

  /** What a live cache reads. */
  protected source(options: Waiting): Source<T> {
    return {
      ...this.#dump(undefined, {}),
      operation: `watch ${this.#plural}`,
      signal: options.signal,
    };
  }

  protected writer(purpose: Purpose, value: object): (writer: Writer) => void {
    const encode = recordEncoder(this.#description.record);
    return (writer) => {
      encode(value, "", writer, purpose);
    };
  }

  /** Packs what asks for one object, of a table that has a record for it. */
  protected query(value: object): (writer: Writer) => void {
    const encode = recordEncoder(this.#description.query ?? this.#description.record);
    return (writer) => {
      encode(value, "", writer, "filter");
    };
  }

  /** Throws where a filter is wrong, and does nothing else. */
  protected check(filter: object): void {
    this.writer("filter", filter)(new Writer());
  }

  protected async fetch(key: object, operation: string, waiting: Waiting): Promise<T> {
    const answer = await request(
      this.channel,
      Command.get,
      this.table,
      operation,
      waiting,
      this.writer("filter", key),
    );
    return answer[0] as T;
  }

  /** Sends a key and properties, either of which may be empty. */
  protected async send(
    kind: Command,
    operation: string,
    waiting: Waiting,
    key: object,
    purpose: Purpose,
    properties: object,
  ): Promise<void> {
    const writeKey = this.writer("filter", key);
    const writeProperties = this.writer(purpose, properties);
    await request(this.channel, kind, this.table, operation, waiting, (writer) => {
      writeKey(writer);
      writeProperties(writer);
    });
  }

  get #plural(): string {
    if (this.noun.endsWith("y")) return `${this.noun.slice(0, -1)}ies`;
    return this.noun.endsWith("s") ? `${this.noun}es` : `${this.noun}s`;
  }

  /** Adds, replaces, appends, changes or deletes one object, which the properties describe. */
  protected async edit(
    verb: "add" | "replace" | "append" | "change" | "delete",
    properties: object,
    waiting: Waiting,
  ): Promise<void> {
    const operation = `${verb} ${this.noun}${this.#label(properties)}`;
    await this.send(Command[verb], operation, waiting, {}, "add", properties);
  }

  /** The first telling part of an object's key, for errors. */
  #label(properties: unknown): string {
    if (typeof properties !== "object" || properties === null) return "";
    for (const name of this.#description.key) {
      const value = (properties as PlainObject)[name];
      if (typeof value === "string" && name !== "family" && name !== "link") return ` ${value}`;
    }
    return "";
  }

  #dump(filter: Filter | undefined, options: ListOptions): DumpRequest {
    const write = filter === undefined ? undefined : this.writer("filter", filter);
    const flags =
      (options.statistics === false ? SKIP_STATISTICS : 0) |
      (options.unknown ? UNKNOWN : 0) |
      (options.virtualFunctions ? VIRTUAL_FUNCTIONS : 0);
    const operation = `list ${this.#plural}`;
    return {
      channel: this.channel,
      table: this.table,
      flags,
      operation,
      write,
      signal: options.signal,
    };
  }
}
