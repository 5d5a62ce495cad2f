// Reads packed values (addon/fields/wire.h) out of the buffer that items are taken into.
import { endianness } from "node:os";

export const LITTLE_ENDIAN: boolean = endianness() === "LE";

const NOT_ASCII = 0x8000;
const HIGH_WORD = 2 ** 32;
/** Longer texts are rarely alike, and a comparison costs more than a copy. */
const SHARED_LENGTH = 24;
const SHARED_SLOTS = 2048;

/** Texts that were read lately: names, addresses of gateways and the like repeat, and share one string then. */
const shared = new Array<string>(SHARED_SLOTS).fill("");

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
    const value = this.view.getUint16(this.at, LITTLE_ENDIAN);
    this.at += 2;
    return value;
  }

  i16(): number {
    const value = this.view.getInt16(this.at, LITTLE_ENDIAN);
    this.at += 2;
    return value;
  }

  u32(): number {
    const value = this.view.getUint32(this.at, LITTLE_ENDIAN);
    this.at += 4;
    return value;
  }

  i32(): number {
    const value = this.view.getInt32(this.at, LITTLE_ENDIAN);
    this.at += 4;
    return value;
  }

  /** As a number: exact up to 2^53, which counters of bytes reach after years at full speed. */
  u64(): number {
    const first = this.u32();
    const second = this.u32();
    return LITTLE_ENDIAN ? second * HIGH_WORD + first : first * HIGH_WORD + second;
  }

  identity(): bigint {
    const value = this.view.getBigUint64(this.at, LITTLE_ENDIAN);
    this.at += 8;
    return value;
  }

  i64(): number {
    const value = this.view.getBigInt64(this.at, LITTLE_ENDIAN);
    this.at += 8;
    return Number(value);
  }

  /** Bytes from the kernel: ASCII nearly always, else UTF-8. */
  text(): string {
    const head = this.u16();
    const length = head & ~NOT_ASCII;
    const start = this.at;
    this.at += length;
    if (head & NOT_ASCII) return this.bytes.toString("utf8", start, start + length);
    return length > SHARED_LENGTH
      ? this.bytes.toString("latin1", start, start + length)
      : this.#share(start, length);
  }

  raw(): Uint8Array {
    const length = this.u32();
    const start = this.at;
    this.at += length;
    return Uint8Array.prototype.slice.call(this.bytes, start, start + length);
  }

  #share(start: number, length: number): string {
    const bytes = this.bytes;
    let hash = length;
    for (let i = start; i < start + length; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SHARED_SLOTS - 1);
    const known = shared[slot] ?? "";
    if (known.length === length) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === bytes[start + i]) i++;
      if (i === length) return known;
    }
    return (shared[slot] = bytes.toString("latin1", start, start + length));
  }
}
