import { column, defineTask, option } from "../defineTask.ts";
import { drawTime, shuffled, wholeSteps } from "../draws.ts";
import { contextOf, featuresOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { LeverDraws, type LeverOut, type Period, spendPeriod } from "./operantPeriod.ts";
import { operantPresets } from "./operantPresets.ts";
import { type OperantSchedule, type OperantStage, readOperant } from "./operantSchedule.ts";

const id = "free-operant-v1";
const day = 86_400;
const usualGap = [30, 60] as const;
const streams = { order: 0, gap: 1, delivery: 2, levers: 1000 };

const options = {
  bin: option(60, 1, 3600, "Length of a period of lever pressing that makes a row, s."),
  press: option(0.2, 0.02, 10, "Time that a press takes, s."),
  eating: option(0.5, 0.02, 60, "Time that an outcome is perceived, s."),
  rewardScale: option(1, 0.01, 10, "Factor on all numbers of rewards, cues and sessions, at least one each."),
  timeScale: option(1, 0.001, 10, "Factor on the longest times of sessions."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Levers that can be pressed at any time, cues and outcomes that come by themselves, needs that change: training on
 * ratio and interval schedules, devaluation, transfer, reversal of contingencies, conditioned reinforcement.
 */
export const freeOperant = defineTask({
  id,
  title: "Levers, cues and needs by schedule",
  summary: "Press levers at any time for what they bring; cues come, outcomes lose and regain their value.",
  sources: ["corbit2005", "yin2004"],
  options,
  short: { rewardScale: 0.1, timeScale: 0.02, bin: 10 },
  presets: operantPresets,
  takesSchedule: true,
  parts(values, data) {
    const schedule = readOperant(id, data);
    const cues = Object.entries(schedule.cues ?? {});
    const contexts = schedule.contexts ?? ["chamber"];
    const world = worldOf({
      places: schedule.levers,
      features: [
        ...featuresOf("visual", "lever", schedule.levers),
        ...cues.map(([name, { modality }]) => ({ name, modality, dimension: modality })),
      ],
      outcomes: Object.entries(schedule.outcomes).map(([name, valence]) => ({ name, valence })),
      contexts: contexts.length,
      responses: ["approach"],
    });
    return {
      world,
      phases: [
        { name: "lever", doc: "Levers are out.", duration: values.bin, awaitsAction: true },
        { name: "press", doc: "A press that brings nothing.", duration: values.press },
        { name: "cue", doc: "A cue is on; levers may be out.", duration: 30, awaitsAction: true },
        { name: "gap", doc: "Between cues, with levers, or before an outcome.", duration: 45, awaitsAction: true },
        { name: "interval", doc: "Between cues where there are no levers.", duration: 45, rest: true },
        { name: "outcome", doc: "An outcome is received.", duration: values.eating },
        { name: "pause", doc: "Hours offline between sessions.", duration: day, rest: true },
      ],
      trials: null,
      maximumTime: longestTime(values, schedule),
      columns: [
        column("session", "Number of the session, from 0."),
        column(
          "cue",
          `Cue that is on: ${cues.map(([name], index) => `${index} = ${name}`).join(", ")}; missing for none.`,
        ),
        column("duration", "Length of the period.", "s"),
        ...schedule.levers.map((_, place) => column(`presses${place}`, `Presses of the lever at place ${place}.`)),
        ...world.outcomes.map(({ name }, kind) => column(`received${kind}`, `Outcomes received: ${name}.`)),
        column("lever0", "Place of the first lever of the schedule (they are exchanged for every other subject)."),
        column(
          "approach",
          "Mean of the response approach while nothing is pressed or eaten; missing if there is no such time, and where there is neither lever nor cue (such gaps are rest).",
        ),
      ],
      session: (random, subject) => operantSession(random, subject, world, values, schedule),
    };
  },
});

function scaled(count: number, { rewardScale }: Values): number {
  return Math.max(1, Math.round(count * rewardScale));
}

function longestTime(values: Values, { stages }: OperantSchedule): number {
  const slack = values.bin + values.eating + values.press + 10;
  return stages.reduce((sum, stage) => {
    const parts = stage.apart ? Object.keys(stage.levers ?? {}).length : 1;
    const free = stage.levers && !stage.cues ? parts * (stage.duration! * values.timeScale + slack) : 0;
    const [, gap] = stage.gap ?? usualGap;
    const shown = Object.values(stage.cues ?? {}).reduce(
      (time, { count, duration, deliveries = 1 }) => time + count * (duration + gap + (deliveries + 2) * slack),
      0,
    );
    const given = (stage.given ?? []).reduce((time, { count }) => time + count * (gap + 2 * slack), 0);
    const sessions = stage.sessions ?? 1;
    return sum + (stage.pause ?? 0) + sessions * (free + shown + given + (stage.between ?? day));
  }, day);
}

function* operantSession(
  random: TaskRandom,
  subject: number,
  world: World,
  values: Values,
  schedule: OperantSchedule,
): TaskSession {
  const log = new SessionLog();
  const turned = schedule.counterbalance !== false && subject % 2 === 1;
  const places = schedule.levers.length;
  const placeOf = (lever: string): number => {
    const index = schedule.levers.indexOf(lever);
    return turned ? places - 1 - index : index;
  };
  const contexts = schedule.contexts ?? ["chamber"];
  const draws = new LeverDraws(random, streams.levers, places);
  let session = 0;
  let clock = 0;
  for (const [block, stage] of schedule.stages.entries()) {
    log.beginBlock();
    const sessions = scaled(stage.sessions ?? 1, values);
    for (let number = 0; number < sessions; number++) {
      const pause = number === 0 ? (stage.pause ?? 0) : (stage.between ?? day);
      if (pause > 0) {
        yield* log.show({ phase: "pause", duration: pause, rest: true, session: session++ });
        clock += pause;
      }
      const first: Partial<Moment> = {
        stage: stage.name,
        session,
        context: contextOf(world, stage.context === undefined ? 0 : contexts.indexOf(stage.context)),
        drive: Float32Array.from(world.outcomes, ({ name }) => stage.drive?.[name] ?? 1),
      };
      const levers = Object.entries(stage.levers ?? {}).map(([name, rule]): LeverOut => {
        const ratios = rule.ratio ?? [1];
        return { place: placeOf(name), rule, ratio: ratios[Math.ceil(((number + 1) * ratios.length) / sessions) - 1]! };
      });
      const plan = { first, block, session, lever0: placeOf(schedule.levers[0]!) };
      draws.begin(levers, clock);
      const parts = stage.apart ? levers.map((lever) => [lever]) : [levers];
      for (const out of parts) {
        clock += yield* stagePart(log, random, world, values, stage, out, draws, plan, clock, schedule);
      }
    }
  }
  return log.last();
}

interface Plan {
  readonly first: Partial<Moment>;
  readonly block: number;
  readonly session: number;
  readonly lever0: number;
}

/** A session, or the part of it with one lever; gives the time that it took, s. */
function* stagePart(
  log: SessionLog,
  random: TaskRandom,
  world: World,
  values: Values,
  stage: OperantStage,
  levers: readonly LeverOut[],
  draws: LeverDraws,
  plan: Plan,
  start: number,
  schedule: OperantSchedule,
): Generator<Moment, number, Deed> {
  const codes = cueCodes(world, schedule);
  const names = Object.keys(schedule.cues ?? {});
  const leversShown = new Float32Array(world.places * world.features.length);
  for (const { place } of levers) leversShown[place * world.features.length + place] = 1;
  let clock = 0;
  let received = 0;
  const spend = function* (period: Omit<Period, "levers" | "objects" | "first">, cue: string | null) {
    const shown = cue === null ? [] : [cue, ...(stage.cues![cue]!.with ?? [])];
    const objects = leversShown.slice();
    for (const name of shown) {
      for (const [place, value] of codes[name]!.entries()) objects[place] = Math.max(objects[place]!, value);
    }
    const opened = {
      ...period,
      levers,
      objects: objects.some((value) => value > 0) ? objects : null,
      first: { ...plan.first, trialStarts: true, ...(shown.length > 0 && { marks: shown }) },
    };
    const deeds = yield* spendPeriod(log, world, draws, opened, values, start + clock, codes);
    clock += deeds.duration;
    received += deeds.rewards.reduce((sum, count) => sum + count, 0);
    log.end({
      block: plan.block,
      session: plan.session,
      cue: cue === null ? Number.NaN : names.indexOf(cue),
      ...(deeds.first && { choice: deeds.first.choice, reactionTime: deeds.latency }),
      outcome: deeds.outcome,
      duration: deeds.duration,
      ...Object.fromEntries(deeds.presses.map((count, place) => [`presses${place}`, count])),
      ...Object.fromEntries(deeds.rewards.map((count, kind) => [`received${kind}`, count])),
      lever0: plan.lever0,
      approach: deeds.approach,
    });
  };
  const gap = (place: number): number => drawTime(random, stage.gap ?? usualGap, streams.gap, log.trial, place);
  const endless = Number.POSITIVE_INFINITY;

  if (stage.cues) {
    const order = Object.entries(stage.cues).flatMap(([cue, { count }]) =>
      Array.from({ length: scaled(count, values) }, () => cue),
    );
    for (const cue of shuffled(random, order, streams.order, start === 0 ? 0 : log.trial)) {
      yield* spend({ phase: "gap", duration: gap(0), deliveries: [], rewards: endless }, null);
      const { duration, outcome, amount = 1, at, deliveries = 1 } = stage.cues[cue]!;
      const kind = world.outcomes.findIndex(({ name }) => name === outcome);
      const amounts = Float32Array.from(world.outcomes, (_, index) => (index === kind ? amount : 0));
      const randomTimes = Array.from({ length: deliveries }, (_, place) =>
        drawTime(random, [0.5, Math.max(0.5, duration - values.eating)], streams.delivery, log.trial, place),
      );
      const times =
        outcome === undefined ? [] : at === undefined ? randomTimes.sort((a, b) => a - b) : [wholeSteps(at)];
      yield* spend(
        { phase: "cue", duration, deliveries: times.map((time) => ({ at: time, amounts })), rewards: endless },
        cue,
      );
    }
    return clock;
  }
  for (const { outcomes, count } of stage.given ?? []) {
    const amounts = Float32Array.from(world.outcomes, ({ name }) => Number(outcomes.includes(name)));
    for (let delivery = 0; delivery < scaled(count, values); delivery++) {
      const wait = gap(0);
      const deliveries = [{ at: wait, amounts }];
      yield* spend({ phase: "gap", duration: wait + values.eating, deliveries, rewards: endless }, null);
    }
  }
  if (levers.length === 0) return clock;
  const longest = wholeSteps(stage.duration! * values.timeScale);
  const wanted = stage.rewards === undefined ? endless : scaled(stage.rewards, values) * levers.length;
  received = 0;
  const begun = clock;
  while (longest - (clock - begun) > 0.01 && received < wanted) {
    const duration = Math.min(values.bin, longest - (clock - begun));
    yield* spend({ phase: "lever", duration, deliveries: [], rewards: wanted - received }, null);
  }
  return clock;
}

/** A cue is everywhere: its feature is shown at the first place. */
function cueCodes(world: World, { cues = {} }: OperantSchedule): Readonly<Record<string, Float32Array>> {
  return Object.fromEntries(
    Object.keys(cues).map((name) => {
      const code = new Float32Array(world.places * world.features.length);
      code[world.features.findIndex((feature) => feature.name === name)] = 1;
      return [name, code];
    }),
  );
}
