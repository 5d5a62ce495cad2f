// Writes packed values (addon/fields/wire.h) into a buffer that grows.
import { LITTLE_ENDIAN } from "./reader.js";

const NOT_ASCII = 0x8000;

export class Writer {
  #bytes = Buffer.from(new ArrayBuffer(1024));
  #view = new DataView(this.#bytes.buffer);
  at = 0;

  u8(value: number): void {
    this.#room(1);
    this.#view.setUint8(this.at++, value);
  }

  u16(value: number): void {
    this.#room(2);
    this.#view.setUint16(this.at, value, LITTLE_ENDIAN);
    this.at += 2;
  }

  u32(value: number): void {
    this.#room(4);
    this.#view.setUint32(this.at, value, LITTLE_ENDIAN);
    this.at += 4;
  }

  u64(value: bigint): void {
    this.#room(8);
    this.#view.setBigUint64(this.at, BigInt.asUintN(64, value), LITTLE_ENDIAN);
    this.at += 8;
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.u16(length === value.length ? length : length | NOT_ASCII);
    this.#room(length);
    this.#bytes.write(value, this.at, length, "utf8");
    this.at += length;
  }

  raw(value: Uint8Array): void {
    this.u32(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.at);
    this.at += value.length;
  }

  /** Room for `size` zero bytes; returns where it begins. */
  reserve(size: number): number {
    this.#room(size);
    this.#bytes.fill(0, this.at, this.at + size);
    this.at += size;
    return this.at - size;
  }

  setBit(start: number, bit: number): void {
    const at = start + (bit >>> 3);
    this.#bytes[at] = (this.#bytes[at] ?? 0) | (1 << (bit & 7));
  }

  patchU32(at: number, value: number): void {
    this.#view.setUint32(at, value, LITTLE_ENDIAN);
  }

  /** What has been written; valid until the next write. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.at);
  }

  #room(size: number): void {
    if (this.at + size <= this.#bytes.length) return;
    const grown = Buffer.from(new ArrayBuffer(Math.max(this.#bytes.length * 2, this.at + size)));
    this.#bytes.copy(grown, 0, 0, this.at);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
