// The formats that are compared. Each makes a function that decodes all pieces of a sample, into a list for each piece.
import { Buffer } from "node:buffer";
import { recordDecoder } from "../../dist/records/decode.js";
import { description } from "../../dist/records/description.js";
import { Reader } from "../../dist/records/reader.js";
import { makeAddon } from "./addon.mjs";
import { compile } from "./closures.mjs";
import { byModel, byShape, generated, plainly, withRoom } from "./objects.mjs";
import {
  PieceReader,
  RepeatingReader,
  SlicingReader,
  TableReader,
  UnsharedReader,
} from "./readers.mjs";

const PIECE = 64 * 1024;

/** Packed records, decoded out of the one buffer that the package takes them into. */
function packed(decoder, Type = Reader) {
  return (sample) => {
    const reader = new Type(PIECE);
    const decode = decoder(sample);
    return () => sample.pieces.map((piece) => objectsOf(piece, reader, decode));
  };
}

function objectsOf(piece, reader, decode) {
  reader.bytes.set(piece);
  reader.begin?.(piece.length);
  reader.at = 0;
  const objects = [];
  while (reader.at < piece.length) {
    const next = reader.u32() + reader.at;
    objects.push(decode(reader));
    reader.at = next;
  }
  return objects;
}

const closures = (objects, Type = RepeatingReader) =>
  packed(({ description, record }) => compile(description, record, objects), Type);

function thePackage({ description: sent, record }) {
  description().records[record] = sent.records[record];
  return recordDecoder(record);
}

/** The text as the I/O thread would hand it over: one array for each piece, bytes in a buffer. */
function json({ expected, pieces }) {
  const objects = JSON.parse(expected);
  const size = Math.ceil(objects.length / pieces.length);
  const texts = pieces.map((_, i) =>
    Buffer.from(JSON.stringify(objects.slice(i * size, (i + 1) * size))),
  );
  return () => texts.map((text) => JSON.parse(text.latin1Slice()));
}

const native = (how) => ({ native: true, make: makeAddon(how) });

export const formats = {
  package: { title: "the package", make: packed(thePackage) },
  plain: { title: "closures, property by property", make: closures(plainly) },
  shapes: { title: "closures, shapes made ahead", make: closures(byShape) },
  room: { title: "closures, objects with room", make: closures(withRoom) },
  models: { title: "closures, copies of a model", make: closures(byModel) },
  table: { title: "… texts shared by a table", make: closures(byModel, TableReader) },
  unshared: { title: "… texts not shared", make: closures(byModel, UnsharedReader) },
  slices: { title: "… and made by latin1Slice", make: closures(byModel, SlicingReader) },
  substrings: { title: "… texts cut from one", make: closures(byModel, PieceReader) },
  generated: { title: "generated functions", make: closures(generated) },
  json: { title: "JSON.parse", make: json },
  named: { title: "N-API, napi_set_named_property", ...native("named") },
  keyed: { title: "N-API, napi_set_property", ...native("keyed") },
  defined: { title: "N-API, napi_define_properties", ...native("defined") },
};
