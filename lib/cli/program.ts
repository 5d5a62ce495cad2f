// The program with its commands: one for each kind of object, and what else there is.
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { collectionCommand } from "./collection.js";
import { linkCommand } from "./link.js";
import { kinds } from "./objects/all.js";
import type { Kind } from "./objects/kind.js";
import { reportError } from "./output.js";
import { routeGetCommand } from "./route-get.js";
import { watchCommand } from "./watch.js";

/** They load the addon when they run, not before: `--help` works where the addon does not. */
function makeCommands(): Command[] {
  return [...kinds.map(commandOf), watchCommand()];
}

function commandOf(kind: Kind<object>): Command {
  if (kind.noun === "link") return linkCommand();
  const command = collectionCommand(kind);
  return kind.noun === "route" ? command.addCommand(routeGetCommand()) : command;
}

/** What is wrong with the arguments is told as every other failure is. */
function tellErrors(command: Command): void {
  command.configureOutput({
    outputError: (text, write) => {
      write(text.replace(/^error: /, "libnl: "));
    },
  });
  command.commands.forEach(tellErrors);
}

const examples = `
Examples:
  libnl link                    a table of all links
  libnl link eth0               all that the kernel tells about one
  libnl link --netns blue       the links of another network namespace
  libnl link | jq '.[].name'    in a pipe: JSON
  libnl route                   a table of all routes; likewise of the other objects
  libnl route get 10.0.0.1      the route to an address
  libnl watch                   all links, and every change as it happens
  libnl watch route address     the same of routes and addresses`;

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function makeProgram(): Command {
  const program = new Command("libnl")
    .description("Shows the network of this host as Linux netlink tells it.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText("after", examples);
  for (const command of makeCommands()) program.addCommand(command);
  tellErrors(program);
  return program;
}

/** Does what the arguments say. A failure is one line on stderr and exit code 1. */
export async function run(argv: readonly string[]): Promise<void> {
  // A reader that has gone is no failure; the command that is running learns of it from its Output.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  try {
    await makeProgram().parseAsync(argv);
  } catch (error) {
    reportError(error);
  }
}
