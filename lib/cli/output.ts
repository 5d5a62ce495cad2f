// Where the command line writes to: text for people, JSON for programs, and what happens when nobody reads any more.
import { isatty } from "node:tty";
import picocolors from "picocolors";
import type { CommonOptions } from "./options.js";
import { printable } from "./values.js";

export type Colours = ReturnType<typeof picocolors.createColors>;

/** Of a terminal that does not tell. */
const USUAL_WIDTH = 80;

export class Output {
  /** Whether a program reads, not a person. */
  readonly json: boolean;
  readonly terminal: boolean;
  readonly colours: Colours;
  readonly #stdout = process.stdout;
  readonly #closed = new AbortController();

  constructor({ json }: CommonOptions) {
    this.terminal = isatty(this.#stdout.fd);
    this.json = json ?? !this.terminal;
    const { NO_COLOR, TERM } = process.env;
    this.colours = picocolors.createColors(this.terminal && !NO_COLOR && TERM !== "dumb");
    this.#stdout.on("error", (error: NodeJS.ErrnoException) => {
      // Who has read enough, as `head` does, is no failure.
      if (error.code !== "EPIPE") reportError(error);
      this.#closed.abort();
    });
  }

  /** Aborts when nothing can be written any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** The columns that a line may have. */
  get width(): number {
    if (!this.terminal) return Infinity;
    return this.#stdout.columns || USUAL_WIDTH;
  }

  lines(lines: readonly string[]): void {
    if (this.closed.aborted || lines.length === 0) return;
    this.#stdout.write(`${lines.join("\n")}\n`);
  }

  line(text: string): void {
    this.lines([text]);
  }

  /** One value: in one line, or laid out for a person who asked for JSON. */
  value(value: unknown): void {
    this.line(toJson(value, this.terminal ? 2 : undefined));
  }
}

/** Identities of 64 bits are bigints, which JSON lacks: they become strings. */
export function toJson(value: unknown, indent?: number): string {
  const spell = (_: string, part: unknown): unknown =>
    typeof part === "bigint" ? part.toString() : part;
  return JSON.stringify(value, spell, indent);
}

/** One line on stderr, and exit code 1. */
export function reportError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`libnl: ${printable(message.replace(/\s*\n\s*/g, " "))}\n`);
  process.exitCode = 1;
}
