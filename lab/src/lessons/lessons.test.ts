import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { readBibliography } from "../../../src/index.ts";
import { lessons } from "./index.ts";
import { piecesOf } from "./passage.ts";
import { beginning, isComplete, readProgress } from "./progress.ts";
import { runLesson } from "./runLesson.ts";

vi.mock("neohebb", () => import("../../../src/index.ts"));

it.each(lessons.map((lesson) => [lesson.title, lesson] as const))(
  "%s: what the lesson says holds for its own run",
  async (_, lesson) => {
    const findings = await runLesson(lesson);
    const statements = lesson.explain(findings);
    expect(statements.filter(({ holds }) => !holds).map(({ text }) => text)).toEqual([]);
    for (const { text } of statements) expect(text).not.toMatch(/NaN|undefined|∞/u);
    const { points, low, high } = lesson.prediction;
    for (const { id } of points) {
      expect(findings[id], id).toBeGreaterThanOrEqual(low);
      expect(findings[id], id).toBeLessThanOrEqual(high);
    }
  },
);

it("says so where the run does not show what it is about", () => {
  for (const lesson of lessons) {
    const nothing = new Proxy({}, { get: () => 1 }) as Record<string, number>;
    const statements = lesson.explain(nothing);
    expect(
      statements.some(({ holds, text }) => !holds && /in this run/iu.test(text)),
      lesson.id,
    ).toBe(true);
  }
});

it("is complete: terms, reading with DOI, one right answer a question, a teacher's page", () => {
  const bibliography = readBibliography(readFileSync(new URL("../../../references.bib", import.meta.url), "utf8"));
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(6);
  for (const { before, after, goals, checks, reading, teacher, minutes, links } of lessons) {
    for (const text of [...before, ...after]) expect(piecesOf(text).length).toBeGreaterThan(0);
    for (const key of reading) expect(bibliography.get(key)?.fields.doi, key).toMatch(/^10\./u);
    for (const { options } of checks) expect(options.filter(({ right }) => right)).toHaveLength(1);
    expect([goals, checks, links, teacher.mistakes, teacher.discussion].every(({ length }) => length > 0)).toBe(true);
    expect(minutes).toBeGreaterThanOrEqual(10);
    expect(minutes).toBeLessThanOrEqual(15);
  }
});

it("takes up progress as it was kept, and what does not fit begins anew", () => {
  const lesson = lessons[0]!;
  const prediction = Object.fromEntries(lesson.prediction.points.map(({ id }) => [id, 0.5]));
  const kept = { ...beginning, step: "compare" as const, prediction, reason: 1, committed: true };
  expect(readProgress(JSON.parse(JSON.stringify(kept)), lesson)).toEqual(kept);
  expect(isComplete(lesson, kept)).toBe(true);
  expect(readProgress({ ...kept, prediction: { cueBefore: 99 } }, lesson)).toMatchObject({
    prediction: {},
    committed: false,
  });
  for (const wrong of [null, 3, "x", {}]) expect(readProgress(wrong, lesson)).toEqual(beginning);
});
