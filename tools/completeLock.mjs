// Adds to package-lock.json the optional packages of other platforms that npm leaves out when a registry does not
// serve them, so that `npm ci` works on every platform. Run after changing dependencies: node tools/completeLock.mjs
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32", "wasm32"];
const processors = ["arm64", "x64", "arm", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

/** What the name of a platform package says about where it can be installed. */
function platform(name) {
  const words = name.split("/").at(-1).split("-");
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return null;
  const libc = words.includes("musl") ? ["musl"] : words.some((word) => word.startsWith("gnu")) ? ["glibc"] : null;
  return { cpu: [cpu], ...(os === "linux" && libc ? { libc } : {}), ...(os === "wasm32" ? {} : { os: [os] }) };
}

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path] || !/^\d/u.test(version)) continue;
    const where = platform(name);
    if (!where) continue;
    lock.packages[path] = { version, ...where, ...(entry.dev ? { dev: true } : {}), optional: true };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
);
writeFileSync(`${file}.tmp`, `${JSON.stringify(lock, null, 2)}\n`);
renameSync(`${file}.tmp`, file);
console.log(added.length === 0 ? "The lock file is complete." : `Added: ${added.join(", ")}`);
