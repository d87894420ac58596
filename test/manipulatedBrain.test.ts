import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import type { Simulation } from "../src/engine/simulation.ts";
import type { GroupFile } from "../src/experiment/groupFile.ts";
import { resolveTreatment } from "../src/experiment/resolveGroup.ts";
import { switchesOf } from "../src/experiment/treatment.ts";
import { drugs } from "../src/interventions/index.ts";
import { lowerModel, readModel } from "../src/spec/index.ts";

const source = readModel("models/reference-brain/reference-brain.yaml", (path) => readFileSync(path, "utf8"));
const dimensions = { options: 2, stimuli: 2 };
const intact = lowerModel(source, { dimensions });
const task = { trials: 4, phases: [{ name: "cue" }, { name: "outcome" }] };
const treat = (file: Pick<GroupFile, "doses" | "manipulations">) => resolveTreatment(file, intact, task, []);

const everything: NonNullable<GroupFile["manipulations"]> = [
  { lesion: "orbitofrontalCortex", share: 0.5 },
  { lesion: "dorsalStriatum.d1", share: 0.3 },
  { fibreLesion: "ventralTegmentalArea", area: "dorsalStriatum", share: 0.7 },
  { fibreLesion: "memoryToCritic", share: 0.2 },
  { light: "locusCoeruleus", excitation: 1 },
  { light: "ventralTegmentalArea", area: ["ventralStriatum", "amygdala"], inhibition: 0.5 },
  { light: "sensoryCortex.units", excitation: 0.2, share: 0.4 },
  { light: "sensoryToD2", inhibition: 0.3 },
  { stimulation: ["basalForebrain", "pallidum.internal"], strength: 0.5, window: "1 s" },
  { receptor: "dopamineD2", density: 0.6, area: "dorsalStriatum" },
  { modulator: "serotonin", transporter: 0.7, synthesis: 0.8 },
  { age: 60 },
  { trait: "curiosity", parameters: { noveltyBurst: 0.2 } },
];

describe("the reference brain, manipulated", () => {
  it("in every way at once has the same bits in WebAssembly and interpreter, and stays finite", async () => {
    const found = treat({
      manipulations: everything,
      doses: [
        { drug: "amphetamine", dose: "0.5 Ki" },
        { drug: "quinpirole", dose: "1 Ki", area: "dorsalStriatum" },
        { receptor: "adrenergicBeta", action: "slow", dissociation: "1 min", dose: "2 Ki" },
      ],
    });
    expect(found.problems).toEqual([]);
    const { program } = lowerModel(source, { dimensions, ...switchesOf(found) });
    const run = async (backend: "wasm" | "interpreter"): Promise<Simulation> => {
      const simulation = await createSimulation(program, { subjects: [0, 1, 2], seed: [5, 0], backend });
      simulation.initialise();
      for (const { input, dose } of found.windows)
        for (let place = 0; place < 3; place++) simulation.write(input, place, [dose]);
      for (let place = 0; place < 3; place++) simulation.write("cue.value", place, [1, 0]);
      simulation.step(0, 60);
      for (const event of ["trialStart", "choice", "outcome", "trialEnd"]) simulation.fire(event, 0);
      simulation.step(0, 60);
      return simulation;
    };
    const [generated, plain] = [await run("wasm"), await run("interpreter")];
    expect(generated.findNonFinite(0)).toBeNull();
    for (const { name } of program.variables)
      for (let place = 0; place < 3; place++)
        expect(generated.read(name, place), name).toEqual(plain.read(name, place));
    expect(generated.read("ventralStriatum.dopamine", 0)[0]).toBeLessThan(2.5);
    expect(generated.read("locusCoeruleus.rate", 0)[0]).toBeGreaterThan(1.5);
  }, 60_000);

  it("by each drug is what its data say, or refused because the brain has no place for it", () => {
    const acting = drugs.filter(({ id }) => treat({ doses: [{ drug: id, dose: "1 Ki" }] }).problems.length === 0);
    expect(acting.length).toBeGreaterThan(25);
    for (const { id } of acting) {
      const found = treat({ doses: [{ drug: id, dose: "1 Ki" }] });
      const { program } = lowerModel(source, { dimensions, ...switchesOf(found) });
      const read = new Set(program.variables.filter(({ role }) => role === "input").map(({ name }) => name));
      for (const { input } of found.windows) expect(read, id).toContain(input);
    }
  }, 60_000);

  it("by nothing is the same program", () => {
    expect(switchesOf(treat({ doses: [{ receptor: "dopamineD1", dose: "3 Ki" }] }))).toEqual({});
    expect(lowerModel(source, { dimensions, ...switchesOf(treat({})) }).program).toEqual(intact.program);
  });
});
