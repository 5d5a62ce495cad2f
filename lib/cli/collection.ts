// `libnl address`, `libnl route` and the like: a table of all objects of a kind.
import type { Command } from "commander";
import type { RouteSocket } from "../index.js";
import { LinkNames } from "./link-names.js";
import type { Kind } from "./objects/kind.js";
import { commandWithOptions, withRouteSocket, type CommonOptions } from "./options.js";
import { Output } from "./output.js";

export function collectionCommand(kind: Kind<object>): Command {
  const notes = `
Text on a terminal: a table, with links by their names. JSON with --json, in a pipe
and in a file: an array, with the properties as the package documents them.`;
  return commandWithOptions(kind.noun, kind.description)
    .addHelpText("after", notes)
    .action(async (options: CommonOptions) => {
      const output = new Output(options);
      await withRouteSocket(options, (route) => show(route, kind, output));
    });
}

async function show(route: RouteSocket, kind: Kind<object>, output: Output): Promise<void> {
  const objects = await kind.collection(route).list();
  if (output.json) {
    output.value(objects);
    return;
  }
  const names = await readNames(route);
  const { renderTable } = await import("./table.js");
  const { colours, width } = output;
  output.lines(renderTable(kind.columns({ names, colours }), objects, width, colours));
}

/** The names of all links there are. */
export async function readNames({ links }: RouteSocket): Promise<LinkNames> {
  return new LinkNames(await links.list(undefined, { statistics: false, acceptPartial: true }));
}
