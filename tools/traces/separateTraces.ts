/**
 * Reference traces of six three-factor rules, solved apart from the simulator: spikes are instants at which traces jump,
 * between them the differential equations are integrated in double precision by a fourth-order method.
 */
import { duration, inputsOf, type Pulse } from "./inputs.ts";

type State = Record<string, number>;

/** A rule: its state at the beginning, its derivatives, and what a spike does. */
interface SeparateRule {
  /** State, in the order of the columns. */
  readonly start: State;
  /** Derivatives for the present heights of the pulses. */
  readonly derivative: (state: Readonly<State>, heights: Readonly<State>) => State;
  readonly onPresynaptic?: (state: State) => void;
  readonly onPostsynaptic?: (state: State) => void;
}

/** Time in which a modulator is gone, s. */
const clearance = 0.2;

/** A modulator's concentration above rest: released by firing above tonic, gone in 200 ms. */
const released = (concentration: number, firing: number) => (firing - concentration) / clearance;

const timing = (state: Readonly<State>, timeConstant: number) => ({
  presynapticTrace: -state.presynapticTrace! / timeConstant,
  postsynapticTrace: -state.postsynapticTrace! / timeConstant,
});

const gain = (dopamine: number, half: number) => ((1 + dopamine) / (1 + dopamine + half)) * (1 + half) - 1;

const rules: Readonly<Record<string, SeparateRule>> = {
  dopamineGatedHebbian: {
    start: { weight: 0.5, eligibility: 0 },
    derivative: (state, { presynaptic = 0, postsynaptic = 0, reward = 0 }) => ({
      eligibility: presynaptic * postsynaptic - state.eligibility!,
      weight: 0.1 * reward * state.eligibility!,
    }),
  },
  rewardModulatedHebbian: {
    start: { weight: 2, eligibility: 0, postsynapticMean: 0 },
    derivative: (state, { presynaptic = 0, postsynaptic = 0, reward = 0 }) => ({
      eligibility: presynaptic * (postsynaptic - state.postsynapticMean!) - state.eligibility!,
      postsynapticMean: (postsynaptic - state.postsynapticMean!) / 5,
      weight: 0.1 * reward * state.eligibility!,
    }),
  },
  dopamineModulatedTiming: {
    start: { weight: 2, eligibility: 0, presynapticTrace: 0, postsynapticTrace: 0, dopamine: 0 },
    derivative: (state, { dopamineFiring = 0 }) => ({
      ...timing(state, 0.02),
      dopamine: released(state.dopamine!, dopamineFiring),
      eligibility: -state.eligibility!,
      weight: state.dopamine! * state.eligibility!,
    }),
    onPresynaptic: (state) => {
      state.eligibility! -= 1.5 * state.postsynapticTrace!;
      state.presynapticTrace! += 1;
    },
    onPostsynaptic: (state) => {
      state.eligibility! += state.presynapticTrace!;
      state.postsynapticTrace! += 1;
    },
  },
  striatalDopamine: {
    start: {
      weight: 1,
      potentiationEligibility: 0,
      depressionEligibility: 0,
      potentiationReadiness: 0,
      depressionReadiness: 0,
      presynapticTrace: 0,
      postsynapticTrace: 0,
      dopamine: 0,
    },
    derivative: (state, { dopamineFiring = 0 }) => ({
      ...timing(state, 0.02),
      dopamine: released(state.dopamine!, dopamineFiring),
      potentiationReadiness: -state.potentiationReadiness! / 0.4,
      depressionReadiness: -state.depressionReadiness! / 0.4,
      potentiationEligibility: (state.potentiationReadiness! - state.potentiationEligibility!) / 0.7,
      depressionEligibility: (state.depressionReadiness! - state.depressionEligibility!) / 0.7,
      weight:
        0.12 *
        (Math.max(0, gain(state.dopamine!, 20)) * state.potentiationEligibility! -
          Math.max(0, -gain(state.dopamine!, 20)) * state.depressionEligibility!),
    }),
    onPresynaptic: (state) => {
      state.depressionReadiness! += state.postsynapticTrace!;
      state.presynapticTrace! += 1;
    },
    onPostsynaptic: (state) => {
      state.potentiationReadiness! += state.presynapticTrace!;
      state.postsynapticTrace! += 1;
    },
  },
  sequentialNeuromodulation: {
    start: {
      weight: 1,
      eligibility: 0,
      presynapticTrace: 0,
      postsynapticTrace: 0,
      acetylcholine: 0,
      dopamine: 0,
    },
    derivative: (state, { acetylcholineFiring = 0, dopamineFiring = 0 }) => ({
      ...timing(state, 0.01),
      acetylcholine: released(state.acetylcholine!, acetylcholineFiring),
      dopamine: released(state.dopamine!, dopamineFiring),
      eligibility: -state.eligibility! / 2,
      weight: 0.1 * state.dopamine! * state.eligibility!,
    }),
    onPresynaptic: (state) => {
      state.eligibility! += state.postsynapticTrace!;
      state.weight! -= 0.02 * state.acetylcholine! * state.postsynapticTrace!;
      state.presynapticTrace! += 1;
    },
    onPostsynaptic: (state) => {
      state.eligibility! += state.presynapticTrace!;
      state.weight! -= 0.02 * state.acetylcholine! * state.presynapticTrace!;
      state.postsynapticTrace! += 1;
    },
  },
  twoTraces: {
    start: {
      weight: 2,
      potentiationTrace: 0,
      depressionTrace: 0,
      presynapticTrace: 0,
      postsynapticTrace: 0,
      norepinephrine: 0,
      serotonin: 0,
    },
    derivative: (state, { norepinephrineFiring = 0, serotoninFiring = 0 }) => ({
      ...timing(state, 0.02),
      norepinephrine: released(state.norepinephrine!, norepinephrineFiring),
      serotonin: released(state.serotonin!, serotoninFiring),
      potentiationTrace: -state.potentiationTrace! / 5,
      depressionTrace: -state.depressionTrace! / 2.5,
      weight: state.norepinephrine! * state.potentiationTrace! - state.serotonin! * state.depressionTrace!,
    }),
    onPresynaptic: (state) => {
      state.depressionTrace! += 0.5 * state.postsynapticTrace! * (1 - state.depressionTrace!);
      state.presynapticTrace! += 1;
    },
    onPostsynaptic: (state) => {
      state.potentiationTrace! += 0.5 * state.presynapticTrace! * (1 - state.potentiationTrace!);
      state.postsynapticTrace! += 1;
    },
  },
};

/** Names of the rules that have reference traces. */
export const tracedRules = Object.keys(rules);

/** Time between rows of a trace, ms. */
export const sampling = 50;

function advance(rule: SeparateRule, state: State, heights: Readonly<State>, step: number): State {
  const moved = (slope: State, share: number): State => {
    const next: State = {};
    for (const name in state) next[name] = state[name]! + share * step * (slope[name] ?? 0);
    return next;
  };
  const first = rule.derivative(state, heights);
  const second = rule.derivative(moved(first, 0.5), heights);
  const third = rule.derivative(moved(second, 0.5), heights);
  const fourth = rule.derivative(moved(third, 1), heights);
  const slope: State = {};
  for (const name in state)
    slope[name] = ((first[name] ?? 0) + 2 * (second[name] ?? 0) + 2 * (third[name] ?? 0) + (fourth[name] ?? 0)) / 6;
  return moved(slope, 1);
}

function heightsAt(pulses: readonly Pulse[], time: number): State {
  const heights: State = {};
  for (const { input, from, width, value } of pulses)
    if (width > 0 && time >= from && time < from + width) heights[input] = (heights[input] ?? 0) + value;
  return heights;
}

/** A rule's trace: column names, and a row every `sampling` ms (time in s first). */
export function separateTrace(name: string): { columns: string[]; rows: number[][] } {
  const rule = rules[name]!;
  const pulses = inputsOf[name]!;
  const columns = Object.keys(rule.start);
  let state: State = { ...rule.start };
  const rows: number[][] = [];
  for (let time = 0; time <= duration; time++) {
    if (time % sampling === 0) rows.push([time / 1000, ...columns.map((column) => state[column]!)]);
    for (const { input, from, width, value } of pulses) {
      if (width > 0 || from !== time) continue;
      if (input === "presynaptic") rule.onPresynaptic?.(state);
      else if (input === "postsynaptic") rule.onPostsynaptic?.(state);
      else state[input.replace("Firing", "")]! += value / clearance;
    }
    state = advance(rule, state, heightsAt(pulses, time), 0.001);
  }
  return { columns, rows };
}

/** The files of data/reference-traces by name. */
export function traceFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of tracedRules) {
    const inputs = [...inputsOf[name]!].sort((a, b) => a.from - b.from || a.input.localeCompare(b.input));
    const lines = inputs.map(({ input, from, width, value }) => [from / 1000, input, width / 1000, value].join(","));
    files.set(`${name}-input.csv`, [`time,input,width,value`, ...lines, ""].join("\n"));
    const { columns, rows } = separateTrace(name);
    const number = (value: number) => String(Number(value.toPrecision(9)));
    files.set(
      `${name}.csv`,
      [["time", ...columns].join(","), ...rows.map((row) => row.map(number).join(",")), ""].join("\n"),
    );
  }
  return files;
}
