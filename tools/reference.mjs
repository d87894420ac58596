// `node tools/reference.mjs`: writes docs/reference-model.md from the schema of model files (a test says when it is out of
// date).
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

process.chdir(root);
await runTypeScript("tools/reference/main.ts");
