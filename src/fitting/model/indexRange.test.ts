import { describe, expect, it } from "vitest";
import { lowerBehaviour } from "./lowerBehaviour.ts";
import { defineBehaviour } from "./readBehaviour.ts";

/** Whether the data must be looked at to know that an index is right. */
function isUnproven(equations: string): boolean {
  const text = `neohebb: behaviour/1
name: test
title: test
dimensions: {option: 2, cue: {from: [first, second]}}
columns:
  choice: {kind: index, of: option}
  first: {kind: index, of: cue, default: 0}
  second: {kind: index, of: cue}
  flag: {kind: condition}
  jump: {kind: number}
parameters: {p: {range: [0, 1], prior: {beta: [1, 1]}}}
state: {value: {of: option, start: 0}, worth: {of: cue, start: 0}, count: {start: 0}}
trial:
  - {response: choice, bernoulli: p}
  - equations: |
${equations
  .split("\n")
  .map((line) => `      ${line}`)
  .join("\n")}
`;
  const definition = defineBehaviour(text, "m.yaml");
  return lowerBehaviour(
    definition,
    new Map([
      ["option", 2],
      ["cue", 5],
    ]),
  ).hasUnprovenIndex;
}

describe("an index", () => {
  it.each([
    "value[choice] = worth[first]",
    "value[1 - choice] = p",
    "value[flag] = worth[max(first, second)]",
    "chosen = select(choice == 1, second, first)\nworth[chosen] = p",
    "other = 1 - choice\nvalue[other] = p",
    "value[floor(choice)] = worth[4 - first]",
    "worth[choice * 2 + flag] = p",
    "value[first == second] = p",
  ])("is proved by what the columns can be: %s", (equations) => {
    expect(isUnproven(equations)).toBe(false);
  });

  it.each([
    "value[jump] = p",
    "value[first] = p",
    "value[choice + flag] = p",
    "count = count + 1\nvalue[mod(count, 2)] = p",
    "other = 1 - choice\nother = other + 1\nvalue[other] = p",
    "worth[choice * first + flag] = p",
    "value[choice / 2] = p",
  ])("is left to the data where they could be wrong: %s", (equations) => {
    expect(isUnproven(equations)).toBe(true);
  });
});
