import { deliver } from "../choice/choiceTrial.ts";
import { option } from "../defineTask.ts";
import type { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, World } from "../task.ts";

/** Whether what was chosen is still there while the outcome comes, as a bowl that is dug in or a card that was laid. */
export const chosenStaysOption = option(
  0,
  0,
  1,
  "1: what was chosen stays on view until the outcome is over; 0: all is gone with the choice.",
);

/** What is needed of a task's options. */
interface Times {
  readonly delay: number;
  readonly outcomeDuration: number;
  readonly chosenStays: number;
}

/**
 * Delay, then an outcome that is perceived even if it is nothing; with the option, things at some places stay on view.
 *
 * @param objects - All that was shown, `[place, feature]`.
 * @param kept - Places of what stays.
 */
export function* deliverBeside(
  log: SessionLog,
  { delay, outcomeDuration, chosenStays }: Times,
  outcome: Float32Array,
  world: World,
  objects: Float32Array,
  kept: readonly number[],
): Generator<Moment, void, Deed> {
  const count = world.features.length;
  const left = objects.map((value, at) => (kept.includes(Math.floor(at / count)) ? value : 0));
  const shown = chosenStays === 1 ? { objects: left } : {};
  if (delay > 0) yield* log.show({ phase: "delay", duration: delay, ...shown });
  yield* deliver(log, { delay: 0, outcomeDuration }, outcome, shown);
}
