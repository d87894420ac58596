import type { Explanation, Factor } from "../simulator/messages.ts";
import { english, words } from "../text/english.ts";

const text = english.why;

/** What a factor is called. */
export function factorLabel({ kind, variable, effect }: Factor, projection: string): string {
  const plain = variable.replace(/\[\d+\]$/u, "");
  const last = plain.split(".").at(-1)!;
  if (kind === "weight") return text.weight;
  if (kind === "modulation")
    return text.modulation(words(last), effect!.kind, effect!.modulators.map(words).join(", "));
  if (kind === "trace") return text.trace(words(last), plain.startsWith(`${projection}.pre.`) ? text.pre : text.post);
  if (kind === "state") return words(plain);
  return text.unit(kind === "pre" ? text.pre : text.post, words(last));
}

/** Which moment changed the weight most: the sample, and the phase and time from the trial's beginning. */
export function decisiveMoment({
  factors,
  time,
  phase,
}: Explanation): { readonly sample: number; readonly phase: string; readonly time: number } | null {
  const weight = factors[0]!.values;
  let best = 0;
  for (let sample = 1; sample < weight.length; sample++) {
    const change = Math.abs(weight[sample]! - weight[sample - 1]!);
    if (change > (best === 0 ? 0 : Math.abs(weight[best]! - weight[best - 1]!))) best = sample;
  }
  return best === 0 ? null : { sample: best, phase: phase[best]!, time: time[best]! - time[0]! };
}

/** A synapse's change in words: how much, when, and what its factors were at that moment. */
export function whyText(explanation: Explanation, label: string): string[] {
  const { synapse, before, after, trial, factors, projection } = explanation;
  const first = text.change(label, synapse.pre + 1, synapse.post + 1, trial + 1, before.toFixed(4), after.toFixed(4));
  const moment = decisiveMoment(explanation);
  if (!moment) return [first, text.nothing];
  const said = factors
    .filter(({ kind }) => kind !== "weight")
    .map((factor) => text.was(factorLabel(factor, projection), formatted(factor.values[moment.sample]!)));
  return [first, text.moment(moment.phase, moment.time.toFixed(2)), ...said];
}

function formatted(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
