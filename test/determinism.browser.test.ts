import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: the tool is plain JavaScript with a declaration beside it.
import { findFirefox } from "../tools/browser.mjs";
import type { Input } from "./browser/determinism.page.ts";
import { launchChromium } from "./support/browser.ts";
import { type Server, serve } from "./support/serve.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "neohebb-browser-"));
const text = `neohebb: experiment/1
name: bits
title: The same bits
description: Two groups of five subjects.
task: three-armed-reversal-v1
model: reference-brain
subjects: 5
seed: 11
control: control
groups:
  control: {label: Control}
  block: {label: Block, doses: [{receptor: dopamineD1, dose: 3 Ki}]}
attribution: false
`;

const modelFolder = join(root, "models", "reference-brain");
const files = Object.fromEntries(
  readdirSync(modelFolder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [
      `models/reference-brain/${name.split("\\").join("/")}`,
      readFileSync(join(modelFolder, name), "utf8"),
    ]),
);
const input: Input = { file: "bits.yaml", text, model: "models/reference-brain/reference-brain.yaml", files };

let server: Server;
let nodeHash = "";

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(root, "test", "browser", "determinism.page.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
  });
  const page = `<!doctype html><meta charset="utf-8"><title>bits</title><script type="module" src="/page.js"></script>`;
  server = await serve({
    files: {
      "/": { type: "text/html", body: page },
      "/page.js": { type: "text/javascript", body: outputFiles[0]!.contents },
      "/input.json": { type: "application/json", body: JSON.stringify(input) },
    },
  });
  const file = join(folder, "bits.yaml");
  writeFileSync(file, text);
  const out = join(folder, "results");
  execFileSync("node", [join(root, "dist", "cli.js"), "run", file, "--out", out, "--quiet", "--threads", "2"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 60_000,
  });
  nodeHash = (JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { resultHash: string }).resultHash;
}, 120_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("an experiment run in a page", () => {
  it("has in Chromium the result hash that two threads of Node give", async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      expect(await server.result(60_000)).toBe(nodeHash);
    } finally {
      await browser.close();
    }
  }, 90_000);

  const firefox = findFirefox();
  it.runIf(firefox)(
    "has in Firefox the same hash",
    async () => {
      const profile = join(folder, "profile");
      mkdirSync(profile);
      const browser = spawn(
        firefox!,
        ["--headless", "--no-remote", "--new-instance", "--profile", profile, server.url],
        {
          stdio: "ignore",
        },
      );
      try {
        expect(await server.result(80_000)).toBe(nodeHash);
      } finally {
        browser.kill("SIGKILL");
      }
    },
    90_000,
  );
});
