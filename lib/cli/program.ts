// The program with its commands; a new command is a file of its own and one word in the list below.
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { linkCommand } from "./link.js";
import { reportError } from "./output.js";
import { watchCommand } from "./watch.js";

/** They load the addon when they run, not before: `--help` works where the addon does not. */
const commands = [linkCommand, watchCommand];

const examples = `
Examples:
  libnl link                    a table of all links
  libnl link eth0               all that the kernel tells about one
  libnl link --netns blue       the links of another network namespace
  libnl link | jq '.[].name'    in a pipe: JSON
  libnl watch                   all links, and every change as it happens`;

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
  for (const make of commands) program.addCommand(make());
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      outputError: (text, write) => {
        write(text.replace(/^error: /, "libnl: "));
      },
    });
  }
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
