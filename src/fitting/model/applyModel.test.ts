import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Table } from "../../math/table.ts";
import { applyModel } from "./applyModel.ts";
import { applicableModels, formatDataProblem } from "./checkData.ts";
import { interpret } from "./interpret.ts";
import { defineBehaviour } from "./readBehaviour.ts";
import { settingOf, simulate } from "./simulate.ts";

const bundled = (name: string) =>
  defineBehaviour(
    readFileSync(new URL(`../../../models/behaviour/${name}.yaml`, import.meta.url), "utf8"),
    `${name}.yaml`,
  );
const qLearning = bundled("q-learning");
const twoStep = bundled("two-step-hybrid");
const numbers = (...values: number[]) => Float64Array.from(values);
const good: Table = {
  subject: ["a", "a", "b", "b", "b"],
  session: numbers(0, 1, 0, 0, 0),
  choice: numbers(0, 2, 1, Number.NaN, 0),
  outcome: numbers(1, 0, 0.5, Number.NaN, -1),
};
const problemsOf = (table: Table, options = {}) =>
  applyModel(qLearning, table, options).problems.map(formatDataProblem);

describe("applying a model to data", () => {
  it("takes sizes from the data, and each subject's rows in order with their beginnings", () => {
    const { applied, problems } = applyModel(qLearning, good);
    expect(problems).toEqual([]);
    expect(applied!.lowered.sizes.get("option")).toBe(3);
    expect(applied!.subjects.map(({ subject, trials }) => [subject, trials])).toEqual([
      ["a", 2],
      ["b", 3],
    ]);
    expect(applied!.subjects.map(({ begins }) => [...begins])).toEqual([
      [1, 1],
      [1, 0, 0],
    ]);
    expect([...applied!.subjects[1]!.values]).toEqual([1, Number.NaN, 0, 0.5, Number.NaN, -1]);
    expect(applied!.rowsOf.map((rows) => [...rows])).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
  });

  it("gives what was simulated the likelihood that it has", () => {
    const setting = settingOf(twoStep, { trials: 60 });
    const { table, rows } = simulate(setting, [[0.4, 3, 3, 0.5, 0.6, 0.2]], 2);
    const { applied } = applyModel(twoStep, table);
    expect(interpret(applied!.lowered.program, applied!.subjects[0]!, [0.4, 3, 3, 0.5, 0.6, 0.2])).toEqual(
      interpret(setting.lowered.program, rows[0]!, [0.4, 3, 3, 0.5, 0.6, 0.2]),
    );
  });

  it.each<[string, Table, string]>([
    [
      "a value outside the range",
      { ...good, outcome: numbers(1, 0, 50, 0, 99) },
      "outcome, row 3 (and 1 more): 50 is not a number from -1 to 1; the model's scale is -1 … 1: divide by the greatest possible value, or correct the row",
    ],
    [
      "a choice that is no whole number",
      { ...good, choice: numbers(0, 1.5, 0, 1, 0) },
      "choice, row 2: 1.5 is not a whole number from 0",
    ],
    [
      "a negative choice",
      { ...good, choice: numbers(0, -9, 0, 1, 0) },
      "choice, row 2: -9 is not a whole number from 0; missing responses are empty cells, not numbers",
    ],
    [
      "text among numbers",
      { ...good, choice: ["left", null, "right", "left", "left"] },
      'choice, row 1: text ("left") where a whole number from 0 is needed; number the values from 0',
    ],
    [
      "choices counted from 1",
      { ...good, choice: numbers(1, 2, 1, 2, 1) },
      "choice: no row has 0, but q-learning counts option from 0; subtract 1, or give the number of options if 0 just never occurred",
    ],
    [
      "no choice at all",
      { ...good, choice: numbers(NaN, NaN, NaN, NaN, NaN) },
      "choice: no row has a value, so the number of options is not known",
    ],
    ["no rows", { choice: numbers(), outcome: numbers() }, "there are no rows"],
  ])("refuses %s", (_, table, expected) => {
    expect(problemsOf(table)[0]).toContain(expected);
  });

  it("refuses data that lack a column, with the one that is likely meant", () => {
    const { outcome, ...rest } = good;
    expect(problemsOf({ ...rest, reward: outcome! })).toEqual([
      'outcome: q-learning needs this column: outcome (a number from -1 to 1); did you mean "reward"? Then map outcome to it',
    ]);
    expect(problemsOf(rest)[0]).toContain("the data have subject, session, choice");
  });

  it("takes sizes by hand, which hold", () => {
    const { applied } = applyModel(qLearning, { ...good, choice: numbers(1, 2, 1, 2, 1) }, { sizes: { option: 3 } });
    expect(applied!.lowered.sizes.get("option")).toBe(3);
    expect(problemsOf(good, { sizes: { option: 2 } })).toEqual([
      "choice, row 2: 2 is outside the model's 2 options (0 … 1); if they are counted from 1 in the data, subtract 1",
    ]);
    expect(problemsOf(good, { sizes: { optoin: 2 } })).toEqual([
      'q-learning has no dimension "optoin"; did you mean "option"?',
    ]);
  });

  it("refuses a model that has no room for the data's sizes, with the place in the model", () => {
    const text = readFileSync(new URL("../../../models/behaviour/q-learning.yaml", import.meta.url), "utf8");
    const third = defineBehaviour(
      text
        .replace("preference = ", "third = value[2]\n      preference = ")
        .replace("equations: third", "equations: |\n      third"),
      "m.yaml",
    );
    const [problem] = applyModel(third, { ...good, choice: numbers(0, 1, 0, 1, 0) }).problems.map(formatDataProblem);
    expect(problem).toMatch(
      /^q-learning does not fit these data \(option: 2\); m\.yaml:\d+:\d+: no such place in "option"/u,
    );
    expect(applyModel(third, good).problems).toEqual([]);
  });

  it("says which models of a list can be applied", () => {
    expect(applicableModels([qLearning, twoStep], good).map(({ id }) => id)).toEqual(["q-learning"]);
    expect(applyModel(twoStep, good).problems.map(({ column }) => column)).toEqual([
      "firstChoice",
      "secondState",
      "secondChoice",
    ]);
  });

  it("looks at indices that only the data can prove", () => {
    const text = `neohebb: behaviour/1
name: test
title: test
dimensions: {option: 2}
columns: {choice: {kind: index, of: option}, jump: {kind: number}}
parameters: {p: {range: [0, 1], prior: {beta: [1, 1]}}}
state: {value: {of: option, start: p}}
trial:
  - {response: choice, bernoulli: "value[jump]"}
`;
    const definition = defineBehaviour(text, "m.yaml");
    const table = { choice: numbers(0, 1, 1), jump: numbers(1, Number.NaN, 2) };
    expect(applyModel(definition, table).problems.map(formatDataProblem)).toEqual([
      "row 3: the model takes element 2 of value, which has 2 (subject 1); the data have values that this model does not foresee",
    ]);
    expect(applyModel(definition, { ...table, jump: numbers(1, 0, 1) }).problems).toEqual([]);
  });

  it("finds an index that would lead from one dimension into another", () => {
    const text = `neohebb: behaviour/1
name: test
title: test
dimensions: {stimulus: 2, option: 2}
columns:
  choice: {kind: index, of: option}
  stimulus: {kind: index, of: stimulus}
  jump: {kind: number}
parameters: {p: {range: [0, 1], prior: {beta: [1, 1]}}}
state: {value: {of: [stimulus, option], start: p}}
trial:
  - {response: choice, bernoulli: "value[stimulus, jump]"}
`;
    const definition = defineBehaviour(text, "m.yaml");
    const table = { choice: numbers(0, 1), stimulus: numbers(0, 0), jump: numbers(1, 2) };
    expect(applyModel(definition, table).problems.map(formatDataProblem)).toEqual([
      "row 2: the model takes an element of value outside one of its dimensions (subject 1); the data have values that this model does not foresee",
    ]);
    expect(applyModel(definition, { ...table, jump: numbers(1, 0) }).problems).toEqual([]);
  });
});
