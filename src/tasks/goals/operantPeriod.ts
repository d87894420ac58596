import { drawExponential, drawInteger } from "../draws.ts";
import { availableAt } from "../scene.ts";
import type { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import type { LeverRule } from "./operantSchedule.ts";

/** A lever that is out, at its place. */
export interface LeverOut {
  readonly place: number;
  readonly rule: LeverRule;
  /** Ratio of this session. */
  readonly ratio: number;
}

/** A stretch of time with the same cues, in which levers can be pressed. */
export interface Period {
  readonly phase: "lever" | "cue" | "gap";
  readonly duration: number;
  readonly objects: Float32Array | null;
  readonly levers: readonly LeverOut[];
  /** Outcomes that come whatever is done: s from the beginning, kinds. */
  readonly deliveries: readonly { readonly at: number; readonly amounts: Float32Array }[];
  readonly first: Partial<Moment>;
  /** Rewards after which it ends. */
  readonly rewards: number;
}

/** What happened in a period. */
export interface PeriodDeeds {
  readonly presses: readonly number[];
  readonly rewards: readonly number[];
  readonly first: Deed | null;
  /** Time of the first press from the period's beginning, s. */
  readonly latency: number;
  readonly duration: number;
  /** Sum of amount × valence. */
  readonly outcome: number;
  /** Mean of the first graded response while nothing was pressed or eaten. */
  readonly approach: number;
}

/** Times of what a press leads to, s. */
export interface PressTimes {
  readonly press: number;
  readonly eating: number;
}

const grain = 0.02;
const cueFromLever = 5;

/** The presses of one subject: what each would bring is drawn by its number, whatever else is done. */
export class LeverDraws {
  readonly #random: TaskRandom;
  readonly #stream: number;
  readonly #presses: number[];
  readonly #collected: number[];
  readonly #ready: number[];

  constructor(random: TaskRandom, stream: number, places: number) {
    this.#random = random;
    this.#stream = stream;
    this.#presses = Array.from({ length: places }, () => 0);
    this.#collected = Array.from({ length: places }, () => 0);
    this.#ready = Array.from({ length: places }, () => Number.NaN);
  }

  /** Whether a press at a time (s from the beginning of all) brings the lever's outcome. */
  press({ place, rule, ratio }: LeverOut, time: number): boolean {
    const number = this.#presses[place]!++;
    if (rule.interval === undefined)
      return drawInteger(this.#random, 2 ** 20, this.#stream + place, number) < 2 ** 20 / ratio;
    if (Number.isNaN(this.#ready[place]!)) this.#wait(place, rule.interval, time);
    if (time < this.#ready[place]!) return false;
    this.#collected[place]! += 1;
    this.#wait(place, rule.interval, time);
    return true;
  }

  /** A session begins: what had been laid out before is gone. */
  begin(levers: readonly LeverOut[], time: number): void {
    for (const { place, rule } of levers) if (rule.interval) this.#wait(place, rule.interval, time);
  }

  #wait(place: number, mean: number, time: number): void {
    const draw = drawExponential(this.#random, mean, this.#stream + 100 + place, this.#collected[place]!);
    this.#ready[place] = time + draw;
  }
}

/**
 * Lets a subject spend a period.
 *
 * @param start - Time of its beginning since the beginning of all, s.
 */
export function* spendPeriod(
  log: SessionLog,
  world: World,
  draws: LeverDraws,
  period: Period,
  times: PressTimes,
  start: number,
  cueCodes: Readonly<Record<string, Float32Array>>,
): Generator<Moment, PeriodDeeds, Deed> {
  const presses = world.placeLabels.map(() => 0);
  const rewards = world.outcomes.map(() => 0);
  const available = availableAt(
    world,
    period.levers.map(({ place }) => place),
  );
  const open = period.levers.length > 0;
  const waiting = [...period.deliveries];
  let opening: Partial<Moment> = period.first;
  let time = 0;
  let latency = Number.NaN;
  let first: Deed | null = null;
  let outcome = 0;
  let [approach, watched] = [0, 0];
  const receive = (amounts: Float32Array): void => {
    amounts.forEach((amount, kind) => {
      if (amount > 0) rewards[kind]! += 1;
      outcome += amount * world.outcomes[kind]!.valence;
    });
  };
  while (period.duration - time > grain / 2 && fromLevers(rewards) < period.rewards) {
    const until = waiting[0] ? Math.min(period.duration, waiting[0].at) : period.duration;
    if (until - time > grain / 2) {
      const empty = !open && !period.objects && waiting.length === 0;
      const deed = yield* log.show({
        phase: empty ? "interval" : period.phase,
        duration: until - time,
        endsOnAction: open,
        ...(open && { available }),
        ...(period.objects && { objects: period.objects }),
        ...(empty && { rest: true }),
        ...opening,
      });
      opening = {};
      time += deed.elapsed;
      if (!empty) {
        approach += deed.responses[0]! * deed.elapsed;
        watched += deed.elapsed;
      }
      if (deed.choice >= 0) {
        if (first === null) latency = time;
        first ??= deed;
        presses[deed.choice]! += 1;
        time += yield* pressed(log, world, draws, period, times, start + time, deed.choice, cueCodes, receive);
        continue;
      }
    }
    const delivery = waiting[0];
    if (delivery && time >= delivery.at - grain / 2) {
      waiting.shift();
      receive(delivery.amounts);
      const deed = yield* log.show({
        phase: "outcome",
        duration: times.eating,
        outcome: delivery.amounts,
        ...(period.objects && { objects: period.objects }),
        ...opening,
      });
      opening = {};
      time += deed.elapsed;
    }
  }
  return { presses, rewards, first, latency, duration: time, outcome, approach: approach / watched };
}

/** What a press leads to; gives the time that it takes, s. */
function* pressed(
  log: SessionLog,
  world: World,
  draws: LeverDraws,
  period: Period,
  times: PressTimes,
  now: number,
  place: number,
  cueCodes: Readonly<Record<string, Float32Array>>,
  receive: (amounts: Float32Array) => void,
): Generator<Moment, number, Deed> {
  const lever = period.levers.find((one) => one.place === place)!;
  const { outcome, amount = 1, cue } = lever.rule;
  const works = draws.press(lever, now) && (outcome !== undefined || cue !== undefined);
  if (!works) return (yield* log.show({ phase: "press", duration: times.press })).elapsed;
  if (outcome === undefined) {
    const shown = { phase: "cue", duration: cueFromLever, objects: cueCodes[cue!]!, marks: [cue!] };
    return (yield* log.show(shown)).elapsed;
  }
  const amounts = new Float32Array(world.outcomes.length);
  amounts[world.outcomes.findIndex(({ name }) => name === outcome)] = amount;
  receive(amounts);
  return (yield* log.show({ phase: "outcome", duration: times.eating, outcome: amounts })).elapsed;
}

function fromLevers(rewards: readonly number[]): number {
  return rewards.reduce((sum, count) => sum + count, 0);
}
