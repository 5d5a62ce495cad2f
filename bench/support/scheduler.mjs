// What the kernel's scheduler tells of this thread.
import { Buffer } from "node:buffer";
import { openSync, readSync } from "node:fs";

const text = Buffer.alloc(128);
let file;

/** Milliseconds that this thread could have run and had no core; 0 where the kernel does not tell. */
export function waitedForCore() {
  try {
    file ??= openSync("/proc/thread-self/schedstat");
    const size = readSync(file, text, 0, text.length, 0);
    return Number(text.latin1Slice(0, size).split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}
