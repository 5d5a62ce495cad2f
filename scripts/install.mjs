// npm's install script: builds the addon, or says what to install first.
import { rebuild } from "./support/native.mjs";
import { Failure, main } from "./support/run.mjs";
import { explain, forBuilding, missing } from "./support/system.mjs";

await main(async () => {
  const lacking = missing(forBuilding);
  if (lacking.length > 0) throw new Failure(explain(lacking));
  await rebuild();
});
