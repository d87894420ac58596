import { readFileSync } from "node:fs";
import { createSimulation } from "../src/engine/index.ts";
import { runSession, type SessionObserver } from "../src/experiment/session.ts";
import { TrialRecorder } from "../src/experiment/trialRecorder.ts";
import { lowerModel } from "../src/spec/lowerModel.ts";
import { readModel } from "../src/spec/modelSource.ts";
import { makeTask } from "../src/tasks/index.ts";
import { digest } from "./startValues.ts";

const MODEL = "models/reference-brain/reference-brain.yaml";
const SUBJECTS = [0, 1, 2, 3];
/** Building seeds only: the experiment's own one is for judging. */
const SEED = 7;
/** The groups of the default experiment: receptors blocked at three times the inhibition constant. */
const GROUPS: readonly (readonly string[])[] = [
  [],
  ["dopamineD1", "dopamineD2"],
  ["muscarinicM1", "nicotinicAcetylcholine"],
  ["adrenergicAlpha1", "adrenergicBeta"],
  ["serotonin2A"],
];

/** What the sessions of the default experiment take with what cannot change left out, and with all computed. */
export interface SkippingResult {
  /** Microseconds of a step of four subjects: the least of all rounds, all groups together. */
  readonly skipping: number;
  readonly whole: number;
  readonly ratio: number;
  /** Whether every number of every subject came out the same. */
  readonly equal: boolean;
}

/** Times a tile of each group of the default experiment in turns, with skipping and without. */
export async function measureSkipping(rounds: number): Promise<SkippingResult> {
  const source = readModel(MODEL, (path) => readFileSync(path, "utf8"));
  const model = lowerModel(source, { dimensions: { options: 3, stimuli: 3 } });
  const run = async (receptors: readonly string[], skip: boolean) => {
    const simulation = await createSimulation(model.program, { subjects: SUBJECTS, seed: [SEED, 0], skip });
    const task = makeTask("three-armed-reversal-v1");
    const recorder = new TrialRecorder(task.description);
    const observers: readonly SessionObserver[] = [recorder];
    const doses = receptors.map((receptor) => ({ input: `antagonist.${receptor}`, dose: 3, from: 0, to: null }));
    const before = process.cpuUsage();
    runSession({ simulation, body: model.body, task, seed: SEED, doses, observers });
    const { user, system } = process.cpuUsage(before);
    const numbers = model.program.variables.flatMap(({ name }) =>
      SUBJECTS.map((_, place) => simulation.read(name, place)),
    );
    const trials = Object.values(recorder.columns(SUBJECTS.length)).map((column) => Float32Array.from(column));
    return { microseconds: user + system, steps: simulation.clock(0), digest: digest([...numbers, ...trials]) };
  };
  const least = { skipping: Number.POSITIVE_INFINITY, whole: Number.POSITIVE_INFINITY };
  let equal = true;
  let steps = 0;
  for (let round = -1; round < rounds; round++) {
    const sums = { skipping: 0, whole: 0 };
    steps = 0;
    for (const receptors of GROUPS) {
      const [skipping, whole] = [await run(receptors, true), await run(receptors, false)];
      sums.skipping += skipping.microseconds;
      sums.whole += whole.microseconds;
      steps += skipping.steps;
      equal &&= skipping.digest === whole.digest;
    }
    if (round < 0) continue;
    least.skipping = Math.min(least.skipping, sums.skipping);
    least.whole = Math.min(least.whole, sums.whole);
  }
  return {
    skipping: least.skipping / steps,
    whole: least.whole / steps,
    ratio: least.whole / least.skipping,
    equal,
  };
}

/** The result for people. */
export function skippingText({ skipping, whole, ratio, equal }: SkippingResult): string {
  return [
    "default experiment, a step of four subjects in a session with its task, processor time",
    `  leaving out what cannot change  ${skipping.toFixed(2)} µs`,
    `  computing all                   ${whole.toFixed(2)} µs`,
    `  ratio                           ${ratio.toFixed(2)}`,
    `numbers ${equal ? "equal" : "UNEQUAL"}`,
    "",
  ].join("\n");
}
