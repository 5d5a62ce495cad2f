// `npm start`: sets up what is missing, then shows this host's network events as they happen.
import { resolve } from "node:path";
import { setUp } from "./setup.mjs";
import { main, root } from "./support/run.mjs";

await main(async () => {
  await setUp();
  const cli = resolve(root, "dist/cli.js");
  // In this very process, so that signals, the terminal and the exit code are the command line's own.
  process.argv.splice(1, 1, cli, "watch");
  await import(cli);
});
