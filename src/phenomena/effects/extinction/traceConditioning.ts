import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { group } from "./parts.ts";

const cueTime = 4;
const gapTime = 2;

const muscarinicBlock = (area: string, stage: string): SessionArm["treatment"] => ({
  doses: [{ receptor: "muscarinicM1", dose: "4 Ki", area, during: { stage } }],
});
const both = (name: string, label: string, treatment?: SessionArm["treatment"]): Record<string, SessionArm> => ({
  [`delay${name}`]: group(`delay, ${label}`, "delay-conditioning", treatment),
  [`trace${name}`]: group(`trace, ${label}`, "trace-conditioning", treatment),
});

/** Freezing over the cue and the gap, if there is one, less that before the trial. */
function response(trials: SubjectTrials): number {
  const test = trials.where({ stage: "test" });
  const [cue, gap, before] = ["freezingCue", "freezingTrace", "freezingBefore"].map((name) => test.column(name));
  return average(
    cue!.map((value, place) => {
      const inGap = gap![place]!;
      const whole = Number.isNaN(inGap) ? value : (cueTime * value + gapTime * inGap) / (cueTime + gapTime);
      return whole - before![place]!;
    }),
  );
}

const overVehicle = (arm: string, vehicle: string): string => `mean(${arm}.response) / mean(${vehicle}.response)`;

/** Without acetylcholine nothing holds the cue until the shock comes. */
export const traceConditioning: Effect = {
  id: "trace-conditioning-muscarinic",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      ...both("", "vehicle"),
      ...both("Perirhinal", "block in perirhinal cortex", muscarinicBlock("perirhinalCortex", "training")),
      ...both("Amygdala", "block in the amygdala", muscarinicBlock("amygdala", "training")),
      ...both("Test", "block in perirhinal cortex at test", muscarinicBlock("perirhinalCortex", "test")),
    },
    windows: {
      held: { variable: "perirhinalCortex.memory.rate", event: "phase:trace", from: 0, to: gapTime },
    },
    readings: {
      response,
      held: (trials) => trials.where({ stage: "training" }).mean("held"),
    },
  },
  remarks: [
    "Persistent activity is the mean firing of perirhinal units over the gap of all trials of training.",
    "The amygdala's group is reported and not scored.",
  ],
  measures: {
    t: {
      expression: overVehicle("tracePerirhinal", "trace"),
      unit: "1",
      doc: "Response after a gap, perirhinal block over vehicle.",
    },
    d: {
      expression: overVehicle("delayPerirhinal", "delay"),
      unit: "1",
      doc: "Response without a gap, perirhinal block over vehicle.",
    },
    tAmygdala: {
      expression: overVehicle("traceAmygdala", "trace"),
      unit: "1",
      doc: "Response after a gap, block in the amygdala over vehicle.",
    },
    dAmygdala: {
      expression: overVehicle("delayAmygdala", "delay"),
      unit: "1",
      doc: "Response without a gap, block in the amygdala over vehicle.",
    },
    tTest: {
      expression: overVehicle("traceTest", "trace"),
      unit: "1",
      doc: "Response after a gap, perirhinal block at test only over vehicle.",
    },
    vehicle: { expression: "mean(trace.response) / mean(delay.response)", unit: "1", doc: "Vehicle, gap over none." },
    held: {
      expression: "mean(tracePerirhinal.held) / mean(trace.held)",
      unit: "1",
      doc: "Firing in the gap, perirhinal block over vehicle.",
    },
  },
  criterion: [
    { text: "t", value: "t", low: 0, high: 0.65 },
    { text: "d", value: "d", low: 0.8, high: 1.2 },
    { text: "d - t", value: "d - t", low: 0.25 },
  ],
  sideObservations: [
    {
      text: "Vehicle CR_trace within 0.5-1.0 of CR_delay",
      bands: [{ text: "vehicle", value: "vehicle", low: 0.5, high: 1 }],
    },
    {
      text: "Persistent activity in the gap under drug <= 50 % of vehicle",
      bands: [{ text: "held", value: "held", high: 0.5 }],
    },
    {
      text: "The same drug limited to the test session has little effect (t >= 0.8)",
      bands: [{ text: "t at test", value: "tTest", low: 0.8 }],
    },
  ],
  ablations: [
    {
      id: "no-muscarinic-support",
      mechanism: "muscarinic support of persistent firing",
      must: "abolish",
      change: { parameters: { memoryMuscarinic: 0 } },
    },
    {
      id: "d2-block",
      mechanism: "D2 receptors",
      must: "spare",
      change: { treatment: { doses: [{ receptor: "dopamineD2", dose: "4 Ki" }] } },
    },
  ],
  figure: {
    title: "Freezing to cue and gap",
    x: { label: "gap", unit: "1" },
    y: { label: "response under block", unit: "of vehicle" },
    places: ["none", "2 s"],
    curves: [
      { label: "this model, perirhinal", x: [0, 1], y: ["d", "t"] },
      { label: "this model, amygdala", x: [0, 1], y: ["dAmygdala", "tAmygdala"] },
    ],
    published: [],
  },
};
