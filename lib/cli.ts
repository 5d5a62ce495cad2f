#!/usr/bin/env node
// The command `libnl`: runs when it is imported, whoever imports it.
import { run } from "./cli/program.js";

await run(process.argv);
