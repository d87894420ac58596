import { beforeAll, describe, expect, it } from "vitest";
import { type LoweredModel, lowerModel, readModel } from "../../spec/index.ts";
import { isolateProjection } from "./isolate.ts";
import { measureWindow, type PlasticityWindow } from "./measureWindow.ts";

/** One synapse: dopamine's rise opens it after a trace, acetylcholine stretches the trace, a third quantity gates it. */
const text = `
neohebb: model/1
name: bench
version: 1
summary: One synapse.
step: 20 ms
inputs:
  cue: {size: 1, unit: "1"}
  reward: {unit: "1"}
modulators: {dopamine: {label: DA}, acetylcholine: {label: ACh}}
receptors:
  d1: {label: D1, modulator: dopamine, halfMaximalConcentration: 4, status: chosen, source: test}
  m1: {label: M1, modulator: acetylcholine, halfMaximalConcentration: 1, status: chosen, source: test}
nuclei:
  vta: {modulator: dopamine, variables: {rate: {unit: "1", initial: 1}}, equations: rate = 1 + reward}
  bf: {modulator: acetylcholine, variables: {rate: {unit: "1", initial: 1}}, equations: rate = 1}
areas:
  place:
    receptors: {d1: 1, m1: 1}
    modulators:
      dopamine: {lag: 150 ms, release: {vta: 1}}
      acetylcholine: {lag: 150 ms, release: {bf: 1}}
    variables: {gate: {unit: "1", initial: 1}}
    equations: gate = 1 + mean(unit.rate)
    populations:
      source: {size: 1, variables: {rate: {unit: "1"}}, equations: rate = cue.value}
      unit: {size: 1, variables: {rate: {unit: "1"}}, equations: rate = cue.value}
projections:
  learnt:
    source: place.source
    target: place.unit
    variables: {weight: {unit: "1", initial: 1, plastic: true}, trace: {unit: "1"}}
    modulation:
      opened: {effect: gain, unit: "1", expression: occupancy(d1) / resting(d1) - 1}
      stretched: {effect: timing, unit: "1", expression: occupancy(m1) / resting(m1)}
    equations: |
      trace = trace + step * (pre.rate * post.rate - trace) / (1 s * stretched)
      weight = weight + step * 0.1 1/s * opened * trace * place.gate
  fixed: {source: place.source, target: place.unit}
body: {stimuli: cue, reward: reward}
`;

let model: LoweredModel;
let window: PlasticityWindow;
beforeAll(async () => {
  model = lowerModel(readModel("bench.yaml", () => text));
  window = await measureWindow(model, "learnt");
});

const change = (...high: string[]) =>
  window.factorial.find((cell) => cell.high.length === high.length && high.every((one) => cell.high.includes(one)))!
    .change;
const level = (modulator: string, at: number) =>
  window.curves.find((curve) => curve.modulator === modulator && curve.level === at)!;

describe("the window of a projection", () => {
  it("finds what its plasticity reads", () => {
    const { concentrations, presynaptic, postsynaptic } = isolateProjection(model, "learnt");
    expect([...concentrations.keys()]).toEqual(["dopamine", "acetylcholine"]);
    expect(presynaptic).toEqual(["place.source.rate"]);
    expect(postsynaptic).toEqual(["place.unit.rate", "place.gate"]);
    expect(window).toMatchObject({ timed: "dopamine", held: ["place.gate"], startWeight: 1 });
  });

  it("shows that dopamine opens it and acetylcholine alone does nothing", () => {
    expect(change()).toBe(0);
    expect(change("acetylcholine")).toBe(0);
    expect(change("dopamine")).toBeGreaterThan(0);
    expect(change("dopamine", "acetylcholine")).not.toBe(change("dopamine"));
    expect(window.contrasts.find(({ of }) => of.length === 1 && of[0] === "dopamine")!.size).toBeGreaterThan(0);
  });

  it("shows that acetylcholine lengthens it, and that nothing comes of dopamine before the pairing", () => {
    expect(level("acetylcholine", 10).width).toBeGreaterThan(level("acetylcholine", 0.1).width);
    const timing = window.maps.find(({ kind }) => kind === "timing")!;
    expect(timing.change[timing.y.indexOf(1)]![timing.x.indexOf(-2)]).toBe(0);
  });

  it("keeps what a rule remembers in the units, too", () => {
    const inUnit = text
      .replace(
        '{weight: {unit: "1", initial: 1, plastic: true}, trace: {unit: "1"}}',
        '{weight: {unit: "1", initial: 1, plastic: true}}',
      )
      .replace("      trace = trace + step * (pre.rate * post.rate - trace) / (1 s * stretched)\n", "")
      .replace("opened * trace", "opened * pre.trace * post.rate")
      .replace(
        "  fixed: {",
        `    at:
      pre:
        variables: {trace: {unit: "1"}}
        equations: trace = trace + step * (pre.rate - trace) / 1 s
  fixed: {`,
      );
    const isolated = isolateProjection(lowerModel(readModel("unit.yaml", () => inUnit)), "learnt");
    expect(isolated.presynaptic).toEqual(["place.source.rate"]);
    expect(isolated.program.routines[1]!.statements.map(({ variable }) => variable)).toContain("learnt.pre.trace");
  });

  it("shows what each receptor does, by blocking it", () => {
    const [all, ...blocked] = window.receptors;
    expect(all!.receptor).toBeNull();
    expect(blocked.map(({ receptor, effects }) => [receptor, effects])).toEqual([
      ["d1", ["gain"]],
      ["m1", ["timing"]],
    ]);
    expect(blocked[0]!.gain).toBeLessThanOrEqual(0);
    expect(blocked[1]!.width).toBeLessThan(all!.width);
  });

  it("agrees with the equations for a push during the pairing's end", () => {
    // Weak firing of 0.25 for 25 steps, dopamine at four times tonic in steps 25 to 49 after the beginning.
    let trace = 0;
    let weight = 0;
    for (let step = 0; step < 400; step++) {
      trace += 0.02 * ((step < 25 ? 0.25 * 0.25 : 0) - trace);
      if (step >= 25 && step < 50) weight += 0.02 * 0.1 * (0.5 / 0.2 - 1) * trace;
    }
    const timing = window.maps.find(({ kind }) => kind === "timing")!;
    expect(timing.change[timing.y.indexOf(1)]![timing.x.indexOf(0.5)]).toBeCloseTo(weight, 6);
  });

  it("holds other quantities at given values", async () => {
    const doubled = await measureWindow(model, "learnt", { "place.gate": 2 });
    const both = (cells: PlasticityWindow["factorial"]) => cells.find(({ high }) => high.length === 2)!.change;
    expect(both(doubled.factorial) / both(window.factorial)).toBeCloseTo(2, 3);
    await expect(measureWindow(model, "learnt", { "place.rate": 2 })).rejects.toThrow('reads no "place.rate"');
  });

  it("refuses projections that are not there or not plastic, with the nearest name", async () => {
    await expect(measureWindow(model, "learned")).rejects.toThrow('did you mean "learnt"?');
    await expect(measureWindow(model, "fixed")).rejects.toThrow('nothing is plastic in "fixed"; plastic are learnt');
  });
});
