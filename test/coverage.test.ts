// Every getter and setter of the installed libnl-route is used by a row, or is an exception with its reason.
import { describe, expect, test } from "vitest";
import { covered, declared, exception, groups, includeFolder, used } from "./support/accessors.js";
import { exceptions } from "./support/accessors-not-rows.js";

const include = includeFolder();
const rows = used();

test("libnl-route's headers are installed", () => {
  expect(include).toBeDefined();
});

describe("every accessor has a row or a reason:", () => {
  test.each(covered)("%s", (group) => {
    const names = declared(include ?? "", group);
    const excepted = names.filter((name) => !rows.has(name) && exception(name) !== undefined);
    const missing = names.filter((name) => !rows.has(name) && exception(name) === undefined);
    const count = names.length - excepted.length - missing.length;
    console.log(
      `${group}: ${count.toString()} of ${names.length.toString()} accessors of libnl-route are used by rows, ` +
        `${excepted.length.toString()} are exceptions, ${missing.length.toString()} are missing`,
    );
    expect(names.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });
});

test("no accessor belongs to two groups", () => {
  const all = Object.keys(groups).flatMap((group) => declared(include ?? "", group));
  expect(new Set(all).size).toBe(all.length);
});

test("no exception is used by a row", () => {
  const needless = exceptions
    .flatMap(({ names }) => names)
    .filter((name) => typeof name === "string" && rows.has(name));
  expect(needless).toEqual([]);
});
