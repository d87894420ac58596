import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type Drug, drugs, type Evidence } from "./index.ts";

const page = fileURLToPath(new URL(join("..", "..", "docs", "compounds.md"), import.meta.url));
const marks = ["<!-- compounds: made by its test -->", "<!-- end of compounds -->"] as const;

it("the page of compounds has the table of the data (else run with NEOHEBB_WRITE_TABLE=1)", () => {
  const text = readFileSync(page, "utf8");
  const [before, rest] = text.split(marks[0]) as [string, string];
  const after = rest.split(marks[1])[1]!;
  const expected = `${before}${marks[0]}\n${table()}\n${marks[1]}${after}`;
  if (process.env.NEOHEBB_WRITE_TABLE) writeFileSync(page, expected);
  expect(readFileSync(page, "utf8")).toBe(expected);
});

function table(): string {
  const rows = drugs.map((drug) => [drug.id, places(drug), occupancies(drug), course(drug)].join(" | "));
  const head = ["compound", "acts at (Ki)", "half occupied at", "half-life (peak)"].join(" | ");
  return [`| ${head} |`, "|---|---|---|---|", ...rows.map((row) => `| ${row} |`)].join("\n");
}

function places({ affinities, targets = [] }: Drug): string {
  return [
    ...affinities.map((affinity) => {
      const { receptor, inhibitionConstant, action = "antagonist", efficacy } = affinity;
      const does = action === "antagonist" ? "" : ` ${action}${efficacy === undefined ? "" : ` ${efficacy}`}`;
      return `${receptor}${does} ${inhibitionConstant}${mark(affinity)}`;
    }),
    ...targets.map((target) => `${target.modulator} ${target.site} ${target.inhibitionConstant}${mark(target)}`),
  ].join(", ");
}

function occupancies({ occupancies: known = [] }: Drug): string {
  return known.map((one) => `${one.at}: ${one.dose}${one.daily ? " a day" : ""} (${one.subject})`).join(", ") || "–";
}

function course({ kinetics }: Drug): string {
  if (!kinetics) return "–";
  const { elimination, timeToPeak } = kinetics;
  return `${time(elimination)}${timeToPeak === undefined ? "" : ` (${time(timeToPeak)})`}${mark(kinetics)}`;
}

function time(seconds: number): string {
  const [size, unit] = seconds >= 2 * 86_400 ? [86_400, "d"] : seconds >= 5400 ? [3600, "h"] : [60, "min"];
  return `${Number((seconds / Number(size)).toPrecision(3))} ${unit}`;
}

/** Chosen values, for which no source was opened. */
function mark({ verified }: Evidence): string {
  return verified ? "" : " *";
}
