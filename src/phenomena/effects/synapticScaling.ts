import type { Effect } from "../effect.ts";
import { day, hour, type PreparationArm } from "../preparation.ts";

const onset = 2 * day;
const read = onset + 2 * day;

const arms: Record<string, PreparationArm> = {
  control: { label: "usual activity", pulses: [] },
  blocked: { label: "firing blocked", pulses: [{ input: "block", from: onset, width: 2 * day, value: 1 }] },
  disinhibited: {
    label: "inhibition reduced by 80 %",
    pulses: [{ input: "inhibitionBlock", from: onset, width: 2 * day, value: 0.8 }],
  },
};

/** One factor for all synapses. */
export const synapticScaling: Effect = {
  id: "synaptic-scaling",
  protocol: {
    kind: "preparation",
    model: "culture",
    subjects: 64,
    arms,
    readings: {
      before: { variable: "recurrent.weight", element: "all", at: onset },
      after: { variable: "recurrent.weight", element: "all", at: read },
      halfDay: { variable: "recurrent.weight", element: 0, at: onset + 12 * hour },
      beginning: { variable: "recurrent.weight", element: 0, at: onset },
      end: { variable: "recurrent.weight", element: 0, at: read },
      inhibition: { variable: "feedback.weight", element: 0, at: read },
      rate: { variable: "cortex.excitatory.rate", element: 0, at: onset },
    },
  },
  remarks: [
    "The offset at the smallest decile is the distance of its mean from the line through the origin.",
    "The rate after release is not read: the weights are read while firing is still blocked.",
  ],
  measures: {
    slope: {
      expression: "mean(slope(blocked.after, control.after))",
      unit: "1",
      doc: "Slope of sorted weights, block over control.",
    },
    determination: {
      expression: "mean(determination(blocked.after, control.after))",
      unit: "1",
      doc: "R² of that line.",
    },
    offset: {
      expression:
        "mean(abs(lowest(blocked.after, 0.1) - slope(blocked.after, control.after) * lowest(control.after, 0.1)) / average(blocked.after))",
      unit: "1",
      doc: "Distance of the smallest tenth from the line, as a share of the mean weight.",
    },
    disinhibited: {
      expression: "mean(slope(disinhibited.after, control.after))",
      unit: "1",
      doc: "Slope after disinhibition.",
    },
    inhibition: {
      expression: "mean(blocked.inhibition / control.inhibition)",
      unit: "1",
      doc: "Inhibitory weights, block/control.",
    },
    rank: {
      expression: "mean(rankCorrelation(blocked.after, blocked.before))",
      unit: "1",
      doc: "Rank correlation of weights before and after block.",
    },
    half: {
      expression: "mean((blocked.halfDay - blocked.beginning) / (blocked.end - blocked.beginning))",
      unit: "1",
      doc: "Share of the change that is there after 12 h.",
    },
    rate: { expression: "mean(control.rate)", unit: "1", doc: "Firing before the block, relative to the set rate." },
  },
  criterion: [
    { text: "slope", value: "slope", low: 1.4, high: 2.8 },
    { text: "R²", value: "determination", low: 0.97 },
    { text: "offset at the smallest decile ≤ 10 % of the mean", value: "offset", high: 0.1 },
    { text: "slope after disinhibition", value: "disinhibited", low: 0.4, high: 0.9 },
    { text: "inhibitory weights after block/control", value: "inhibition", low: 0.4, high: 0.9 },
  ],
  sideObservations: [
    {
      text: "Spearman rank correlation of individual weights before/after block >= 0.98",
      bands: [{ text: "rank correlation", value: "rank", low: 0.98 }],
    },
    {
      text: "12 h of block gives 10-70 % of the 48 h change (slow)",
      bands: [{ text: "share", value: "half", low: 0.1, high: 0.7 }],
    },
  ],
  ablations: [
    {
      id: "no-homeostasis",
      mechanism: "the homeostatic rate term",
      must: "abolish",
      change: { parameters: { scalingRate: 0 } },
    },
    {
      id: "no-modulators",
      mechanism: "all modulators",
      must: "spare",
      change: {
        parts: {
          nuclei: Object.fromEntries(
            ["ventralTegmentalArea", "basalForebrain", "locusCoeruleus", "dorsalRaphe"].map((nucleus) => [
              nucleus,
              { equations: "rate = 0" },
            ]),
          ),
        },
      },
    },
  ],
  figure: {
    title: "Sorted weights after two days, as a multiple of control",
    x: { label: "treatment", unit: "1" },
    y: { label: "slope over control", unit: "1" },
    places: ["12 h blocked", "48 h blocked", "disinhibited", "inhibitory synapses, blocked"],
    curves: [
      { label: "this model", x: [0, 1, 2, 3], y: ["1 + half * (slope - 1)", "slope", "disinhibited", "inhibition"] },
    ],
    published: [],
  },
};
