// Objects of a live cache that share their key: which they are, in the kernel's order, and what becomes of them.
import type { Key } from "./key.js";

/** What the kernel announced. */
export interface Announcement<T> {
  action: "present" | "gone";
  object: T;
  /** Of the kernel's message: NLM_F_REPLACE (1), NLM_F_EXCL (2), NLM_F_CREATE (4), NLM_F_APPEND (8). */
  flags: number;
}

/** What an announcement leaves of the objects with its key; undefined where that cannot be told without a look. */
export type Follow<T> = (
  twins: readonly T[],
  announcement: Announcement<T>,
) => readonly T[] | undefined;

/**
 * The objects of one key. The first has the key itself as its identity, and where there are more, each of them has one of
 * its own, which it hands on to what takes its place.
 */
export class Twins<T extends object> {
  readonly #objects: Map<Key, T>;
  /** Only of keys with other than one object of that identity. */
  readonly #lists = new Map<Key, readonly T[]>();
  readonly #identities = new WeakMap<T, Key>();
  #count = 0;

  constructor(objects: Map<Key, T>) {
    this.#objects = objects;
  }

  /** The objects with that key, in the kernel's order. */
  of(key: Key): readonly T[] {
    const list = this.#lists.get(key);
    if (list) return list;
    const only = this.#objects.get(key);
    return only ? [only] : [];
  }

  identity(object: T, key: Key): Key {
    return this.#identities.get(object) ?? key;
  }

  /** Takes the objects with that key for what there is; tells of each pair that is not the same object. */
  place(
    key: Key,
    after: readonly T[],
    same: (a: T, b: T) => boolean,
    report: (before: T | undefined, after: T | undefined) => void,
  ): void {
    const left = [...this.of(key)];
    const take = (index: number): T | undefined =>
      index < 0 ? undefined : left.splice(index, 1)[0];
    const pairs = after.map((object) => ({ object, before: take(left.indexOf(object)) }));
    for (const pair of pairs) pair.before ??= take(left.findIndex((one) => same(one, pair.object)));
    // What is left gives its place to what is new, in order.
    for (const pair of pairs) pair.before ??= left.shift();
    for (const object of left) {
      this.#objects.delete(this.identity(object, key));
      report(object, undefined);
    }
    for (const pair of pairs) {
      const identity = pair.before ? this.identity(pair.before, key) : this.#newIdentity(key);
      if (identity !== key) this.#identities.set(pair.object, identity);
      this.#objects.set(identity, pair.object);
      report(pair.before, pair.object);
    }
    const [first] = after;
    const plain =
      after.length === 0 || (after.length === 1 && first && !this.#identities.has(first));
    if (plain) this.#lists.delete(key);
    else this.#lists.set(key, after);
  }

  #newIdentity(key: Key): Key {
    return this.#objects.has(key) ? `${String(key)} #${String(++this.#count)}` : key;
  }
}
