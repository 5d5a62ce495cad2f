// The options that commands share, and the socket that they ask for.
import { Command } from "commander";
import type { RouteSocket } from "../index.js";

export interface CommonOptions {
  /** Absent: JSON where stdout is no terminal. */
  json?: boolean;
  netns?: string;
}

/** A command with the options that all commands have. */
export function commandWithOptions(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption("-h, --help", "print help")
    .option("-j, --json", "print JSON, also on a terminal")
    .option("--no-json", "print text, also into a pipe or a file")
    .option("-n, --netns <name|path>", "look into another network namespace");
}

/** Opens a socket for as long as it is used. */
export async function withRouteSocket<T>(
  { netns }: CommonOptions,
  use: (route: RouteSocket) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { RouteSocket } = await import("../index.js");
  await using route = await RouteSocket.open({ netns, signal });
  return await use(route);
}
