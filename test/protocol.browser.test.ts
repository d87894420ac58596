import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { curveReport } from "../src/io/runProtocolFile.ts";
import { compareCurves, runProtocol } from "../src/protocol/index.ts";
import { curveSvg, renderCurvePage } from "../src/report/index.ts";
import { loadProtocol } from "../tools/rules/rulesPage.ts";
import { launchChromium } from "./support/browser.ts";
import { emptyFolder } from "./support/command.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});

it("a protocol's page opens without script or request, is accessible, and fits wide and narrow, light and dark", async () => {
  const protocol = loadProtocol(join(import.meta.dirname, ".."), "striatalDopamine-timing");
  const curves = await runProtocol(protocol);
  const report = curveReport(protocol, curves, compareCurves(protocol, curves), {
    version: "0.0.0",
    hash: "0123",
    command: "npx neohebb run <file> & more",
  });
  const folder = emptyFolder();
  const [page, picture] = [join(folder, "report.html"), join(folder, "curve.svg")];
  writeFileSync(page, renderCurvePage(report));
  writeFileSync(picture, curveSvg(report));
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const [colorScheme, width] of [
    ["light", 1100],
    ["dark", 375],
  ] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const tab = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    tab.on("console", (message) => complaints.push(message.text()));
    tab.on("request", (request) => requests.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(await tab.locator("h1").textContent()).toBe(protocol.title);
    expect(await tab.locator(".curve-picture .series polyline").count()).toBeGreaterThanOrEqual(curves.length);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await tab.evaluate(axe);
    const violations = await tab.evaluate(async () => {
      const { axe: tool } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
    });
    expect(violations).toEqual([]);
    await tab.goto(pathToFileURL(picture).href);
    expect(await tab.locator("polyline").count()).toBeGreaterThanOrEqual(curves.length);
    await context.close();
  }
});
