// `node bench/lab.mjs [--subjects N] [--memory SECONDS] [--folder PATH]`: the Lab in Chromium beside the command line on
// this machine: first load, batch throughput with the same number of threads, the longest frame while N subjects (256)
// run, and with --memory the heap of the page while runs follow one another. Needs `npm run build`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
// biome-ignore lint/correctness/useImportExtensions: the tool is plain JavaScript with a declaration beside it.
import { findChromium } from "../tools/browser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    subjects: { type: "string", default: "256" },
    memory: { type: "string", default: "0" },
    folder: { type: "string", default: join(root, "dist", "lab") },
  },
});
const subjects = Number(values.subjects);
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

const sent = [];
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const file = resolve(values.folder, `.${path === "/" ? "/index.html" : path}`);
  if (!file.startsWith(resolve(values.folder) + sep)) return void response.writeHead(404).end();
  const body = readFileSync(file);
  sent.push({ path, gzipped: gzipSync(body).length });
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/`;

/** Scripts that were sent, gzipped, kB; each once. */
function scriptsIn(files) {
  const sizes = new Map(files.filter(({ path }) => path.endsWith(".js")).map(({ path, gzipped }) => [path, gzipped]));
  return ([...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000).toFixed(0);
}

/** An experiment of two groups, with the reversals of the default one. */
const specification = (seed) => `neohebb: experiment/1
name: bench
title: Bench
task: three-armed-reversal-v1
model: reference-brain
subjects: ${subjects / 2}
seed: ${seed}
control: control
groups:
  control: {label: Control}
  blocked:
    label: Blocked
    doses: [{receptor: dopamineD1, dose: 3 Ki}]
`;

/** Seconds and hash of a run in a page whose workers are ready to be started. */
async function runInPage(page, text) {
  await page.getByLabel("Experiment as text (YAML)").fill(text);
  await page.getByRole("button", { name: "Run", exact: true }).click({ timeout: 60_000 });
  await page.waitForFunction(() => document.querySelector("progress"));
  await page.waitForFunction(() => !document.querySelector("progress"), null, { timeout: 600_000 });
  const kept = await page.evaluate(
    () =>
      new Promise((found) => {
        indexedDB.open("neohebb-lab").onsuccess = ({ target }) => {
          const all = target.result.transaction("things").objectStore("things").getAll();
          all.onsuccess = () => {
            const runs = all.result.filter(({ kind }) => kind === "run").sort((a, b) => b.changed - a.changed);
            found({ seconds: runs[0].data.seconds, hash: runs[0].data.resultHash });
          };
        };
      }),
  );
  return kept;
}

const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
const folder = mkdtempSync(join(tmpdir(), "neohebb-bench-"));
try {
  const started = performance.now();
  const page = await browser.newPage();
  await page.goto(`${url}#/experiment`);
  await page.getByRole("heading", { name: "Experiment", exact: true }).waitFor();
  const interactive = (performance.now() - started) / 1000;
  const first = [...sent];
  await page.getByText("The text is in order.").waitFor({ timeout: 60_000 });
  const ready = (performance.now() - started) / 1000;
  console.log(
    `first load: ${scriptsIn(first)} kB of scripts gzipped, the page shown after ${interactive.toFixed(2)} s;`,
  );
  console.log(`  with its worker ${scriptsIn(sent)} kB, the experiment checked after ${ready.toFixed(2)} s`);

  await page.evaluate(() => {
    globalThis.longest = 0;
    let before = performance.now();
    const frame = (now) => {
      globalThis.longest = Math.max(globalThis.longest, now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const inPage = await runInPage(page, specification(1));
  const longest = await page.evaluate(() => globalThis.longest);

  const file = join(folder, "bench.yaml");
  writeFileSync(file, specification(1));
  const out = join(folder, "results");
  const threads = availableParallelism();
  const command = ["dist/cli.js", "run", file, "--out", out, "--quiet", "--threads", `${threads}`];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const { timing, resultHash } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  const seconds = timing.simulation + timing.evaluation;
  console.log(
    `${subjects} subjects, ${threads} threads: Lab ${inPage.seconds.toFixed(1)} s, command ${seconds.toFixed(1)} s`,
  );
  console.log(
    `  (throughput ${((100 * seconds) / inPage.seconds).toFixed(0)} % of the command line's); hashes equal: ${inPage.hash === resultHash}`,
  );
  console.log(`longest frame meanwhile: ${longest.toFixed(0)} ms`);

  if (Number(values.memory) > 0) {
    const session = await page.context().newCDPSession(page);
    const heap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      return (usedSize / 1e6).toFixed(1);
    };
    const until = performance.now() + 1000 * Number(values.memory);
    for (let seed = 2; performance.now() < until; seed++) {
      const { seconds: took } = await runInPage(page, specification(seed));
      console.log(`heap after run ${seed} (${took.toFixed(0)} s): ${await heap()} MB`);
    }
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
