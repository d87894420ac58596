import type { Effect } from "../effect.ts";
import type { PreparationArm, PreparationPulse } from "../preparation.ts";

const onset = 10;
const pairs = { repetitions: 60, period: 5 };
const whole = { from: 0, width: 340 };

/** Sixty pairs at 0.2 Hz with a brief transient of dopamine at each. */
const pairing = (interval: number): PreparationPulse[] => [
  { input: "presynaptic", from: onset, value: "spike", ...pairs },
  { input: "postsynaptic", from: onset + interval, value: "spike", ...pairs },
];
const transient: PreparationPulse = { input: "dopamineFiring", from: onset + 0.02, width: 0.5, value: 8, ...pairs };

const treatments = {
  control: { label: "control", pulses: [transient] },
  blockedD1: { label: "D1 blocked", pulses: [transient, { input: "antagonist.dopamineD1", ...whole, value: 9 }] },
  blockedD2: { label: "D2 blocked", pulses: [transient, { input: "antagonist.dopamineD2", ...whole, value: 9 }] },
  depleted: { label: "dopamine depleted", pulses: [{ input: "dopamineFiring", ...whole, value: -0.95 }] },
} satisfies Record<string, PreparationArm>;

const orders = { prePost: 0.02, postPre: -0.02 };

const arms: Record<string, PreparationArm> = Object.fromEntries(
  Object.entries(treatments).flatMap(([treatment, { label, pulses }]) =>
    Object.entries(orders).map(([order, interval]): [string, PreparationArm] => [
      `${treatment}${order === "prePost" ? "PrePost" : "PostPre"}`,
      {
        label: `${label}, ${order === "prePost" ? "pre before post" : "post before pre"}`,
        pulses: [...pairing(interval), ...pulses],
      },
    ]),
  ),
);

const percent = (arm: string, cell: "d1" | "d2") => `100 * mean(${arm}.${cell} / ${arm}.${cell}Start - 1)`;
const measured = (arm: string, cell: "d1" | "d2", doc: string) => ({ expression: percent(arm, cell), unit: "%", doc });

/** Opposite receptors, opposite signs. */
export const d1D2Signs: Effect = {
  id: "d1-d2-signs",
  protocol: {
    kind: "preparation",
    model: "striatum",
    subjects: 64,
    arms,
    readings: {
      d1Start: { variable: "ontoD1.weight", element: 0, at: 0 },
      d1: { variable: "ontoD1.weight", element: 0, at: 340 },
      d2Start: { variable: "ontoD2.weight", element: 0, at: 0 },
      d2: { variable: "ontoD2.weight", element: 0, at: 340 },
    },
  },
  remarks: [
    "The transient at each pairing begins with the postsynaptic spike, lasts 0.5 s at nine times tonic firing, and is absent where the terminals are gone (chosen).",
    "Read half a minute after the last pair: with traces gone nothing changes the weight until 30 min.",
  ],
  measures: {
    d1Control: measured("controlPrePost", "d1", "D1 cell, pre before post."),
    d1BlockedD1: measured("blockedD1PrePost", "d1", "D1 cell, pre before post, D1 blocked."),
    d1BlockedD2: measured("blockedD2PrePost", "d1", "D1 cell, pre before post, D2 blocked."),
    d1DepletedPrePost: measured("depletedPrePost", "d1", "D1 cell, pre before post, depleted."),
    d1DepletedPostPre: measured("depletedPostPre", "d1", "D1 cell, post before pre, depleted."),
    d2Control: measured("controlPostPre", "d2", "D2 cell, post before pre."),
    d2ControlPrePost: measured("controlPrePost", "d2", "D2 cell, pre before post."),
    d2BlockedD2: measured("blockedD2PostPre", "d2", "D2 cell, post before pre, D2 blocked."),
    d2BlockedD1: measured("blockedD1PostPre", "d2", "D2 cell, post before pre, D1 blocked."),
    d2DepletedPrePost: measured("depletedPrePost", "d2", "D2 cell, pre before post, depleted."),
    d2DepletedPostPre: measured("depletedPostPre", "d2", "D2 cell, post before pre, depleted."),
  },
  criterion: [
    { text: "D1 cell, pre before post, control", value: "d1Control", low: 10, high: 100 },
    { text: "D1 cell, pre before post, D1 blocked ≤ 5 %", value: "d1BlockedD1", high: 5 },
    { text: "D2 cell, post before pre, control", value: "d2Control", low: -60, high: -10 },
    { text: "D2 cell, post before pre, D2 blocked ≥ −5 %", value: "d2BlockedD2", low: -5 },
    { text: "depletion, D1 cell: both orders ≤ 0 %", value: "max(d1DepletedPrePost, d1DepletedPostPre)", high: 0 },
    { text: "depletion, D1 cell: one ≤ −8 %", value: "min(d1DepletedPrePost, d1DepletedPostPre)", high: -8 },
    { text: "depletion, D2 cell: both orders ≥ 0 %", value: "min(d2DepletedPrePost, d2DepletedPostPre)", low: 0 },
    { text: "depletion, D2 cell: one ≥ 8 %", value: "max(d2DepletedPrePost, d2DepletedPostPre)", low: 8 },
  ],
  sideObservations: [
    {
      text: "D2 block does not change pre-post LTP of the D1 cell by more than 20 %",
      bands: [{ text: "blocked/control", value: "d1BlockedD2 / d1Control", low: 0.8, high: 1.2 }],
    },
    {
      text: "D1 block does not change post-pre LTD of the D2 cell by more than 20 %",
      bands: [{ text: "blocked/control", value: "d2BlockedD1 / d2Control", low: 0.8, high: 1.2 }],
    },
    {
      text: "control D2 cell shows LTP for pre-post pairing (bidirectional)",
      bands: [{ text: "D2 cell, pre before post > 3 %", value: "d2ControlPrePost", low: 3 }],
    },
  ],
  ablations: [
    {
      id: "same-gating",
      mechanism: "receptor-specific gating (D2 cells take the gains of D1 cells)",
      must: "abolish",
      change: {
        parts: {
          projections: {
            ontoD2: {
              with: {
                potentiationGain: "positive(occupancy(dopamineD1) - resting(dopamineD1)) / dopamineScaleD1",
                depressionGain: "positive(resting(dopamineD1) - occupancy(dopamineD1)) / dopamineScaleD1",
              },
            },
          },
        },
      },
      intact: [{ text: "depletion, D2 cell: one ≥ 8 %", value: "max(d2DepletedPrePost, d2DepletedPostPre)", low: 8 }],
    },
    {
      id: "no-serotonin",
      mechanism: "serotonin",
      must: "spare",
      change: { parts: { nuclei: { dorsalRaphe: { equations: "rate = 0" } } } },
    },
    {
      id: "no-acetylcholine",
      mechanism: "tone of acetylcholine",
      must: "spare",
      change: { parts: { nuclei: { basalForebrain: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Change by sixty pairs, by cell and treatment",
    x: { label: "treatment", unit: "1" },
    y: { label: "change of the synapse", unit: "%" },
    places: ["control", "D1 blocked", "D2 blocked", "depleted"],
    curves: [
      {
        label: "D1 cell, pre before post",
        x: [0, 1, 2, 3],
        y: ["d1Control", "d1BlockedD1", "d1BlockedD2", "d1DepletedPrePost"],
      },
      { label: "D1 cell, post before pre", x: [3], y: ["d1DepletedPostPre"] },
      { label: "D2 cell, pre before post", x: [0, 3], y: ["d2ControlPrePost", "d2DepletedPrePost"] },
      {
        label: "D2 cell, post before pre",
        x: [0, 1, 2, 3],
        y: ["d2Control", "d2BlockedD1", "d2BlockedD2", "d2DepletedPostPre"],
      },
    ],
    published: [],
  },
};
