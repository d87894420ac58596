import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workloadR } from "../bench/workloadR.ts";
import { ProgramGenerator } from "../src/engine/fixtures/drawnProgram.ts";
import { NativeUnavailable, nativeBackend } from "../src/engine/native/nativeBackend.node.ts";
import { lowerModel, readModel } from "../src/spec/index.ts";
// biome-ignore lint/correctness/useImportExtensions: the tool is plain JavaScript with a declaration beside it.
import { findFirefox } from "../tools/browser.mjs";
import { bitsOf, type Conditions, SUBJECTS, type Workload } from "./support/bits.ts";
import { launchChromium } from "./support/browser.ts";
import { serve } from "./support/serve.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "neohebb-bits-"));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const brain = lowerModel(readModel("models/reference-brain/reference-brain.yaml", read));
const workloads: Workload[] = [
  { name: "workload R", program: workloadR(read), events: ["trialStart"] },
  { name: "R-skip", program: workloadR(read, "bench/models/workload-r-skip.yaml"), events: ["trialStart"] },
  { name: "reference brain", program: brain.program, events: ["trialStart", "choice", "outcome", "trialEnd"] },
  { name: "drawn program", program: new ProgramGenerator(12).program(8), events: ["choice"] },
];
type Digests = readonly Readonly<Record<string, string>>[];

async function inTurn(conditions: Conditions): Promise<Digests> {
  const digests = [];
  for (const workload of workloads) digests.push(await bitsOf(workload, conditions));
  return digests;
}

function together(parts: readonly Digests[]): Digests {
  return workloads.map((_, i) => Object.assign({}, ...parts.map((part) => part[i])));
}

async function bundle(entry: string, platform: "node" | "browser"): Promise<string> {
  const outfile = join(folder, `${platform}.mjs`);
  const common = { bundle: true, format: "esm", target: "es2022", logLevel: "error" } as const;
  await build({ ...common, entryPoints: [join(root, "test", entry)], platform, outfile });
  return outfile;
}

const file = join(folder, "workloads.json");
writeFileSync(file, JSON.stringify(workloads));
let program = "";
let page = "";

async function inThreads(count: number): Promise<Digests> {
  const parts = Array.from({ length: count }, (_, thread) => SUBJECTS.filter((subject) => subject % count === thread));
  const workers = parts.map((subjects) => new Worker(program, { workerData: { file, conditions: { subjects } } }));
  const answers = await Promise.all(workers.map((worker) => once(worker, "message")));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return together(answers.map(([digests]) => digests as Digests));
}

function inNode(path: string): Digests {
  return JSON.parse(execFileSync(path, [program, file], { encoding: "utf8", timeout: 60_000 })) as Digests;
}

async function inPage(open: (url: string) => Promise<() => unknown>): Promise<Digests> {
  const server = await serve({
    files: {
      "/": {
        type: "text/html",
        body: `<!doctype html><title>bits</title><script type="module" src="/page.js"></script>`,
      },
      "/page.js": { type: "text/javascript", body: readFileSync(page) },
      "/workloads.json": { type: "application/json", body: readFileSync(file) },
    },
  });
  try {
    const close = await open(server.url);
    try {
      return JSON.parse(await server.result(60_000)) as Digests;
    } finally {
      await close();
    }
  } finally {
    await server.close();
  }
}

async function openChromium(url: string) {
  const browser = await launchChromium();
  await (await browser.newPage()).goto(url);
  return () => browser.close();
}

async function openFirefox(url: string) {
  const profile = join(folder, "profile");
  mkdirSync(profile);
  const options = ["--headless", "--no-remote", "--new-instance", "--profile", profile, url];
  const browser = spawn(findFirefox()!, options, { stdio: "ignore" });
  return async () => browser.kill("SIGKILL");
}

function native(lanes: 4 | 8 | 16) {
  return nativeBackend({ lanes, folder: join(folder, "native") });
}

/** Why native code of a width cannot be made here. */
function noNative(lanes: 4 | 8 | 16): string | null {
  try {
    native(lanes);
    return null;
  } catch (error) {
    if (error instanceof NativeUnavailable) return error.message;
    throw error;
  }
}

/** Other versions of Node to try: `NEOHEBB_NODES=/path/to/node:/path/to/another`. */
const nodes = (process.env.NEOHEBB_NODES ?? "").split(":").filter((path) => path !== "");
const nodeOf = (major: string) =>
  nodes.find((path) => execFileSync(path, ["--version"], { encoding: "utf8" }).startsWith(`v${major}.`));
const otherNode = (major: string) => {
  const path = nodeOf(major);
  return {
    name: `WebAssembly, Node ${major}`,
    missing: path === undefined ? "not among NEOHEBB_NODES" : null,
    run: () => inNode(path!),
  };
};

interface Row {
  readonly name: string;
  readonly missing?: string | null;
  readonly run: () => Digests | Promise<Digests>;
}

const rows: readonly Row[] = [
  { name: "WebAssembly", run: () => inTurn({}) },
  { name: "WebAssembly, nothing skipped", run: () => inTurn({ skip: false }) },
  ...([4, 8, 16] as const).map((lanes) => ({
    name: `native code, ${lanes} lanes`,
    missing: noNative(lanes),
    run: () => inTurn({ backend: native(lanes) }),
  })),
  {
    name: "each subject alone",
    run: async () => together(await Promise.all(SUBJECTS.map((one) => inTurn({ subjects: [one] })))),
  },
  { name: "subjects in another order", run: () => inTurn({ subjects: [...SUBJECTS].reverse() }) },
  ...[1, 2, 4].map((count) => ({ name: `threads: ${count}`, run: () => inThreads(count) })),
  { name: "checkpoint half-way", run: () => inTurn({ continuedBy: "wasm" }) },
  { name: "checkpoint half-way, then interpreter", run: () => inTurn({ continuedBy: "interpreter" }) },
  otherNode("22"),
  otherNode("24"),
  { name: "WebAssembly, Chromium", run: () => inPage(openChromium) },
  {
    name: "WebAssembly, Firefox",
    missing: findFirefox() ? null : "there is no Firefox",
    run: () => inPage(openFirefox),
  },
];

let reference: Digests = [];
const cells = new Map<string, readonly string[]>();

beforeAll(async () => {
  program = await bundle("support/bits.program.ts", "node");
  page = await bundle("browser/bits.page.ts", "browser");
  reference = await inTurn({ backend: "interpreter" });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function table(): string {
  const line = (parts: readonly string[]) => `| ${parts.join(" | ")} |`;
  const all = rows.map(({ name }) => line([name, ...(cells.get(name) ?? workloads.map(() => "not run"))]));
  return [
    line(["", ...workloads.map(({ name }) => name)]),
    line(["---", ...workloads.map(() => "---")]),
    line(["interpreter", ...workloads.map(() => "the judge")]),
    ...all,
  ].join("\n");
}

describe("the bits of the interpreter", () => {
  for (const { name, missing, run } of rows) {
    if (missing) console.warn(`${name}: not run, ${missing}`);
    it.skipIf(missing)(`are those of: ${name}`, { timeout: 120_000 }, async () => {
      const digests = await run();
      cells.set(
        name,
        workloads.map((_, i) => (JSON.stringify(digests[i]) === JSON.stringify(reference[i]) ? "same" : "DIFFERS")),
      );
      expect(digests).toEqual(reference);
    });
  }

  it("are shown as identical on the page about it, row by row", () => {
    const path = join(root, "docs", "identical.md");
    const begin = "<!-- table -->\n";
    const text = readFileSync(path, "utf8");
    const published = text
      .slice(text.indexOf(begin) + begin.length)
      .trimEnd()
      .split("\n");
    const now = table().split("\n");
    if (process.env.NEOHEBB_WRITE_TABLE) {
      const nameOf = (line: string) => line.split("|")[1];
      const earlier = (line: string) => published.find((other) => nameOf(other) === nameOf(line));
      // What cannot be run here keeps what an earlier machine found.
      const lines = now.map((line) => (line.includes("not run") ? (earlier(line) ?? line) : line));
      writeFileSync(path, `${text.slice(0, text.indexOf(begin) + begin.length)}${lines.join("\n")}\n`);
      return;
    }
    expect(published).toHaveLength(now.length);
    // What cannot be run here may have been run where the page was made.
    now.forEach((line, i) => {
      if (line.includes("not run")) expect(published[i]!.split("|")[1]).toBe(line.split("|")[1]);
      else expect(published[i]).toBe(line);
    });
  });
});
