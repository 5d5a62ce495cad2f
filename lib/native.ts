// Loads the addon, and says what to install where it cannot be loaded.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { NetlinkError } from "./error.js";

/** The native half of an open socket (addon/native_socket.h). */
export interface NativeSocket {
  /** Hands packed commands to the I/O thread. */
  submit(commands: Uint8Array): void;
  /** Copies waiting items into `target`: bytes copied, 0 when nothing waits, or minus the size that is needed. */
  take(target: Uint8Array): number;
  ref(): void;
  unref(): void;
  /** Asks the thread to end; it reports "closed". */
  stop(): void;
  /** Waits for the thread and frees what it had. */
  join(): void;
}

export interface Addon {
  describe(): string;
  NativeSocket: new (
    protocol: number,
    receiveBuffer: number,
    netnsBy: number,
    netnsNumber: number,
    netnsPath: string,
    wake: () => void,
  ) => NativeSocket;
}

const packages =
  "libnl-3-200 libnl-genl-3-200 libnl-route-3-200 (Debian, Ubuntu), libnl3 (Fedora, Alpine) or libnl (Arch)";

/** What the failure to load the addon means for the user. */
export function explainLoadFailure(cause: Error): NetlinkError {
  const missing = /(libnl[\w-]*\.so[.\d]*): cannot open shared object file/.exec(
    cause.message,
  )?.[1];
  const text = missing
    ? `${missing} is not installed: install ${packages}`
    : /undefined symbol: (rtnl_|nl_|genl_|nla_)/.test(cause.message)
      ? `the installed libnl is older than the one this package was built with: run "npm rebuild libnl"`
      : `the native addon of libnl is not built: run "npm rebuild libnl" (${cause.message.split("\n", 1)[0] ?? ""})`;
  return new NetlinkError({ code: "ERR_ADDON_NOT_LOADED", message: text }, "load the addon", cause);
}

function load(): Addon {
  const require = createRequire(import.meta.url);
  const build = require("node-gyp-build") as (folder: string) => Addon;
  try {
    return build(dirname(dirname(fileURLToPath(import.meta.url))));
  } catch (cause) {
    throw explainLoadFailure(cause as Error);
  }
}

export const addon: Addon = load();
