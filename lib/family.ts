// Address families: which one an address is of, and that an object has only addresses of its own.
import { isIP } from "node:net";
import { argumentError } from "./error.js";

export const AF_INET = 2;
export const AF_BRIDGE = 7;
export const AF_INET6 = 10;

/** The family of an address or a prefix; undefined: it is neither. */
export function familyOf(address: unknown): "inet" | "inet6" | undefined {
  if (typeof address !== "string") return undefined;
  const version = isIP(address.split("/")[0] ?? "");
  return version === 4 ? "inet" : version === 6 ? "inet6" : undefined;
}

function named(family: unknown): unknown {
  return family === AF_INET ? "inet" : family === AF_INET6 ? "inet6" : family;
}

/**
 * The family that an object's properties tell: by name, or by the first of the addresses that it has.
 *
 * @throws TypeError where an address is of another family
 */
export function agreedFamily(properties: object, addresses: readonly string[]): unknown {
  const values = properties as Record<string, unknown>;
  let family = named(values.family);
  for (const name of addresses) {
    const own = familyOf(values[name]);
    if (own === undefined) continue;
    family ??= own;
    if (own !== family)
      throw argumentError(TypeError, name, `must be of the family "${String(family)}"`);
  }
  return family;
}
