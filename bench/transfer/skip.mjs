// Passes over packed values without decoding them.
import { description } from "../../dist/records/description.js";

const widths = {
  boolean: 1,
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  i8: 1,
  i16: 2,
  i32: 4,
  i64: 8,
  link: 4,
};

const skippers = {
  text: (type, reader) => reader.text(),
  bytes: (type, reader) => reader.raw(),
  record: (type, reader) => skipRecord(type.record, reader),
  list: (type, reader) => {
    for (let left = reader.u16(); left > 0; left--) skip(type.element, reader);
  },
  variant: (type, reader) => {
    const { alternatives } = description().variants[type.variant];
    skipRecord(alternatives[reader.u8()].record, reader);
  },
};

/** Moves the reader behind the value of that type. */
export function skip(type, reader) {
  const width = widths[type.wire];
  if (width === undefined) skippers[type.wire](type, reader);
  else reader.at += width;
}

function skipRecord(record, reader) {
  const fields = description().records[record];
  const present = reader.at;
  reader.at += Math.ceil(fields.length / 8);
  fields.forEach(({ type }, row) => {
    if (reader.bytes[present + (row >> 3)] & (1 << (row & 7))) skip(type, reader);
  });
}
