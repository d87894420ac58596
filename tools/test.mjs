// `npm test`: installs what is missing, builds, and runs every check. See CONTRIBUTING.md.
import { spawnSync } from "node:child_process";
import { findChromium, installChromium } from "./browser.mjs";
import { checkNode, installDependencies, root } from "./prepare.mjs";

const known = ["--install-browser", "--help"];
const arguments_ = process.argv.slice(2);
const unknown = arguments_.find((argument) => argument.startsWith("-") && !known.includes(argument));
if (unknown) {
  console.error(`npm test: unknown option ${unknown} (allowed: ${known.join(", ")}; other words select test files)`);
  process.exit(2);
}
if (arguments_.includes("--help")) {
  console.log(
    "npm test [-- --install-browser] [-- FILE …]\n\nInstalls, builds, and runs formatting, types, package checks and all tests.",
  );
  process.exit(0);
}
const files = arguments_.filter((argument) => !argument.startsWith("-"));

checkNode();
installDependencies();

let browser = findChromium();
if (!browser && (process.env.CI || arguments_.includes("--install-browser"))) browser = installChromium();
if (!browser) {
  console.error(
    "npm test needs a Chromium-family browser for the browser tests and found none.\n" +
      "Install Chromium or Google Chrome, or run `npm test -- --install-browser`, or set NEOHEBB_CHROMIUM to a browser's path.",
  );
  process.exit(1);
}
process.env.NEOHEBB_CHROMIUM = browser;

const steps = [
  ["build", ["node", "tools/build.mjs"]],
  ["format and lint", ["npx", "--no-install", "biome", "check", "."]],
  ["types", ["npx", "--no-install", "tsc", "-p", "tsconfig.json"]],
  ["types of the Lab", ["npx", "--no-install", "--workspace=lab", "svelte-check", "--fail-on-warnings"]],
  ["unused files and exports", ["npx", "--no-install", "knip"]],
  ["package", ["npx", "--no-install", "publint", "--strict"]],
  ["tests", ["npx", "--no-install", "vitest", "run", ...files]],
];
const failed = [];
for (const [name, [command, ...rest]] of steps) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const { status } = spawnSync(command, rest, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  console.log(`== ${name}: ${status === 0 ? "ok" : "FAILED"} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) {
    failed.push(name);
    if (name === "build") break;
  }
}
if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
