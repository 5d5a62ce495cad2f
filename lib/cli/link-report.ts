// What a watch of links prints: the links as they are, then a line for each change.
import type { Change, Link } from "../index.js";
import { describeChanges } from "./change-lines.js";
import { kindOf, lowerOf } from "./link-columns.js";
import { LinkNames } from "./link-names.js";
import { linkSummary, linkTable, linkTitle } from "./link-text.js";
import { toJson, type Output } from "./output.js";
import { tableProperties } from "./schema.js";

/** "12:03:04.123", on the clock of whoever looks. */
export function clock(time: Date): string {
  const two = (part: number): string => part.toString().padStart(2, "0");
  const hours = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  return `${hours}.${time.getMilliseconds().toString().padStart(3, "0")}`;
}

type Target = Pick<Output, "json" | "terminal" | "colours" | "width" | "line" | "lines">;

export class LinkReport {
  readonly #output: Target;
  readonly #names = new LinkNames();

  constructor(output: Target) {
    this.#output = output;
  }

  list(links: readonly Link[]): void {
    const output = this.#output;
    if (output.json) {
      this.#json("list", { links });
      return;
    }
    for (const link of links) this.#names.set(link);
    output.lines(linkTable(links, output));
    if (output.terminal) output.lines(["", output.colours.dim("waiting for changes, Ctrl-C ends")]);
  }

  change(change: Change<Link>): void {
    const { json, colours } = this.#output;
    if (json) {
      const { action, ...rest } = change;
      this.#json(action, rest);
      return;
    }
    this.#output.line(`${colours.dim(clock(new Date()))} ${this.line(change)}`);
  }

  /** The text of a change, without the time; follows the names of the links. */
  line(change: Change<Link>): string {
    const { colours } = this.#output;
    switch (change.action) {
      case "resync":
        return colours.yellow(
          "! resync: events were lost (overrun); all links were read again, the lines above tell what differed",
        );
      case "add":
        this.#names.set(change.after);
        return this.#addition(change.after);
      case "change":
        return this.#difference(change);
      case "remove":
        this.#names.delete(change.before);
        return `${colours.red("-")} ${linkTitle(change.before, colours)} (${kindOf(change.before)})`;
    }
  }

  #addition(link: Link): string {
    const { colours } = this.#output;
    const title = linkTitle(link, colours) + colours.dim(lowerOf(link, this.#names));
    const summary = linkSummary(link, this.#names, colours);
    return `${colours.green("+")} ${title} (${kindOf(link)}) ${summary}`;
  }

  #difference({ before, after, changed }: Extract<Change<Link>, { action: "change" }>): string {
    const { colours } = this.#output;
    this.#names.set(after);
    const changes = describeChanges(tableProperties("link"), {
      before: { ...before },
      after: { ...after },
      namers: { before: this.#names.namer(before), after: this.#names.namer(after) },
      colours,
    });
    // Should there be no words for a change, its property at least is named.
    const words = changes.length > 0 ? changes : changed;
    return `${linkTitle(before, colours)} ${words.join(", ")}`;
  }

  #json(action: string, rest: object): void {
    const time = new Date().toISOString();
    this.#output.line(toJson({ action, time, object: "link", ...rest }));
  }
}
