// `libnl link`: a table of all links, or all about one.
import type { Command } from "commander";
import type { Link, RouteSocket } from "../index.js";
import { linkKind } from "./objects/link.js";
import { commandWithOptions, withRouteSocket, type CommonOptions } from "./options.js";
import { Output } from "./output.js";

const notes = `
Text on a terminal: a table, or with a name all properties of that link.
JSON with --json, in a pipe and in a file: an array of links, or with a name one
object, with the properties of Link as the package documents them.`;

export function linkCommand(): Command {
  return commandWithOptions(linkKind.noun, linkKind.description)
    .argument("[name]", "a link by its name, an alternative name or its index")
    .addHelpText("after", notes)
    .action(async (name: string | undefined, options: CommonOptions) => {
      const output = new Output(options);
      await withRouteSocket(options, (route) =>
        name === undefined ? showAll(route, output) : showOne(route, name, output),
      );
    });
}

async function showAll(route: RouteSocket, output: Output): Promise<void> {
  const links = await route.links.list();
  if (output.json) {
    output.value(links);
    return;
  }
  const { linkTable } = await import("./link-text.js");
  output.lines(linkTable(links, output));
}

async function showOne(route: RouteSocket, name: string, output: Output): Promise<void> {
  const link = await find(route, name);
  if (output.json) {
    output.value(link);
    return;
  }
  const { linkDetails } = await import("./link-text.js");
  const all = await route.links.list(undefined, { statistics: false, acceptPartial: true });
  output.lines(linkDetails(link, all, output));
}

/** A number is first of all a name that a link may have. */
async function find({ links }: RouteSocket, name: string): Promise<Link> {
  try {
    return await links.get(name);
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === "ENODEV";
    if (!absent || !/^[1-9]\d{0,8}$/.test(name)) throw error;
    return links.get(Number(name));
  }
}
