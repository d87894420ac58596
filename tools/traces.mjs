// `node tools/traces.mjs`: writes the reference traces of data/reference-traces (a test says when they are out of date).
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

process.chdir(root);
await runTypeScript("tools/traces/main.ts");
