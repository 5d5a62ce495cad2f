// `npm run smoke`: packs the package, installs it in an empty folder as a user would, and uses it there.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "./setup.mjs";
import { Failure, main, quiet } from "./support/run.mjs";

const program = `
  import { RouteSocket } from "libnl";
  const route = await RouteSocket.open();
  console.log(JSON.stringify(await route.links.list()));
  await route.close();
`;

await main(async () => {
  await setUp();
  const folder = mkdtempSync(join(tmpdir(), "libnl-smoke-"));
  try {
    await quiet("npm", ["pack", "--ignore-scripts", `--pack-destination=${folder}`]);
    const [tarball] = readdirSync(folder);
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    writeFileSync(join(folder, "program.mjs"), program);
    console.log(`installing ${tarball} in an empty folder …`);
    await quiet("npm", ["install", `./${tarball}`], { cwd: folder });
    requireLinks("the package", await quiet(process.execPath, ["program.mjs"], { cwd: folder }));
    requireLinks("the command", await quiet("npx", ["libnl", "link", "--json"], { cwd: folder }));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Every network namespace has at least the loopback link. */
function requireLinks(what, output) {
  const links = JSON.parse(output);
  if (!links.some(({ name }) => name === "lo"))
    throw new Failure(`${what} did not list the link lo`);
  console.log(`${what} lists ${links.length} links`);
}
