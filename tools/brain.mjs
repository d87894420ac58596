// Laboratory bench of the reference brain: targets, ablations, blocks, sensitivities and calibration.
// Usage: node tools/brain.mjs --help
import { runTypeScript } from "./runTypeScript.mjs";

const { main } = await runTypeScript("tools/brain/main.ts");
process.exitCode = await main(process.argv.slice(2));
