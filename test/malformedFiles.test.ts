import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readExperiment } from "../src/experiment/readExperiment.ts";
import { resolveExperiment } from "../src/experiment/resolveExperiment.ts";
import { machineSurroundings } from "../src/io/machine.ts";
import { protocolSurroundings } from "../src/io/runProtocolFile.ts";
import { RandomSequence } from "../src/math/random.ts";
import { checkRest, readProtocol, resolveProtocol } from "../src/protocol/index.ts";
import { formatIssue, type Issue, type Path, readYaml, valueAt } from "../src/spec/index.ts";
import { root, tinyExperiment } from "./support/command.ts";

/** Changes of each file, more with NEOHEBB_RUNS: of experiments few, since most of them are of the reference brain. */
const changesOf = (file: string): number =>
  Number(process.env.NEOHEBB_RUNS ?? (protocols.includes(file) ? 20 : file === tinyExperiment ? 150 : 2));
const seed = Number(process.env.NEOHEBB_SEED ?? 4711);

const inFolder = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(root, folder, name));
const experiments = [...inFolder("examples"), ...inFolder("experiments")];
const protocols = inFolder("examples/rules");

/** What the tiny experiment has besides, so that every section and kind of entry is there. */
const everySection = `
  every:
    description: Everything that a group can have.
    task: {options: {blocks: 1}}
    yoked: [dopamine]
    parameters: {learningRate: 0.2 1/s}
    doses: [{receptor: D1, action: antagonist, dose: 1 Ki, trials: [1, 4], during: {phase: [outcome]}}]
    manipulations:
      - {lesion: motor.units, share: 0.2}
      - {light: cortexToMotor, inhibition: 0.5, pulse: {after: outcome, delay: 20 ms, duration: 100 ms}}
      - {receptor: dopamineD2, density: 0.5}
      - {trait: speed, parameters: {learningRate: 0.1}}
rest: {form: closed, settling: 2 s}
parameters: {learningRate: 0.3 1/s}
references: [zorowitz2023]
agents: [random]
expectations: [{group: blocked, measure: accuracy, direction: lower, statement: It learns less., source: none}]
record:
  subjects: 2
  areas: [motor]
  phases: [outcome]
  every: 2 trials
  traces: {subjects: 1, every: 100 ms}
  variables: [motor.units.rate, {variable: cortexToMotor.weight, reduction: all, every: [100 ms, 2 trials]}]
`;

/** What may stand where something else belongs. */
const wrongValues: readonly unknown[] = [
  null,
  [],
  {},
  "",
  "some text",
  "3 parsec",
  "1e400",
  "-5 s",
  true,
  -1,
  0,
  2.5,
  1e300,
  [null],
  [[1]],
  { unknown: 1 },
  ["a", 1, null],
  "constructor",
  "__proto__",
];

interface Change {
  readonly what: string;
  readonly data: unknown;
}

/** Every place in data, the whole first. */
function pathsOf(data: unknown, path: Path = []): Path[] {
  const below = typeof data === "object" && data !== null ? Object.entries(data) : [];
  return [path, ...below.flatMap(([key, value]) => pathsOf(value, [...path, Array.isArray(data) ? Number(key) : key]))];
}

function changed(
  data: unknown,
  path: Path,
  change: (holder: Record<string | number, unknown>, key: string | number) => void,
): unknown {
  const copy = { whole: structuredClone(data) };
  const whole: Path = ["whole", ...path];
  change(valueAt(copy, whole.slice(0, -1)) as Record<string | number, unknown>, whole.at(-1)!);
  return copy.whole;
}

/** One change of a file: another value, a part left out, put into a list, misspelt, or beside an unknown one. */
function drawChange(data: unknown, random: RandomSequence): Change {
  const below = (count: number) => Math.min(count - 1, Math.floor(random.uniform() * count));
  const paths = pathsOf(data);
  const path = paths[below(paths.length)]!;
  const value = wrongValues[below(wrongValues.length)];
  const name = path.join(".") || "the whole";
  switch (below(6)) {
    case 0:
      if (path.length > 0 && typeof path.at(-1) === "string")
        return { what: `${name} left out`, data: changed(data, path, (holder, key) => delete holder[key]) };
      break;
    case 1:
      if (typeof path.at(-1) === "string")
        return {
          what: `${name} misspelt`,
          data: changed(data, path, (holder, key) => {
            holder[`${key}x`] = holder[key];
            delete holder[key];
          }),
        };
      break;
    case 2:
      return { what: `${name} in a list`, data: changed(data, path, (holder, key) => (holder[key] = [holder[key]])) };
    case 3: {
      const inside = valueAt(data, path);
      if (typeof inside === "object" && inside !== null && !Array.isArray(inside))
        return {
          what: `${name} with an unknown key`,
          data: changed(data, path, (holder, key) => (holder[key] = { ...(inside as object), unknwon: value })),
        };
    }
  }
  return {
    what: `${name} = ${JSON.stringify(value)}`,
    data: changed(data, path, (holder, key) => (holder[key] = value)),
  };
}

function read(text: string, file: string): { sound: boolean; issues: readonly Issue[] } {
  if (protocols.includes(file)) {
    const { source, rest, issues } = readProtocol(text, file);
    const resolve = (one: NonNullable<typeof source>) => resolveProtocol(one, protocolSurroundings());
    if (!source)
      return {
        sound: false,
        issues: [...issues, ...(rest ? checkRest(rest, issues, (one) => resolve(one).issues) : [])],
      };
    const found = resolve(source);
    return { sound: found.protocol !== null, issues: [...issues, ...found.issues] };
  }
  const { source, rest, issues } = readExperiment(text, file);
  const readable = source ?? rest;
  const found = readable && resolveExperiment(readable, machineSurroundings());
  return { sound: source !== null && found?.experiment != null, issues: [...issues, ...(found?.issues ?? [])] };
}

describe.each([...experiments, ...protocols])("%s", (file) => {
  it("with any part malformed is either still sound, or everything wrong with it has a place in a file", () => {
    const original = readFileSync(file, "utf8");
    const text = file === tinyExperiment ? original.replace("attribution: true\n", everySection.slice(1)) : original;
    const { data } = readYaml(text, file);
    expect(read(stringify(data), file).issues.map(formatIssue)).toEqual([]);
    const random = new RandomSequence(
      [seed, 0],
      experiments.indexOf(file) + 100 * protocols.indexOf(file),
      "malformed",
    );
    for (let count = 0; count < changesOf(file); count++) {
      const { what, data: mutant } = drawChange(data, random);
      const written = stringify(mutant, { lineWidth: 0 });
      let result: ReturnType<typeof read>;
      try {
        result = read(written, file);
      } catch (error) {
        throw new Error(`${what}: ${(error as Error).stack}\n${written}`);
      }
      const errors = result.issues.filter(({ severity }) => severity === "error");
      expect(errors.length > 0, `${what}: either sound or with errors`).toBe(!result.sound);
      for (const issue of errors) {
        expect(issue.line, `${what}: ${formatIssue(issue)}`).toBeGreaterThan(0);
        expect(issue.column, `${what}: ${formatIssue(issue)}`).toBeGreaterThan(0);
        expect(formatIssue(issue), what).not.toMatch(/undefined|\[object|Invalid input/u);
      }
    }
  });
});
