// Turns packed records into plain objects, by closures made once from the addon's description.
import { description, entry, memoized, type TypeDescription } from "./description.js";
import type { Reader } from "./reader.js";

export type Decode<T = unknown> = (reader: Reader) => T;
export type PlainObject = Record<string, unknown>;

const numbers = {
  u8: (reader) => reader.u8(),
  u16: (reader) => reader.u16(),
  u32: (reader) => reader.u32(),
  u64: (reader) => reader.u64(),
  i8: (reader) => reader.i8(),
  i16: (reader) => reader.i16(),
  i32: (reader) => reader.i32(),
  i64: (reader) => reader.i64(),
} satisfies Record<string, Decode<number>>;

/** Enumerations read as their names; a value without one as the number. */
function named(decode: Decode<number>, names: readonly (readonly [number, string])[]): Decode {
  const words = new Map(names);
  return (reader) => {
    const value = decode(reader);
    return words.get(value) ?? value;
  };
}

/** Flags read as a list of names, bits without one as numbers. The lists are shared, so they are frozen. */
function flags(decode: Decode<number>, names: readonly (readonly [number, string])[]): Decode {
  const lists = new Map<number, readonly (string | number)[]>();
  return (reader) => {
    const value = decode(reader);
    let list = lists.get(value);
    if (list === undefined) lists.set(value, (list = Object.freeze(spelled(value, names))));
    return list;
  };
}

function spelled(
  value: number,
  names: readonly (readonly [number, string])[],
): (string | number)[] {
  const list: (string | number)[] = [];
  let rest = value;
  for (const [bit, name] of names) {
    if ((rest & bit) === 0) continue;
    list.push(name);
    rest &= ~bit;
  }
  for (let bit = 1; rest !== 0; bit *= 2) {
    if ((rest & bit) === 0) continue;
    list.push(bit);
    rest &= ~bit;
  }
  return list;
}

function decoder(type: TypeDescription): Decode {
  switch (type.wire) {
    case "boolean":
      return (reader) => reader.u8() !== 0;
    case "text":
      return (reader) => reader.text();
    case "bytes":
      return (reader) => reader.raw();
    case "link":
      // Words stand for numbers that are no link's index.
      return type.names === undefined
        ? (reader) => reader.i32()
        : named((reader) => reader.i32(), entry(description().names, type.names));
    case "record":
      return lazily(type.record);
    case "list":
      return list(decoder(entry({ type: type.element }, "type") as TypeDescription));
    case "variant":
      return variant(
        entry(description().variants, type.variant).alternatives.map(({ record }) =>
          lazily(record),
        ),
      );
    case "namespace":
      return () => undefined; // never reported
    default: {
      if (type.identity) return (reader) => reader.identity();
      const number = numbers[type.wire];
      if (type.names === undefined) return number;
      const names = entry(description().names, type.names);
      return type.flags ? flags(number, names) : named(number, names);
    }
  }
}

/** A record compiled at its first use, so that records may refer to each other. */
function lazily(record: string | undefined): Decode {
  let decode: Decode | undefined;
  return (reader) => (decode ??= recordDecoder(record ?? ""))(reader);
}

function list(element: Decode): Decode {
  return (reader) => {
    const values = new Array<unknown>(reader.u16());
    for (let i = 0; i < values.length; i++) values[i] = element(reader);
    return values;
  };
}

function variant(alternatives: readonly Decode[]): Decode {
  return (reader) => alternatives[reader.u8()]?.(reader);
}

/** The decoder of the records of that name. */
export const recordDecoder: (record: string) => Decode<PlainObject> = memoized((record) => {
  const fields = entry(description().records, record);
  const names = fields.map(({ name }) => name);
  const decoders = fields.map(({ type }) => decoder(type));
  const bitmap = Math.ceil(fields.length / 8);
  return (reader) => {
    const { bytes } = reader;
    const present = reader.at;
    reader.at += bitmap;
    const object: PlainObject = {};
    for (let byte = 0; byte < bitmap; byte++) {
      let bits = bytes[present + byte] ?? 0;
      for (let row = byte * 8; bits !== 0; row++, bits >>>= 1) {
        if (bits & 1) object[names[row] as string] = (decoders[row] as Decode)(reader);
      }
    }
    return object;
  };
});
