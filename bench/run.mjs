// `npm run bench [-- --json] [-- NAME…]`: measures the package beside its peers, in a network namespace of its own.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setUp } from "../scripts/setup.mjs";
import { Failure, main } from "../scripts/support/run.mjs";
import { benchmarks } from "./registry.mjs";
import { machine } from "./support/machine.mjs";
import { enterNamespace, insideNamespace } from "./support/namespace.mjs";
import { printTable } from "./support/table.mjs";

const options = { json: { type: "boolean" }, help: { type: "boolean" } };

await main(async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return help();
  const unknown = positionals.find((name) => !benchmarks.has(name));
  if (unknown) {
    throw new Failure(`no benchmark is called ${unknown}; there are ${names().join(", ")}`);
  }
  if (!insideNamespace()) {
    // What setting up has to say is not for who reads the figures.
    if (values.json) console.log = console.error;
    await setUp({ tests: true });
    return enterNamespace();
  }
  await measureAll(positionals.length > 0 ? positionals : names(), values.json);
});

function names() {
  return [...benchmarks.keys()];
}

function help() {
  console.log("npm run bench [-- --json] [-- NAME…]\n");
  for (const [name, { title }] of benchmarks) console.log(`  ${name.padEnd(10)} ${title}`);
}

async function measureAll(wanted, json) {
  const results = [];
  if (!json) console.log(await machine());
  for (const name of wanted) {
    if (!json) console.log(`\n${benchmarks.get(name).title} …`);
    const rows = await measure(name);
    results.push({ name, title: benchmarks.get(name).title, rows });
    if (!json) printTable(rows);
  }
  if (json) console.log(JSON.stringify({ machine: await machine(), benchmarks: results }, null, 2));
}

/** Every benchmark has a process of its own, so that none finds the heap and the optimizations of another. */
function measure(name) {
  const child = fork(fileURLToPath(new URL("support/child.mjs", import.meta.url)), [name], {
    execArgv: ["--expose-gc"],
  });
  return new Promise((resolve, reject) => {
    let rows;
    child.on("message", (message) => (rows = message));
    child.on("error", reject);
    child.on("exit", (code) => {
      if (rows && code === 0) resolve(rows);
      else reject(new Failure(`the benchmark ${name} failed`));
    });
  });
}
