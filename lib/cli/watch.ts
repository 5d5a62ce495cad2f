// `libnl watch`: the links, and then every change of one, until it is stopped.
import type { Command } from "commander";
import { commandWithOptions, withRouteSocket, type CommonOptions } from "./options.js";
import { Output } from "./output.js";

const notes = `
Text on a terminal: a table of all links, then one line for each change.
  12:03:04.123 + v0 (veth) index 7, up, mtu 1500 …    a link was added
  12:03:04.123 v0 mtu 1500 -> 1400, flags +up         a link changed
  12:03:04.123 - v0 (veth)                            a link was removed
  12:03:04.123 ! resync …                             events were lost and made good
JSON with --json, in a pipe and in a file: one object a line. The first is
  {"action":"list","time":"2026-01-31T12:03:04.123Z","object":"link","links":[…]}
and those that follow are changes, with the whole link before and after and the
names of the properties that differ:
  {"action":"add","time":…,"object":"link","changed":[],"after":{…}}
  {"action":"change","time":…,"object":"link","changed":["mtu"],"before":{…},"after":{…}}
  {"action":"remove","time":…,"object":"link","changed":[],"before":{…}}
  {"action":"resync","time":…,"object":"link","reason":"overrun"}
Ctrl-C and SIGTERM stop it, with exit code 0; so does a reader that has gone, at
the next change.`;

export function watchCommand(): Command {
  return commandWithOptions("watch", "show the links, and every change of one as it happens")
    .addHelpText("after", notes)
    .action(async (options: CommonOptions) => {
      const output = new Output(options);
      const signal = AbortSignal.any([output.closed, interruption(output)]);
      try {
        await watchLinks(options, output, signal);
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

async function watchLinks(
  options: CommonOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const { LinkReport } = await import("./link-report.js");
  await withRouteSocket(
    options,
    async (route) => {
      await using links = await route.links.watch({ signal });
      const changes = links.changes({ signal });
      const report = new LinkReport(output);
      report.list([...links.values()]);
      for await (const change of changes) {
        // What waited when it was stopped is not worth waiting for.
        if (signal.aborted) break;
        report.change(change);
      }
    },
    signal,
  );
}
