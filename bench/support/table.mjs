// Prints the rows of a benchmark as a table.
import Table from "cli-table3";

const HEAD = ["", "median", "quartiles", "first against it", "to reach"];

/** A row may have `more` columns of its own: { heading: text }. */
export function printTable(rows) {
  const more = Object.keys(rows.find((row) => row.more)?.more ?? {});
  const table = new Table({
    head: [...HEAD, ...more],
    colAligns: ["left", "right", "right", "right", "left", ...more.map(() => "right")],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const content = `skipped: ${row.skipped}`;
    if (row.skipped) table.push([row.name, { colSpan: HEAD.length - 1 + more.length, content }]);
    else table.push([...cells(row), ...more.map((heading) => row.more?.[heading] ?? "")]);
  }
  console.log(table.toString());
}

function cells({ name, unit, median, low, high, ratio, reach }) {
  return [
    name,
    `${figure(median)} ${unit}`,
    `${figure(low)} – ${figure(high)}`,
    ratio === undefined ? "" : against(ratio),
    reach ? `${reach.text}: ${reach.met ? "yes" : "NO"}` : "",
  ];
}

function against(ratio) {
  return ratio >= 1 ? `${ratio.toFixed(2)}× its time` : `${(1 / ratio).toFixed(2)}× faster`;
}

function figure(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
