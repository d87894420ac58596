import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadScoreboard, readModel } from "../src/index.ts";
import { barriers, type Lab, overflow, root, startLab } from "./support/lab.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.close());

/** Opens an effect from the gallery by the keyboard. */
async function openEffect(page: Page, words: string): Promise<void> {
  await page.getByText("86 effects").waitFor();
  await page.getByRole("searchbox", { name: "Search" }).focus();
  await page.keyboard.type(words);
  await page.getByText("1 of 86 effects").waitFor();
  await page.getByRole("main").getByRole("listitem").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /spines|Blocked/u }).waitFor();
}

it("runs an effect and breaks it by the keyboard, with the numbers that the library gives", async () => {
  const { page, complaints } = await lab.open("#/phenomena");
  await openEffect(page, "spines yagishita");
  await page.getByText(/^Recorded: seeds 1, 2, 3, 64 subjects an arm/u).waitFor();
  await page
    .getByText(/About .+ on this machine/u)
    .first()
    .waitFor();
  await page.getByLabel("Subjects an arm").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("8");
  await page.keyboard.press("Enter");
  await page.getByText("✓ It comes out: 10 of 10 conditions hold.").waitFor();
  await page.getByRole("button", { name: "Break it" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("✓ The effect is gone, as it must be.").waitFor();
  const kept = async (name: string) => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    return readFileSync(await (await waiting).path(), "utf8");
  };
  const intact = await kept("CSV: keep “With everything in place” as a file");
  const broken = await kept("CSV: keep “Without: the striatal eligibility trace lasts 20 ms only” as a file");

  const { effectOf, modelFileOf, runEffect, effectFigure } = await loadScoreboard();
  const effect = effectOf("da-window-spines")!;
  const source = readModel(join(root, modelFileOf(effect)), (path) => readFileSync(path, "utf8"));
  const run = { effect, source, subjects: 8, seed: 5 };
  const ours = async (change?: (typeof effect.ablations)[number]["change"]) => {
    const { readings } = await runEffect({ ...run, ...(change ? { change } : {}) });
    const [curve, blocked] = effectFigure(effect, [readings]).curves;
    return curve!.x.map((x, place) => `${x},${curve!.y[place]},${x === blocked!.x[0] ? blocked!.y[0] : ""}`);
  };
  expect(intact.trim().split("\n").slice(1)).toEqual(await ours());
  expect(broken.trim().split("\n").slice(1)).toEqual(await ours(effect.ablations[0]!.change));
  expect(await kept("SVG: keep “With everything in place” as a file")).toMatch(/^<\?xml[\s\S]*<\/svg>\n$/u);
  // Back is the gallery again, as it was narrowed.
  await page.goBack();
  await page.getByText("1 of 86 effects").waitFor();
  expect(complaints).toEqual([]);
  await page.close();
}, 30_000);

it("says how long whole subjects take, and stops when it is told to", async () => {
  const { page, complaints } = await lab.open("#/phenomena");
  await openEffect(page, "blocked stimulus little dopamine");
  await page
    .getByText(/About .+ on this machine/u)
    .first()
    .waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Run it here" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("progressbar", { name: "Progress of the run" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).first().click();
  await page.getByText("The run was cancelled; nothing was kept of it.").waitFor();
  expect(complaints).toEqual([]);
  await page.close();
}, 40_000);

it.each([
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const)(
  "has no barriers that axe finds, $colorScheme, and fits $viewport.width pixels",
  async (options) => {
    const { page } = await lab.open("#/phenomena", { ...options, bypassCSP: true });
    await page.getByText("86 effects").waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await openEffect(page, "spines yagishita");
    await page.getByRole("button", { name: "Break it" }).click();
    await page.getByText("✓ The effect is gone, as it must be.").waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  },
  40_000,
);
