import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { drawPeople } from "../checks/drawnPeople.ts";
import { defineBehaviour } from "../model/readBehaviour.ts";
import { settingOf } from "../model/simulate.ts";
import { compareModels, disagreement } from "./compareModels.ts";
import { fit as fitModels } from "./fit.ts";

const [learner, stayer] = ["q-learning", "win-stay-lose-shift"].map((name) => {
  const file = new URL(`../../../models/behaviour/${name}.yaml`, import.meta.url);
  return defineBehaviour(readFileSync(file, "utf8"), name);
});

/** 12 who learn by Q-learning, 6 who stay or shift. */
async function mixture() {
  const where = { environment: "reversal", trials: 100 };
  const parts = await Promise.all(
    [learner!, stayer!].map((definition, at) =>
      drawPeople(settingOf(definition, where), { people: 12 - 6 * at, seed: 3 + at }),
    ),
  );
  const columns = parts.flatMap((part, at) => {
    const { subject, choice, outcome } = part!.table as Record<string, ArrayLike<number | string>>;
    return Array.from({ length: subject!.length }, (_, row) => ({
      ...{ subject: `${at}-${subject![row]}`, choice: Number(choice![row]), outcome: Number(outcome![row]) },
    }));
  });
  return {
    subject: columns.map(({ subject }) => subject),
    choice: Float64Array.from(columns, ({ choice }) => choice),
    outcome: Float64Array.from(columns, ({ outcome }) => outcome),
  };
}

it("finds how many people follow which model after fits by empirical Bayes, and who", async () => {
  const data = await mixture();
  const found = await fitModels([learner!, stayer!], data, { method: "hierarchical", starts: 3 });
  const shares = found.comparison!.hierarchicalShares!;
  expect(shares.models).toEqual(["q-learning", "win-stay-lose-shift"]);
  expect(Math.abs(shares.frequencies[0]! - 13 / 20)).toBeLessThan(0.12);
  expect(found.comparison!.notes).toEqual([]);
  const opposite = { ...shares, frequencies: shares.frequencies.toReversed() };
  expect(disagreement(opposite, shares).join()).toContain(
    "finds win-stay-lose-shift most frequent, hierarchical inference q-learning",
  );
  const right = shares.people.filter(({ subject, model }) => model === shares.models[Number(subject[0])]);
  expect(right.length).toBeGreaterThanOrEqual(16);
  const conditions = found.models.map((one) => ({
    ...one,
    job: { ...one.job, between: [{ name: "age", values: {} }] },
  }));
  const without = await compareModels(conditions);
  expect(without!.hierarchicalShares).toBeNull();
  expect(without!.notes.join(" ")).toContain("it knows no effects of age yet");
  await expect(compareModels(found.models, { signal: AbortSignal.abort() })).rejects.toThrow();
});
