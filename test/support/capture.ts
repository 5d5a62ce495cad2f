// What a process sends on its netlink sockets, seen by a library preloaded into it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { command } from "./namespace.js";

export interface Message {
  type: number;
  flags: number;
  payload: Buffer;
}

const ALIGNMENT = 4;
const MESSAGE_HEADER = 16;
const ATTRIBUTE_HEADER = 4;
/** The bits above are NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
const TYPE_MASK = 0x3fff;

const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

function* messagesOf(bytes: Buffer): Generator<Message> {
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32LE(at);
    yield {
      type: bytes.readUInt16LE(at + 4),
      flags: bytes.readUInt16LE(at + 6),
      payload: bytes.subarray(at + MESSAGE_HEADER, at + size),
    };
    at += aligned(size);
  }
}

/** The payloads of attributes by their type; of a list of the same type, the last. */
export function attributesOf(bytes: Buffer): Map<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt16LE(at);
    const type = bytes.readUInt16LE(at + 2) & TYPE_MASK;
    attributes.set(type, bytes.subarray(at + ATTRIBUTE_HEADER, at + size));
    at += aligned(size);
  }
  return attributes;
}

export class Capture {
  readonly #folder = mkdtempSync(join(tmpdir(), "capture-"));
  readonly #library = join(this.#folder, "capture.so");
  #count = 0;

  constructor() {
    const source = fileURLToPath(new URL("capture.cc", import.meta.url));
    const args = ["-shared", "-fPIC", "-O1", "-o", this.#library, source, "-ldl"];
    command(process.env.CXX ?? "g++", args);
  }

  /** The environment of a process to watch, and what it has sent, for when it has ended. */
  next(): { env: Record<string, string>; sent: () => Message[] } {
    const file = join(this.#folder, (++this.#count).toString());
    return {
      env: { LD_PRELOAD: this.#library, CAPTURE: file },
      sent: () => (existsSync(file) ? [...messagesOf(readFileSync(file))] : []),
    };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Makes what captures, for one test file. */
export function capturing(): Capture {
  const capture = new Capture();
  afterAll(() => capture.remove());
  return capture;
}
