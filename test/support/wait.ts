// Waiting for what comes about by itself.
import { setTimeout as sleep } from "node:timers/promises";

const LIMIT = 10_000;
const PAUSE = 5;

/** Resolves to the condition's first result that is neither undefined nor false; throws after ten seconds. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  what: string,
): Promise<Exclude<T, undefined | false>> {
  const end = performance.now() + LIMIT;
  for (;;) {
    const result = await condition();
    if (result !== undefined && result !== false) return result as Exclude<T, undefined | false>;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(PAUSE);
  }
}
