import type { RecordedTrial } from "../simulator/messages.ts";
import { english } from "../text/english.ts";

/**
 * What has happened in a trial up to one of its samples, in words.
 *
 * @param sample - Without it: the whole trial.
 */
export function trialText(
  { trial, row, time, phase }: RecordedTrial,
  options: readonly string[],
  sample = time.length - 1,
): string {
  const { choice, outcome, reactionTime } = row;
  const text = english.trials;
  const isOver = sample >= time.length - 1;
  const elapsed = (time[sample] ?? 0) - (time[0] ?? 0);
  const met = new Set(phase.slice(0, sample + 1));
  if (typeof choice !== "number") return text.trial(trial + 1, isOver ? text.none : text.waiting);
  if (!isOver && typeof reactionTime === "number" && elapsed < reactionTime) return text.trial(trial + 1, text.waiting);
  const chose = text.choice(options[choice] ?? `${choice}`);
  const isKnown = typeof outcome === "number" && (isOver || met.has("outcome"));
  return text.trial(trial + 1, isKnown ? `${chose}, ${text.outcome(outcome)}` : chose);
}
