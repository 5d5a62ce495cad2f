// Checks arguments against the addon's description and packs them; nothing is sent before all of them are right.
import { isIP } from "node:net";
import { argumentError } from "../error.js";
import { packNamespace, writeNamespace } from "../netns.js";
import {
  description,
  entry,
  memoized,
  type Access,
  type FieldDescription,
  type TypeDescription,
} from "./description.js";
import type { Writer } from "./writer.js";

/** What a record is written for: which rows count. A filter and a key may have any row. */
export type Purpose = Exclude<Access, "read"> | "filter";

type Encode = (
  value: unknown,
  path: string,
  writer: Writer,
  purpose: Purpose,
  parent: object,
) => void;

export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value.toString()}n`;
  if (typeof value === "number" || typeof value === "boolean" || value == null)
    return String(value);
  return Array.isArray(value)
    ? "an array"
    : typeof value === "function"
      ? "a function"
      : "an object";
}

function wrongType(path: string, wanted: string, value: unknown): TypeError {
  return argumentError(TypeError, path, `must be ${wanted}, not ${show(value)}`);
}

const widths = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, u64: 8, i64: 8 } as const;

function putInteger(writer: Writer, wire: keyof typeof widths, value: number | bigint): void {
  const width = widths[wire];
  if (width === 8) writer.u64(BigInt(value));
  else if (width === 4) writer.u32(Number(value));
  else if (width === 2) writer.u16(Number(value));
  else writer.u8(Number(value));
}

function integerChecker(
  type: TypeDescription,
): (value: unknown, path: string, wanted?: string) => number | bigint {
  const minimum = BigInt(type.minimum ?? 0);
  // JSON.parse rounds the largest 64-bit number up by one.
  const limit = type.wire.startsWith("i") ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  const maximum = BigInt(type.maximum ?? 0) > limit ? limit : BigInt(type.maximum ?? 0);
  return (value, path, wanted = "an integer") => {
    if (typeof value !== "bigint" && !Number.isInteger(value)) throw wrongType(path, wanted, value);
    if ((value as number | bigint) < minimum || (value as number | bigint) > maximum) {
      const bounds = `${minimum.toString()} to ${maximum.toString()}`;
      throw argumentError(
        RangeError,
        path,
        `must be an integer from ${bounds}, not ${show(value)}`,
      );
    }
    return value as number | bigint;
  };
}

function integer(type: TypeDescription): Encode {
  const check = integerChecker(type);
  const wire = type.wire as keyof typeof widths;
  if (type.names === undefined)
    return (value, path, writer) => {
      putInteger(writer, wire, check(value, path));
    };

  const names = entry(description().names, type.names);
  const numbers = new Map(names.map(([number, name]) => [name, number]));
  const words = `${type.flags ? "flags of" : "one of"} ${[...numbers.keys()].map(show).join(", ")}, or a number`;
  const one = (value: unknown, path: string): number | bigint =>
    (typeof value === "string" ? numbers.get(value) : undefined) ?? check(value, path, words);
  if (!type.flags)
    return (value, path, writer) => {
      putInteger(writer, wire, one(value, path));
    };
  return (value, path, writer) => {
    if (!Array.isArray(value)) throw wrongType(path, `an array with ${words}`, value);
    const bits = value.reduce<bigint>(
      (sum, flag, i) => sum | BigInt(one(flag, `${path}[${i.toString()}]`)),
      0n,
    );
    putInteger(writer, wire, bits);
  };
}

function isPrefix(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 &&
    !address.includes("%") &&
    bits > 0 &&
    (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits))
  );
}

const LARGEST_LABEL = 2 ** 20 - 1;

/** The bits of an address, as one number. */
function bitsOf(address: string): bigint {
  if (isIP(address) === 4)
    return address.split(".").reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  // An IPv4 address may stand at the end, in place of two groups.
  const ipv4 = /[^:]+\.[^:]+$/.exec(address)?.[0];
  const tail = ipv4 === undefined ? 0n : bitsOf(ipv4);
  const groups = ipv4 === undefined ? address : `${address.slice(0, -ipv4.length)}0:0`;
  const [head = [], rest] = groups.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const zeros = rest ? new Array<string>(8 - head.length - rest.length).fill("0") : [];
  const all = [...head, ...zeros, ...(rest ?? [])];
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n) | tail;
}

/** Tells of bits that are set beyond the length of a prefix. */
function hostBits(text: string): string | undefined {
  const [address = "", length] = text.split("/");
  if (length === undefined || isIP(address) === 0) return undefined;
  const hostLength = BigInt((isIP(address) === 4 ? 32 : 128) - Number(length));
  return bitsOf(address) & ((1n << hostLength) - 1n)
    ? `has bits set beyond the length of its prefix (${text})`
    : undefined;
}

const formats: Record<
  NonNullable<TypeDescription["format"]>,
  {
    wanted: string;
    fits: (text: string) => boolean;
    /** What is wrong with a text that fits: a RangeError. */
    flaw?: (text: string) => string | undefined;
  }
> = {
  plain: { wanted: "a string", fits: () => true },
  hardware: {
    wanted: "a hardware address as a string (02:00:00:00:00:01)",
    fits: (text) => /^[\da-f]{2}(:[\da-f]{2})*$/i.test(text),
  },
  ip: {
    wanted: "an IPv4 or IPv6 address as a string",
    fits: (text) => isIP(text) !== 0 && !text.includes("%"),
  },
  prefix: {
    wanted: "an address with or without the length of its prefix as a string (10.0.0.0/8)",
    fits: isPrefix,
  },
  network: {
    wanted: 'a prefix as a string (10.0.0.0/8), "default", or an MPLS label',
    fits: (text) => text === "default" || /^\d+$/.test(text) || isPrefix(text),
    flaw: hostBits,
  },
  labels: {
    wanted: "MPLS labels as a string (100/200)",
    fits: (text) => /^\d+(\/\d+)*$/.test(text),
    flaw: (text) =>
      text.split("/").some((label) => Number(label) > LARGEST_LABEL)
        ? `must have labels from 0 to ${LARGEST_LABEL.toString()}`
        : undefined,
  },
  hex: {
    wanted: "bytes in hexadecimal as a string",
    fits: (text) => /^([\da-f]{2})*$/i.test(text),
  },
};

function text(type: TypeDescription): Encode {
  const { wanted, fits, flaw } = formats[type.format ?? "plain"];
  const { minimum = 0, maximum = 0 } = type;
  return (value, path, writer, purpose) => {
    if (typeof value !== "string" || !fits(value)) throw wrongType(path, wanted, value);
    if (value.includes("\0")) throw argumentError(TypeError, path, "must not contain a zero byte");
    const problem = flaw?.(value);
    if (problem !== undefined) throw argumentError(RangeError, path, problem);
    const length = Buffer.byteLength(value);
    // What is only compared with may have any length: a link is found by an alternative name longer than its own.
    if (purpose !== "filter" && (length < minimum || length > maximum)) {
      const bounds = `${minimum.toString()} to ${maximum.toString()} bytes`;
      throw argumentError(
        RangeError,
        path,
        `must be a string of ${bounds}, not ${length.toString()}`,
      );
    }
    writer.text(value);
  };
}

const NAMED_LINK = 0x80000000;
const LONGEST_LINK_NAME = 127;

/** Checks that the value is a link's index, from `minimum` on, its name or an alternative name. */
export function checkLink(
  value: unknown,
  path: string,
  minimum: number,
): asserts value is number | string {
  if (typeof value === "string") {
    const length = Buffer.byteLength(value);
    if (length >= 1 && length <= LONGEST_LINK_NAME && !value.includes("\0")) return;
    throw argumentError(
      RangeError,
      path,
      `must be a link's name of 1 to ${LONGEST_LINK_NAME.toString()} bytes`,
    );
  }
  if (!Number.isInteger(value)) throw wrongType(path, "a link's index or name", value);
  if ((value as number) < minimum || (value as number) >= 2 ** 31) {
    const bounds = `${minimum.toString()} to 2147483647`;
    throw argumentError(
      RangeError,
      path,
      `must be a link's index from ${bounds}, not ${show(value)}`,
    );
  }
}

/** A link by its index (0: none), its name or an alternative name. */
function link(value: unknown, path: string, writer: Writer): void {
  checkLink(value, path, 0);
  if (typeof value === "number") {
    writer.u32(value);
  } else {
    writer.u32(NAMED_LINK);
    writer.text(value);
  }
}

function list(element: Encode): Encode {
  return (value, path, writer, purpose, parent) => {
    if (!Array.isArray(value)) throw wrongType(path, "an array", value);
    if (value.length > 0xffff)
      throw argumentError(RangeError, path, "must not have more than 65535 elements");
    writer.u16(value.length);
    value.forEach((one, i) => {
      element(one, `${path}[${i.toString()}]`, writer, purpose, parent);
    });
  };
}

function variant(name: string | undefined): Encode {
  const { discriminator, alternatives } = entry(description().variants, name);
  return (value, path, writer, purpose, parent) => {
    const choice = (parent as Record<string, unknown>)[discriminator];
    if (choice === undefined)
      throw argumentError(TypeError, path, `needs "${discriminator}" beside it`);
    const which = alternatives.findIndex((alternative) => alternative.name === choice);
    const chosen = alternatives[which];
    if (!chosen)
      throw argumentError(TypeError, path, `is not known for the ${discriminator} ${show(choice)}`);
    writer.u8(which);
    recordEncoder(chosen.record)(value, path, writer, purpose);
  };
}

function encoder(type: TypeDescription): Encode {
  switch (type.wire) {
    case "boolean":
      return (value, path, writer) => {
        if (typeof value !== "boolean") throw wrongType(path, "a boolean", value);
        writer.u8(value ? 1 : 0);
      };
    case "text":
      return text(type);
    case "bytes":
      return (value, path, writer) => {
        if (!(value instanceof Uint8Array)) throw wrongType(path, "a Uint8Array", value);
        writer.raw(value);
      };
    case "link":
      return link;
    case "namespace":
      return (value, path, writer) => {
        writeNamespace(writer, packNamespace(value, path));
      };
    case "record":
      return (value, path, writer, purpose) => {
        recordEncoder(type.record ?? "")(value, path, writer, purpose);
      };
    case "list":
      return list(encoder(entry({ type: type.element }, "type") as TypeDescription));
    case "variant":
      return variant(type.variant);
    default:
      return integer(type);
  }
}

/** Whether the row is written for the purpose. What was read may be written back: what cannot be written is left out. */
function counts(field: FieldDescription, purpose: Purpose): boolean {
  return purpose === "filter" ? field.type.wire !== "namespace" : field.access.includes(purpose);
}

/** Checks that the value can have properties. */
export function checkObject(value: unknown, path: string): asserts value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrongType(path || "the argument", "an object", value);
  }
}

export type EncodeRecord = (value: unknown, path: string, writer: Writer, purpose: Purpose) => void;

/** The encoder of the records of that name. `path` is "" for the outermost one. */
export const recordEncoder: (record: string) => EncodeRecord = memoized((record) => {
  const fields = entry(description().records, record);
  const rows = new Set(fields.map(({ name }) => name));
  const encoders = fields.map(({ type }) => encoder(type));
  return (value, path, writer, purpose) => {
    checkObject(value, path);
    const prefix = path && `${path}.`;
    for (const key of Object.keys(value)) {
      if (!rows.has(key))
        throw argumentError(TypeError, `${prefix}${key}`, "is not a known property");
    }
    const bitmap = writer.reserve(Math.ceil(fields.length / 8));
    fields.forEach((field, row) => {
      const property = (value as Record<string, unknown>)[field.name];
      if (property === undefined || !counts(field, purpose)) return;
      (encoders[row] as Encode)(property, `${prefix}${field.name}`, writer, purpose, value);
      writer.setBit(bitmap, row);
    });
  };
});
