import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { groupFromTable } from "../src/index.ts";
import { readBehaviour } from "../src/node.ts";
import { barriers, type Lab, overflow, root, startLab } from "./support/lab.ts";

let lab: Lab;
const [header, ...all] = readFileSync(join(root, "data", "zorowitz2023", "trials.csv"), "utf8")
  .trim()
  .split("\n");
/** Trials of the first five people. */
const lines = all.filter((line) => Number(line.split(",")[0]) < 6);
const text = (rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.close());

async function give(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content as string) });
}

/** Waits until a figure is drawn, which it is once it is in sight. */
async function drawn(page: Page): Promise<void> {
  await page.getByRole("figure").first().scrollIntoViewIfNeeded();
  await page.locator(".chart svg").first().waitFor();
}

it("shows a file beside virtual subjects and people, with the library's numbers, by the keyboard; nothing is sent", async () => {
  const { page, complaints } = await lab.open("#/compare");
  await page.getByText("Nothing is uploaded.").waitFor();
  await page.getByLabel("Choose a file").focus();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" || !request.url().startsWith(lab.url)) sent.push(request.url());
  });
  await give(page, "mine.csv", text(lines));
  await page.getByText(`5 subjects, ${lines.length} trials, 3 options.`).waitFor();
  await page.getByLabel("Virtual subjects").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Results" }).waitFor({ timeout: 40_000 });
  await page.getByRole("columnheader", { name: "4 virtual subjects" }).waitFor();
  await page.getByRole("columnheader", { name: /^301 people/u }).waitFor();
  await page
    .getByRole("heading", { name: /from a reversal/u })
    .first()
    .waitFor();
  await drawn(page);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Keep the measures (CSV)" }).focus();
  await page.keyboard.press("Enter");
  const kept = readFileSync(await (await waiting).path(), "utf8")
    .trim()
    .split("\n");
  const { measures } = groupFromTable(readBehaviour(text(lines), "mine.csv").table, {
    id: "mine.csv",
    label: "mine.csv",
    kind: "people",
  });
  const ours = Object.entries(measures).map(([name, { mean, standardDeviation, quantiles }]) =>
    ["mine.csv", 5, name, mean, standardDeviation, ...quantiles].join(","),
  );
  expect(kept.filter((line) => line.startsWith("mine.csv"))).toEqual(ours);
  expect(sent).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);

it("tells what is wrong by row, leaves rows out if asked, and takes columns that are named by hand", async () => {
  const { page, complaints } = await lab.open("#/compare");
  const faulty = [...lines];
  const place = header!.split(",").indexOf("choice");
  faulty[4] = faulty[4]!.replace(/^((?:[^,]*,){4})[^,]*/u, "$1oops");
  expect(faulty[4]!.split(",")[place]).toBe("oops");
  faulty[9] += ",more";
  await give(page, "faulty.csv", text(faulty));
  await page.getByRole("heading", { name: "2 problems" }).waitFor();
  const rows = await page.getByRole("alert").getByRole("row").allTextContents();
  expect(rows.slice(1).map((row) => row.replaceAll(/\s+/gu, " ").trim())).toEqual([
    expect.stringMatching(/^6 ?choice ?expected/u),
    expect.stringMatching(/^11 ?– ?expected 7 cells as in the first line, got 8/u),
  ]);
  await page.getByRole("button", { name: `Leave out 2 of ${lines.length} rows` }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(`Left out: 2 of ${lines.length} rows, in which something is wrong.`).waitFor();

  const foreign = text(lines).replace("choice", "Auswähl").replaceAll(",", ";").replaceAll(".", ",");
  await give(page, "foreign.csv.gz", gzipSync(Uint8Array.from(foreign, (letter) => letter.charCodeAt(0))));
  await page.getByText(/^No column is recognised as Choice/u).waitFor();
  await page.getByLabel("Choice (needed)").selectOption("Auswähl");
  await page.getByText(`5 subjects, ${lines.length} trials, 3 options.`).waitFor();
  await page.getByText("What was concluded").click();
  await page.getByText(/read as Windows-1252/u).waitFor();
  await page.getByText(/^Decimal commas/u).waitFor();

  await give(page, "nothing.csv", "");
  await page.getByText("is empty (expected a line of column names)").waitFor();
  expect(complaints).toEqual([]);
  await page.close();
}, 40_000);

it.each([
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const)(
  "has no barriers that axe finds, $colorScheme, and fits $viewport.width pixels",
  async (options) => {
    const { page } = await lab.open("#/compare", { ...options, bypassCSP: true });
    await give(page, "faulty.csv", text([...lines, "1,2"]));
    await page.getByRole("heading", { name: "One problem" }).waitFor();
    await page.getByText("Which column is which").click();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: /^Leave out/u }).click();
    await page.getByLabel("Task that was done").selectOption("");
    await page.getByRole("button", { name: "Show it" }).click();
    await page.getByRole("heading", { name: "Results" }).waitFor();
    await drawn(page);
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  },
  40_000,
);
