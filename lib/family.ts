// Address families of arguments: which one several properties agree on.
import { isIP } from "node:net";
import { argumentError } from "./error.js";
import { show } from "./records/encode.js";

export const AF_INET = 2;
export const AF_BRIDGE = 7;
export const AF_INET6 = 10;

export type InternetFamily = "inet" | "inet6";

/** The family of an address or prefix; undefined for what is neither. */
export function familyOf(text: unknown): InternetFamily | undefined {
  if (typeof text !== "string") return undefined;
  const [address = ""] = text.split("/");
  return ({ 4: "inet", 6: "inet6" } as const)[isIP(address)];
}

const FAMILIES: Readonly<Record<number, string>> = { 2: "inet", 10: "inet6", 28: "mpls" };

/** A family as its word, which may have been given as a number. */
export function familyName(family: unknown): unknown {
  return typeof family === "number" ? (FAMILIES[family] ?? family) : family;
}

/**
 * The family that all of the values have, each given with its path; what is no address is passed over, as the check of
 * the property tells of it.
 *
 * @throws TypeError where one differs from the family that was given or from those before it
 */
export function commonFamily(
  given: unknown,
  values: Iterable<readonly [path: string, value: unknown]>,
): unknown {
  let common = familyName(given);
  let by = '"family"';
  for (const [path, value] of values) {
    const family = familyOf(value);
    if (family === undefined) continue;
    if (common !== undefined && common !== family) {
      const kind = family === "inet" ? "an IPv4" : "an IPv6";
      throw argumentError(
        TypeError,
        path,
        `is ${kind} address (${String(value)}), which does not fit ${by} (${show(common)})`,
      );
    }
    if (common === undefined) {
      common = family;
      by = `"${path}"`;
    }
  }
  return common;
}

/** The same for the properties of those names. */
export function agreedFamily(properties: object, names: readonly string[]): unknown {
  const values = properties as Readonly<Record<string, unknown>>;
  return commonFamily(
    values.family,
    names.map((name) => [name, values[name]] as const),
  );
}
