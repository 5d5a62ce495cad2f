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

/** Names, kinds, addresses of gateways and the like are often those of the object before, and share its string then. */
function text(): Decode<string> {
  let last = "";
  return (reader) => (last = reader.text(last));
}

function decoder(type: TypeDescription): Decode {
  switch (type.wire) {
    case "boolean":
      return (reader) => reader.u8() !== 0;
    case "text":
      return text();
    case "bytes":
      return (reader) => reader.raw();
    case "link":
      return (reader) => reader.i32();
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

type Copy = (model: PlainObject) => PlainObject;

// V8 copies an object like a block of memory at a place that has copied up to four shapes, and property by property at
// one that has seen more. Places are told apart by where they stand in the source, so each shape takes the next of these.
const copies: readonly Copy[] = [
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
  (model) => ({ ...model }),
];
let shapes = 0;

/** What a bitmap of present fields stands for. */
interface Shape {
  names: readonly string[];
  decoders: readonly Decode[];
  /** Has the values of the last object of this shape; copied, never handed out. */
  model: PlainObject;
  values: unknown[];
  copy: Copy;
  /** A record is being decoded into the model, so that one of the same shape within it takes the spare. */
  busy: boolean;
  spare: Shape | undefined;
}

/**
 * An object that grows by computed names becomes a hash table beyond some fifteen of them: four times the time, five
 * times the memory. What Object.fromEntries makes does not, and neither do copies of it.
 */
function shapeOf(
  record: readonly (readonly [string, Decode])[],
  bytes: Uint8Array,
  bitmap: number,
): Shape {
  const fields = record.filter(
    (_, row) => ((bytes[bitmap + (row >>> 3)] as number) & (1 << (row & 7))) !== 0,
  );
  const model: PlainObject = Object.fromEntries(fields.map(([name]) => [name, null]));
  return {
    // Not the description's strings: V8 looks properties up by the model's own.
    names: Object.keys(model),
    decoders: fields.map(([, decode]) => decode),
    model,
    values: fields.map(() => null),
    copy: copies[shapes++ % copies.length] as Copy,
    busy: false,
    spare: undefined,
  };
}

/** Successive objects are alike for the most part: what differs from the last is set in the model, and that copied. */
function decodeShape(shape: Shape, reader: Reader): PlainObject {
  const { names, decoders, model, values, copy } = shape;
  shape.busy = true;
  for (let i = 0; i < names.length; i++) {
    const value = (decoders[i] as Decode)(reader);
    if (value !== values[i]) model[names[i] as string] = values[i] = value;
  }
  shape.busy = false;
  return copy(model);
}

type ShapeTree = (ShapeTree | Shape | undefined)[];

/** The decoder of the records of that name. */
export const recordDecoder: (record: string) => Decode<PlainObject> = memoized((record) => {
  const fields = entry(description().records, record).map(
    ({ name, type }) => [name, decoder(type)] as const,
  );
  const last = Math.ceil(fields.length / 8) - 1;
  // One level for each byte of the bitmap.
  const tree: ShapeTree = [];
  return (reader) => {
    const { bytes, at } = reader;
    let node = tree;
    for (let i = at; i < at + last; i++) node = (node[bytes[i] as number] ??= []) as ShapeTree;
    let shape = (node[bytes[at + last] as number] ??= shapeOf(fields, bytes, at)) as Shape;
    while (shape.busy) shape = shape.spare ??= shapeOf(fields, bytes, at);
    reader.at = at + last + 1;
    return decodeShape(shape, reader);
  };
});
