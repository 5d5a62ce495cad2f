// Ways to make a string of a text's bytes. `like` is the row's text in the object before.
import { Reader } from "../../dist/records/reader.js";

const NOT_ASCII = 0x8000;
const SLOTS = 2048;
/** Longer texts are rarely alike. */
const LONGEST = 24;

/** Every text is a string of its own. */
export class UnsharedReader extends Reader {
  text() {
    const head = this.u16();
    const start = this.at;
    this.at += head & ~NOT_ASCII;
    return this.bytes.toString(head & NOT_ASCII ? "utf8" : "latin1", start, this.at);
  }
}

/** The same, by Buffer's undocumented method for latin1, which toString() calls in the end. */
export class SlicingReader extends Reader {
  text() {
    const head = this.u16();
    const start = this.at;
    this.at += head & ~NOT_ASCII;
    return head & NOT_ASCII
      ? this.bytes.utf8Slice(start, this.at)
      : this.bytes.latin1Slice(start, this.at);
  }
}

/** A text shares the string of the object before where it is the same. */
export class RepeatingReader extends UnsharedReader {
  text(like) {
    const { bytes, at } = this;
    const size = this.u16();
    this.at = at;
    if (size !== like.length || !same(like, bytes, at + 2)) return super.text();
    this.at += 2 + size;
    return like;
  }
}

/** A text shares the string of any that was read lately, found by a hash of its bytes. */
export class TableReader extends UnsharedReader {
  known = new Array(SLOTS).fill("");

  text() {
    const { bytes, at } = this;
    const size = this.u16();
    this.at = at;
    if (size > LONGEST) return super.text();
    let hash = size;
    for (let i = at + 2; i < at + 2 + size; i++) hash = (Math.imul(hash, 31) + bytes[i]) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.known[slot];
    if (known.length !== size || !same(known, bytes, at + 2))
      return (this.known[slot] = super.text());
    this.at += 2 + size;
    return known;
  }
}

function same(text, bytes, start) {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

/** A text is part of the piece's, which is decoded as a whole; from 13 characters on it keeps all of that alive. */
export class PieceReader extends Reader {
  begin(size) {
    this.piece = this.bytes.latin1Slice(0, size);
  }

  text() {
    const head = this.u16();
    const start = this.at;
    this.at += head & ~NOT_ASCII;
    return head & NOT_ASCII
      ? this.bytes.utf8Slice(start, this.at)
      : this.piece.substring(start, this.at);
  }
}
