import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkTo, readLink } from "../lab/src/link.ts";
import { compile, simulate } from "../src/index.ts";
import { barriers, type Lab, overflow, root, startLab } from "./support/lab.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.close());

/** Opens the Lab and waits for the brain. */
async function open(options: BrowserContextOptions = {}) {
  const opened = await lab.open("", options);
  await opened.page.locator("[data-node=dorsalStriatum]").waitFor({ timeout: 50_000 });
  await opened.page.getByText("Trial 1:").first().waitFor();
  return opened;
}

/** What the page says of the trial that is shown, once that is trial `number`. */
async function said(page: Page, number: number): Promise<string> {
  const text = page.locator(".said").filter({ hasText: `Trial ${number}:` });
  await text.waitFor();
  return (await text.textContent())!;
}

describe("the Lab", () => {
  it("shows the trials that the library gives for the same subject and seed, moved through by the keyboard", async () => {
    const { page, complaints } = await open();
    const file = join(root, "models", "reference-brain", "reference-brain.yaml");
    const compiled = compile(readFileSync(file, "utf8"), {
      file,
      read: (path) => readFileSync(path, "utf8"),
      task: "three-armed-reversal-v1",
    });
    const run = simulate(compiled, { task: "three-armed-reversal-v1", subjects: [0], seed: 2001 });
    await page.getByRole("button", { name: "Next trial" }).focus();
    for await (const { trial, table } of run.trials()) {
      await page.keyboard.press("Enter");
      await said(page, trial + 2);
      await page.keyboard.press("Shift+Tab");
      // The end of the trial before, where all of it is known.
      const slider = page.getByRole("slider");
      await slider.focus();
      await page.keyboard.press("ArrowLeft");
      const choice = table.choice[0]!;
      const what = Number.isNaN(choice)
        ? "no response"
        : `chose arm ${choice + 1}, ${table.outcome[0] === 1 ? "rewarded" : "not rewarded"}`;
      expect(await said(page, trial + 1)).toBe(`Trial ${trial + 1}: ${what}`);
      await page.keyboard.press("ArrowRight");
      await said(page, trial + 2);
      await page.getByRole("button", { name: "Next trial" }).focus();
      if (trial === 4) break;
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("plays, pauses, and shows what was chosen by the keyboard", async () => {
    const { page, complaints } = await open();
    const course = page.getByRole("button", { name: "Play" });
    await course.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Trial 2:").first().waitFor();
    await page.keyboard.press("Enter");
    const position = await page.locator("output").textContent();
    await page.waitForTimeout(300);
    expect(await page.locator("output").textContent()).toBe(position);
    await page.locator("[data-node=locusCoeruleus]").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "LC locus coeruleus" }).waitFor();
    await page.getByLabel("Colours").selectOption("dark");
    expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe("dark");
    await page.locator("[data-link=sensoryToD1]").focus();
    await page.keyboard.press(" ");
    await page.getByText("gain by dopamine").waitFor();
    expect(await page.locator("[data-link=sensoryToD1]").getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: /Why did a synapse change in trial 2/u }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/SC → D1: the synapse from unit \d+ onto unit \d+ went from/u).waitFor();
    await page.getByText("dopamine signal (gain by dopamine)").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("begins anew with another brain and task, and says why one cannot be run", async () => {
    const { page, complaints } = await open();
    await page.getByLabel("Task").selectOption("baited-choice-v1");
    await page.getByLabel("Subject number").fill("3");
    await page.getByRole("button", { name: "Begin anew" }).click();
    await page.getByText("Trial 1:").first().waitFor();
    await page.getByLabel("Task").selectOption("place-learning-v1");
    await page.getByRole("button", { name: "Begin anew" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toMatch(/own position/u);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(["light", "dark"] as const)("has no barriers that axe finds, %s, and fits a phone", async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const { page } = await open({ colorScheme, viewport });
      expect(await barriers(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});

describe("Play", () => {
  it("is played by the keyboard, compares with virtual subjects and people, and keeps the trials", async () => {
    const { page, complaints } = await lab.open("#/play");
    await page.getByRole("button", { name: "Begin" }).focus();
    await page.keyboard.press("Enter");
    for (let trial = 1; trial <= 10; trial++) {
      await page.getByText(`Trial ${trial} of 90`).waitFor();
      await page.getByText("Choose.").waitFor();
      await page.keyboard.press(`${1 + (trial % 3)}`);
      await page.getByText(/You win a point|Nothing this time/u).waitFor();
    }
    await page.getByText("Trial 11 of 90").waitFor();
    await page.getByRole("button", { name: "Stop and compare" }).click();
    await page.getByRole("heading", { name: "You among others" }).waitFor({ timeout: 50_000 });
    expect(await page.getByRole("columnheader").allTextContents()).toEqual([
      "Measure",
      "you",
      "32 virtual subjects",
      "301 people (Zorowitz et al. 2023)",
    ]);
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Keep your 10 trials (CSV)" }).click();
    const lines = readFileSync(await (await waiting).path(), "utf8")
      .trim()
      .split("\n");
    expect(lines[0]).toContain("choice");
    expect(lines).toHaveLength(11);
    const place = lines[0]!.split(",").indexOf("choice");
    expect(lines.slice(1).map((line) => line.split(",")[place])).toEqual([
      "1",
      "2",
      "0",
      "1",
      "2",
      "0",
      "1",
      "2",
      "0",
      "1",
    ]);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("links", () => {
  it("open exactly what was shown, and say so where they cannot", async () => {
    const state = { model: "models/reference-brain/reference-brain.yaml", task: "two-armed-reversal-v1", subject: 5 };
    const link = await linkTo("brain", { ...state, seed: 11, trial: 2 });
    const { page, complaints } = await lab.open(link, { permissions: ["clipboard-read", "clipboard-write"] });
    await said(page, 3);
    expect(await page.getByLabel("Subject number").inputValue()).toBe("5");
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("The link is copied.").waitFor();
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(`${copied.origin}/`).toBe(lab.url);
    expect(await readLink(copied.hash)).toEqual({
      page: "brain",
      state: { ...state, seed: 11, trial: 2 },
      problem: null,
    });

    await page.evaluate((hash) => location.assign(hash), await linkTo("play", { task: "two-armed-reversal-v1" }));
    await page.getByRole("heading", { name: "Play" }).waitFor();
    expect(await page.getByLabel("Task").inputValue()).toBe("two-armed-reversal-v1");
    await page.evaluate((hash) => location.assign(hash), link.slice(0, -9));
    await page.getByText("The link is incomplete or damaged").waitFor();
    await page.getByRole("heading", { name: "Brain" }).waitFor();
    await page.evaluate((hash) => location.assign(hash), await linkTo("play", {}, "99.1.0"));
    await page.getByText("made by version 99.1.0, which is later").waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
