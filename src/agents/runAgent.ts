import { RandomSequence, seedWords } from "../math/random.ts";
import type { Table } from "../math/table.ts";
import { spaceLength, type Task } from "../tasks/index.ts";
import type { AgentKind } from "./agent.ts";

/**
 * Lets subjects of one kind of agent do a task.
 *
 * The schedule of a subject is the one that a virtual subject with that number and seed meets. Agents have no reaction
 * times and no graded responses.
 *
 * @param subjects - Subject numbers, 0 … 2³² − 1.
 * @param seed - Whole number, 0 … 2⁵³ − 1.
 * @returns One row a trial, by subject, then trial: `subject`, `session` and the task's columns.
 */
export function runAgent(kind: AgentKind, task: Task, subjects: readonly number[], seed: number): Table {
  const options = spaceLength(task.description.actionSpace.choice);
  const words = seedWords(seed);
  const agents = subjects.map((subject) => kind.make(options, new RandomSequence(words, subject, `agent ${kind.id}`)));
  const reactionTime = new Float32Array(subjects.length).fill(Number.NaN);
  const response = new Float32Array(subjects.length).fill(Number.NaN);
  const records: Readonly<Record<string, Float64Array>>[] = [];
  let chosen = new Int32Array(subjects.length).fill(-1);
  let step = task.reset({ seed, subjects });
  while (step.terminated.some((ended) => ended === 0)) {
    const { phase, trialStarts } = step.info;
    if (trialStarts) chosen = new Int32Array(subjects.length).fill(-1);
    if (phase.awaitsAction) {
      chosen = chosen.map((choice, place) => (choice < 0 ? agents[place]!.choose() : choice));
    }
    if (phase.givesOutcome) {
      agents.forEach((agent, place) => {
        if (chosen[place]! >= 0) agent.learn(chosen[place]!, step.reward[place]!);
      });
    }
    step = task.step({ choice: chosen, reactionTime, response });
    if (step.info.record !== null) records.push(step.info.record);
  }
  return bySubject(task, subjects, records);
}

function bySubject(
  task: Task,
  subjects: readonly number[],
  records: readonly Readonly<Record<string, Float64Array>>[],
): Table {
  const trials = records.length;
  const rows = trials * subjects.length;
  const column = (value: (place: number, trial: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => value(Math.floor(row / trials), row % trials));
  return {
    subject: column((place) => subjects[place]!),
    session: new Float64Array(rows),
    ...Object.fromEntries(
      task.description.columns.map(({ name }) => [name, column((place, trial) => records[trial]![name]![place]!)]),
    ),
  };
}
