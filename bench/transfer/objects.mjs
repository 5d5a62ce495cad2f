// Ways to make an object of a packed record, given the decoders of its fields.

/** Every present property is added to an empty object, in the order of the rows. */
export function plainly(fields, decoders) {
  const names = fields.map(({ name }) => name);
  const bitmap = Math.ceil(fields.length / 8);
  return (reader) => {
    const { bytes } = reader;
    const present = reader.at;
    reader.at += bitmap;
    const object = {};
    for (let byte = 0; byte < bitmap; byte++) {
      let bits = bytes[present + byte];
      for (let row = byte * 8; bits !== 0; row++, bits >>>= 1) {
        if (bits & 1) object[names[row]] = decoders[row](reader);
      }
    }
    return object;
  };
}

/**
 * The same, with what each bitmap stands for found out once: the names and decoders, and `prepare`'s own part. The
 * shapes are in a tree, one level for each byte of the bitmap.
 */
function shaped(fields, decoders, prepare, decode) {
  const last = Math.ceil(fields.length / 8) - 1;
  const tree = [];
  const shapeOf = (bytes, present) => {
    const rows = fields.flatMap((_, row) =>
      bytes[present + (row >>> 3)] & (1 << (row & 7)) ? [row] : [],
    );
    const names = Object.keys(Object.fromEntries(rows.map((row) => [fields[row].name, null])));
    return { names, decoders: rows.map((row) => decoders[row]), ...prepare(names, rows) };
  };
  return (reader) => {
    const { bytes, at } = reader;
    let node = tree;
    for (let byte = at; byte < at + last; byte++) node = node[bytes[byte]] ??= [];
    const shape = (node[bytes[at + last]] ??= shapeOf(bytes, at));
    reader.at = at + last + 1;
    return decode(shape, reader);
  };
}

function fill(object, { names, decoders }, reader) {
  for (let i = 0; i < names.length; i++) object[names[i]] = decoders[i](reader);
  return object;
}

/**
 * Objects that grow by assignments with computed names become hash tables beyond some 15 properties, unless V8 knows a
 * way to such an object already: Object.fromEntries makes it, and it lasts as long as the object does.
 */
export function byShape(fields, decoders) {
  const prepare = (names) => ({ like: Object.fromEntries(names.map((name) => [name, null])) });
  return shaped(fields, decoders, prepare, (shape, reader) => fill({}, shape, reader));
}

/** The same, in objects that V8 gives room for many properties: it counts assignments, also those never reached. */
export function withRoom(fields, decoders) {
  function Record() {
    if (this === undefined) {
      this.a = this.b = this.c = this.d = this.e = this.f = this.g = this.h = this.i = this.j = 0;
      this.k = this.l = this.m = this.n = this.o = this.p = this.q = this.r = this.s = this.t = 0;
      this.u = this.v = this.w = this.x = this.y = this.z = this.aa = this.bb = this.cc = 0;
    }
  }
  Record.prototype = Object.prototype;
  const prepare = (names) => {
    const like = new Record();
    const property = { value: null, writable: true, enumerable: true, configurable: true };
    for (const name of names) Object.defineProperty(like, name, property);
    return { like };
  };
  return shaped(fields, decoders, prepare, (shape, reader) => fill(new Record(), shape, reader));
}

// V8 copies an object like a block of memory at a place in the source that has copied few shapes: each takes another.
const copiers = [
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
let copier = 0;

/** A model for each shape has the values of the last object; those that differ are assigned, and the model copied. */
export function byModel(fields, decoders) {
  const prepare = (names) => ({
    model: Object.fromEntries(names.map((name) => [name, null])),
    values: names.map(() => null),
    copy: copiers[copier++ % copiers.length],
  });
  return shaped(fields, decoders, prepare, ({ names, decoders, model, values, copy }, reader) => {
    for (let i = 0; i < names.length; i++) {
      const value = decoders[i](reader);
      if (value !== values[i]) model[names[i]] = values[i] = value;
    }
    return copy(model);
  });
}

/** A function for each shape, which V8 compiles from text: an object literal with all its properties. */
export function generated(fields, decoders) {
  const inline = (row) => {
    const { name, type } = fields[row];
    const direct = { u8: "u8", u16: "u16", u32: "u32", u64: "u64", i32: "i32" };
    const value = type.names ? undefined : direct[type.wire];
    return `${JSON.stringify(name)}: ${value ? `reader.${value}()` : `decoders[${row}](reader)`}`;
  };
  const prepare = (names, rows) => {
    const literal = `{ ${rows.map(inline).join(", ")} }`;
    return { decode: new Function("decoders", `return (reader) => (${literal});`)(decoders) };
  };
  return shaped(fields, decoders, prepare, ({ decode }, reader) => decode(reader));
}
