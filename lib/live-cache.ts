// A copy of the kernel's objects that follows it: dump and events joined without a gap, repaired after a loss.
import { Command } from "./channel.js";
import { closedError, type NetlinkError } from "./error.js";
import { differences } from "./records/compare.js";
import type { PlainObject } from "./records/decode.js";
import { description, entry } from "./records/description.js";
import { onAbort, readAll, type DumpRequest, type Waiting } from "./requests.js";
import type { Change, Resync } from "./change.js";
import { ChangeQueue } from "./change-queue.js";
import { keyOf, type Key } from "./key.js";
import { Twins, type Announcement, type Follow } from "./twins.js";

/** Where a live cache takes its objects from. */
export interface Source<T> extends DumpRequest {
  /** For objects of which several may have the same key. */
  twins?: {
    follow: Follow<T>;
    same: (a: T, b: T) => boolean;
  };
  /** What tells one object from another, where the table's key does not. */
  keyOf?: (object: object) => Key;
  /** Whether an event of that object tells that others may have changed without a word: all are read again then. */
  disturbs?: (object: T) => boolean;
  /** For objects that change without a word from the kernel. */
  unannounced?: {
    applies(object: T): boolean;
    fetch(object: T): Promise<T>;
  };
}

type Event<T> = Announcement<T>;

/** Milliseconds from a loss to the dump that repairs it, and between two dumps: a storm of losses costs few of them. */
const RESYNC_PAUSE = 100;

/**
 * Milliseconds between two looks at the objects that change unannounced, and how many times longer than a look the pause
 * after it is at least: it costs 2 % of the time at most.
 */
const LOOK_PAUSE = 100;
const LOOK_SHARE = 50;
/** The same of reading all objects again because some may have gone unannounced. */
const DOUBT_SHARE = 10;

/**
 * What the kernel has, as it was when its last event arrived.
 *
 * After a burst it is equal to the kernel again once its events have been worked off, also when some were lost: then
 * {@link synced} is false until all objects have been read again.
 */
export class LiveCache<T extends object> implements AsyncDisposable {
  readonly #source: Source<T>;
  readonly #objects = new Map<Key, T>();
  readonly #twins = new Twins<T>(this.#objects);
  readonly #keyOf: (object: object) => Key;
  readonly #readers = new Set<ChangeQueue<T>>();
  readonly #differences: (before: PlainObject, after: PlainObject) => string[];
  #id = 0;
  /** Events that arrived while the objects are being read; undefined: events are applied as they come. */
  #held: Event<T>[] | undefined = [];
  #synced = false;
  #lost = false;
  #error: NetlinkError | undefined;
  #closed = false;
  #look: NodeJS.Timeout | undefined;
  #lookPause = LOOK_PAUSE;
  /** Milliseconds that the last reading of all objects took. */
  #readTime = 0;

  private constructor(source: Source<T>) {
    this.#source = source;
    const table = entry(description().tables, source.table);
    this.#differences = differences(table.record);
    this.#keyOf = source.keyOf ?? keyOf(table);
  }

  /** @internal */
  static async open<T extends object>(source: Source<T>): Promise<LiveCache<T>> {
    source.signal?.throwIfAborted();
    const cache = new LiveCache<T>(source);
    try {
      await cache.#subscribe();
      await cache.#read(source.signal);
      return cache;
    } catch (error) {
      await cache.close();
      throw error;
    }
  }

  /** Whether the cache follows the kernel without a loss that has not been repaired yet. */
  get synced(): boolean {
    return this.#synced && !this.#closed;
  }

  get size(): number {
    this.#check();
    return this.#objects.size;
  }

  /** The object with that key, as of now: a link's index, or the properties that tell one object from another. */
  get(key: number | object): T | undefined {
    this.#check();
    return this.#objects.get(typeof key === "object" ? this.#keyOf(key) : key);
  }

  /** The first object for which the predicate holds. */
  find(predicate: (object: T) => boolean): T | undefined {
    this.#check();
    for (const object of this.#objects.values()) if (predicate(object)) return object;
    return undefined;
  }

  /** All objects, in the order in which they came to the cache. */
  values(): IterableIterator<T> {
    this.#check();
    return this.#objects.values();
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.values();
  }

  /**
   * The changes from now on, in the kernel's order; any number of readers may iterate at once. The changes of an object
   * that a slow reader has not fetched are folded into one each, so that no reader costs more memory than its objects.
   * The iteration ends when the cache is closed, and rejects when its socket is, or when the signal aborts.
   */
  changes({ signal }: Waiting = {}): AsyncIterableIterator<Change<T>> {
    this.#check();
    signal?.throwIfAborted();
    const queue = new ChangeQueue<T>(
      (object) => this.#twins.identity(object, this.#keyOf(object)),
      (before, after) => this.#changed(before, after),
      () => {
        this.#readers.delete(queue);
      },
      signal,
    );
    this.#readers.add(queue);
    return queue;
  }

  /** Ends the watch and every iteration of its changes. */
  close(): Promise<void> {
    this.#end(undefined);
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #check(): void {
    if (this.#error) throw this.#error;
    if (this.#closed) throw closedError(this.#source.operation);
  }

  #subscribe(): Promise<void> {
    const { channel, table, operation, signal } = this.#source;
    return new Promise((resolve, reject) => {
      const settle = onAbort(signal, () => {
        reject(signal?.reason as Error);
      });
      this.#id = channel.start(
        Command.subscribe,
        table,
        0,
        {
          operation,
          subscribed: () => {
            settle();
            resolve();
          },
          event: (action, _table, object, flags) => {
            this.#event({ action, object: object as T, flags });
          },
          doubt: () => {
            this.#doubt();
          },
          overrun: () => {
            this.#overrun();
          },
          failed: (error) => {
            settle();
            reject(error);
            this.#end(error);
          },
        },
        (writer) => {
          writer.u8(table);
        },
      );
    });
  }

  #event(event: Event<T>): void {
    if (this.#held) this.#held.push(event);
    else this.#apply(event);
    if (this.#source.disturbs?.(event.object)) this.#doubt();
  }

  #apply(event: Event<T>): void {
    const { action, object } = event;
    const key = this.#keyOf(object);
    const { twins } = this.#source;
    if (twins) {
      const after = twins.follow(this.#twins.of(key), event);
      if (after) this.#place(key, after);
      else this.#doubt();
      return;
    }
    const before = this.#objects.get(key);
    if (action === "gone") {
      if (!before) return;
      this.#objects.delete(key);
      this.#report({ action: "remove", before, changed: [] });
      return;
    }
    this.#objects.set(key, object);
    this.#lookLater(object);
    if (!before) {
      this.#report({ action: "add", after: object, changed: [] });
      return;
    }
    const changed = this.#changed(before, object);
    if (changed.length > 0) this.#report({ action: "change", before, after: object, changed });
  }

  #place(key: Key, after: readonly T[]): void {
    const { twins } = this.#source;
    if (!twins) return;
    this.#twins.place(key, after, twins.same, (before, object) => {
      if (before === object) return;
      if (!before) this.#report({ action: "add", after: object as T, changed: [] });
      else if (!object) this.#report({ action: "remove", before, changed: [] });
      else {
        const changed = this.#changed(before, object);
        if (changed.length > 0) this.#report({ action: "change", before, after: object, changed });
      }
    });
  }

  #changed(before: T, after: T): (keyof T & string)[] {
    return this.#differences(before as PlainObject, after as PlainObject) as (keyof T & string)[];
  }

  #report(change: Change<T>): void {
    for (const reader of this.#readers) reader.push(change);
  }

  #lookLater(object: T): void {
    if (this.#look || this.#closed || !this.#source.unannounced?.applies(object)) return;
    this.#look = setTimeout(() => void this.#lookAtUnannounced(), this.#lookPause);
  }

  /** Asks for each object that changes unannounced; goes on as long as there is one. */
  async #lookAtUnannounced(): Promise<void> {
    const { unannounced } = this.#source;
    if (!unannounced) return;
    const start = performance.now();
    const looks = [...this.#objects.values()].filter((object) => unannounced.applies(object));
    const found = await Promise.allSettled(looks.map((object) => unannounced.fetch(object)));
    this.#lookPause = Math.max(LOOK_PAUSE, LOOK_SHARE * (performance.now() - start));
    this.#look = undefined;
    // One that is gone, or a socket that is closed, is told elsewhere; what came by event meanwhile is no older.
    for (const [i, look] of found.entries()) {
      const before = looks[i] as T;
      if (look.status === "fulfilled" && this.#objects.get(this.#keyOf(before)) === before) {
        this.#event({ action: "present", object: look.value, flags: 0 });
      }
      this.#lookLater(before);
    }
  }

  #overrun(): void {
    this.#lost = true;
    // While the objects are being read, the reader sees to it.
    if (this.#synced) void this.#resync("overrun");
  }

  /** Something may have changed unannounced: all objects are read again, and the differences reported as changes. */
  #doubt(): void {
    this.#lost = true;
    if (this.#synced) void this.#resync(undefined);
  }

  #settleDoubt(): void {
    if (this.#lost && !this.#closed) void this.#resync(undefined);
  }

  /** Reads all objects again, which is reported where there is a reason that concerns who reads the changes. */
  async #resync(reason?: Resync["reason"]): Promise<void> {
    this.#synced = false;
    this.#held = [];
    try {
      // Losses seldom come alone: one dump after the storm does for all of them.
      await this.#pause();
      await this.#read(undefined);
      if (reason && !this.#closed) this.#report({ action: "resync", reason });
    } catch (error) {
      this.#end(error as NetlinkError);
    }
  }

  /** Reads all objects, reports what differs from the cache, then applies the events that came meanwhile. */
  async #read(signal: AbortSignal | undefined): Promise<void> {
    do {
      this.#lost = false;
      // What came before the dump began is in the dump.
      this.#held = [];
      const start = performance.now();
      const objects = await readAll<T>({ ...this.#source, signal });
      this.#readTime = performance.now() - start;
      if (this.#source.twins) this.#takeTwins(objects);
      else this.#take(objects);
      if (this.#mustRepeat) await this.#pause();
    } while (this.#mustRepeat);
    const held = this.#held;
    this.#held = undefined;
    for (const event of held) this.#apply(event);
    this.#synced = true;
    // What came meanwhile left a doubt.
    this.#settleDoubt();
  }

  #take(objects: readonly T[]): void {
    const fresh = new Map(objects.map((object) => [this.#keyOf(object), object]));
    for (const [key, object] of [...this.#objects])
      if (!fresh.has(key)) this.#apply({ action: "gone", object, flags: 0 });
    for (const object of fresh.values()) this.#apply({ action: "present", object, flags: 0 });
  }

  #takeTwins(objects: readonly T[]): void {
    const fresh = new Map<Key, T[]>();
    for (const object of objects) {
      const key = this.#keyOf(object);
      const list = fresh.get(key);
      if (list) list.push(object);
      else fresh.set(key, [object]);
    }
    for (const object of [...this.#objects.values()]) {
      const key = this.#keyOf(object);
      if (!fresh.has(key)) this.#place(key, []);
    }
    for (const [key, list] of fresh) this.#place(key, list);
  }

  /** Events were lost, or told of more than themselves, while the objects were being read. */
  get #mustRepeat(): boolean {
    return this.#lost && !this.#closed;
  }

  async #pause(): Promise<void> {
    const pause = Math.max(RESYNC_PAUSE, DOUBT_SHARE * this.#readTime);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }

  #end(error: NetlinkError | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#look);
    this.#error = error;
    this.#source.channel.cancel(this.#id);
    this.#objects.clear();
    for (const reader of [...this.#readers]) reader.end(error);
  }
}
