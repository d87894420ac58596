import { readFileSync } from "node:fs";
import type { FitJob } from "../../src/fitting/fits/settings.ts";
import { lowerBehaviour } from "../../src/fitting/model/lowerBehaviour.ts";
import { defineBehaviour } from "../../src/fitting/model/readBehaviour.ts";
import { RandomSequence, seedWords } from "../../src/math/random.ts";

/** What a group did and saw: numbers of each column, [subject][trial]. */
export type Behaviour<Column extends string> = Readonly<Record<Column, readonly (readonly number[])[]>>;

/** A job and the data that it is made of, which peers get as well. */
export interface Workload<Column extends string> {
  readonly job: FitJob;
  readonly behaviour: Behaviour<Column>;
}

/**
 * Q-learners at a two-armed bandit that pays with probability 0.75 or 0.25 and reverses every 25 trials: logit of the
 * learning rate ~ N(−1, 0.5²), log of the inverse temperature ~ N(1.1, 0.3²).
 */
export function learners(subjects: number, trials: number): Workload<"choice" | "outcome"> {
  const choice: number[][] = [];
  const outcome: number[][] = [];
  for (let subject = 0; subject < subjects; subject++) {
    const random = new RandomSequence(seedWords(1), subject, "learners");
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
  const behaviour = { choice, outcome };
  return { behaviour, job: jobOf("q-learning", behaviour) };
}

/** People who predict an event whose probability changes between 0.8 and 0.2 every 30 trials, right 7 times in 10. */
export function believers(subjects: number, trials: number): Workload<"choice" | "event"> {
  const choice: number[][] = [];
  const event: number[][] = [];
  for (let subject = 0; subject < subjects; subject++) {
    const random = new RandomSequence(seedWords(1), subject, "believers");
    const happened = Array.from({ length: trials }, (_, t) =>
      random.uniform() < (Math.floor(t / 30) % 2 === 0 ? 0.8 : 0.2) ? 1 : 0,
    );
    event.push(happened);
    choice.push(happened.map((x) => (random.uniform() < 0.7 ? x : 1 - x)));
  }
  const behaviour = { choice, event };
  return { behaviour, job: jobOf("hgf-three-level", behaviour) };
}

/** The library's model for a group's behaviour; columns that are not given are missing. */
function jobOf(model: string, behaviour: Behaviour<string>): FitJob {
  const file = `models/behaviour/${model}.yaml`;
  const definition = defineBehaviour(readFileSync(file, "utf8"), file);
  const { program } = lowerBehaviour(definition, new Map([["option", 2]]));
  const rows = behaviour.choice!.map(({ length: trials }, subject) => {
    const values = program.columns.flatMap(
      (column) => behaviour[column]?.[subject] ?? Array.from({ length: trials }, () => Number.NaN),
    );
    const begins = new Uint8Array(trials);
    begins[0] = 1;
    return { subject: `s${subject + 1}`, trials, values: Float64Array.from(values), begins };
  });
  const records = rows.map(({ subject }) => ({ name: subject, person: subject, labels: {} }));
  return { program, parameters: definition.parameters, rows, records, within: [], between: [] };
}
