// All benchmarks by name, in the order in which they run. Each is a module in a folder of its subject.
import * as list from "./links/list.mjs";
import * as request from "./links/request.mjs";
import * as scale from "./links/scale.mjs";
import * as stall from "./links/stall.mjs";
import * as stream from "./links/stream.mjs";
import * as watch from "./links/watch.mjs";
import * as importing from "./process/import.mjs";
import * as memory from "./process/memory.mjs";
import * as transfer from "./transfer/transfer.mjs";

/** A benchmark exports `title` and `run()`, which resolves to rows as support/measure.mjs makes them. */
export const benchmarks = new Map(
  Object.entries({
    "links-list": list,
    "links-scale": scale,
    "links-stream": stream,
    "links-request": request,
    "links-stall": stall,
    "links-watch": watch,
    import: importing,
    memory,
    transfer,
  }),
);
