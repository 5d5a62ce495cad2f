// What the command line needs to know of a kind of object to list it and to watch it, and words that several kinds share.
import type { Change, ListOptions, LiveCache, RouteSocket, Waiting } from "../../index.js";
import type { LinkNames, Names } from "../link-names.js";
import type { Colours } from "../output.js";
import type { Column } from "../table.js";
import { formatFlag, printable } from "../values.js";

/** What words are made with. */
export interface Style {
  names: Names;
  colours: Colours;
}

export interface ObjectCollection<T> {
  list(filter?: undefined, options?: ListOptions): Promise<T[]>;
  watch(options?: Waiting): Promise<LiveCache<T & object>>;
}

/** A file of its own for each kind; its words must not load the addon, so that `--help` works without. */
export interface Kind<T> {
  /** As the addon's description and the command call it. */
  noun: string;
  plural: string;
  /** What `libnl help` says of the command. */
  description: string;
  collection: (route: RouteSocket) => ObjectCollection<T>;
  columns: (style: Style) => Column<T>[];
  /** Which one it is, in a line that tells of a change. */
  title: (object: T, style: Style) => string;
  /** All that is worth a word when it appears, with what it is called. */
  added: (object: T, style: Style) => string;
  /** What is said when it goes; absent: its title. */
  removed?: (object: T, style: Style) => string;
  /** The property that is about another namespace where `linkNetnsId` names one; absent: `link`. */
  foreign?: string;
  /** What a change tells of the names of links. */
  follow?: (change: Change<T>, names: LinkNames) => void;
}

/** A kind among others. Whoever takes one gives it no objects but those of its own collection. */
export function anyKind<T extends object>(kind: Kind<T>): Kind<object> {
  return kind as unknown as Kind<object>;
}

/** The words that there are, in a row. */
export function sentence(...words: (string | false | undefined)[]): string {
  return words.filter(Boolean).join(" ");
}

/** "metric 100", or nothing where there is no value. */
export function named(name: string, value: string | number | bigint | undefined): string {
  return value === undefined ? "" : `${name} ${printable(value.toString())}`;
}

export function flagWords(flags: readonly (string | number)[] = []): string {
  return flags.map(formatFlag).join(" ");
}

/** Numbers have no names here. */
export function word(value: string | number | undefined): string {
  return value === undefined || value === "unspec" ? "" : printable(value.toString());
}

const tables: Readonly<Record<number, string>> = { 253: "default", 254: "main", 255: "local" };

export function tableName(table: number): string {
  return tables[table] ?? table.toString();
}

export function hexadecimal(value: number): string {
  return `0x${value.toString(16)}`;
}
