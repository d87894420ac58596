import { describe, expect, test } from "vitest";
import { agentKinds, runAgent } from "../agents/index.ts";
import { makeTask } from "../tasks/index.ts";
import { compareBehaviour, effectVerdict, groupFromTable, pairedEffect } from "./index.ts";
import type { GroupSummary } from "./summary.ts";

function agents(id: string, subjects: number, seed: number): GroupSummary {
  const kind = agentKinds.find((candidate) => candidate.id === id)!;
  const task = makeTask("three-armed-reversal-v1", { blocks: 4 });
  const table = runAgent(
    kind,
    task,
    Array.from({ length: subjects }, (_, subject) => subject),
    seed,
  );
  return groupFromTable(table, { id: `${id} ${seed}`, label: id, kind: "agent" });
}

const reference = agents("q-learner-v1", 120, 1);

describe("comparison with a reference", () => {
  test("another sample of the same learner is not told apart, another learner is, with reasons", () => {
    const same = compareBehaviour(agents("q-learner-v1", 40, 2), reference);
    expect(same.distinguishable).toBe(false);
    expect(same.reasons[0]).toContain("No distance exceeds its noise ceiling");
    const other = compareBehaviour(agents("guessing-v1", 40, 2), reference);
    expect(other.distinguishable).toBe(true);
    expect(other.reasons[0]).toMatch(
      /^Mean accuracy by trial after a reversal: distance 0\.\d+ exceeds the noise ceiling/,
    );
    expect(other.statistics.map(({ name }) => name)).toEqual([
      ...["reversalCurve", "formerCurve", "accuracy", "winStay", "loseShift", "perseveration"],
    ]);
  });

  test("a group has no distance from itself", () => {
    for (const { distance } of compareBehaviour(reference, reference).statistics) expect(distance).toBe(0);
  });

  test("the noise ceiling falls with the size of the group, also beyond half of the reference", () => {
    const ceilings = [10, 40, 60, 100, 1000].map(
      (subjects) => compareBehaviour({ ...reference, subjects }, reference).statistics[0]!.noiseCeiling99,
    );
    expect([...ceilings].sort((a, b) => b - a)).toEqual(ceilings);
  });

  test("is the same for the same seed", () => {
    const group = agents("perseveration-v1", 20, 3);
    const copy = structuredClone(reference);
    expect(compareBehaviour(group, copy, 4)).toEqual(compareBehaviour(group, reference, 4));
    expect(compareBehaviour(group, copy, 5)).not.toEqual(compareBehaviour(group, copy, 4));
  });

  test("says what could not be compared, and refuses a reference that is too small", () => {
    const { subjectFormerCurves: _, ...without } = agents("q-learner-v1", 20, 3);
    expect(compareBehaviour(without, reference).reasons.at(-1)).toContain("Mean choice of the formerly best option");
    expect(() => compareBehaviour(reference, { ...reference, subjects: 3 })).toThrow("needs at least 4");
    expect(() => compareBehaviour({ ...without, measures: {}, reversalCurve: null }, reference)).toThrow(
      /no statistic in common: .* has no measure, .* has accuracy, /u,
    );
  });
});

test("many omissions are mentioned, because no distance counts them", () => {
  const { omissions } = reference.measures;
  const group = {
    ...reference,
    id: "idle",
    measures: { ...reference.measures, omissions: { ...omissions!, mean: 0.4 } },
  };
  expect(compareBehaviour(group, reference).reasons.at(-1)).toBe(
    "No choice is made on 40 % of trials in idle and 0 % in q-learner-v1 1; no distance counts these trials.",
  );
});

describe("paired effects", () => {
  const control = agents("q-learner-v1", 32, 1);

  test("a group that does the same has no effect, one that does worse has a negative one", () => {
    expect(pairedEffect(control, control, "accuracy")).toEqual({
      group: control.id,
      measure: "accuracy",
      difference: 0,
      subjects: 32,
      dz: null,
      low: null,
      high: null,
    });
    const effect = pairedEffect(agents("guessing-v1", 32, 1), control, "accuracy");
    expect(effect.difference).toBeLessThan(-0.1);
    expect(effect.high!).toBeLessThan(0);
    expect(effectVerdict(effect, "lower")).toBe("confirmed");
    expect(effectVerdict(effect, "higher")).toBe("contradicted");
    expect(effectVerdict(effect, "unchanged")).toBe("contradicted");
  });

  test("an interval around 0 leaves a direction unclear and confirms no change only if it is narrow", () => {
    const effect = { group: "g", measure: "accuracy", difference: 0, subjects: 8, dz: 0.1 } as const;
    expect(effectVerdict({ ...effect, low: -0.1, high: 0.3 }, "higher")).toBe("unclear");
    expect(effectVerdict({ ...effect, low: -0.1, high: 0.3 }, "unchanged")).toBe("confirmed");
    expect(effectVerdict({ ...effect, low: -0.6, high: 0.7 }, "unchanged")).toBe("unclear");
    expect(effectVerdict({ ...effect, low: null, high: null }, "unchanged")).toBe("confirmed");
    expect(effectVerdict({ ...effect, low: null, high: null }, "lower")).toBe("unclear");
    expect(effectVerdict({ ...effect, subjects: 4, low: null, high: null }, "unchanged")).toBe("unclear");
  });

  test("needs the same subjects and the measure in both", () => {
    expect(() => pairedEffect(agents("q-learner-v1", 8, 1), control, "accuracy")).toThrow("need the same subjects");
    expect(() => pairedEffect(control, control, "reactionTime")).toThrow("has no reactionTime");
  });
});
