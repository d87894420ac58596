import { drawInteger } from "../draws.ts";
import { availableAt, objectsAt } from "../scene.ts";
import type { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { type ChoiceTimes, offer } from "./choiceTrial.ts";

/** Two stimuli side by side and which of them was taken. */
export interface PairChoice {
  readonly deed: Deed;
  /** Feature of the stimulus taken, −1 for none. */
  readonly taken: number;
  /** Feature of the stimulus not taken, −1 for none. */
  readonly left: number;
}

/**
 * Shows two stimuli on places 0 and 1, on random sides.
 *
 * @param stream - Of the draw of the sides.
 */
export function* offerPair(
  log: SessionLog,
  world: World,
  random: TaskRandom,
  stream: number,
  pair: readonly [number, number],
  moment: Pick<ChoiceTimes, "responseWindow"> & { readonly with?: Partial<Moment> },
): Generator<Moment, PairChoice, Deed> {
  const turned = drawInteger(random, 2, stream, log.trial) === 1;
  const [first, second] = turned ? [pair[1], pair[0]] : pair;
  const deed = yield* offer(log, moment, {
    objects: objectsAt(world, [
      [0, first],
      [1, second],
    ]),
    available: availableAt(world, [0, 1]),
    trialStarts: true,
    ...moment.with,
  });
  if (deed.choice < 0) return { deed, taken: -1, left: -1 };
  return deed.choice === 0 ? { deed, taken: first, left: second } : { deed, taken: second, left: first };
}
