// The addon's description of its tables: what decoding, encoding, comparing and the typings are made from.
import { addon } from "../native.js";

export type Wire =
  | "boolean"
  | "u8"
  | "u16"
  | "u32"
  | "u64"
  | "i8"
  | "i16"
  | "i32"
  | "i64"
  | "text"
  | "bytes"
  | "link"
  | "namespace"
  | "record"
  | "list"
  | "variant";

export interface TypeDescription {
  wire: Wire;
  /** Of an integer, or of a text's length in bytes. */
  minimum?: number;
  maximum?: number;
  /** Of a text. */
  format?: "plain" | "hardware" | "ip" | "prefix" | "hex" | "network" | "labels" | "address";
  /** Of an integer that is an enumeration, or a set of flags. */
  names?: string;
  flags?: boolean;
  /** Of a 64-bit integer that is no count: it is read as a bigint. */
  identity?: boolean;
  record?: string;
  variant?: string;
  element?: TypeDescription;
}

export type Access = "read" | "add" | "change";

export interface FieldDescription {
  name: string;
  kernel: string;
  doc: string;
  access: readonly Access[];
  /** The kernel never leaves it out. */
  always?: boolean;
  /** Changes by itself: no change worth reporting. */
  unsteady?: boolean;
  type: TypeDescription;
}

export interface VariantDescription {
  discriminator: string;
  alternatives: readonly { name: string; record: string }[];
}

export interface TableDescription {
  name: string;
  record: string;
  /** The properties that tell one object from another. */
  key: readonly string[];
  /** The record that asks for one object, where that takes more than its key. */
  query?: string;
}

export interface Description {
  /** The libnl the addon was built with. */
  libnl: string;
  /** In the order of their numbers. */
  tables: readonly TableDescription[];
  records: Readonly<Record<string, readonly FieldDescription[]>>;
  variants: Readonly<Record<string, VariantDescription>>;
  names: Readonly<Record<string, readonly (readonly [number, string])[]>>;
}

let parsed: Description | undefined;

/** Parsed at first use: importing the package costs no more than loading the addon. */
export function description(): Description {
  return (parsed ??= JSON.parse(addon.describe()) as Description);
}

/** The entry of that name, which the addon's own description refers to. */
export function entry<T>(
  entries: Readonly<Record<string, T>> | readonly T[],
  name: string | number | undefined,
): T {
  const found = name === undefined ? undefined : (entries as Readonly<Record<string, T>>)[name];
  if (found === undefined) throw new Error(`the addon's description lacks ${String(name)}`);
  return found;
}

/** Compiles each record once, and lets records refer to each other. */
export function memoized<T>(compile: (record: string) => T): (record: string) => T {
  const known = new Map<string, T>();
  return (record) => {
    let made = known.get(record);
    if (made === undefined) known.set(record, (made = compile(record)));
    return made;
  };
}
