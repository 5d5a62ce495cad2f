// Network namespaces as arguments name them.
import { argumentError } from "./error.js";
import type { Writer } from "./records/writer.js";

/** A name (as `ip netns` lists it), a path (anything with a slash), a process, or an open descriptor. */
export type NetworkNamespace = string | { pid: number } | { fd: number };

/** The same as the addon takes it (NetworkNamespace::By in addon/nl/network_namespace.h). */
export interface PackedNamespace {
  by: 0 | 1 | 2 | 3;
  number: number;
  path: string;
}

function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;
}

/** Checks the argument; throws TypeError. Absent: the namespace of the process. */
export function packNamespace(value: unknown, path: string): PackedNamespace {
  if (value === undefined) return { by: 0, number: -1, path: "" };
  if (typeof value === "string" && value !== "" && !value.includes("\0"))
    return { by: 1, number: -1, path: value };
  if (typeof value === "object" && value !== null && Object.keys(value).length === 1) {
    if ("pid" in value && isId(value.pid) && value.pid > 0)
      return { by: 2, number: value.pid, path: "" };
    if ("fd" in value && isId(value.fd)) return { by: 3, number: value.fd, path: "" };
  }
  throw argumentError(
    TypeError,
    path,
    "must be the name or path of a network namespace, { pid } or { fd }",
  );
}

export function writeNamespace(writer: Writer, { by, number, path }: PackedNamespace): void {
  writer.u8(by);
  writer.u32(number);
  writer.text(path);
}
