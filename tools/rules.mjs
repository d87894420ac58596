// `node tools/rules.mjs`: writes the separately solved points into the protocols of examples/rules, and the pictures and
// the generated part of docs/rules.md (tests say when they are out of date).
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

process.chdir(root);
await runTypeScript("tools/rules/main.ts");
