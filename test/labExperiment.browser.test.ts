import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkTo } from "../lab/src/link.ts";
import {
  evaluate,
  localExecutor,
  memoryStore,
  readExperiment,
  resolveExperiment,
  runUnits,
  writeExperiment,
} from "../src/index.ts";
import { machineSurroundings } from "../src/io/machine.ts";
import { resultPaths } from "../src/io/resultsFolder.ts";
import { runExperiment } from "../src/io/runExperiment.ts";
import { barriers, type Lab, listen, overflow, startLab } from "./support/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.close());

/** An experiment of a few short sessions. */
function small(name: string, subjects: number): string {
  return `neohebb: experiment/1
name: ${name}
title: Small
task: {id: three-armed-reversal-v1, options: {blocks: 2, blockLength: 4}}
model: reference-brain
subjects: ${subjects}
seed: 11
control: control
groups:
  control: {label: Control}
  blocked:
    label: Blocked
    doses: [{receptor: dopamineD1, dose: 3 Ki}]
`;
}

function experimentOf(text: string) {
  const read = readExperiment(text, "experiment.yaml");
  return resolveExperiment(read.source!, machineSurroundings()).experiment!;
}

/** The hash that the library gives. */
async function hashOf(text: string): Promise<string> {
  const experiment = experimentOf(text);
  const store = memoryStore();
  await runUnits(experiment.plan, store, localExecutor(experiment.plan));
  return (await evaluate(experiment, store, { people: [], version: "", command: "" })).resultHash;
}

/** The hash that the page shows once the run is finished. */
async function shownHash(page: Page): Promise<string> {
  const shown = page.locator("[data-hash]");
  await shown.waitFor({ timeout: 50_000 });
  return (await shown.textContent())!;
}

const field = (page: Page) => page.getByLabel("Experiment as text (YAML)");
const ready = (page: Page) => page.getByText("The text is in order.").waitFor({ timeout: 30_000 });

/** Files of a stored zip archive. */
function unzipped(bytes: Buffer): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const start = at + 30 + name;
    files[bytes.toString("utf8", at + 30, start)] = bytes.subarray(start, start + size);
    at = start + size;
  }
  return files;
}

describe("Experiment", () => {
  it("is set up and run by the keyboard; hash and results folder are the command line's", async () => {
    const text = small("small", 8);
    const { page, complaints } = await lab.open(await linkTo("experiment", { spec: text }));
    await ready(page);
    expect(page.url()).toBe(`${lab.url}#/experiment`);
    await page.getByLabel("Seed").fill("12");
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Undo: seed" }).waitFor();
    expect(await field(page).inputValue()).toContain("seed: 12");
    await page.getByText("Add what is done").nth(1).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: /^What/u }).selectOption("lesion");
    await page.getByRole("combobox", { name: /^Where/u }).selectOption("locusCoeruleus");
    await page.getByRole("button", { name: "Add", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("lesion: locusCoeruleus (share 0.5)").waitFor();
    await ready(page);
    const wanted = await field(page).inputValue();
    await page.getByRole("button", { name: "Run", exact: true }).focus();
    await page.keyboard.press("Enter");
    const hash = await shownHash(page);
    await page
      .getByRole("img", { name: /Line chart/u })
      .first()
      .waitFor();

    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Results folder (zip)" }).click();
    const files = unzipped(readFileSync(await (await waiting).path()));
    const folder = mkdtempSync(join(tmpdir(), "neohebb-"));
    try {
      const paths = resultPaths(join(folder, "small"));
      const command = "npx neohebb run small.yaml";
      await runExperiment(experimentOf(wanted), {
        paths,
        text: wanted,
        overrides: [],
        command,
        threads: 1,
        force: false,
      });
      const names = readdirSync(paths.results).sort();
      expect(Object.keys(files).sort()).toEqual(names.map((name) => `small/${name}`));
      for (const name of names.filter((one) => one !== "manifest.json"))
        expect(files[`small/${name}`]!.equals(readFileSync(join(paths.results, name))), name).toBe(true);
      const manifests = [files["small/manifest.json"]!, readFileSync(join(paths.results, "manifest.json"))].map(
        (bytes) => ({ ...(JSON.parse(bytes.toString("utf8")) as object), timing: null }),
      );
      expect(manifests[0]).toEqual(manifests[1]);
      expect(manifests[1]).toMatchObject({ resultHash: hash });
    } finally {
      rmSync(folder, { recursive: true });
    }
    for (const colours of ["light", "dark"]) {
      await page.getByLabel("Colours").selectOption(colours);
      expect(await barriers(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("goes on after a reload with what is finished, without the headers that isolate a page", async () => {
    const text = small("long", 48);
    const context = await lab.browser.newContext();
    await withoutIsolation(context);
    const page = await context.newPage();
    const complaints = listen(page);
    await page.goto(lab.url + (await linkTo("experiment", { spec: text })));
    await ready(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0.05);
    await page.reload();
    await ready(page);
    expect(await field(page).inputValue()).toBe(text);
    await page.getByText(/\d+ of 24 parts of this run are finished and kept/u).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    expect(await shownHash(page)).toBe(await hashOf(text));
    await page.reload();
    await page.locator("[data-hash]").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("tells two tabs of each other, says what is wrong by line, and when there is no room", async () => {
    const context = await lab.browser.newContext();
    const first = await context.newPage();
    const complaints = listen(first);
    await first.goto(`${lab.url}#/experiment`);
    await ready(first);
    await first.getByText("Kept in this browser.").waitFor();
    const second = await context.newPage();
    await second.goto(`${lab.url}#/experiment`);
    await ready(second);
    // The other tab has nothing unsaved: it takes what is written here.
    await first.getByLabel("Seed").fill("77");
    await first.keyboard.press("Tab");
    await expect.poll(() => field(second).inputValue(), { timeout: 10_000 }).toContain("seed: 77");
    // Where both have something unsaved, nothing is overwritten.
    const mine = (await field(second).inputValue()).replace("seed: 77", "seed: 78");
    await Promise.all([field(first).fill(mine.replace("seed: 78", "seed: 79")), field(second).fill(mine)]);
    const notices = [first, second].map((page) => page.getByText("Another tab has changed this experiment too"));
    await Promise.race(notices.map((one) => one.waitFor({ timeout: 10_000 })));
    const later = (await notices[0]!.isVisible()) ? first : second;
    const own = await field(later).inputValue();
    await later.getByRole("button", { name: "Keep mine as a copy" }).click();
    await expect.poll(() => field(later).inputValue()).toBe(own.replace("dopamine-block", "dopamine-block-copy"));

    await field(first).fill(small("wrong", 8).replace("reversal-v1", "reversal-v2"));
    await first.getByRole("button", { name: "Line 4" }).waitFor();
    expect(
      await first
        .getByText(/did you mean/u)
        .first()
        .textContent(),
    ).toContain("three-armed-reversal-v1");
    expect(await first.getByRole("button", { name: "Run", exact: true }).isDisabled()).toBe(true);

    await first.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    });
    await field(first).fill(small("full", 8));
    await first.getByText("There is no room left in this browser").waitFor();
    const waiting = first.waitForEvent("download");
    await first.getByRole("button", { name: "Keep everything as a file" }).first().click();
    expect(readFileSync(await (await waiting).path(), "utf8")).toContain('"form":"neohebb-workspace/1"');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it("experiments are written as text that reads as the same", () => {
  const { data } = readExperiment(small("round", 8), "x.yaml").source!;
  expect(readExperiment(writeExperiment(data), "y.yaml").source!.data).toEqual(data);
});

/** Serves everything without the headers that isolate a page. */
async function withoutIsolation(context: BrowserContext): Promise<void> {
  await context.route("**/*", async (route) => {
    const response = await route.fetch();
    const headers = Object.fromEntries(
      Object.entries(response.headers()).filter(([name]) => !name.startsWith("cross-origin-")),
    );
    await route.fulfill({ response, headers });
  });
}
