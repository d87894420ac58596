// `node tools/reference.mjs`: writes docs/reference-model.md from the schema of model files and docs/environments.md from
// the tasks of behavioural models (tests say when they are out of date).
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

process.chdir(root);
await runTypeScript("tools/reference/main.ts");
