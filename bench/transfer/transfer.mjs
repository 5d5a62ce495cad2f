// The ways in which objects can come from the addon's I/O thread: what each costs the JavaScript thread for an object.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { interleaved } from "../support/measure.mjs";
import { needLinks } from "../support/namespace.mjs";
import { buildAddon } from "./addon.mjs";
import { samples } from "./samples.mjs";
import { formats } from "./formats.mjs";

const LINKS = 2000;

export const title =
  "transfer formats: nanoseconds of the JavaScript thread for an object, and bytes of heap";

export async function run() {
  await needLinks(LINKS);
  const unbuilt = await buildAddon();
  const rows = [];
  for (const sample of await samples()) rows.push(...(await compare(sample, unbuilt)));
  return rows;
}

async function compare(sample, unbuilt) {
  const cases = [];
  const heap = new Map();
  for (const [name, { title, native }] of Object.entries(formats)) {
    const label = `${sample.title}: ${title}`;
    if (native && unbuilt) {
      cases.push({ name: label, skipped: unbuilt });
      continue;
    }
    const { request, child } = await format(name, sample);
    heap.set(label, { child, bytes: await request("heap") });
    cases.push({ name: label, run: () => request("round") });
  }
  const rows = await interleaved(cases, { rounds: 60, warmup: 20, unit: "ns" });
  for (const { child } of heap.values()) child.kill();
  return rows.map((row) => annotated(row, heap.get(row.name), sample));
}

/** What an object costs, of its time also for each property, counting those of nested objects. */
function annotated(row, measured, { properties }) {
  if (!measured) return row;
  const more = {
    "a property": `${(row.median / properties).toFixed(1)} ns`,
    heap: `${measured.bytes.toFixed(0)} B`,
  };
  return { ...row, more };
}

/**
 * A format in a process of its own: V8 would make the objects of one faster or slower by what it learnt from another.
 */
async function format(name, sample) {
  const child = fork(fileURLToPath(new URL("child.mjs", import.meta.url)), [name], {
    execArgv: ["--expose-gc"],
    serialization: "advanced",
  });
  const request = async (what) => {
    child.send(what);
    return (await once(child, "message"))[0];
  };
  await request(sample);
  return { child, request };
}
