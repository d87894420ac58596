import { afterAll, beforeAll, expect, it } from "vitest";
import { readLink } from "../lab/src/link.ts";
import { barriers, type Lab, overflow, startLab } from "./support/lab.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.close());

it("edits a parameter and an equation by the keyboard, says what is wrong where, and shows the changed brain", async () => {
  const { page, complaints } = await lab.open("#/model");
  const changes = page.getByRole("region", { name: "Your changes" }).first();
  await changes.getByText("Nothing is changed").waitFor({ timeout: 50_000 });
  await page.getByLabel("Search", { exact: true }).fill("motor noise");
  const value = page.getByLabel("Value of motorNoise");
  const bundled = await value.inputValue();
  await value.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("90");
  await page.keyboard.press("Tab");
  await page.getByRole("alert").filter({ hasText: "out of its range, expected 0 … 10" }).waitFor();
  expect(await value.getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByRole("link", { name: "Watch it in Brain" }).count()).toBe(0);
  await value.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("2.5");
  await page.keyboard.press("Tab");
  await changes.getByText("1 difference from the bundled model").waitFor();
  expect((await changes.getByRole("cell").allTextContents()).map((cell) => cell.trim())).toEqual([bundled, "2.5"]);
  await page.getByRole("button", { name: "Undo: motorNoise" }).click();
  await page.getByRole("button", { name: "Redo: motorNoise" }).click();

  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByLabel("Search", { exact: true }).fill("sensoryToD1");
  await page.locator("summary").filter({ hasText: "projection sensory to d1" }).first().press("Enter");
  await page.getByRole("button", { name: "Edit the text of sensory to d1", exact: true }).press("Enter");
  const text = page.getByRole("textbox", { name: "Text of the file models/reference-brain/projections.yaml" });
  await text.waitFor();
  const original = await text.inputValue();
  await text.fill(original.replace("sensoryCortex.units", "sensoryCortex.unit"));
  await page.getByText('unknown population "sensoryCortex.unit"; did you mean "sensoryCortex.units"?').waitFor();
  await page.getByRole("button", { name: /^projections\.yaml, line \d+, column \d+$/u }).press("Enter");
  expect(
    await text.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart).slice(0, 18)),
  ).toBe("sensoryCortex.unit");
  await text.fill(original);
  await changes.getByText("The changed model fits").waitFor();

  await page.reload();
  await changes.getByText("1 difference from the bundled model").waitFor({ timeout: 50_000 });
  const experiment = await page.getByRole("link", { name: "Run it in Experiment" }).getAttribute("href");
  expect((await readLink(experiment!)).state?.spec).toContain('motorNoise: "2.5"');
  await page.getByRole("link", { name: "Watch it in Brain" }).click();
  await page.getByText("This brain was changed on the page Model").waitFor();
  await page.getByText("Trial 1:").first().waitFor({ timeout: 50_000 });
  expect(complaints).toEqual([]);
  await page.close();
});

it.each(["light", "dark"] as const)("has no barriers that axe finds, %s, and fits a phone", async (colorScheme) => {
  const { page, complaints } = await lab.open("#/model", { colorScheme, viewport: { width: 390, height: 844 } });
  await page.getByText("Nothing is changed").waitFor({ timeout: 50_000 });
  await page.getByLabel("Search", { exact: true }).fill("dopamine d1");
  for (const summary of await page.locator("main summary").all()) await summary.click();
  expect(await barriers(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  await page.close();
});
