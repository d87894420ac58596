import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/createSimulation.ts";
import { routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { ModelFile, ProjectionFile, RuleFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";

const one = { unit: "1" } as const;
const base: ModelFile = {
  neohebb: "model/1",
  name: "example",
  version: 1,
  summary: "A model.",
  step: "20 ms",
  inputs: { cue: { size: 6, unit: "1" }, reward: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: { memory: { value: "100 ms", status: "chosen", source: "test" } },
  events: ["outcome"],
  areas: {
    a: { populations: { u: { size: 4, variables: { rate: one, drive: one }, equations: "rate = drive" } } },
    b: {
      variables: { level: one },
      populations: { v: { size: 6, variables: { rate: one }, equations: "rate = cue.value" } },
    },
  },
};
const weight = { unit: "1", initial: 1, plastic: true } as const;
const plain: ProjectionFile = { source: "b.v", target: "a.u", into: "drive", variables: { weight } };
const model = (p: Partial<ProjectionFile>, rules: Record<string, RuleFile> = {}): ModelFile => ({
  ...base,
  rules,
  projections: { p: { ...plain, ...p } },
});
const lines = (p: Partial<ProjectionFile>, name = "step", rules: Record<string, RuleFile> = {}): string[] =>
  routine(lowerModel(defineModel(model(p, rules))).program, name).filter((text) => text.startsWith("p."));
const problems = (p: Partial<ProjectionFile>): string[] => checkModel(defineModel(model(p))).map(formatIssue);

const traces: ProjectionFile["at"] = {
  pre: { variables: { seen: one }, equations: "d seen/dt = (pre.rate - seen) / memory" },
  post: { variables: { fired: one }, equations: "d fired/dt = (post.rate - fired) / memory" },
  area: { variables: { level: { unit: "1", initial: 2 } }, equations: "level = mean(post.rate)" },
};

describe("state that lives in units and in the area", () => {
  it("has one value a unit, and one a subject", () => {
    const { program } = lowerModel(defineModel(model({ at: traces })));
    const domains = program.variables
      .filter(({ name }) => name.startsWith("p."))
      .map(({ name, domain }) => [name, domain]);
    expect(Object.fromEntries(domains)).toMatchObject({
      "p.weight": { kind: "projection", projection: "p" },
      "p.pre.seen": { kind: "population", population: "b.v" },
      "p.post.fired": { kind: "population", population: "a.u" },
      "p.area.level": { kind: "subject" },
    });
  });

  it("is read by a bare name or after its place, and changes after the synapses", () => {
    expect(lines({ at: traces, equations: "weight = seen * post.fired + pre.seen * area.level + level" })).toEqual([
      "p.weight = add(add(multiply(pre(p.pre.seen), post(p.post.fired)), multiply(pre(p.pre.seen), p.area.level)), p.area.level)",
      "p.area.level = mean[a.u 0+4](a.u.rate)",
      "p.pre.seen = add(p.pre.seen, multiply(subtract(b.v.rate, p.pre.seen), 0.2))",
      "p.post.fired = add(p.post.fired, multiply(subtract(a.u.rate, p.post.fired), 0.2))",
    ]);
  });

  it("concerns the units of the projection's slices alone", () => {
    const sliced = { source: "b.v[2:4]", target: "a.u[1:3]", at: traces };
    expect(lines(sliced).map((line) => line.split(" = ")[0])).toEqual([
      "p.area.level",
      "p.pre.seen[2+2]",
      "p.post.fired[1+2]",
    ]);
    expect(lines(sliced)[0]).toBe("p.area.level = mean[a.u 1+2](a.u.rate)");
  });

  it("is transmitted, changes on events, begins with a value, and is read from elsewhere", () => {
    const at: ProjectionFile["at"] = {
      pre: { variables: { left: { unit: "1", initial: "1 + 0 * pre.index" } }, on: { outcome: "left = left / 2" } },
    };
    expect(lines({ at }, "outcome")).toEqual(["p.pre.left = divide(p.pre.left, 2)"]);
    expect(lines({ at }, "initialise")[0]).toBe("p.pre.left = add(1, multiply(0, index(own)))");
    const reading = defineModel({
      ...model({ at, transmits: "weight * pre.left * pre.rate" }),
      nuclei: { n: { modulator: "m", variables: { rate: one }, equations: "rate = mean(p.pre.left)" } },
      modulators: { m: {} },
    });
    expect(routine(lowerModel(reading).program, "step")).toContain("n.rate = mean[b.v 0+6](p.pre.left)");
  });

  it("comes with a rule, whose parameters it sees and which a projection may replace in part", () => {
    const rule: RuleFile = {
      parameters: { tau: { unit: "s", default: "40 ms" }, factor: { unit: "1", default: 2 } },
      variables: { weight },
      equations: "weight = weight + step / tau * factor * trace",
      at: { post: { variables: { trace: one }, equations: "d trace/dt = (factor * post.rate - trace) / tau" } },
    };
    const use: Partial<ProjectionFile> = { rule: "r", with: { tau: "memory" }, variables: {} };
    expect(lines(use, "step", { r: rule })).toEqual([
      "p.weight = add(p.weight, multiply(0.4, post(p.post.trace)))",
      "p.post.trace = add(p.post.trace, multiply(subtract(multiply(2, a.u.rate), p.post.trace), 0.2))",
    ]);
    const own = { post: { variables: { trace: { unit: "1", initial: 3 } } } };
    expect(lines({ ...use, at: own }, "initialise", { r: rule })[0]).toBe("p.post.trace = 3");
  });

  it("gives the numbers that state of each synapse gives", async () => {
    const shared = { ...traces, area: undefined };
    const inUnits = model({ at: shared, equations: "weight = weight + pre.seen * post.fired" });
    const inSynapses = model({
      variables: { weight, seen: one, fired: one },
      equations:
        "weight = weight + seen * fired\nd seen/dt = (pre.rate - seen) / memory\nd fired/dt = (post.rate - fired) / memory",
    });
    const weights = await Promise.all(
      [inUnits, inSynapses].flatMap((file) =>
        (["interpreter", "wasm"] as const).map(async (backend) => {
          const { program } = lowerModel(defineModel(file));
          const simulation = await createSimulation(program, { subjects: [0, 1], seed: [1, 0], backend });
          simulation.initialise();
          for (let step = 0; step < 50; step++) {
            simulation.write(
              "cue.value",
              0,
              [0, 1, 2, 3, 4, 5].map((unit) => Math.sin(unit + step) ** 2 / 20),
            );
            simulation.step(0, 1);
          }
          return [...simulation.read("p.weight", 0)];
        }),
      ),
    );
    expect(new Set(weights[0])).not.toEqual(new Set([1]));
    for (const other of weights.slice(1)) expect(other).toEqual(weights[0]);
  });
});

describe("what such state may not read", () => {
  const at = (part: "pre" | "post" | "area", equations: string): string[] =>
    problems({ at: { ...traces, [part]: { variables: { x: one }, equations } } });

  it("is the other end, single synapses, other units, other areas", () => {
    expect(at("pre", "x = post.rate")).toEqual([
      expect.stringContaining("does not reach the presynaptic unit: not local"),
    ]);
    expect(at("post", "x = pre.rate")).toEqual([
      expect.stringContaining("does not reach the postsynaptic unit: not local"),
    ]);
    expect(at("post", "x = weight")).toEqual([expect.stringContaining("belongs to single synapses: not local")]);
    expect(at("post", "x = b.v.rate")).toEqual([expect.stringContaining("belongs to other units: not local")]);
    expect(at("post", "x = seen")).toEqual([expect.stringContaining("belongs to other units: not local")]);
    expect(at("post", "x = mean(post.rate)")).toEqual([expect.stringContaining("reads many units: not local")]);
    expect(at("area", "x = mean(pre.rate)")).toEqual([expect.stringContaining('"b.v" is in another area: not local')]);
    expect(at("area", "x = sum(weight)")).not.toEqual([]);
    expect(at("area", "x = post.rate")).toEqual([
      expect.stringContaining("write sum, mean, maximum or minimum(post.rate)"),
    ]);
  });

  it("is what another projection keeps", () => {
    const other = { ...plain, at: traces };
    const reading = (equations: string): string[] =>
      checkModel(defineModel({ ...base, projections: { q: other, p: { ...plain, equations } } })).map(formatIssue);
    expect(reading("weight = q.area.level")).toEqual([
      expect.stringContaining("does not reach this synapse: not local"),
    ]);
    expect(reading("weight = q.post.fired")).toEqual([
      expect.stringContaining("does not reach this synapse: not local"),
    ]);
  });

  it("is ambiguous, or a name that the units have already", () => {
    const both = { pre: { variables: { trace: one } }, post: { variables: { trace: one } } };
    expect(problems({ at: both, equations: "weight = trace" })).toEqual([
      expect.stringContaining("; write pre.trace or post.trace"),
    ]);
    expect(problems({ at: { pre: { variables: { rate: one } } } })).toEqual([
      expect.stringContaining('"rate" is already a quantity of b.v: pre.rate would mean two'),
    ]);
    expect(problems({ at: traces, equations: "seen = 1" })).toEqual([
      expect.stringContaining("it lives at pre: give its equation under at.pre"),
    ]);
    expect(problems({ at: { pre: { variables: { w: { ...one, plastic: true } } } } })).toEqual([
      expect.stringContaining("only a projection's variable can be plastic"),
    ]);
  });
});
