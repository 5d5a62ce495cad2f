// One format in a process of its own: is sent a sample first, then decodes all of it whenever it is asked to.
import { Buffer } from "node:buffer";
import { waitedForCore } from "../support/scheduler.mjs";
import { formats } from "./formats.mjs";

let decode;

function heapUsed() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const answers = {
  round: () => {
    const start = performance.now() - waitedForCore();
    const all = decode();
    const spent = performance.now() - waitedForCore() - start;
    return (spent * 1e6) / all.reduce((sum, { length }) => sum + length, 0);
  },
  heap: () => {
    // Warm, so that code and what the first rounds leave behind are not counted.
    for (let i = 0; i < 20; i++) decode();
    const before = heapUsed();
    const kept = Array.from({ length: 10 }, decode).flat();
    const grown = heapUsed() - before;
    return grown / kept.reduce((sum, { length }) => sum + length, 0);
  },
};

process.on("message", async (message) => {
  if (typeof message === "string") {
    process.send(answers[message]());
    return;
  }
  decode = await prepare(message);
  process.send("ready");
});

/** The sample's pieces came as Uint8Arrays of a shared buffer each; a format that decodes wrongly is not measured. */
async function prepare(sample) {
  const pieces = sample.pieces.map((piece) => Buffer.from(piece));
  const made = await formats[process.argv[2]].make({ ...sample, pieces });
  if (JSON.stringify(made().flat()) !== sample.expected) throw new Error("decoded wrongly");
  return made;
}
