import { afterAll, beforeAll, expect, it } from "vitest";
import { linkTo } from "../lab/src/link.ts";
import { barriers, type Lab, overflow, startLab } from "./support/lab.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.close());

it("goes through a whole lesson by the keyboard and keeps how far one is", async () => {
  const { page, complaints } = await lab.open("#/lessons");
  await page.getByRole("button", { name: "Open “Prediction errors”" }).press("Enter");
  const term = page.getByRole("button", { name: "prediction error", exact: true });
  await term.focus();
  const meaning = page.getByRole("tooltip");
  await meaning.waitFor();
  expect(await meaning.textContent()).toContain("What came less what was expected");
  await page.keyboard.press("Escape");
  await meaning.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Predict", exact: true }).last().press("Enter");

  const commit = page.getByRole("button", { name: "I commit to this" });
  expect(await commit.isDisabled()).toBe(true);
  for (const slider of await page.getByRole("slider").all()) {
    await slider.focus();
    await page.keyboard.press("ArrowRight");
  }
  await page.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await commit.press("Enter");
  await page.getByRole("button", { name: "Run it", exact: true }).press("Enter");
  await page.getByRole("heading", { name: "Your prediction and the result" }).waitFor({ timeout: 55_000 });
  await page.getByText(/When the reward was left out, the rate fell by 0\.\d+ of its tonic level/u).waitFor();
  expect(await page.getByText("does not come out in this run").count()).toBe(0);
  await page.getByRole("button", { name: "Check what you learned" }).press("Enter");
  await page.getByLabel("A burst.").press("Space");
  await page.getByText("Right: what came exceeds what was expected").waitFor();
  await page.getByRole("button", { name: "Finish" }).press("Enter");
  await page.getByText("You have finished this lesson.").waitFor();
  await page.reload();
  await page.getByText("12 minutes · ✓ finished").waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it.each(["light", "dark"] as const)(
  "has no barriers that axe finds on any step, %s, and fits a phone",
  async (colorScheme) => {
    const options = { colorScheme, viewport: { width: 390, height: 844 } };
    const { page, complaints } = await lab.open(
      await linkTo("lessons", { lesson: "lasting-memory", step: "predict" }),
      options,
    );
    await page.getByRole("slider").first().waitFor();
    for (const slider of await page.getByRole("slider").all()) await slider.press("ArrowRight");
    await page.getByRole("radio").first().check();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "I commit to this" }).click();
    await page.getByRole("button", { name: "Run it", exact: true }).click();
    await page.getByRole("heading", { name: "Your prediction and the result" }).waitFor({ timeout: 50_000 });
    for (const step of ["Run and compare", "Read", "Check", "For teachers"]) {
      await page.getByRole("button", { name: step, exact: true }).first().click();
      expect(await barriers(page), step).toEqual([]);
      expect(await overflow(page), step).toBeLessThanOrEqual(0);
    }
    await page.getByRole("button", { name: "All lessons" }).click();
    await page.locator("main summary").click();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  },
);
