import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { traceFiles } from "./separateTraces.ts";

const folder = join(process.cwd(), "data", "reference-traces");
mkdirSync(folder, { recursive: true });
for (const [name, text] of traceFiles()) {
  writeFileSync(join(folder, `${name}.new`), text);
  renameSync(join(folder, `${name}.new`), join(folder, name));
}
