// One open native socket: sends commands, and brings what the I/O thread has to whoever waits for it.
import { closedError, NetlinkError, type Failure } from "./error.js";
import { addon, type NativeSocket } from "./native.js";
import { packNamespace, type NetworkNamespace } from "./netns.js";
import { description } from "./records/description.js";
import { recordDecoder, type PlainObject } from "./records/decode.js";
import { Reader } from "./records/reader.js";
import { Writer } from "./records/writer.js";

/** What the I/O thread can be asked for (CommandKind in addon/io/command.h). */
export const Command = {
  add: 1,
  replace: 2,
  change: 3,
  delete: 4,
  get: 5,
  dump: 6,
  consumed: 7,
  cancel: 8,
  subscribe: 9,
  append: 10,
} as const;
export type Command = (typeof Command)[keyof typeof Command];

/** What the I/O thread reports (ItemKind in addon/io/outbox.h). */
const Item = {
  opened: 1,
  done: 2,
  failed: 3,
  records: 4,
  present: 5,
  gone: 6,
  subscribed: 7,
  overrun: 8,
  closed: 9,
  doubt: 10,
} as const;

const INTERRUPTED = 1;
/** Items are taken and worked off in pieces of this size, about half a millisecond of decoding each. */
const PIECE = 64 * 1024;
/** Milliseconds of decoding before the event loop gets its turn. */
const TURN = 2;
const DEFAULT_RECEIVE_BUFFER = 1024 * 1024;

/** Who waits for the items of one id. A method that is left out ignores its items. */
export interface Receiver {
  /** What was asked for, as errors tell it. */
  readonly operation: string;
  objects?(objects: PlainObject[]): void;
  /** `flags`: of the kernel's message, NLM_F_REPLACE (1), NLM_F_EXCL (2), NLM_F_CREATE (4), NLM_F_APPEND (8). */
  event?(action: "present" | "gone", table: number, object: PlainObject, flags: number): void;
  /** Objects may have changed or gone without a word. */
  doubt?(): void;
  overrun?(): void;
  subscribed?(): void;
  done?(interrupted: boolean): void;
  failed(error: NetlinkError): void;
}

export interface ChannelOptions {
  protocol: number;
  netns?: NetworkNamespace | undefined;
  /** Of sockets that receive events, in bytes. */
  receiveBuffer?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** All channels take their items into one buffer: it is worked off before the next is taken. */
const reader = new Reader(PIECE);

/** Channels that somebody waits for stay alive, and keep the process alive. */
const busy = new Set<Channel>();

/** A promise that is settled from outside. A rejection that nobody waits for is no accident. */
class Deferred {
  resolve!: () => void;
  reject!: (error: unknown) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    this.promise.catch(() => undefined);
  }
}

export class Channel {
  readonly #native: NativeSocket;
  readonly #receivers = new Map<number, Receiver>();
  readonly #decoders = description().tables.map(({ record }) => recordDecoder(record));
  readonly #opened = new Deferred();
  readonly #ended = new Deferred();
  readonly #commands = new Writer();
  #lastId = 0;
  #holds = 0;
  #closed = false;
  #flushing = false;

  private constructor(options: ChannelOptions) {
    const { by, number, path } = packNamespace(options.netns, "netns");
    // The addon holds the function, and the function must not hold the channel, or no channel that is forgotten without
    // being closed would ever be collected.
    const weak = new WeakRef(this);
    const buffer = options.receiveBuffer ?? DEFAULT_RECEIVE_BUFFER;
    this.#native = new addon.NativeSocket(options.protocol, buffer, by, number, path, () => {
      const channel = weak.deref();
      if (channel) channel.#drain();
    });
    this.#native.unref();
  }

  /** Rejects with the kernel's error, or when the signal aborts. */
  static async open(options: ChannelOptions): Promise<Channel> {
    options.signal?.throwIfAborted();
    const channel = new Channel(options);
    channel.hold();
    try {
      await channel.#opened.promise;
      options.signal?.throwIfAborted();
      return channel;
    } catch (error) {
      await channel.close();
      throw error;
    } finally {
      channel.release();
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Keeps the process alive until as many release(). */
  hold(): void {
    if (this.#holds++ > 0) return;
    busy.add(this);
    this.#native.ref();
  }

  release(): void {
    if (--this.#holds > 0) return;
    busy.delete(this);
    this.#native.unref();
  }

  /**
   * Sends a command; its items go to the receiver until it is done, has failed or is cancelled. `write` packs the
   * payload; what it throws is thrown here, and nothing is sent. Returns the command's id.
   */
  start(
    kind: Command,
    table: number,
    flags: number,
    receiver: Receiver,
    write?: (writer: Writer) => void,
  ): number {
    if (this.#closed) throw closedError(receiver.operation);
    const id = (this.#lastId = (this.#lastId + 1) >>> 0);
    this.#command(kind, table, flags, id, write);
    this.#receivers.set(id, receiver);
    this.hold();
    return id;
  }

  /** Tells a dump that one of its batches has been worked off, so that it reads another. */
  consumed(id: number): void {
    if (this.#receivers.has(id)) this.#command(Command.consumed, 0, 0, id);
  }

  /** Ends a command early; nothing more of it is reported. */
  cancel(id: number): void {
    if (!this.#receivers.has(id)) return;
    this.#command(Command.cancel, 0, 0, id);
    this.#forget(id);
  }

  /** Settles everything that waits with ERR_CLOSED; resolves when the thread and its sockets are gone. */
  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.hold();
      this.#native.stop();
      this.#fail((operation) => closedError(operation));
    }
    return this.#ended.promise;
  }

  #command(
    kind: Command,
    table: number,
    flags: number,
    id: number,
    write?: (writer: Writer) => void,
  ): void {
    const writer = this.#commands;
    const start = writer.at;
    writer.u32(0);
    writer.u8(kind);
    writer.u8(table);
    writer.u8(flags);
    writer.u8(0);
    writer.u32(id);
    try {
      write?.(writer);
    } catch (error) {
      writer.at = start;
      throw error;
    }
    writer.patchU32(start, writer.at - start);
    // All commands of one turn go over in one call.
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => {
      this.#flushing = false;
      if (!this.#closed) this.#native.submit(writer.written);
      writer.at = 0;
    });
  }

  #drain = (): void => {
    const start = performance.now();
    for (;;) {
      const size = this.#native.take(reader.bytes);
      if (size === 0) return;
      if (size < 0) {
        reader.grow(-size);
        continue;
      }
      if (!this.#deliver(size)) return;
      if (performance.now() - start > TURN) {
        setImmediate(this.#drain);
        return;
      }
    }
  };

  /** False: the socket is gone. */
  #deliver(size: number): boolean {
    for (let next = 0; next < size;) {
      reader.at = next;
      const end = (next += reader.u32());
      const kind = reader.u8();
      const table = reader.u8();
      const flags = reader.u8();
      reader.at++;
      const id = reader.u32();
      if (kind === Item.closed) {
        this.#end();
        return false;
      }
      if (id === 0) this.#socketItem(kind, end);
      else this.#receiverItem(id, kind, table, flags, end);
    }
    return true;
  }

  #socketItem(kind: number, end: number): void {
    if (kind === Item.opened) {
      this.#opened.resolve();
      return;
    }
    const failure = readFailure(end);
    this.#opened.reject(new NetlinkError(failure, "open socket"));
    this.#closed = true;
    this.hold();
    this.#fail((operation) => new NetlinkError(failure, operation));
  }

  #receiverItem(id: number, kind: number, table: number, flags: number, end: number): void {
    const receiver = this.#receivers.get(id);
    if (!receiver) return; // cancelled
    switch (kind) {
      case Item.records:
        receiver.objects?.(this.#objects(table, end));
        break;
      case Item.present:
      case Item.gone:
        for (const object of this.#objects(table, end)) {
          receiver.event?.(kind === Item.gone ? "gone" : "present", table, object, flags);
        }
        break;
      case Item.doubt:
        receiver.doubt?.();
        break;
      case Item.overrun:
        receiver.overrun?.();
        break;
      case Item.subscribed:
        receiver.subscribed?.();
        break;
      case Item.done:
        this.#forget(id);
        if (end > reader.at) warn(receiver.operation, end);
        receiver.done?.((flags & INTERRUPTED) !== 0);
        break;
      case Item.failed:
        this.#forget(id);
        receiver.failed(new NetlinkError(readFailure(end), receiver.operation));
        break;
    }
  }

  #objects(table: number, end: number): PlainObject[] {
    const decode = this.#decoders[table];
    const objects: PlainObject[] = [];
    while (decode && reader.at < end) {
      const next = reader.u32() + reader.at;
      objects.push(decode(reader));
      reader.at = next;
    }
    return objects;
  }

  #forget(id: number): void {
    if (this.#receivers.delete(id)) this.release();
  }

  #fail(error: (operation: string) => NetlinkError): void {
    this.#opened.reject(error("open socket"));
    for (const [id, receiver] of [...this.#receivers]) {
      this.#forget(id);
      receiver.failed(error(receiver.operation));
    }
  }

  #end(): void {
    this.#native.join();
    this.#ended.resolve();
    this.release();
  }
}

function readFailure(end: number): Failure {
  return JSON.parse(reader.bytes.toString("utf8", reader.at, end)) as Failure;
}

/** What the kernel has to say although it did what it was asked. */
function warn(operation: string, end: number): void {
  process.emitWarning(
    `${operation}: ${reader.bytes.toString("utf8", reader.at, end)}`,
    "NetlinkWarning",
  );
}
