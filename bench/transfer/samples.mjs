// What the formats are measured with: packed records as the addon's I/O thread makes them, of the links there are.
import { Buffer } from "node:buffer";
import { addon } from "../../dist/native.js";
import { recordDecoder } from "../../dist/records/decode.js";
import { description } from "../../dist/records/description.js";
import { LITTLE_ENDIAN, Reader } from "../../dist/records/reader.js";
import { skip } from "./skip.mjs";

/** ItemKind::kRecords and the size of an item's head, as in addon/io/outbox.h. */
const RECORDS = 4;
const HEAD = 12;
/** Records are decoded in pieces of this size, as in lib/channel.ts. */
const PIECE = 64 * 1024;

/** The rows of a link that make a record about as large as a route: texts, enumerations, flags and numbers. */
const BRIEF = [
  "index",
  "name",
  "type",
  "address",
  "mtu",
  "txQueueLength",
  "flags",
  "operationalState",
  "linkMode",
  "group",
  "qdisc",
];

/** Each: what it is, the description of its records, their pieces, and the JSON of the objects they stand for. */
export async function samples() {
  const whole = await captureLinks();
  const links = sample("Link", "Link", whole);
  const { records } = description();
  records.LinkBrief = records.Link.filter(({ name }) => BRIEF.includes(name));
  const brief = whole.map((record) => cut(record, "Link", "LinkBrief"));
  return [links, sample(`${BRIEF.length} rows of Link`, "LinkBrief", brief)];
}

/** Lists the links through the package, and keeps a copy of what the addon hands over. */
async function captureLinks() {
  const taken = [];
  const { NativeSocket } = addon;
  addon.NativeSocket = class extends NativeSocket {
    take(target) {
      const size = super.take(target);
      if (size > 0) taken.push(Buffer.from(target.subarray(0, size)));
      return size;
    }
  };
  const { RouteSocket } = await import("libnl");
  const route = await RouteSocket.open();
  await route.links.list();
  await route.close();
  addon.NativeSocket = NativeSocket;
  return taken.flatMap((items) => [...recordsOf(items)]);
}

function* recordsOf(items) {
  const view = new DataView(items.buffer, items.byteOffset, items.length);
  const reader = new Reader(0);
  Object.assign(reader, { bytes: items, view });
  while (reader.at < items.length) {
    const end = reader.at + reader.u32();
    const kind = reader.u8();
    reader.at += HEAD - 5;
    while (kind === RECORDS && reader.at < end) {
      const size = reader.u32();
      yield items.subarray(reader.at, reader.at + size);
      reader.at += size;
    }
    reader.at = end;
  }
}

function sample(title, record, records) {
  const objects = records.map((bytes) => decoded(bytes, record));
  const properties = objects.reduce((sum, object) => sum + count(object), 0) / objects.length;
  const expected = JSON.stringify(objects);
  return {
    title,
    record,
    description: description(),
    pieces: pieces(records),
    expected,
    properties,
  };
}

function decoded(bytes, record) {
  const reader = new Reader(bytes.length);
  reader.bytes.set(bytes);
  return recordDecoder(record)(reader);
}

/** Properties, and those of nested objects instead of the ones that hold them. */
function count(value) {
  if (typeof value !== "object" || Array.isArray(value)) return 1;
  return Object.values(value).reduce((sum, one) => sum + count(one), 0);
}

/** Records with their size before each, as many together as fit. */
function pieces(records) {
  const made = [[]];
  let room = PIECE;
  for (const record of records) {
    const size = Buffer.alloc(4);
    new DataView(size.buffer, size.byteOffset).setUint32(0, record.length, LITTLE_ENDIAN);
    room -= record.length + size.length;
    if (room < 0) {
      made.push([]);
      room = PIECE - record.length - size.length;
    }
    made.at(-1).push(size, record);
  }
  return made.map((parts) => Buffer.concat(parts));
}

/** The record with only those values that the smaller record has too. */
function cut(bytes, from, to) {
  const { records } = description();
  const reader = new Reader(bytes.length);
  reader.bytes.set(bytes);
  const size = (record) => Math.ceil(records[record].length / 8);
  const bitmap = Buffer.alloc(size(to));
  const parts = [bitmap];
  reader.at = size(from);
  records[from].forEach((field, row) => {
    if (!(bytes[row >> 3] & (1 << (row & 7)))) return;
    const start = reader.at;
    skip(field.type, reader);
    const kept = records[to].indexOf(field);
    if (kept < 0) return;
    bitmap[kept >> 3] |= 1 << (kept & 7);
    parts.push(bytes.subarray(start, reader.at));
  });
  return Buffer.concat(parts);
}
