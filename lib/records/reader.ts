// Reads packed values (addon/fields/wire.h) out of the buffer that items are taken into.
import { endianness } from "node:os";

// Not the exported one itself: V8 takes this for the constant that it is, and an exported one for a variable.
const LITTLE = endianness() === "LE";
export const LITTLE_ENDIAN: boolean = LITTLE;

const NOT_ASCII = 0x8000;
const HIGH_WORD = 2 ** 32;

export class Reader {
  bytes: Buffer;
  view: DataView;
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.alloc(0);
    this.view = new DataView(new ArrayBuffer(0));
    this.grow(size);
  }

  grow(size: number): void {
    this.bytes = Buffer.from(new ArrayBuffer(size));
    this.view = new DataView(this.bytes.buffer);
  }

  u8(): number {
    return this.view.getUint8(this.at++);
  }

  i8(): number {
    return this.view.getInt8(this.at++);
  }

  u16(): number {
    const value = this.view.getUint16(this.at, LITTLE);
    this.at += 2;
    return value;
  }

  i16(): number {
    const value = this.view.getInt16(this.at, LITTLE);
    this.at += 2;
    return value;
  }

  u32(): number {
    const value = this.view.getUint32(this.at, LITTLE);
    this.at += 4;
    return value;
  }

  i32(): number {
    const value = this.view.getInt32(this.at, LITTLE);
    this.at += 4;
    return value;
  }

  /** As a number: exact up to 2^53, which counters of bytes reach after years at full speed. */
  u64(): number {
    const first = this.u32();
    const second = this.u32();
    const [low, high] = LITTLE ? [first, second] : [second, first];
    // Most counters: what multiplication yields is kept as a number of its own on the heap, however small it is.
    return high === 0 ? low : high * HIGH_WORD + low;
  }

  i64(): number {
    const value = this.view.getBigInt64(this.at, LITTLE);
    this.at += 8;
    return Number(value);
  }

  /** Bytes from the kernel: ASCII nearly always, else UTF-8. Returns `like` itself where it is the same text. */
  text(like = ""): string {
    const { bytes } = this;
    const head = this.u16();
    const length = head & ~NOT_ASCII;
    const start = this.at;
    this.at += length;
    if (head & NOT_ASCII) return bytes.toString("utf8", start, this.at);
    if (length === like.length) {
      let same = 0;
      while (same < length && like.charCodeAt(same) === bytes[start + same]) same++;
      if (same === length) return like;
    }
    return bytes.toString("latin1", start, this.at);
  }

  raw(): Uint8Array {
    const length = this.u32();
    const start = this.at;
    this.at += length;
    return Uint8Array.prototype.slice.call(this.bytes, start, start + length);
  }
}
