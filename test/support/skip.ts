// Tests that this kernel cannot run: they say so by name, and count as skipped, never as passed.
import type { TestContext } from "vitest";

/**
 * Goes on where `supported` holds; else prints the test's name and the reason, and skips the test. With LIBNL_NO_SKIP=1,
 * for a kernel that has everything, it fails instead.
 */
export function skipUnless(
  { task, skip }: TestContext,
  supported: boolean,
  reason: string,
): asserts supported {
  if (supported) return;
  if (process.env.LIBNL_NO_SKIP === "1") throw new Error(`must not be skipped: ${reason}`);
  console.log(`skipped: ${task.name}: ${reason}`);
  skip(reason);
}
