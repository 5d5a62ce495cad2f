// `libnl watch`: the objects of some types, and then every change of one, until it is stopped.
import { Argument, type Command } from "commander";
import type { Change, Link, LiveCache, RouteSocket } from "../index.js";
import { LinkNames } from "./link-names.js";
import { kinds } from "./objects/all.js";
import type { Kind } from "./objects/kind.js";
import { linkKind } from "./objects/link.js";
import { commandWithOptions, withRouteSocket, type CommonOptions } from "./options.js";
import { Output } from "./output.js";

const notes = `
Text on a terminal: a table of all objects, then one line for each change.
  12:03:04.123 + v0 (veth) index 7, up, mtu 1500 …    a link was added
  12:03:04.123 v0 mtu 1500 -> 1400, flags +up         a link changed
  12:03:04.123 - v0 (veth)                            a link was removed
  12:03:04.123 + route 10.0.0.0/8 via 10.0.0.254 v0   of another type, or of several
  12:03:04.123 ! resync …                             events were lost and made good
JSON with --json, in a pipe and in a file: one object a line. The first is
  {"action":"list","time":"2026-01-31T12:03:04.123Z","object":"link","links":[…]}
for each type, and those that follow are changes, with the whole object before and after and the
names of the properties that differ:
  {"action":"add","time":…,"object":"link","changed":[],"after":{…}}
  {"action":"change","time":…,"object":"link","changed":["mtu"],"before":{…},"after":{…}}
  {"action":"remove","time":…,"object":"link","changed":[],"before":{…}}
  {"action":"resync","time":…,"object":"link","reason":"overrun"}
Ctrl-C and SIGTERM stop it, with exit code 0; so does a reader that has gone, at
the next change.`;

export function watchCommand(): Command {
  const types = new Argument("[type...]", "what to watch").choices(kinds.map(({ noun }) => noun));
  return commandWithOptions("watch", "show objects, and every change of one as it happens")
    .addArgument(types.default([linkKind.noun], linkKind.noun))
    .addHelpText("after", notes)
    .action(async (types: string[], options: CommonOptions) => {
      const output = new Output(options);
      const signal = AbortSignal.any([output.closed, interruption(output)]);
      const watched = kinds.filter(({ noun }) => types.includes(noun));
      try {
        await withRouteSocket(options, (route) => watch(route, watched, output, signal), signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
}

/** Aborts when the process is asked to end; asked again, it ends at once. */
function interruption(output: Output): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      // The terminal has written ^C where the shell's prompt comes next.
      if (name === "SIGINT" && output.terminal) output.line("");
      controller.abort();
    });
  }
  return controller.signal;
}

interface Watched {
  kind: Kind<object>;
  cache: LiveCache<object>;
}

async function watch(
  route: RouteSocket,
  watched: readonly Kind<object>[],
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const { ObjectReport } = await import("./object-report.js");
  const names = new LinkNames();
  const named = !output.json && !watched.some(({ noun }) => noun === linkKind.noun);
  const open = async (kind: Kind<object>): Promise<Watched> => {
    return { kind, cache: await kind.collection(route).watch({ signal }) };
  };
  const [links, opened] = await Promise.all([
    named ? route.links.watch({ signal }) : undefined,
    Promise.all(watched.map(open)),
  ]);
  const reading: Promise<void>[] = [];
  const follow = (change: Change<Link>): void => {
    names.follow(change);
  };
  if (links) reading.push(read(links, signal, follow));
  for (const link of links ?? []) names.set(link);
  const learn = (indexes: readonly number[]): Promise<void> => learnNames(route, names, indexes);
  const mixed = watched.length > 1 || named;
  for (const [i, { kind, cache }] of opened.entries()) {
    const report = new ObjectReport(output, { kind, names, mixed, learn });
    reading.push(read(cache, signal, (change) => report.change(change)));
    if (i > 0 && !output.json) output.line("");
    report.list([...cache]);
  }
  if (output.terminal && !output.json)
    output.lines(["", output.colours.dim("waiting for changes, Ctrl-C ends")]);
  await Promise.all(reading);
}

/** Reads the changes from the moment of the call on; the socket's end is the cache's. */
async function read<T extends object>(
  cache: LiveCache<T>,
  signal: AbortSignal,
  use: (change: Change<T>) => Promise<void> | void,
): Promise<void> {
  for await (const change of cache.changes({ signal })) {
    // What waited when it was stopped is not worth waiting for.
    if (signal.aborted) break;
    await use(change);
  }
}

/** Asks for the names of links by their indexes; of one that is gone there is none. */
async function learnNames(
  { links }: RouteSocket,
  names: LinkNames,
  indexes: readonly number[],
): Promise<void> {
  const found = await Promise.allSettled(indexes.map((index) => links.get(index)));
  for (const one of found) if (one.status === "fulfilled") names.set(one.value);
}
