// Recovery of every behavioural model's parameters at its usual task size: docs/recovery.json and docs/recovery.md.
// Models that are in the file already are not made again, unless with `--all`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

const { defineBehaviour, peopleOf, recover, recoveryPage, tableSettings } = await runTypeScript(
  "tools/fitting/recoveryTable.ts",
);
const folder = join(root, "models", "behaviour");
const kept = join(root, "docs", "recovery.json");
const earlier =
  existsSync(kept) && !process.argv.includes("--all") ? JSON.parse(readFileSync(kept, "utf8")).models : [];
const found = new Map(earlier.map((one) => [one.model, one]));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length))
  .sort();

/** Numbers that the table shows, with the digits that it needs. */
const short = (value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);

for (const name of names) {
  if (found.has(name)) continue;
  const definition = defineBehaviour(readFileSync(join(folder, `${name}.yaml`), "utf8"), `${name}.yaml`);
  const started = performance.now();
  const recovery = await recover(definition, { ...tableSettings, subjects: peopleOf(name) });
  const parameters = recovery.parameters.map(({ truth, estimate, ...one }) =>
    JSON.parse(JSON.stringify(one, (_, value) => short(value))),
  );
  found.set(name, { ...recovery, parameters });
  console.error(
    `${name}: ${parameters.map((one) => `${one.name} ${one.correlation}`).join(", ")} (${Math.round((performance.now() - started) / 100) / 10} s)`,
  );
  const models = names.flatMap((one) => (found.has(one) ? [found.get(one)] : []));
  writeFileSync(kept, `${JSON.stringify({ settings: tableSettings, models }, null, 1)}\n`);
}
const models = names.flatMap((one) => (found.has(one) ? [found.get(one)] : []));
writeFileSync(join(root, "docs", "recovery.md"), recoveryPage(models));
