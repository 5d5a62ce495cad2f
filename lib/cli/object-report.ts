// What a watch of objects of one kind prints: the objects as they are, then a line for each change.
import type { Change } from "../index.js";
import { describeChanges } from "./change-lines.js";
import type { LinkNames } from "./link-names.js";
import type { Kind, Style } from "./objects/kind.js";
import { toJson, type Output } from "./output.js";
import { tableProperties, type PlainObject } from "./schema.js";
import { renderTable } from "./table.js";

/** "12:03:04.123", on the clock of whoever looks. */
export function clock(time: Date): string {
  const two = (part: number): string => part.toString().padStart(2, "0");
  const hours = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  return `${hours}.${time.getMilliseconds().toString().padStart(3, "0")}`;
}

export type Target = Pick<Output, "json" | "terminal" | "colours" | "width" | "line" | "lines">;

export interface ReportOptions<T> {
  kind: Kind<T>;
  names: LinkNames;
  /** Whether each line says what the object is. */
  mixed?: boolean;
  /** Tells the names of links that are not known yet. */
  learn?: (indexes: readonly number[]) => Promise<void>;
}

export class ObjectReport<T extends object> {
  readonly #output: Target;
  readonly #kind: Kind<T>;
  readonly #names: LinkNames;
  readonly #noun: string;
  readonly #options: ReportOptions<T>;

  constructor(output: Target, options: ReportOptions<T>) {
    this.#output = output;
    this.#options = options;
    this.#kind = options.kind;
    this.#names = options.names;
    this.#noun = options.mixed ? `${options.kind.noun} ` : "";
  }

  list(objects: readonly T[]): void {
    const output = this.#output;
    const { plural, columns, follow } = this.#kind;
    if (output.json) {
      this.#json("list", { [plural]: objects });
      return;
    }
    for (const after of objects) follow?.({ action: "add", after, changed: [] }, this.#names);
    const { colours, width } = output;
    output.lines(renderTable(columns(this.#style), objects, width, colours));
  }

  /** Resolves when it has been printed: it may have to ask for a name. */
  async change(change: Change<T>): Promise<void> {
    const { json, colours } = this.#output;
    if (json) {
      const { action, ...rest } = change;
      this.#json(action, rest);
      return;
    }
    const time = clock(new Date());
    this.#names.takeMissing();
    let line = this.line(change);
    // Links are followed by a watch of their own, which may lag behind.
    const missing = this.#names.takeMissing();
    if (missing.length > 0 && this.#options.learn) {
      await this.#options.learn(missing);
      line = this.line(change);
    }
    this.#output.line(`${colours.dim(time)} ${line}`);
  }

  /** The text of a change, without the time; follows the names of the links. */
  line(change: Change<T>): string {
    const { colours } = this.#output;
    const { plural, added, title, removed = title, follow } = this.#kind;
    follow?.(change, this.#names);
    switch (change.action) {
      case "resync":
        return colours.yellow(
          `! resync: events were lost (overrun); all ${plural} were read again, the lines above tell what differed`,
        );
      case "add":
        return `${colours.green("+")} ${this.#noun}${added(change.after, this.#style)}`;
      case "change":
        return this.#difference(change);
      case "remove":
        return `${colours.red("-")} ${this.#noun}${removed(change.before, this.#past)}`;
    }
  }

  get #style(): Style {
    return { names: this.#names, colours: this.#output.colours };
  }

  get #past(): Style {
    return { ...this.#style, names: this.#names.past };
  }

  #difference({ before, after, changed }: Extract<Change<T>, { action: "change" }>): string {
    const { noun, title, foreign } = this.#kind;
    const changes = describeChanges(tableProperties(noun), {
      before: { ...before } as PlainObject,
      after: { ...after } as PlainObject,
      namers: {
        before: this.#names.past.namer(before, foreign),
        after: this.#names.namer(after, foreign),
      },
      colours: this.#output.colours,
    });
    // Should there be no words for a change, its property at least is named.
    const words = changes.length > 0 ? changes : changed;
    return `${this.#noun}${title(before, this.#past)} ${words.join(", ")}`;
  }

  #json(action: string, rest: object): void {
    const time = new Date().toISOString();
    this.#output.line(toJson({ action, time, object: this.#kind.noun, ...rest }));
  }
}
