// Runs one benchmark in this process and sends its rows to the one that forked it.
import { benchmarks } from "../registry.mjs";

const rows = await benchmarks.get(process.argv[2]).run();
// Some peers leave sockets open that would keep the process alive.
process.send(rows, () => process.exit(0));
