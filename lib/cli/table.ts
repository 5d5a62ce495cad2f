// Tables without borders, cut to the width of the terminal.
import cliTruncate from "cli-truncate";
import stringWidth from "string-width";
import { getBorderCharacters, table } from "table";
import type { Colours } from "./output.js";

export interface Column<T> {
  title: string;
  /** The text of an object's cell, without colours; a column of nothing but "" is left out. */
  text: (object: T) => string;
  /** Colours that text, or what of it has room. */
  paint?: (text: string, object: T) => string;
  align?: "left" | "right";
  /** Who gives way when there is no room: the highest number first; absent: never. Equal ones go together. */
  yields?: number;
  /** May be cut to this many characters. Absent: the column is whole or gone. */
  minimum?: number;
  /** Stays, however narrow the terminal. */
  stays?: boolean;
}

const GAP = "  ";

/** The columns of the terminal that each column of these rows takes. */
export function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, stringWidth(cell));
  }
  return widths;
}

/** Aligned lines; a cell that is longer than its column has been cut before. */
export function alignRows(
  rows: readonly (readonly string[])[],
  widths: readonly number[] = columnWidths(rows),
  aligns: readonly ("left" | "right" | undefined)[] = [],
): string[] {
  if (rows.length === 0) return [];
  const whole = rows.map((row) => widths.map((_, i) => row[i] ?? ""));
  const text = table(whole, {
    border: getBorderCharacters("void"),
    columnDefault: { paddingLeft: 0, paddingRight: GAP.length },
    columns: widths.map((width, i) => ({
      width: Math.max(width, 1),
      alignment: aligns[i] ?? "left",
    })),
    drawHorizontalLine: () => false,
  });
  return text.split("\n", rows.length).map((line) => line.trimEnd());
}

/** What a row of columns of those widths takes. */
export function totalWidth(widths: readonly number[]): number {
  const shown = widths.filter((width) => width > 0);
  return shown.reduce((sum, width) => sum + width, GAP.length * (shown.length - 1));
}

/** The widths that fit, 0 for a column that has to go. */
export function fitColumns(
  columns: readonly Pick<Column<never>, "yields" | "minimum" | "stays">[],
  natural: readonly number[],
  available: number,
): number[] {
  const widths = [...natural];
  const yielding = columns
    .map(({ yields = -1, minimum, stays = false }, i) => ({ i, yields, minimum, stays }))
    .filter(({ yields }) => yields >= 0)
    .sort((a, b) => b.yields - a.yields);
  let gone: number | undefined;
  for (const { i, yields, minimum, stays } of yielding) {
    const width = widths[i] ?? 0;
    const wanted = width - (totalWidth(widths) - available);
    if (wanted >= width && yields !== gone) break;
    const least = Math.min(minimum ?? width, width);
    if (yields !== gone && wanted >= least) {
      widths[i] = wanted;
    } else if (stays) {
      widths[i] = least;
    } else {
      widths[i] = 0;
      gone = yields;
    }
  }
  return widths;
}

/** A table with a line of titles, no line of it longer than `width` as far as the columns can yield. */
export function renderTable<T>(
  columns: readonly Column<T>[],
  objects: readonly T[],
  width: number,
  colours: Colours,
): string[] {
  const filled = columns
    .map((column) => ({ column, texts: objects.map((object) => column.text(object)) }))
    .filter(({ texts }) => texts.some((text) => text !== ""));
  const natural = filled.map(({ column, texts }) =>
    Math.max(...columnWidths([column.title, ...texts].map((text) => [text]))),
  );
  const fitting = fitColumns(
    filled.map(({ column }) => column),
    natural,
    width,
  );
  const shown = filled.filter((_, i) => fitting[i] !== 0);
  const widths = fitting.filter((one) => one !== 0);
  const rows = objects.map((object, row) =>
    shown.map(({ column: { paint = String }, texts }, i) =>
      paint(cliTruncate(texts[row] ?? "", widths[i] ?? 0), object),
    ),
  );
  const titles = shown.map(({ column }, i) =>
    colours.bold(cliTruncate(column.title, widths[i] ?? 0)),
  );
  return alignRows(
    [titles, ...rows],
    widths,
    shown.map(({ column }) => column.align),
  );
}
