// `libnl route get`: the route that the kernel would take to an address.
import { InvalidArgumentError, type Command } from "commander";
import { readNames } from "./collection.js";
import { routeKind } from "./objects/route.js";
import { commandWithOptions, withRouteSocket, type CommonOptions } from "./options.js";
import { Output } from "./output.js";

interface GetOptions extends CommonOptions {
  from?: string;
  mark?: number;
}

function parseMark(text: string): number {
  if (!/^(0x[\da-f]{1,8}|\d{1,10})$/i.test(text) || Number(text) > 0xffffffff)
    throw new InvalidArgumentError("It is a number from 0 to 0xffffffff.");
  return Number(text);
}

export function routeGetCommand(): Command {
  return commandWithOptions("get", "show the route that packets to an address would take")
    .argument("<address>", "the address, or a label of MPLS")
    .option("-f, --from <address>", "the address that the packets come from")
    .option("-m, --mark <number>", "the mark of the packets", parseMark)
    .action(async (address: string, _: GetOptions, command: Command) => {
      // What `route` knows too is among its options, wherever it stands.
      const { from: source, mark, ...options } = command.optsWithGlobals<GetOptions>();
      const output = new Output(options);
      await withRouteSocket(options, async (route) => {
        const found = await route.routes.lookup(address, { source, mark });
        if (output.json) {
          output.value(found);
          return;
        }
        const { colours } = output;
        output.line(routeKind.added(found, { names: await readNames(route), colours }));
      });
    });
}
