// Node processes of their own, for what would end the one that tests.
import { spawn } from "node:child_process";

/** The built package, as a module specifier. */
export const built = new URL("../../dist/index.js", import.meta.url).href;

export interface Ended {
  /** The exit code, the signal that killed it, or "hung" when it had to be killed for not ending. */
  end: number | NodeJS.Signals | "hung";
  stdout: string;
  stderr: string;
}

export interface ChildOptions {
  /** Whether the script finds RouteSocket imported, as it does unless this is false. */
  imported?: boolean;
  /** Of Node. */
  flags?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** A program, with its arguments, that runs Node. */
  within?: readonly string[];
  /** Called when the child prints a line. */
  onLine?: (line: string) => void;
}

const LIMIT = 20_000;

/** Runs the text of a module. */
export function runChild(script: string, options: ChildOptions = {}): Promise<Ended> {
  const { imported = true, flags = [], env = {}, within = [], onLine } = options;
  const head = imported ? `import { RouteSocket } from ${JSON.stringify(built)};\n` : "";
  const [program, ...args] = [
    ...within,
    process.execPath,
    ...flags,
    "--input-type=module",
    "--eval",
    head + script,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      // Vitest's own settings are not the child's.
      env: { PATH: process.env.PATH, ...env },
    });
    let stdout = "";
    let stderr = "";
    let hung = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      for (const line of text.split("\n")) if (line !== "") onLine?.(line);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const limit = setTimeout(() => {
      hung = true;
      child.kill("SIGKILL");
    }, LIMIT);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      resolve({ end: hung ? "hung" : (signal ?? code ?? -1), stdout, stderr });
    });
  });
}
