// `npm start`: installs what is missing, builds, runs the default experiment and replaces its own earlier results.
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { checkNode, installDependencies, root } from "./prepare.mjs";

checkNode();
installDependencies();
const built = spawnSync(process.execPath, [join(root, "tools", "build.mjs")], { cwd: root, stdio: "inherit" });
if (built.status !== 0) process.exit(1);

const experiment = join("experiments", "three-armed-reversal.yaml");
const run = spawn(process.execPath, ["dist/cli.js", "run", experiment, "--force", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
// Ctrl-C reaches the run itself, which leaves a checkpoint and says how to go on; wait for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => run.kill("SIGTERM"));
run.on("exit", (code) => process.exit(code ?? 1));
