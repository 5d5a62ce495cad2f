// Builds and loads the addon of this benchmark alone, which makes objects through N-API.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, quiet, root } from "../../scripts/support/run.mjs";

const folder = dirname(fileURLToPath(import.meta.url));

/** Compiles what has changed. Resolves with why it could not be built, if so. */
export async function buildAddon() {
  const prefix = resolve(dirname(process.execPath), "..");
  const headers = existsSync(resolve(prefix, "include/node/node_api.h"))
    ? [`--nodedir=${prefix}`]
    : [];
  try {
    for (const command of ["configure", "build"]) {
      const gyp = resolve(root, "node_modules/.bin/node-gyp");
      await quiet(gyp, [command, `--directory=${folder}`, ...headers]);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return "node-gyp cannot build it here";
  }
}

/** A format: `how` properties are set. */
export function makeAddon(how) {
  return ({ description, record, pieces }) => {
    const require = createRequire(import.meta.url);
    const { Decoder } = require("./build/Release/objects.node");
    const decoder = new Decoder(description, record, how);
    return () => pieces.map((piece) => decoder.decode(piece));
  };
}
