// Requests and dumps as promises and iterators, on top of a channel.
import { setTimeout as sleep } from "node:timers/promises";
import { Command, type Channel } from "./channel.js";
import { NetlinkError } from "./error.js";
import type { PlainObject } from "./records/decode.js";
import type { Writer } from "./records/writer.js";

export interface Waiting {
  /** Rejects with the signal's reason when it aborts. A request that has reached the kernel runs its course. */
  signal?: AbortSignal | undefined;
}

/** Calls `abort` when the signal aborts, until the returned function is called. */
export function onAbort(signal: AbortSignal | undefined, abort: () => void): () => void {
  if (!signal) return () => undefined;
  signal.addEventListener("abort", abort, { once: true });
  return () => {
    signal.removeEventListener("abort", abort);
  };
}

/** One request; resolves to the objects of the answer. */
export function request(
  channel: Channel,
  kind: Command,
  table: number,
  operation: string,
  { signal }: Waiting,
  write: (writer: Writer) => void,
): Promise<PlainObject[]> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let answer: PlainObject[] = [];
    let settle = (): void => undefined;
    const id = channel.start(
      kind,
      table,
      0,
      {
        operation,
        objects: (objects) => void (answer = objects),
        done: () => {
          settle();
          resolve(answer);
        },
        failed: (error) => {
          settle();
          reject(error);
        },
      },
      write,
    );
    settle = onAbort(signal, () => {
      channel.cancel(id);
      reject(signal?.reason as Error);
    });
  });
}

export interface DumpRequest {
  channel: Channel;
  table: number;
  flags: number;
  operation: string;
  write?: ((writer: Writer) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** The objects of one dump, batch by batch. Ending the iteration early ends the dump. */
export class Dump<T> implements AsyncIterableIterator<T> {
  /** Whether the kernel changed under the dump, so that objects may be missing or double; known at the end. */
  interrupted = false;
  readonly #request: DumpRequest;
  #id = 0;
  #batches: T[][] = [];
  #batch: T[] = [];
  #at = 0;
  #state: "new" | "running" | "ended" = "new";
  #error: unknown;
  #wake: (() => void) | undefined;
  #settle = (): void => undefined;

  constructor(request: DumpRequest) {
    this.#request = request;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The rest of the current batch and the next ones: all there is by now; undefined at the end. */
  async nextBatch(): Promise<T[] | undefined> {
    // What has been read already is not handed out either.
    this.#request.signal?.throwIfAborted();
    if (this.#state === "new") this.#start();
    while (this.#batches.length === 0) {
      if (this.#error !== undefined) throw this.#takeError();
      if (this.#state === "ended") return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#request.channel.consumed(this.#id);
    return this.#batches.shift();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    this.#request.signal?.throwIfAborted();
    while (this.#at === this.#batch.length) {
      const batch = await this.nextBatch();
      if (!batch) return { done: true, value: undefined };
      this.#batch = batch;
      this.#at = 0;
    }
    return { done: false, value: this.#batch[this.#at++] as T };
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#request.channel.cancel(this.#id);
    this.#end(undefined);
    this.#batches = [];
    this.#batch = [];
    this.#at = 0;
    return Promise.resolve({ done: true, value: undefined });
  }

  #start(): void {
    const { channel, table, flags, operation, signal, write } = this.#request;
    this.#state = "running";
    this.#id = channel.start(
      Command.dump,
      table,
      flags,
      {
        operation,
        objects: (objects) => {
          this.#batches.push(objects as T[]);
          this.#notify();
        },
        done: (interrupted) => {
          this.interrupted = interrupted;
          this.#end(undefined);
        },
        failed: (error) => {
          this.#end(error);
        },
      },
      write,
    );
    this.#settle = onAbort(signal, () => {
      channel.cancel(this.#id);
      this.#batches = [];
      this.#end(signal?.reason);
    });
  }

  #end(error: unknown): void {
    this.#state = "ended";
    this.#error = error;
    this.#settle();
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #takeError(): unknown {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }
}

const ATTEMPTS = 10;
/** Milliseconds before the second attempt; each further one waits twice as long, up to the longest. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 64;

/**
 * All objects of a dump. One that the kernel changed under (NLM_F_DUMP_INTR) is read again, ten times at most; then it
 * rejects with ERR_DUMP_INTERRUPTED, or resolves to what there is with `acceptPartial`.
 */
export async function readAll<T>(request: DumpRequest, acceptPartial = false): Promise<T[]> {
  for (
    let attempt = 1, pause = FIRST_PAUSE;
    ;
    attempt++, pause = Math.min(pause * 2, LONGEST_PAUSE)
  ) {
    const dump = new Dump<T>(request);
    const batches: T[][] = [];
    for (let batch = await dump.nextBatch(); batch; batch = await dump.nextBatch())
      batches.push(batch);
    const objects = (batches as unknown[][]).flat() as T[];
    if (!dump.interrupted || acceptPartial) return objects;
    if (attempt === ATTEMPTS) throw interruptedError(request.operation, objects);
    await sleep(pause);
    request.signal?.throwIfAborted();
  }
}

export function interruptedError(operation: string, partial?: readonly unknown[]): NetlinkError {
  const message =
    "the kernel's state changed while it was read; what was read may lack objects or have some twice";
  return new NetlinkError({ code: "ERR_DUMP_INTERRUPTED", message }, operation, undefined, partial);
}
