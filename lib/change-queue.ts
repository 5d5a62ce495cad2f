// The changes that one reader of a live cache has not fetched yet.
import type { Change, ObjectChange } from "./change.js";

/** From this many waiting changes on, those of one object are folded into one. */
const FOLD_FROM = 1024;

export class ChangeQueue<T extends object> implements AsyncIterableIterator<Change<T>> {
  readonly #key: (object: T) => unknown;
  readonly #differences: (before: T, after: T) => readonly (keyof T & string)[];
  readonly #left: () => void;
  readonly #signal: AbortSignal | undefined;
  readonly #abort = (): void => {
    this.end(this.#signal?.reason as Error);
  };
  #waiting: Change<T>[] = [];
  /** How many at the front are folded already. */
  #folded = 0;
  #ended = false;
  #error: unknown;
  #wake: (() => void) | undefined;

  /** `left` is called when the reader is done, however it came about. */
  constructor(
    key: (object: T) => unknown,
    differences: (before: T, after: T) => readonly (keyof T & string)[],
    left: () => void,
    signal: AbortSignal | undefined,
  ) {
    this.#key = key;
    this.#differences = differences;
    this.#left = left;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#abort, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(change: Change<T>): void {
    this.#waiting.push(change);
    if (this.#waiting.length >= FOLD_FROM && this.#waiting.length >= this.#folded * 2) this.#fold();
    this.#notify();
  }

  /** What waits can still be fetched; then the iteration ends, or rejects with the error. */
  end(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#left();
    this.#notify();
  }

  async next(): Promise<IteratorResult<Change<T>, undefined>> {
    for (;;) {
      const change = this.#waiting.shift();
      if (change) {
        this.#folded = Math.max(this.#folded - 1, 0);
        return { done: false, value: change };
      }
      if (this.#error !== undefined) {
        const error = this.#error;
        this.#error = undefined;
        throw error as Error;
      }
      if (this.#ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  return(): Promise<IteratorResult<Change<T>, undefined>> {
    this.end(undefined);
    this.#waiting = [];
    return Promise.resolve({ done: true, value: undefined });
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  /** One change an object, where it was first; several resyncs are one, after all of them. */
  #fold(): void {
    const byKey = new Map<unknown, ObjectChange<T>>();
    let resync: Change<T> | undefined;
    for (const change of this.#waiting) {
      if (change.action === "resync") {
        resync = change;
        continue;
      }
      const key = this.#key((change.after ?? change.before) as T);
      const earlier = byKey.get(key);
      const folded = this.#joined(
        earlier?.action === "add" ? undefined : (earlier ?? change).before,
        change.after,
      );
      if (folded) byKey.set(key, folded);
      else byKey.delete(key);
    }
    this.#waiting = [...byKey.values(), ...(resync ? [resync] : [])];
    this.#folded = this.#waiting.length;
  }

  #joined(before: T | undefined, after: T | undefined): ObjectChange<T> | undefined {
    if (before && after) {
      const changed = this.#differences(before, after);
      return changed.length > 0 ? { action: "change", before, after, changed } : undefined;
    }
    if (after) return { action: "add", after, changed: [] };
    return before && { action: "remove", before, changed: [] };
  }
}
