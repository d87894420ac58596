import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatIssue } from "../spec/index.ts";
import { compareCurves } from "./compareCurves.ts";
import { checkRest, readProtocol } from "./readProtocol.ts";
import { resolveProtocol } from "./resolveProtocol.ts";
import { type MeasuredCurve, runProtocol } from "./runProtocol.ts";

const model = `
neohebb: model/1
name: bench
version: 1
summary: An input that is summed up.
step: 10 ms
parameters: {gain: {value: 2 1/s, status: chosen, source: test}}
inputs: {drive: {size: 2, unit: "1"}, scale: {unit: mV}, reward: {unit: "1"}}
events: [reset]
areas:
  area:
    variables: {level: {unit: mV}}
    equations: level = scale
    populations:
      units:
        size: 2
        variables: {total: {unit: "1", initial: 1}, noise: {unit: "1"}}
        equations: |
          total = total + step * gain * drive.value
          noise = normal()
        on: {reset: total = 0}
body: {stimuli: drive, reward: reward}
`;

const base = `
neohebb: protocol/1
name: bench
title: Bench
model: bench.yaml
quantities:
  height: {unit: "1", value: 1}
  start: {unit: ms, value: 100 ms}
duration: 1 s
pulses:
  - {input: drive, unit: 0, from: start, width: 200 ms, value: height}
sweep: {over: height, values: [0, 1, 2]}
measure: {variable: area.units.total, element: 0}
`;

const files: Readonly<Record<string, string>> = { "bench.yaml": model };
const surroundings = {
  findModel: (path: string) => path,
  readText: (path: string) => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
    return text;
  },
};

function problems(text: string): string[] {
  const { source, rest, issues } = readProtocol(text, "p.yaml");
  const others = rest ? checkRest(rest, issues, (one) => resolveProtocol(one, surroundings).issues) : [];
  return [...issues, ...(source ? resolveProtocol(source, surroundings).issues : others)].map(formatIssue);
}

async function curvesOf(text: string): Promise<MeasuredCurve[]> {
  const { source, issues } = readProtocol(text, "p.yaml");
  expect(issues).toEqual([]);
  const { protocol, issues: others } = resolveProtocol(source!, surroundings);
  expect(others.map(formatIssue)).toEqual([]);
  return runProtocol(protocol!);
}

const changed = (from: string, to: string) => {
  expect(base).toContain(from);
  return base.replace(from, to);
};

/** Change of the total by a pulse of 200 ms: gain · 0.2 s · height. */
const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(5)));

describe("running a protocol", () => {
  it("gives a point for each value of the swept quantity", async () => {
    const [curve] = await curvesOf(base);
    expect(curve!.x).toEqual([0, 1, 2]);
    expect(rounded(curve!.y)).toEqual([0, 0.4, 0.8]);
  });

  it("adds overlapping pulses and takes each away at its end", async () => {
    const second = changed("sweep:", "  - {input: drive, from: 200 ms, to: 400 ms, value: 3}\nsweep:");
    expect(rounded((await curvesOf(second))[0]!.y)).toEqual([1.2, 1.6, 2]);
  });

  it("repeats a pulse, sends it to a range of units, and lets one step be the shortest", async () => {
    const spikes = changed(
      "{input: drive, unit: 0, from: start, width: 200 ms, value: height}",
      '{input: drive, unit: "0:2", from: start, value: height / step * 1 s, repetitions: 4, period: 50 ms}',
    ).replace("element: 0", "element: 1");
    expect(rounded((await curvesOf(spikes))[0]!.y)).toEqual([0, 8, 16]);
  });

  it("fires events for the run that they belong to", async () => {
    const text = `${base}conditions:\n  plain: {}\n  reset: {events: [{event: reset, at: 900 ms}]}\n`;
    const [plain, reset] = await curvesOf(text);
    expect(rounded(plain!.y)).toEqual([0, 0.4, 0.8]);
    expect(rounded(reset!.y)).toEqual([-1, -1, -1]);
  });

  it("gives the time course from one run, measured after whole steps", async () => {
    const text = changed("over: height, values: [0, 1, 2]", "over: time, from: 0 s, to: 400 ms, points: 5, unit: ms");
    const [curve] = await curvesOf(text);
    expect(rounded(curve!.x)).toEqual([0, 100, 200, 300, 400]);
    expect(rounded(curve!.y)).toEqual([0, 0, 0.2, 0.4, 0.4]);
  });

  it("lets conditions change quantities, parameters and the measured variable", async () => {
    const text = `${base}conditions:
  late: {quantities: {start: 900 ms}}
  strong: {parameters: {gain: 2 * gain}}
  other: {variable: area.units.noise}
`;
    const [late, strong, other] = await curvesOf(text.replace("width: 200 ms", "to: 1 s"));
    expect(rounded(late!.y)).toEqual([0, 0.2, 0.4]);
    expect(rounded(strong!.y)).toEqual([0, 3.6, 7.2]);
    expect(new Set(other!.y).size).toBe(1);
  });

  it.each([
    ["value", [1, 1.4, 1.8]],
    ["ratio", [1, 1.4, 1.8]],
    ["relative change", [0, 0.4, 0.8]],
  ])("measures a %s", async (as, expected) => {
    const [curve] = await curvesOf(changed("element: 0", `element: 0, as: ${as}`));
    expect(rounded(curve!.y)).toEqual(expected);
  });

  it("does not change a point by what is run beside it, and repeats itself", async () => {
    const noise = changed("area.units.total", "area.units.noise");
    const [three] = await curvesOf(noise);
    const [one] = await curvesOf(noise.replace("[0, 1, 2]", "[2]"));
    expect(one!.y[0]).toBe(three!.y[2]);
    const [seeded] = await curvesOf(`${noise}seed: 2\n`);
    expect(seeded!.y[0]).not.toBe(three!.y[0]);
    const [many] = await curvesOf(`${noise}subjects: 50\n`);
    expect(Math.abs(many!.y[0]!)).toBeLessThan(0.5);
  });

  it("stops when a quantity is no number any more", async () => {
    await expect(curvesOf(changed("value: height}", "value: height * 1e39}"))).rejects.toThrow(/not a finite number/);
  });

  it("shows axes in their units", async () => {
    const text = changed(
      "unit: 0, from: start, width: 200 ms, value: height",
      "unit: 0, from: start, value: 1",
    ).replace("pulses:", "pulses:\n  - {input: scale, from: 0 s, to: 1 s, value: height * 3 mV}");
    const [curve] = await curvesOf(text.replace("area.units.total, element: 0", "area.level, as: value, unit: uV"));
    expect(curve!.y.map(Math.round)).toEqual([0, 3000, 6000]);
  });
});

describe("comparing a curve", () => {
  const withReference = (entries: string) => {
    const tolerance = entries.includes("tolerance:") ? "" : ", tolerance: {absolute: 0.05}";
    return `${base}references: [{kind: table, how: h, source: s, ${entries}${tolerance}}]\n`;
  };

  async function comparison(entries: string) {
    const { source } = readProtocol(withReference(entries), "p.yaml");
    const { protocol, issues } = resolveProtocol(source!, surroundings);
    expect(issues.map(formatIssue)).toEqual([]);
    return compareCurves(protocol!, await runProtocol(protocol!))[0]!;
  }

  it("with a formula of quantities and parameters", async () => {
    const { within, largest, points } = await comparison('formula: "gain * height * 200 ms"');
    expect([within, points]).toEqual([true, 3]);
    expect(largest).toBeLessThan(1e-5);
  });

  it("with points, between which the curve is straight", async () => {
    const near = await comparison('points: "height,curve\\n0.5,0.23\\n1.5,0.6"');
    expect([near.within, near.points, Number(near.largest.toFixed(4))]).toEqual([true, 2, 0.03]);
    const far = await comparison('points: "height,curve\\n0.5,0.3"');
    expect(far.within).toBe(false);
    const outside = await comparison('points: "height,curve\\n9,1"');
    expect([outside.within, outside.points]).toEqual([false, 0]);
  });

  it("with published means, in multiples of their standard errors", async () => {
    const errors = (count: number) =>
      comparison(
        `points: "height,curve,curve.standardError\\n1,0.3,0.08\\n2,0.8,0.02", tolerance: {standardErrors: ${count}}`,
      );
    const { inStandardErrors, within, points } = await errors(1.3);
    expect([within, points, inStandardErrors!.withinOne]).toEqual([true, 2, 1]);
    expect(inStandardErrors!.largest).toBeCloseTo(0.1 / 0.08, 4);
    expect(inStandardErrors!.rootMeanSquare).toBeCloseTo(Math.sqrt(1.25 ** 2 / 2), 4);
    expect((await errors(1.2)).within).toBe(false);
    expect((await comparison('points: "height,curve\\n1,0.3"')).inStandardErrors).toBeNull();
  });

  it.each([
    [
      "height,curve\\n1,0.3",
      "{standardErrors: 2}",
      /needs points with them; add columns such as "curve\.standardError"/,
    ],
    ["height,curve,curve.standardError\\n1,0.3,0", "{}", /wrong standard error in column "curve\.standardError"/],
    ["height,curve.standardError\\n1,0.3", "{}", /has no column "curve" beside it/],
    ["height,curv,curv.standardError\\n1,0.3,1", "{}", /there is no condition "curv"/],
  ])("refuses %s with %s", (points, tolerance, message) => {
    const entry = `references: [{kind: published, how: h, source: s, points: "${points}", tolerance: ${tolerance}}]\n`;
    expect(problems(`${base}${entry}`).join("\n")).toMatch(message);
  });
});

describe("a faulty protocol", () => {
  it.each([
    ["duration: 1 s", "duraton: 1 s", /p\.yaml:9:1: unknown key "duraton"; did you mean "duration"\?/],
    ["duration: 1 s", "duration: 1 mV", /p\.yaml:9:11: wrong unit \(expected s, got V\)/],
    ["duration: 1 s", "duration: 1 parsec", /p\.yaml:9:.*unknown unit/],
    [
      "protocol/1",
      "protocol/2",
      /this file is newer than the program: its protocol format is not known here \(expected protocol\/1, got protocol\/2\); take a newer neohebb/,
    ],
    ["protocol/1", "experiment/1", /this is not a protocol file/],
    ["bench.yaml", "benches.yaml", /p\.yaml:5:8: cannot read "benches.yaml": there is no such file/],
    ["input: drive", "input: drove", /the model has no input "drove"; did you mean "drive"\?/],
    ["unit: 0, from", "unit: 2, from", /"drive" has no such unit \(expected 0 … 1, got 2\)/],
    ["unit: 0, from", 'unit: "0:3", from', /"drive" has no such unit/],
    ["from: start", "from: strat", /p\.yaml:11:.*unknown name "strat"; did you mean "start"\?/],
    ["from: start", "from: 2 s", /outside of the run \(expected 0 … 1 s, got 2 s\)/],
    ["from: start", "from: start +", /p\.yaml:11:/],
    ["width: 200 ms", "width: 1 ms", /the pulse is shorter than a step/],
    ["width: 200 ms", "width: 200 ms, to: 1 s", /a width or an end, not both/],
    ["width: 200 ms", "repetitions: 3", /repetitions need a "period"/],
    ["width: 200 ms", "repetitions: 1.5, period: 1 ms", /wrong number of repetitions/],
    ["value: height}", "value: height * 1 s}", /wrong unit \(expected 1, got s\)/],
    ["value: height}", "value: exp(start)}", /the argument of "exp" must have no unit/],
    ["value: height}", "value: height / 0}", /not a finite number/],
    ["over: height", "over: hight", /there is no quantity "hight"; did you mean "height"\?/],
    ["values: [0, 1, 2]", "from: 0, to: 2", /a sweep has values, or from, to and points/],
    ["values: [0, 1, 2]", "from: 0, to: 2, points: 3, spacing: logarithmic", /a logarithmic sweep lies above 0/],
    ["area.units.total", "area.unit.total", /has no variable "area.unit.total"; did you mean "area.units.total"\?/],
    ["element: 0", "element: 0, unit: s", /wrong unit for what is measured/],
    ["element: 0", "element: 7", /no such element \(expected 0 … 1, got 7\)/],
    ["element: 0", "element: 0, as: chnge", /did you mean "change"\?/],
    ["duration: 1 s", "duration: 1 s\nparameters: {gane: 1}", /there is no parameter "gane"; there are gain/],
    ["duration: 1 s", "duration: 1 s\nparameters: {gain: 1}", /wrong unit \(expected 1\/s, got 1\)/],
    ["duration: 1 s", "duration: 1 s\nevents: [{event: rest, at: 0 s}]", /no event "rest"; did you mean "reset"\?/],
    ["height: {unit", "gain: {unit: s, value: 1 s}\n  height: {unit", /"gain" has a meaning already/],
    ["value: 100 ms}", "value: 100}", /wrong unit \(expected s, got 1\)/],
  ])("%s → %s", (from, to, message) => {
    expect(problems(changed(from, to)).join("\n")).toMatch(message);
  });

  it("is refused if it asks for more pulses than memory holds", () => {
    const text = changed("width: 200 ms", "repetitions: 200000, period: 1 us").replace(
      "values: [0, 1, 2]",
      "from: 1, to: 2, points: 100",
    );
    expect(problems(text)).toEqual([expect.stringContaining("too many pulses and events")]);
  });

  it("is told everything that is wrong at once", () => {
    const text = changed("input: drive", "input: drove").replace("over: height", "over: height, unit: kg");
    expect(problems(text).length).toBeGreaterThanOrEqual(1);
    const two = changed("duration: 1 s", "duration: 1 s\nparameters: {gane: 1}\nevents: [{event: rest, at: 0 s}]");
    expect(problems(two)).toHaveLength(2);
  });

  it.each(["", "[]", "null", "neohebb: protocol/1", "{", "\u0000"])("%j is refused with a message", (text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });
});

it("the example on the page of protocols has the right form", () => {
  const page = readFileSync(new URL("../../docs/protocols.md", import.meta.url), "utf8");
  const { issues } = readProtocol(/```yaml\n([\s\S]*?)```/u.exec(page)?.[1] ?? "", "page");
  expect(issues.map(formatIssue)).toEqual([]);
});

it("everything wrong with a protocol is said at once, malformed parts and names in the others", () => {
  const text = changed("{unit: ms, value: 100 ms}", "{unit: ms, value: [100 ms]}")
    .replace("title: Bench", "titel: Bench")
    .replace("variable: area.units.total", "variable: area.units.totl")
    .replace("value: height}", "value: hight}");
  expect(problems(`${text}parameters: {gian: 1 1/s}\n`)).toEqual([
    'p.yaml:1:1: "title" is missing (expected a text)',
    'p.yaml:4:1: unknown key "titel"; did you mean "title"?',
    expect.stringMatching(/^p\.yaml:8:\d+: wrong value for "value" \(expected .*, got a list\)/u),
    'p.yaml:13:21: the model has no variable "area.units.totl"; did you mean "area.units.total"?',
    'p.yaml:14:14: there is no parameter "gian"; did you mean "gain"?',
  ]);
});
