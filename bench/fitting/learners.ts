import { readFileSync } from "node:fs";
import { createLikelihood } from "../../src/fitting/kernel/createLikelihood.ts";
import type { Likelihood } from "../../src/fitting/likelihood.ts";
import { lowerBehaviour } from "../../src/fitting/model/lowerBehaviour.ts";
import { defineBehaviour } from "../../src/fitting/model/readBehaviour.ts";
import { RandomSequence, seedWords } from "../../src/math/random.ts";

/** Choices (0 or 1) and outcomes of a group of Q-learners, [subject][trial]. */
export interface Learners {
  readonly choice: readonly (readonly number[])[];
  readonly outcome: readonly (readonly number[])[];
}

/**
 * A group at a two-armed bandit that pays with probability 0.75 or 0.25 and reverses every 25 trials: logit of the
 * learning rate ~ N(−1, 0.5²), log of the inverse temperature ~ N(1.1, 0.3²).
 */
export function simulateLearners(subjects: number, trials: number, seed: number): Learners {
  const choice: number[][] = [];
  const outcome: number[][] = [];
  for (let subject = 0; subject < subjects; subject++) {
    const random = new RandomSequence(seedWords(seed), subject, "learners");
    const rate = 1 / (1 + Math.exp(1 - 0.5 * random.normal()));
    const temperature = Math.exp(1.1 + 0.3 * random.normal());
    const value = [0, 0];
    const [chosen, gained]: [number[], number[]] = [[], []];
    for (let t = 0; t < trials; t++) {
      const c = random.uniform() < 1 / (1 + Math.exp(-temperature * (value[1]! - value[0]!))) ? 1 : 0;
      const o = random.uniform() < (c === Math.floor(t / 25) % 2 ? 0.75 : 0.25) ? 1 : 0;
      value[c] = value[c]! + rate * (o - value[c]!);
      chosen.push(c);
      gained.push(o);
    }
    choice.push(chosen);
    outcome.push(gained);
  }
  return { choice, outcome };
}

/** The library's Q-learning model for these data. @param root - Folder of the repository, ending in a slash. */
export async function learnersLikelihood({ choice, outcome }: Learners, root: string): Promise<Likelihood> {
  const file = `${root}models/behaviour/q-learning.yaml`;
  const definition = defineBehaviour(readFileSync(file, "utf8"), file);
  const { program } = lowerBehaviour(definition, new Map([["option", 2]]));
  const place = { choice: program.columns.indexOf("choice"), outcome: program.columns.indexOf("outcome") };
  const rows = choice.map((own, subject) => {
    const trials = own.length;
    const values = new Float64Array(program.columns.length * trials).fill(Number.NaN);
    values.set(own, place.choice * trials);
    values.set(outcome[subject]!, place.outcome * trials);
    const begins = new Uint8Array(trials);
    begins[0] = 1;
    return { subject: `s${subject + 1}`, trials, values, begins };
  });
  return createLikelihood(program, definition.parameters, rows);
}
