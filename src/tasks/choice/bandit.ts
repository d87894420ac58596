import { exponential, logarithm } from "../../math/single.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { allPlaces, availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskColumn, TaskKind, TaskOption, TaskPreset, TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import {
  type ChoiceTimes,
  choicePhases,
  choiceRow,
  choiceTimeOptions,
  deliver,
  longestTrial,
  offer,
  pause,
  pausePhase,
  rest,
} from "./choiceTrial.ts";

/** What a bandit has in store on a trial. */
export interface BanditTrial {
  /** Number of the block. */
  readonly block: number;
  /** What each option brings on average now: by it an option is the best one. */
  readonly expected: readonly number[];
  /** What each option would bring, chosen or not; below 0 a loss. */
  readonly amounts: readonly number[];
  /** Strength with which each option is shown (default 1). */
  readonly strengths?: readonly number[];
  /** Options whose outcome is shown, chosen or not: their pictures stay with the outcome. */
  readonly revealed?: readonly number[];
  /** The task's own columns. */
  readonly columns?: Readonly<Record<string, number>>;
  readonly stage?: string;
}

/** One subject's bandit. */
export interface Bandit {
  /** @param trial - Number of the trial in the whole session. */
  next(trial: number): BanditTrial;
  /** @param choice - Option taken, −1 for none. @param amount - What it brought. */
  chosen?(choice: number, amount: number): void;
}

/** What tells one bandit from another. */
export interface BanditDefinition<Name extends string> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly sources: readonly string[];
  readonly labels: readonly string[];
  readonly options: Readonly<Record<Name, TaskOption>>;
  readonly whole?: readonly NoInfer<Name>[];
  /** Trials in a session (day) and number of sessions by default. */
  readonly trials: number;
  readonly sessions?: number;
  readonly times: ChoiceTimes;
  readonly presets?: Readonly<Record<string, TaskPreset>>;
  readonly columns?: readonly TaskColumn[];
  /** Outcomes below 0 are possible (default false). */
  readonly losses?: boolean;
  bandit(
    values: Readonly<Record<NoInfer<Name> | "trials" | "sessions", number>>,
    random: TaskRandom,
    subject: number,
  ): Bandit;
}

const intervalStream = 900;
const stimulationStream = 901;
const day = 86_400;

/**
 * Makes a bandit: options that stay in their places, of which one is taken on each trial. Trials are self-paced; what
 * every option would bring is drawn on each trial.
 */
export function banditKind<Name extends string>(definition: BanditDefinition<Name>): TaskKind {
  const { id, title, summary, sources, labels, presets, losses = false, columns = [] } = definition;
  const world = worldOf({
    places: labels,
    features: featuresOf("visual", "picture", labels),
    outcomes: [{ name: "reward", valence: 1 }, ...(losses ? [{ name: "loss", valence: -1 } as const] : [])],
  });
  const options: Record<string, TaskOption> = {
    ...definition.options,
    trials: option(definition.trials, 1, 10_000, "Trials in each session."),
    sessions: option(definition.sessions ?? 1, 1, 200, "Sessions, a day apart."),
    ...choiceTimeOptions(definition.times),
    stimulated: option(
      0,
      0,
      1,
      "Share of trials with the marks stimulatedTrial (options appear) and stimulatedOutcome, for light on random trials.",
    ),
    longestInterval: option(
      0,
      0,
      600,
      "If above `interval`, intervals are drawn between the two, evenly on a logarithmic scale, s.",
    ),
  };
  return defineTask({
    id,
    title,
    summary,
    sources,
    options,
    short: { trials: 30, sessions: 1 },
    whole: [...(definition.whole ?? []), "trials", "sessions"],
    ...(presets && { presets }),
    parts(given) {
      const values = given as Record<
        Name | "trials" | "sessions" | "longestInterval" | "stimulated" | keyof ChoiceTimes,
        number
      >;
      const { trials, sessions, interval, longestInterval } = values;
      return {
        world,
        phases: [...choicePhases(values), pausePhase],
        trials: trials * sessions,
        maximumTime:
          trials * sessions * (longestTrial(values) + Math.max(interval, longestInterval)) + (sessions - 1) * day,
        columns: [
          column("session", "Number of the session, from 0."),
          column("bestOption", "Option that brings most on average, from 0; missing if several do."),
          ...optionColumns("expected", labels.length, "What is brought on average now by option"),
          column("stimulation", "1 on a trial with the marks stimulatedTrial and stimulatedOutcome."),
          column("interval", "Time from the end of the outcome to the next trial.", "s"),
          ...columns,
        ],
        session: (random, subject) => banditSession(world, values, definition.bandit(values, random, subject), random),
      };
    },
  });
}

function* banditSession(
  world: World,
  values: Readonly<Record<"trials" | "sessions" | "longestInterval" | "stimulated" | keyof ChoiceTimes, number>>,
  bandit: Bandit,
  random: TaskRandom,
): TaskSession {
  const log = new SessionLog();
  const everywhere = availableAt(world, allPlaces(world));
  let block = -1;
  for (let session = 0; session < values.sessions; session++) {
    if (session > 0) yield* pause(log, day);
    for (let number = 0; number < values.trials; number++) {
      const trial = bandit.next(log.trial);
      if (trial.block !== block) log.beginBlock();
      block = trial.block;
      const best = largest(trial.expected);
      const stimulated = random.uniform(stimulationStream, log.trial) < values.stimulated;
      const strength = (place: number): number => trial.strengths?.[place] ?? 1;
      const deed = yield* offer(log, values, {
        objects: objectsAt(
          world,
          allPlaces(world).map((place) => [place, place, strength(place)]),
        ),
        available: everywhere,
        trialStarts: true,
        session,
        ...(trial.stage !== undefined && { stage: trial.stage }),
        ...(stimulated && { marks: ["stimulatedTrial"] }),
      });
      const { choice } = deed;
      const amount = choice < 0 ? 0 : trial.amounts[choice]!;
      if (choice >= 0) {
        const revealed = trial.revealed?.map((place) => [place, place, strength(place)] as const);
        yield* deliver(log, values, outcomeOf(world, Math.max(0, amount), ...(amount < 0 ? [-amount] : [])), {
          ...(revealed && { objects: objectsAt(world, revealed) }),
          ...(stimulated && { marks: ["stimulatedOutcome"] }),
        });
      }
      bandit.chosen?.(choice, amount);
      const interval = drawInterval(random, values, log.trial);
      yield* rest(log, interval);
      log.end({
        ...trial.columns,
        ...choiceRow(deed, amount, best.length < world.places ? best.includes(choice) : undefined),
        ...optionValues("expected", trial.expected),
        block,
        session,
        stimulation: Number(stimulated),
        bestOption: best.length === 1 ? best[0]! : Number.NaN,
        interval,
      });
    }
  }
  return log.last();
}

/** Fixed, or drawn so that every ratio is equally likely. */
function drawInterval(
  random: TaskRandom,
  { interval, longestInterval }: Readonly<Record<"interval" | "longestInterval", number>>,
  trial: number,
): number {
  if (longestInterval <= interval) return interval;
  const ratio = logarithm(Math.fround(longestInterval / interval));
  return interval * exponential(Math.fround(ratio * random.uniform(intervalStream, trial)));
}

/** The places of the largest values. */
function largest(values: readonly number[]): number[] {
  const most = Math.max(...values);
  return [...values.keys()].filter((place) => values[place] === most);
}

/** Columns with a number for each option: `name0`, `name1` … */
export function optionColumns(name: string, count: number, doc: string): TaskColumn[] {
  return Array.from({ length: count }, (_, place) => column(`${name}${place}`, `${doc} ${place}.`));
}

/** Values for such columns. */
export function optionValues(name: string, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(values.map((value, place) => [`${name}${place}`, value]));
}
