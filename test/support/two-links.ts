// Two pairs of links with addresses, for tests of routes, made before each test and gone after it.
import { afterEach, beforeAll, beforeEach } from "vitest";
import type { NetlinkError } from "../../lib/index.js";
import type { PrivateNamespace } from "./namespace.js";

const TABLES = ["main", "100", "70000"];

/** v0 has 10.0.0.1/24 and 2001:db8::1/64, v2 has 10.0.2.1/24 and 2001:db8:2::1/64. */
export function twoLinks(namespace: PrivateNamespace): void {
  beforeAll(() => void namespace.ip("link", "set", "lo", "up"));

  beforeEach(() =>
    namespace.ipBatch([
      "link add v0 type veth peer name v1",
      "link add v2 type veth peer name v3",
      ...["v0", "v1", "v2", "v3"].map((name) => `link set ${name} up`),
      "address add 10.0.0.1/24 dev v0",
      "address add 10.0.2.1/24 dev v2",
      "address add 2001:db8::1/64 dev v0 nodad",
      "address add 2001:db8:2::1/64 dev v2 nodad",
    ]),
  );

  afterEach(() => {
    namespace.deleteLinks();
    for (const table of TABLES) {
      for (const family of ["-4", "-6"]) {
        try {
          namespace.ip(family, "route", "flush", "table", table);
        } catch {
          // There is no such table.
        }
      }
    }
  });
}

/** What a promise is rejected with; throws where it is not. */
export function failure(promise: Promise<unknown>): Promise<NetlinkError> {
  return promise.then(
    () => Promise.reject(new Error("it succeeded")),
    (error: unknown) => error as NetlinkError,
  );
}
