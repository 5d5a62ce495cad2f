// Decoders of packed records as closures made from the description, with the making of objects left open.

const numbers = {
  u8: (reader) => reader.u8(),
  u16: (reader) => reader.u16(),
  u32: (reader) => reader.u32(),
  u64: (reader) => reader.u64(),
  i8: (reader) => reader.i8(),
  i16: (reader) => reader.i16(),
  i32: (reader) => reader.i32(),
  i64: (reader) => reader.i64(),
  link: (reader) => reader.i32(),
};

/** The decoder of a record; `objects(fields, decoders)` makes one from those of its fields. */
export function compile(description, record, objects) {
  const compiled = new Map();
  const recordDecoder = (name) => {
    if (!compiled.has(name)) {
      const fields = description.records[name];
      compiled.set(
        name,
        objects(
          fields,
          fields.map(({ type }) => decoder(type)),
        ),
      );
    }
    return compiled.get(name);
  };
  const lazily = (name) => {
    let decode;
    return (reader) => (decode ??= recordDecoder(name))(reader);
  };
  const decoder = (type) => {
    switch (type.wire) {
      case "boolean":
        return (reader) => reader.u8() !== 0;
      case "text":
        return text();
      case "bytes":
        return (reader) => reader.raw();
      case "namespace":
        return () => undefined;
      case "record":
        return lazily(type.record);
      case "list":
        return list(decoder(type.element));
      case "variant":
        return variant(description.variants[type.variant].alternatives, lazily);
      default:
        return integer(type, description.names[type.names]);
    }
  };
  return recordDecoder(record);
}

/** The reader is told the row's text in the object before. */
function text() {
  let last = "";
  return (reader) => (last = reader.text(last));
}

function list(element) {
  return (reader) => Array.from({ length: reader.u16() }, () => element(reader));
}

function variant(alternatives, lazily) {
  const decoders = alternatives.map(({ record }) => lazily(record));
  return (reader) => decoders[reader.u8()](reader);
}

function integer({ wire, flags }, names) {
  const number = numbers[wire];
  if (!names) return number;
  if (flags) return flagsDecoder(number, names);
  const words = [];
  for (const [value, word] of names) words[value] = word;
  return (reader) => {
    const value = number(reader);
    return words[value] ?? value;
  };
}

function flagsDecoder(number, names) {
  const lists = new Map();
  return (reader) => {
    const value = number(reader);
    if (!lists.has(value)) lists.set(value, Object.freeze(spelled(value, names)));
    return lists.get(value);
  };
}

function spelled(value, names) {
  const list = names.filter(([bit]) => value & bit).map(([, word]) => word);
  let rest = names.reduce((left, [bit]) => left & ~bit, value);
  for (let bit = 1; rest !== 0; bit *= 2) {
    if ((rest & bit) === 0) continue;
    list.push(bit);
    rest &= ~bit;
  }
  return list;
}
