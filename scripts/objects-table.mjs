// Writes docs/objects.md, a table of all properties of all objects, from the tables of the built addon; with --check,
// fails where the file is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, "docs", "objects.md");
/** The oldest libnl that is supported has what no row names another version for. */
const OLDEST = "3.5";

/** The text that the file must have. */
export function render() {
  const build = createRequire(import.meta.url)("node-gyp-build");
  const { tables, records, variants, names } = JSON.parse(build(root).describe());
  const lines = [
    "# Objects and their properties",
    "",
    "Generated from the rows of `addon/tables/` by `npm run objects`; never edited. *Write*: `add` when an object is made,",
    "`change` when it is changed. *libnl*: the first version with which the property works.",
    "",
  ];
  for (const { name, record, key } of tables) {
    lines.push(`## ${name.charAt(0).toUpperCase()}${name.slice(1)}`, "");
    lines.push(`\`${record}\`; told apart by ${key.map((one) => `\`${one}\``).join(", ")}.`, "");
    lines.push(
      "| property | type | read | write | kernel | libnl |",
      "| --- | --- | --- | --- | --- | --- |",
      ...rowsOf(record, ""),
      "",
    );
  }
  return lines.join("\n");

  /** The rows of a record and, below each that holds another, the rows of that. */
  function rowsOf(record, path) {
    return records[record].flatMap((field) => {
      const property = `${path}${field.name}`;
      const { type } = field;
      const inner = type.wire === "list" ? type.element : type;
      const suffix = type.wire === "list" ? "[]" : "";
      const own = [
        `\`${property}\``,
        typeOf(type),
        field.access.includes("read") ? "yes" : "",
        field.access.filter((access) => access !== "read").join(", "),
        `\`${field.kernel}\``,
        field.since ?? OLDEST,
      ];
      const line = `| ${own.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
      if (inner.wire === "record") return [line, ...rowsOf(inner.record, `${property}${suffix}.`)];
      if (inner.wire !== "variant") return [line];
      const { alternatives } = variants[inner.variant];
      return [
        line,
        ...alternatives.flatMap((one) => rowsOf(one.record, `${property}(${one.name}).`)),
      ];
    });
  }

  function typeOf(type) {
    if (type.names) {
      const words = names[type.names].map(([, word]) => word);
      const shown = words.length > 4 ? [...words.slice(0, 3), "…"] : words;
      return `${type.flags ? "flags" : "one"} of ${shown.join(", ")}`;
    }
    if (type.wire === "list") return `list of ${typeOf(type.element)}`;
    if (type.wire === "variant") return `by \`${variants[type.variant].discriminator}\``;
    if (type.wire === "text") return type.format === "plain" ? "text" : `text (${type.format})`;
    return type.wire;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = render();
  if (!process.argv.includes("--check")) writeFileSync(file, wanted);
  else if (readFileSync(file, "utf8") !== wanted) {
    console.error('docs/objects.md is stale: run "npm run objects"');
    process.exit(1);
  }
}
