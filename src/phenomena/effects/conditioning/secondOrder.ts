import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned } from "./parts.ts";

/** In order of the schedules. */
const order = { rewardedA: 0, pair: 2, z: 3, x: 4 };
const block = { w: 4, v: 5 };

/** Light that holds dopamine cells at their tonic firing for 1 s, from a cue's onset or between trials. */
function group(label: string, schedule: string, stage: string, after: string): SessionArm {
  const pulse = { after, delay: after === "after" ? "1.5 s" : "0 s", duration: "1 s" };
  return {
    label,
    task: { id: "conditioning-v1", schedule, options: { after: 3 } },
    treatment: {
      manipulations: [{ light: "ventralTegmentalArea", inhibition: 1, excitation: 1, pulse, during: { stage } }],
    },
  };
}

const test = (trials: SubjectTrials, type: number): number =>
  conditioned(trials, "approach", { stage: "test", equal: { type } });

/** A cue's dopamine teaches what comes before the cue: blocked by holding it flat, and undone by many trials. */
export const secondOrder: Effect = {
  id: "second-order",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: group("light between trials", "second-order", "second order", "after"),
      silenced: group("light at A", "second-order", "second order", "A"),
      blockingControl: group("blocking, light between trials", "second-order-blocking", "blocking", "after"),
      blockingSilenced: group("blocking, light at B", "second-order-blocking", "blocking", "B"),
      long: { label: "96 trials", task: { id: "conditioning-v1", schedule: "second-order-long" } },
    },
    windows: {
      approachA: { variable: "ventralStriatum.approach", event: "A", from: 2, to: 4, baseline: [0, 1] },
    },
    readings: {
      x: (trials) => test(trials, order.x),
      z: (trials) => test(trials, order.z),
      a: (trials) => conditioned(trials, "approach", { stage: "training", equal: { type: order.rewardedA }, last: 10 }),
      pairedA: (trials) =>
        trials.where({ stage: "second order", equal: { type: order.pair }, first: 3 }).mean("approachA"),
      w: (trials) => test(trials, block.w),
      v: (trials) => test(trials, block.v),
      early: (trials) => conditioned(trials, "approach", { stage: "test", equal: { type: order.x }, first: 1 }),
      late: (trials) => conditioned(trials, "approach", { stage: "test", equal: { type: order.x }, last: 1 }),
    },
  },
  remarks: [
    "Light takes away all firing that inputs cause and adds firing at the tonic rate for 1 s. Between trials it comes 1.5 s after the trial's last event, so that it does not cover the time at which a reward is missed; subjects are awake for 3 s after each trial for it.",
    "B is shown with W and reward in compound. The response to A at the end of phase 1 is that of its last 10 trials.",
    "In the long variant X is tested once after every 12 pairings; its light is off.",
  ],
  measures: {
    s1: {
      expression: "(mean(control.x) - mean(control.z)) / mean(control.a)",
      unit: "1",
      doc: "Response to X above the unpaired Z, of that to A, light between trials.",
    },
    s2: {
      expression: "(mean(silenced.x) - mean(silenced.z)) / (mean(control.x) - mean(control.z))",
      unit: "1",
      doc: "Response to X above Z with dopamine held at A, of that with light between trials.",
    },
    bl: {
      expression: "mean(blockingSilenced.w) / mean(blockingControl.w)",
      unit: "1",
      doc: "Response to the blocked cue, silenced over control.",
    },
    blockedControl: {
      expression: "mean(blockingControl.w) / mean(blockingControl.v)",
      unit: "1",
      doc: "Response to the blocked cue over that to a cue paired without B, light between trials.",
    },
    blockedSilenced: {
      expression: "mean(blockingSilenced.w) / mean(blockingSilenced.v)",
      unit: "1",
      doc: "The same with dopamine held at B.",
    },
    rev: {
      expression: "(mean(long.early) - mean(long.late)) / mean(long.early)",
      unit: "1",
      doc: "Share of the response to X after 12 pairings that is lost after 96.",
    },
    a: {
      expression: "mean(silenced.pairedA) / mean(control.pairedA)",
      unit: "1",
      doc: "Response to A on its first 3 trials of phase 2, silenced over control.",
    },
    inhibition: {
      expression: "mean(silenced.x) / mean(silenced.z)",
      unit: "1",
      doc: "Response to X over Z with dopamine held at A.",
    },
  },
  criterion: [
    { text: "s1", value: "s1", low: 0.08, high: 0.8 },
    { text: "s2", value: "s2", low: -0.3, high: 0.4 },
    { text: "CR_W/CR_V, control", value: "blockedControl", high: 0.6 },
    { text: "CR_W/CR_V, silenced", value: "blockedSilenced", high: 0.6 },
    { text: "rev", value: "rev", low: 0.4, high: 1.3 },
  ],
  sideObservations: [
    {
      text: "CR to A during phase 2 not different between groups on its first 3 trials (+-15 %)",
      bands: [{ text: "CR to A", value: "a", low: 0.85, high: 1.15 }],
    },
    {
      text: "Silencing does not create inhibition to X in 12 trials (CR_X >= 0.8 CR_Z)",
      bands: [{ text: "X >= 0.8 Z, silenced", value: "inhibition", low: 0.8 }],
    },
  ],
  ablations: [
    {
      id: "no-dopamine-plasticity",
      mechanism: "plasticity under dopamine at the time of A",
      must: "abolish",
      change: { frozen: ["dopamine"] },
      intact: [{ text: "s1", value: "s1", low: 0.08, high: 0.8 }],
    },
    {
      id: "no-habenular-input",
      mechanism: "lateral habenula",
      must: "spare",
      change: { parameters: { habenulaDip: 0 } },
      intact: [
        { text: "s1", value: "s1", low: 0.08, high: 0.8 },
        { text: "s2", value: "s2", low: -0.3, high: 0.4 },
      ],
    },
  ],
  figure: {
    title: "Second-order conditioning",
    x: { label: "group", unit: "1" },
    y: { label: "response to X above Z", unit: "of response to A" },
    places: ["light between trials", "light at A"],
    curves: [{ label: "this model", x: [0, 1], y: ["s1", "s1 * s2"] }],
    published: [],
  },
};
