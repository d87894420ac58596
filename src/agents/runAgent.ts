import { RandomSequence, seedWords } from "../math/random.ts";
import type { Table } from "../math/table.ts";
import { ownColumns, type Policy, type Task, TaskPlay, type TrialRow } from "../tasks/index.ts";
import type { AgentKind } from "./agent.ts";

/**
 * Lets subjects of one kind of agent do a task.
 *
 * What a subject meets is what a virtual subject with that number and seed meets. An agent chooses once in each moment
 * in which it can act, and learns from the outcomes that it perceives after it has chosen; it has no reaction times and
 * no graded responses. An outcome is worth the sum of amount × valence × drive.
 *
 * @param subjects - Subject numbers, 0 … 2³² − 1.
 * @param seed - Whole number, 0 … 2⁵³ − 1.
 * @returns One row a trial, by subject, then trial: `subject`, `session` and the task's columns.
 * @throws RangeError if the task does not always let the agent choose among all places.
 */
export function runAgent(kind: AgentKind, task: Task, subjects: readonly number[], seed: number): Table {
  return tableOf(
    task,
    subjects.flatMap((subject) => playAgent(task, policyOf(kind, task, subject, seed), subject, seed)),
  );
}

/** A trial that has ended. */
interface AgentTrial {
  readonly subject: number;
  readonly session: number;
  readonly row: TrialRow;
}

function playAgent(task: Task, policy: Policy, subject: number, seed: number): AgentTrial[] {
  const play = new TaskPlay(task, seed, subject);
  const trials: AgentTrial[] = [];
  const responses = task.description.world.responses.map(() => Number.NaN);
  for (let moment = play.present; moment !== null; moment = play.present) {
    const { choice = -1 } = policy(moment);
    const row = play.act({ choice, time: Number.NaN, elapsed: moment.duration, responses });
    if (row) trials.push({ subject, session: moment.session, row });
  }
  return trials;
}

function policyOf(kind: AgentKind, { description }: Task, subject: number, seed: number): Policy {
  const { places, outcomes } = description.world;
  const agent = kind.make(places, new RandomSequence(seedWords(seed), subject, `agent ${kind.id}`));
  let chosen = -1;
  return ({ trialStarts, available, feedback, outcome, drive, phase }) => {
    if (trialStarts) chosen = -1;
    if (feedback && chosen >= 0) {
      const worth = outcomes.reduce(
        (sum, { valence }, which) => sum + (outcome?.[which] ?? 0) * valence * drive[which]!,
        0,
      );
      agent.learn(chosen, worth);
    }
    if (!available) return {};
    if (!available.every((open) => open > 0)) {
      throw new RangeError(
        `${kind.id} always chooses among all ${places} places; in phase ${phase} of ${description.id} some are closed`,
      );
    }
    chosen = agent.choose();
    return { choice: chosen };
  };
}

function tableOf({ description }: Task, trials: readonly AgentTrial[]): Table {
  const columns = ownColumns(description).map(({ name }) => [name, Float64Array.from(trials, ({ row }) => row[name]!)]);
  return {
    subject: Float64Array.from(trials, ({ subject }) => subject),
    session: Float64Array.from(trials, ({ session }) => session),
    ...Object.fromEntries(columns),
  };
}
