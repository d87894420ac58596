import { expect, it } from "vitest";
import { formatIssue } from "../spec/index.ts";
import { readProtocol } from "./readProtocol.ts";
import { resolveProtocol } from "./resolveProtocol.ts";
import { runProtocol } from "./runProtocol.ts";

const model = `
neohebb: model/1
name: ruled
version: 1
summary: A rule with three parameters between two units.
step: 10 ms
parameters: {speed: {value: 2 1/s, range: [0 1/s, 10 1/s], status: chosen, source: test}}
inputs: {drive: {size: 1, unit: "1"}, reward: {unit: "1"}}
rules:
  growing:
    parameters:
      rate: {unit: 1/s}
      slope: {unit: 1/s, default: 3 * rate}
      start: {unit: "1", default: 0.5}
    variables: {weight: {unit: "1", initial: start, plastic: true}}
    equations: weight = weight + step * (slope + rate) * pre.rate
areas:
  area:
    populations:
      sender: {size: 1, variables: {rate: {unit: "1"}}, equations: rate = drive.value}
      receiver: {size: 1, variables: {total: {unit: "1"}}, equations: ""}
projections:
  pathway:
    rule: growing
    with: {rate: speed}
    source: area.sender
    target: area.receiver
    into: total
  other: {source: area.sender, target: area.receiver, into: total, variables: {weight: {unit: "1", initial: 1}}}
body: {stimuli: drive, reward: reward}
`;

const protocol = (more: string) => `
neohebb: protocol/1
name: ruled
title: Ruled
model: ruled.yaml
quantities: {rate: {unit: 1/s, value: 1 1/s}}
duration: 2 s
pulses: [{input: drive, from: 100 ms, width: 1 s, value: 1}]
sweep: {over: rate, values: [1 1/s, 2 1/s]}
measure: {variable: pathway.weight, as: change}
${more}`;

function resolved(more: string) {
  const { source, issues } = readProtocol(protocol(more), "p.yaml");
  const found = source && resolveProtocol(source, { findModel: (path) => path, readText: () => model });
  return { protocol: found?.protocol, issues: [...issues, ...(found?.issues ?? [])].map(formatIssue) };
}

async function changes(more: string): Promise<number[][]> {
  const { protocol: sound, issues } = resolved(more);
  expect(issues).toEqual([]);
  return (await runProtocol(sound!)).map(({ y }) => y.map((value) => Number(value.toFixed(4))));
}

it("a protocol sets a rule's parameter, for all conditions or one, and sweeps it", async () => {
  expect(await changes("")).toEqual([[8, 8]]);
  expect(await changes("parameters: {pathway.rate: rate}")).toEqual([[4, 8]]);
  expect(await changes("parameters: {pathway.slope: 0 1/s, pathway.rate: rate}")).toEqual([[1, 2]]);
  expect(await changes("conditions: {usual: {}, flat: {parameters: {pathway.slope: rate - 1 1/s}}}")).toEqual([
    [8, 8],
    [2, 3],
  ]);
});

it("expressions of a protocol read what a rule is given and its defaults, also after a change", async () => {
  const reference = (formula: string) =>
    `references: [{kind: closed form, how: by hand, source: none, formula: ${formula}, tolerance: {absolute: 0.001}}]`;
  for (const [parameters, values] of [
    ["{pathway.start: pathway.start + 1}", [8, 8]],
    ["{speed: rate}", [4, 8]],
    ["{pathway.rate: rate}", [4, 8]],
  ] as const) {
    const { protocol: sound, issues } = resolved(
      `parameters: ${parameters}\n${reference("(pathway.rate + pathway.slope) * 1 s")}`,
    );
    expect(issues).toEqual([]);
    expect(sound!.references[0]!.curves[0]!.y.map((value) => Number(value.toFixed(6)))).toEqual(values);
  }
  const [first] = await changes("parameters: {pathway.start: pathway.start + 1}\n");
  expect(first).toEqual([8, 8]);
});

it.each([
  ["pathway.rat: 1 1/s", '14: there is no parameter "pathway.rat"; did you mean "pathway.rate"?'],
  ["pathway.rate: 1 s", "28: wrong unit (expected 1/s, got s)"],
  ["speed: 20 1/s", '21: parameter "speed" is out of its range (expected 0 1/s … 10 1/s, got 20 1/s)'],
  ["pathway..rate: 1", '14: "pathway..rate" is not a name'],
])("says what is wrong with %s", (entry, message) => {
  const [first] = resolved(`parameters: {${entry}}`).issues;
  expect(first).toContain(`p.yaml:11:${message}`);
});
