import { describe, expect, it } from "vitest";
import type { Simulation } from "../engine/simulation.ts";
import { type CompiledModel, type CompileOptions, compile } from "./compile.ts";

/** Every place where a constant may stand: rates, time constants, powers, conditions, scatter, receptors, rest. */
const text = `
neohebb: model/1
name: differing
version: 1
summary: A cell, a nucleus and a plastic synapse.
step: 20 ms
parameters:
  gain: {value: 1, range: [0, 10], status: fitted, source: none}
  decay: {value: 300 ms, range: [40 ms, 2 s], status: fitted, source: none}
  rate: {value: 0.3 1/s, range: [0 1/s, 5 1/s], status: fitted, source: none, scatter: 0.2}
  half: {value: 1.2, range: [0.1, 5], status: fitted, source: none}
  order: {value: 1.5, range: [1, 4], status: fitted, source: none}
inputs:
  cue: {size: 3, unit: "1"}
modulators: {dopamine: {label: DA}}
receptors:
  d1: {label: D1, modulator: dopamine, halfMaximalConcentration: half, hillCoefficient: order, status: chosen, source: none}
nuclei:
  midbrain:
    modulator: dopamine
    variables: {rate: {unit: "1", initial: 1}}
    equations: rate = 1 + gain * 0.1 * sum(cue.value)
areas:
  area:
    modulators: {dopamine: {release: {midbrain: 1}, lag: 150 ms}}
    receptors: {d1: 1}
    populations:
      source: {size: 3, variables: {rate: {unit: "1"}}, equations: rate = gain * cue.value}
      unit:
        size: 2
        variables: {rate: {unit: "1"}, drive: {unit: "1"}}
        equations: |
          d rate/dt = (-rate + where(gain > 0.001, drive * (gain + 1) / 3, 0) + normal() * 0.1 * gain) / decay
projections:
  learnt:
    source: area.source
    target: area.unit
    into: drive
    variables: {weight: {unit: "1", initial: 0.2 * gain, plastic: true}}
    transmits: weight * pre.rate
    equations: d weight/dt = rate * occupancy(d1) * pre.rate * tanh(post.rate) / 100 - weight * rate / (7 * gain + 3)
body: {stimuli: cue}
`;

const differing = ["gain", "decay", "rate", "half", "order"];
const sets = [
  { gain: 1, decay: 0.3, rate: 0.3, half: 1.2, order: 1.5 },
  { gain: 0.3137, decay: 0.0712, rate: 1.77, half: 0.913, order: 2.31 },
  { gain: 3.3, decay: 1.9, rate: 0.011, half: 4.4, order: 1.0001 },
];

function play(simulation: Simulation): void {
  simulation.initialise();
  for (let tile = 0; tile < simulation.tiles; tile++) {
    const cue = simulation.view("cue.value", tile);
    for (let moment = 0; moment < 40; moment++) {
      for (let place = 0; place < cue.length; place++) cue[place] = (Math.floor(place / simulation.lanes) + moment) % 3;
      simulation.step(tile, 10);
    }
    simulation.view("elapsed", tile).fill(5);
    simulation.fire("rest", tile);
    simulation.step(tile, 5);
  }
}

function states(simulation: Simulation, { model }: CompiledModel, place: number): Record<string, Float32Array> {
  const states = model.program.variables.filter(({ role }) => role === "state");
  return Object.fromEntries(states.map(({ name }) => [name, simulation.read(name, place)]));
}

const together = (backend: "wasm" | "interpreter") =>
  compile(text, { perSubject: differing }).createSimulation({
    subjects: sets.flatMap(() => [0, 5]),
    seed: 3,
    backend,
    perSubject: Object.fromEntries(
      differing.map((name) => [name, sets.flatMap((set) => [set, set]).map((set) => set[name as "gain"])]),
    ),
  });

const options = (backend: "wasm" | "interpreter") => ({ subjects: [0, 5], seed: 3, backend });

describe.each(["wasm", "interpreter"] as const)("parameters that differ between subjects, %s", (backend) => {
  it("give every subject the bits of a model in which its values are constants", async () => {
    const compiled = compile(text, { perSubject: differing });
    const batch = await together(backend);
    play(batch);
    for (const [place, parameters] of sets.entries()) {
      const own = compile(text, { parameters });
      const alone = await own.createSimulation(options(backend));
      play(alone);
      for (const lane of [0, 1]) expect(states(batch, compiled, 2 * place + lane)).toEqual(states(alone, own, lane));
    }
    const weights = sets.map((_, place) => batch.read("learnt.weight", 2 * place)[0]);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(new Set(weights).size).toBe(sets.length);
  });
});

describe("values that differ between subjects", () => {
  const make = (perSubject: Record<string, number[]>, more: CompileOptions = { perSubject: ["gain", "order"] }) =>
    compile(text, more).createSimulation({ subjects: 2, seed: 1, perSubject });

  it("are asked for, one a subject, within the parameter's range", async () => {
    await expect(make({ gain: [1, 2] })).rejects.toThrow("a subject of differing needs a value of order");
    await expect(make({ gain: [1], order: [1, 1] })).rejects.toThrow("gain has 1 values; 2 are needed");
    await expect(make({ gain: [1, 11], order: [1.5, 1.5] })).rejects.toThrow("gain is 11; its range is 0 … 10");
    await expect(make({ gian: [1, 2], gain: [1, 1], order: [1.5, 1.5] })).rejects.toThrow('did you mean "gain"');
  });

  it("are refused where they would change the form of the equations", async () => {
    await expect(make({ gain: [1, 1], order: [1.5, 2] })).rejects.toThrow("with order = 2 the equations of differing");
    await expect(make({ gain: [1, 0], order: [1.5, 1.5] })).rejects.toThrow("with gain = 0 the equations of differing");
  });

  it("must belong to parameters that the model has", () => {
    expect(() => compile(text, { perSubject: ["gane"] })).toThrow('the model has no parameter "gane"');
  });

  it("give way to a value that is the same for all", () => {
    const fixed = compile(text, { perSubject: ["gain", "rate"] }).with({ parameters: { gain: 2 } });
    expect(fixed.model.perSubject?.parameters).toEqual(["rate"]);
  });
});
