// A network namespace for one test file, and what iproute2 says about it.
import { spawnSync } from "node:child_process";
import { afterAll } from "vitest";
import { RouteSocket, type RouteSocketOptions } from "../../lib/index.js";

/** An object as iproute2 prints it in JSON; its properties are only compared. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is in it is up to iproute2
export type Json = Record<string, any>;

/** Runs a program and returns its stdout; throws with its stderr. */
export function command(program: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    input,
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (status !== 0) {
    throw new Error(`${[program, ...args].join(" ")}: ${stderr.trim() || stdout.trim()}`);
  }
  return stdout;
}

let count = 0;

/** A namespace of a name that no other file uses: files run side by side. Made by {@link privateNamespace}. */
export class PrivateNamespace {
  /** As `ip netns` lists it. */
  readonly name = `test-${process.pid.toString()}-${(++count).toString()}`;
  readonly #sockets: RouteSocket[] = [];

  constructor() {
    command("ip", ["netns", "add", this.name]);
  }

  /** Runs `ip` in the namespace and returns what it prints. */
  ip(...args: string[]): string {
    return command("ip", ["-n", this.name, ...args]);
  }

  /** Another program of iproute2 in the namespace: `bridge`, `tc`. */
  run(program: string, ...args: string[]): string {
    return command(program, ["-n", this.name, ...args]);
  }

  /** `ip` with `-j -d`, parsed. */
  ipJson(...args: string[]): Json[] {
    // iproute2 prints nothing where it has nothing to list, and {} for what its own filter leaves out.
    const printed = JSON.parse(this.ip("-j", "-d", ...args) || "[]") as Json[];
    return printed.filter((one) => Object.keys(one).length > 0);
  }

  /** A link as `ip -j -d link` prints it. */
  ipLink(name: string): Json {
    const [link] = this.ipJson("link", "show", name);
    if (!link) throw new Error(`ip does not show the link ${name}`);
    return link;
  }

  /** Many commands of `ip` in one process. */
  ipBatch(commands: readonly string[]): void {
    command("ip", ["-n", this.name, "-batch", "-"], commands.join("\n"));
  }

  /** Deletes all links but the one that every namespace has. */
  deleteLinks(): void {
    const names = this.ipJson("link").map(({ ifname }) => String(ifname));
    const commands = names.filter((name) => name !== "lo").map((name) => `link delete ${name}`);
    // One end of a veth takes the other along, whose own deletion then fails.
    const input = commands.join("\n");
    spawnSync("ip", ["-n", this.name, "-force", "-batch", "-"], { input });
    if (this.ipJson("link").length > 1) throw new Error("links could not be deleted");
  }

  /** Whether the kernel knows links of that kind. */
  knows(kind: string, ...args: string[]): boolean {
    try {
      this.ip("link", "add", "name", "probe", ...args, "type", kind);
    } catch (error) {
      // Any other refusal is one of a kind that is known.
      return !/Unknown device type|Operation not supported/i.test(String(error));
    }
    this.ip("link", "delete", "probe");
    return true;
  }

  /** A socket in the namespace, closed with it. */
  async open(options: RouteSocketOptions = {}): Promise<RouteSocket> {
    const socket = await RouteSocket.open({ netns: this.name, ...options });
    this.#sockets.push(socket);
    return socket;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.close()));
    command("ip", ["netns", "delete", this.name]);
  }
}

/** Makes a namespace, which goes, with the sockets opened in it, after the file's tests. */
export function privateNamespace(): PrivateNamespace {
  const namespace = new PrivateNamespace();
  afterAll(() => namespace.remove());
  return namespace;
}
