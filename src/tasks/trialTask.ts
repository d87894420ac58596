import type { Actions, Phase, Task, TaskDescription, TaskStep } from "./lockstepTask.ts";
import { type TaskRandom, taskRandom } from "./taskRandom.ts";

/** What one subject did in a trial so far. */
export interface TrialBehaviour {
  /** First option taken in a phase that awaits an action, or −1. */
  readonly choice: number;
  /** Time of the choice from the beginning of its phase, s; NaN for none. */
  readonly reactionTime: number;
  /** Mean graded response in each phase so far, in order of phases. */
  readonly responses: readonly number[];
}

/** A task whose session is a fixed number of trials with the same phases; all its state is one subject's `Schedule`. */
export interface TrialRules<Schedule> {
  readonly description: TaskDescription;
  /** Draws a subject's schedule for the whole session. */
  schedule(random: TaskRandom): Schedule;
  /** Strength of each stimulus in a phase. */
  stimuli(schedule: Schedule, trial: number, phase: Phase): readonly number[];
  /** Reward received in a phase that gives an outcome. */
  reward(schedule: Schedule, trial: number, behaviour: TrialBehaviour): number;
  /** The trial's row: a value for each column. */
  record(schedule: Schedule, trial: number, behaviour: TrialBehaviour): Readonly<Record<string, number>>;
}

interface MutableBehaviour {
  choice: number;
  reactionTime: number;
  responses: number[];
}

/**
 * Makes a task from the rules of its trials.
 *
 * `step` throws a RangeError if the actions have the wrong length or an option does not exist, and an Error if the
 * session has not begun or has ended. Choices in phases that await none are ignored.
 */
export function trialTask<Schedule>(rules: TrialRules<Schedule>): Task {
  const { description } = rules;
  const { phases } = description;
  const options = spaceLength(description.actionSpace.choice);
  let schedules: Schedule[] = [];
  let behaviours: MutableBehaviour[] = [];
  let trial = 0;
  let phaseIndex = 0;
  let state: "new" | "running" | "ended" = "new";

  function present(record: TaskStep["info"]["record"]): TaskStep {
    const phase = phases[phaseIndex]!;
    const ended = state === "ended";
    const subjects = schedules.length;
    const stimuliCount = spaceLength(description.observationSpace.stimuli);
    const stimuli = new Float32Array(subjects * stimuliCount);
    const reward = new Float32Array(subjects);
    if (!ended) {
      schedules.forEach((schedule, place) => {
        stimuli.set(rules.stimuli(schedule, trial, phase), place * stimuliCount);
        if (phase.givesOutcome) reward[place] = rules.reward(schedule, trial, behaviours[place]!);
      });
    }
    return {
      observation: {
        stimuli,
        available: new Float32Array(subjects * spaceLength(description.observationSpace.available)).fill(
          !ended && phase.awaitsAction ? 1 : 0,
        ),
      },
      reward,
      terminated: new Uint8Array(subjects).fill(ended ? 1 : 0),
      truncated: new Uint8Array(subjects),
      info: { phase, trial, trialStarts: !ended && phaseIndex === 0, record },
    };
  }

  function take(actions: Actions): void {
    const { awaitsAction } = phases[phaseIndex]!;
    for (const name of ["choice", "reactionTime", "response"] as const) {
      if (actions[name].length !== schedules.length) {
        throw new RangeError(
          `task ${description.id}: ${name} must have one value a subject (${schedules.length}), got ${actions[name].length}`,
        );
      }
    }
    behaviours.forEach((behaviour, place) => {
      const choice = actions.choice[place]!;
      if (choice < -1 || choice >= options) {
        throw new RangeError(
          `task ${description.id}: choice must be -1 (none) or 0 to ${options - 1}, got ${choice} for subject ${place} of the batch`,
        );
      }
      if (awaitsAction && choice >= 0 && behaviour.choice < 0) {
        behaviour.choice = choice;
        behaviour.reactionTime = actions.reactionTime[place]!;
      }
      behaviour.responses.push(actions.response[place]!);
    });
  }

  function closeTrial(): Record<string, Float64Array> {
    const rows = schedules.map((schedule, place) => rules.record(schedule, trial, behaviours[place]!));
    return Object.fromEntries(
      description.columns.map(({ name }) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)]),
    );
  }

  function clearBehaviour(): void {
    behaviours = schedules.map(() => ({ choice: -1, reactionTime: Number.NaN, responses: [] }));
  }

  return {
    description,
    reset({ seed, subjects }) {
      if (!Number.isSafeInteger(seed) || seed < 0) {
        throw new RangeError(`task ${description.id}: seed must be a whole number of at least 0, got ${seed}`);
      }
      schedules = subjects.map((subject) => rules.schedule(taskRandom(seed, subject)));
      trial = 0;
      phaseIndex = 0;
      state = "running";
      clearBehaviour();
      return present(null);
    },
    step(actions) {
      if (state === "new") throw new Error(`task ${description.id}: call reset before step`);
      if (state === "ended") throw new Error(`task ${description.id}: the session has ended; call reset`);
      take(actions);
      if (phaseIndex + 1 < phases.length) {
        phaseIndex++;
        return present(null);
      }
      const record = closeTrial();
      if (trial + 1 === description.trials) {
        state = "ended";
        return present(record);
      }
      trial++;
      phaseIndex = 0;
      clearBehaviour();
      return present(record);
    },
  };
}

/** Number of values in a space (of options, for a discrete one). */
export function spaceLength(space: TaskDescription["actionSpace"]["choice"]): number {
  return space.kind === "box" ? space.shape.reduce((product, size) => product * size, 1) : space.count;
}
