// Loading the package: what it brings, what it leaves alone, and what it says when it cannot.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as exported from "../lib/index.js";
import { explainLoadFailure } from "../lib/native.js";
import { built, runChild } from "./support/child.js";
import { command } from "./support/namespace.js";

test("the package exports its classes", () => {
  expect(Object.keys(exported).sort()).toEqual(["NetlinkError", "RouteSocket"]);
});

test("importing it changes nothing that others see, and starts no thread", async () => {
  const script = `
    const { readdirSync, readFileSync } = await import("node:fs");
    const name = (task) => readFileSync("/proc/self/task/" + task + "/comm", "latin1").trim();
    const seen = () => ({
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      environment: { ...process.env },
      listeners: process.eventNames().map(String),
      // Node starts threads of its own.
      threads: readdirSync("/proc/self/task").filter((task) => name(task) === "netlink").length,
    });
    const before = JSON.stringify(seen());
    const { RouteSocket } = await import(${JSON.stringify(built)});
    const after = JSON.stringify(seen());
    console.log(before === after ? "same" : before + after, typeof RouteSocket);
  `;
  const run = runChild(script, { imported: false });
  expect(await run).toEqual({ end: 0, stdout: "same function\n", stderr: "" });
});

describe("when the addon cannot be loaded", () => {
  const folder = mkdtempSync(join(tmpdir(), "load-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const compiler = process.env.CXX ?? "g++";

  const compile = (name: string, text: string, ...args: string[]): string => {
    const source = join(folder, `${name}.cc`);
    const library = join(folder, name);
    writeFileSync(source, text);
    command(compiler, ["-shared", "-fPIC", "-o", library, source, ...args]);
    return library;
  };

  /** What the loader has to say of it. */
  function refusal(library: string): Error {
    try {
      process.dlopen({ exports: {} }, library);
    } catch (error) {
      return error as Error;
    }
    throw new Error(`${library} was loaded`);
  }

  test("a library that is not there is named, with the packages that bring it", () => {
    const name = "libnl-absent-3.so.200";
    const absent = compile(name, 'extern "C" void absent() {}', `-Wl,-soname,${name}`);
    const text = 'extern "C" void absent(); extern "C" void f() { absent(); }';
    const library = compile("needs.node", text, absent);
    rmSync(absent);
    const cause = refusal(library);
    const error = explainLoadFailure(cause);
    expect(error).toMatchObject({
      name: "NetlinkError",
      code: "ERR_ADDON_NOT_LOADED",
      operation: "load the addon",
      cause,
    });
    expect(error.message).toContain("libnl-absent-3.so.200 is not installed: install ");
    expect(error.message).toContain("libnl-route-3-200 (Debian, Ubuntu)");
  });

  test("a libnl that is too old is told", () => {
    const text =
      'extern "C" void rtnl_of_tomorrow(); extern "C" void* f = (void*)rtnl_of_tomorrow;';
    const error = explainLoadFailure(refusal(compile("old.node", text)));
    expect(error.message).toContain("libnl is older than the one this package was built with");
    expect(error.message).toContain('run "npm rebuild libnl"');
  });

  test("anything else is told with the loader's first line", () => {
    const error = explainLoadFailure(refusal(compile("other.node", "int nothing;")));
    expect(error.code).toBe("ERR_ADDON_NOT_LOADED");
    expect(error.message).toContain('is not built: run "npm rebuild libnl" (');
    expect(error.message).not.toContain("\n");
  });

  test("no build at all is told", () => {
    const cause = new Error(
      "No native build was found for platform=linux\n    loaded from: here\n",
    );
    expect(explainLoadFailure(cause).message).toBe(
      'load the addon: the native addon of libnl is not built: run "npm rebuild libnl" ' +
        "(No native build was found for platform=linux) (ERR_ADDON_NOT_LOADED)",
    );
  });
});
