import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../src/report/index.ts";
import { inventedSummary } from "./fixtures/inventedSummary.ts";
import { launchChromium } from "./support/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-report-"));
const file = join(folder, "report.html");
const address = pathToFileURL(file).href;
const fullFile = join(folder, "full.html");
let browser: Browser;

async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../src/report/browser/main.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]!.text;
}

/** Opens the report and waits until all pictures are drawn. */
async function open(
  options: BrowserContextOptions = {},
  target = address,
): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(target);
  await page.waitForFunction(() => document.documentElement.dataset.drawn === "true");
  return { page, complaints, requests };
}

async function violations(page: Page): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`);
  });
}

beforeAll(async () => {
  const script = await pageScript();
  writeFileSync(file, renderReport(inventedSummary(12, [20, 30]), { script }));
  writeFileSync(fullFile, renderReport(inventedSummary(), { script }));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the report in a browser", () => {
  it("opens from a file, draws every figure and asks for nothing else", async () => {
    const { page, complaints, requests } = await open();
    const empty = await page.$$eval("[data-figure]", (figures) =>
      figures.filter((figure) => !figure.querySelector("[data-chart] > svg")).map(({ id }) => id),
    );
    expect(empty).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([address]);
    await page.context().close();
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation in the %s theme",
    async (colorScheme) => {
      const { page } = await open({ colorScheme });
      await page.$$eval("details", (all) => {
        for (const details of all) details.open = true;
      });
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  it.each([360, 800, 1400])("never scrolls sideways at %d pixels", async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const wide = await page.$$eval("[data-chart]", (charts) =>
      charts.filter((chart) => chart.scrollWidth > chart.clientWidth + 1).map((chart) => chart.closest("figure")?.id),
    );
    expect(wide).toEqual([]);
    await page.context().close();
  });

  it("can be used by keyboard alone", async () => {
    const { page } = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
    const wanted = new Set(["trial summary", "trial svg", "trial csv", "traces group", "traces signals"]);
    for (let presses = 0; presses < 250 && wanted.size > 0; presses++) {
      await page.keyboard.press("Tab");
      const reached = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { download, choice } = element.dataset;
        return `${element.closest("figure")?.id} ${download ?? choice ?? element.tagName.toLowerCase()}`;
      });
      wanted.delete(reached);
    }
    expect([...wanted]).toEqual([]);
    await page.context().close();
  });

  it("shows another group when it is chosen, in picture, sentence, alternative text and table", async () => {
    const { page } = await open();
    const state = () =>
      page.$eval("#traces", (figure) => ({
        picture: figure.querySelector("[data-chart]")?.innerHTML,
        sentence: figure.querySelector("[data-finding]")?.textContent,
        alternative: figure.querySelector("[data-chart]")?.getAttribute("aria-label"),
        table: figure.querySelector("table")?.innerHTML,
      }));
    const before = await state();
    await page.selectOption("#traces-group", { label: "Dopamine block" });
    await page.selectOption("#traces-signals", { label: "Receptors in VS" });
    const after = await state();
    for (const key of ["picture", "sentence", "alternative", "table"] as const)
      expect(after[key] === before[key]).toBe(false);
    expect(after.sentence).toMatch(/^Dopamine block: /);
    await page.context().close();
  });

  it("offers each picture as SVG and its data as CSV", async () => {
    const { page } = await open({ acceptDownloads: true });
    const fetched = async (kind: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.click(`#reversal [data-download=${kind}]`),
      ]);
      expect(download.suggestedFilename()).toBe(`reversal.${kind}`);
      return readFileSync(await download.path(), "utf8");
    };
    const csv = await fetched("csv");
    expect(csv.split("\r\n")[0]).toBe(
      "Trial after the reversal,20 attentive people,20 attentive people (low),20 attentive people (high),control,control (low),control (high)",
    );
    expect(csv.trimEnd().split("\r\n")).toHaveLength(16);
    const svg = await fetched("svg");
    const wellFormed = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null,
      svg,
    );
    expect(wellFormed).toBe(true);
    expect(svg).not.toContain("var(--c-");
    await page.context().close();
  });

  it("changes the theme by its button and keeps what was chosen", async () => {
    const { page } = await open({ colorScheme: "light" });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.click("#theme");
    const dark = await background();
    expect(dark).not.toBe(light);
    expect(await page.getAttribute("#theme", "aria-pressed")).toBe("true");
    await page.reload();
    expect(await background()).toBe(dark);
    await page.context().close();
  });

  it("has its tables without JavaScript", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    expect(await page.locator("figure table").count()).toBe(await page.locator("figure").count());
    expect(await page.locator("button:visible, select:visible, .chart:visible").count()).toBe(0);
    expect(await page.locator("noscript").textContent()).toContain("data stand below it as a table");
    await context.close();
  });

  it("is at most 3 MB and drawn within seconds", async () => {
    expect(readFileSync(fullFile).length).toBeLessThan(3_000_000);
    const started = performance.now();
    const { page } = await open({}, pathToFileURL(fullFile).href);
    expect(performance.now() - started).toBeLessThan(10_000);
    await page.context().close();
  });
});
