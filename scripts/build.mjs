// Builds the parts that are named: "native" (flags such as --sanitize=1 go to node-gyp) and "ts".
import { buildNative, buildTypeScript, prepare } from "./setup.mjs";
import { main } from "./support/run.mjs";

await main(async () => {
  const words = process.argv.slice(2);
  if (words.includes("native")) {
    await prepare();
    await buildNative(words.filter((word) => word.startsWith("-")));
  }
  if (words.includes("ts")) await buildTypeScript();
});
