// Compares objects regardless of their order, and live caches with fresh lists.
import { expect } from "vitest";
import { waitFor } from "./wait.js";

/** The objects in an order of their own, without the properties that change by themselves. */
export function sorted(objects: Iterable<object>, without: readonly string[] = []): string[] {
  const write = (key: string, value: unknown): unknown => {
    if (without.includes(key)) return undefined;
    return typeof value === "bigint" ? `${value.toString()}n` : value;
  };
  const inOrder = (object: object): object =>
    Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...objects].map((object) => JSON.stringify(inOrder(object), write)).sort();
}

/** Waits until the cache has what a fresh list has. */
export async function becomesEqual<T extends object>(
  cache: { values(): Iterable<T> },
  list: () => Promise<T[]>,
  without: readonly string[] = [],
): Promise<void> {
  await waitFor(async () => {
    const fresh = sorted(await list(), without);
    return JSON.stringify(sorted(cache.values(), without)) === JSON.stringify(fresh);
  }, "the cache equals a fresh list").catch(async () => {
    expect(sorted(cache.values(), without)).toEqual(sorted(await list(), without));
  });
}

/** Numbers from 0 up to `limit`, the same ones for the same seed. */
export function randomly(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
