// Counters, what was received and what was sent side by side.
import type { Colours } from "./output.js";
import type { PlainObject } from "./schema.js";
import { alignRows, columnWidths } from "./table.js";
import { formatBytes, formatCount } from "./values.js";

type Way = "rx" | "tx";

/** Counters that hold for one direction only, and whose names do not say which. */
const oneWay: Readonly<Record<string, Way>> = { multicast: "rx", collisions: "tx" };

/** Shown although they are 0. */
const always = ["bytes", "packets", "errors", "dropped"];

function format(name: string, count: number | undefined): string {
  if (count === undefined) return "";
  const exact = formatCount(count);
  return name === "bytes" && count >= 1000 ? `${exact} (${formatBytes(count)})` : exact;
}

/** One line for "rxBytes" and "txBytes"; those that are 0 in both directions are told in a word. */
export function counterLines(counters: PlainObject, { dim }: Colours): string[] {
  const rows = new Map<string, Partial<Record<Way, number>>>(always.map((name) => [name, {}]));
  for (const [name, count] of Object.entries(counters)) {
    const [, way = oneWay[name] ?? "rx", rest = name] = /^(rx|tx)([A-Z].*)$/.exec(name) ?? [];
    const title = rest.charAt(0).toLowerCase() + rest.slice(1);
    rows.set(title, { ...rows.get(title), [way]: count });
  }
  const shown = [...rows].filter(([name, { rx, tx }]) => rx || tx || always.includes(name));
  const titles = ["", dim("received"), dim("sent")];
  const cells = shown.map(([name, { rx, tx }]) => [dim(name), format(name, rx), format(name, tx)]);
  const table = [titles, ...cells];
  const lines = alignRows(table, columnWidths(table), ["left", "right", "right"]);
  return shown.length < rows.size ? [...lines, dim("all others 0")] : lines;
}
