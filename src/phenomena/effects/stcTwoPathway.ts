import type { Effect } from "../effect.ts";
import { hour, minute, type PreparationArm, type PreparationPulse } from "../preparation.ts";

/** Beginning of the strong tetanus on S1, late enough for a weak one four hours earlier. */
const strongOnset = 6 * hour;
const strongEnd = strongOnset + 20 * minute;
const trains = { repetitions: 3, period: 10 * minute };

/** Three trains of a second at 100 Hz, 10 min apart, with the dopamine that each releases. */
const strong = (unit: number, from: number): PreparationPulse[] => [
  { input: "tetanus", unit, from, value: 1, ...trains },
  { input: "dopamineFiring", from, width: minute, value: 8, ...trains },
];
/** One train of 0.2 s at 100 Hz. */
const weak = (unit: number, from: number): PreparationPulse => ({ input: "tetanus", unit, from, value: 1 });
/** Synthesis at 5 % from 35 min before to 25 min after a tetanus. */
const block = (from: number): PreparationPulse => ({
  input: "synthesisBlock",
  from: from - 35 * minute,
  width: 80 * minute,
  value: 0.95,
});

/** An arm with the readings 15 min and 6 h after the last tetanus. */
const arm = (label: string, lastTetanus: number, pulses: readonly PreparationPulse[]): PreparationArm => ({
  label,
  pulses,
  at: { early: lastTetanus + 15 * minute, late: lastTetanus + 6 * hour },
});

const secondStrong = strongEnd + 35 * minute;

const arms: Record<string, PreparationArm> = {
  weakAlone: arm("weak S2 alone", strongEnd, [weak(1, strongEnd)]),
  strongAlone: arm("strong S1 alone", strongEnd, strong(0, strongOnset)),
  weakHalfBefore: arm("weak S2 0.5 h before strong S1", strongEnd, [
    weak(1, strongOnset - 0.5 * hour),
    ...strong(0, strongOnset),
  ]),
  weakHourBefore: arm("weak S2 1 h before strong S1", strongEnd, [
    weak(1, strongOnset - hour),
    ...strong(0, strongOnset),
  ]),
  weakLongBefore: arm("weak S2 4 h before strong S1", strongEnd, [
    weak(1, strongOnset - 4 * hour),
    ...strong(0, strongOnset),
  ]),
  weakHourAfter: arm("weak S2 1 h after strong S1", strongEnd + hour, [
    weak(1, strongEnd + hour),
    ...strong(0, strongOnset),
  ]),
  weakAfterBlocked: arm("weak S2 1 h after strong S1 under synthesis block", strongEnd + hour, [
    weak(1, strongEnd + hour),
    ...strong(0, strongOnset),
    block(strongOnset),
  ]),
  strongUnderBlock: arm("strong S2 under synthesis block, 35 min after strong S1", secondStrong + 20 * minute, [
    ...strong(0, strongOnset),
    ...strong(1, secondStrong),
    { input: "synthesisBlock", from: secondStrong - 30 * minute, width: 75 * minute, value: 0.95 },
  ]),
  strongBlockedAlone: arm("strong S1 under synthesis block", strongEnd, [
    ...strong(0, strongOnset),
    block(strongOnset),
  ]),
};

const rise = (name: string, reading: string) => `100 * mean(${name}.${reading} / ${name}.start - 1)`;
const share = (name: string) => ({
  expression: `(${rise(name, "late2")}) / (${rise("strongAlone", "late1")})`,
  unit: "1",
  doc: `P, ${arms[name]!.label}.`,
});

/** Tags meet products that another input made. */
export const stcTwoPathway: Effect = {
  id: "stc-two-pathway",
  protocol: {
    kind: "preparation",
    model: "consolidation",
    subjects: 64,
    arms: Object.fromEntries(
      Object.entries(arms).map(([name, { label, pulses, at }]) => [
        name,
        {
          label,
          pulses,
          at: { early1: at!.early!, early2: at!.early!, late1: at!.late!, late2: at!.late!, late3: at!.late! },
        },
      ]),
    ),
    readings: {
      start: { variable: "pathway.weight", element: 1, at: hour },
      early1: { variable: "pathway.weight", element: 0, at: strongEnd },
      early2: { variable: "pathway.weight", element: 1, at: strongEnd },
      late1: { variable: "pathway.weight", element: 0, at: strongEnd },
      late2: { variable: "pathway.weight", element: 1, at: strongEnd },
      late3: { variable: "pathway.weight", element: 2, at: strongEnd },
    },
  },
  remarks: [
    "The rule is the library's taggingAndCapture, but what lasts takes the place of the early potentiation instead of adding to it: with the sum, block of synthesis would halve the weight at 15 min.",
    "A train sets the whole tag whether it is weak or strong, as the rule has it; what a strong tetanus adds is its dopamine, which drives synthesis.",
  ],
  measures: {
    weakAlone: share("weakAlone"),
    weakHalfBefore: share("weakHalfBefore"),
    weakHourBefore: share("weakHourBefore"),
    weakLongBefore: share("weakLongBefore"),
    weakHourAfter: share("weakHourAfter"),
    weakAfterBlocked: share("weakAfterBlocked"),
    strongUnderBlock: share("strongUnderBlock"),
    strongLate: { expression: rise("strongAlone", "late1"), unit: "%", doc: "S1 six hours after strong alone." },
    strongEarly: { expression: rise("strongAlone", "early1"), unit: "%", doc: "S1 at 15 min after strong alone." },
    weakEarly: { expression: rise("weakAlone", "early2"), unit: "%", doc: "S2 at 15 min after weak alone." },
    blockedEarly: {
      expression: rise("strongBlockedAlone", "early1"),
      unit: "%",
      doc: "S1 at 15 min under synthesis block.",
    },
    third: { expression: rise("strongAlone", "late3"), unit: "%", doc: "Untouched input six hours after strong S1." },
  },
  criterion: [
    { text: "P(weak 0.5 h before)", value: "weakHalfBefore", low: 0.5, high: 1.2 },
    { text: "P(weak 1 h before)", value: "weakHourBefore", low: 0.5, high: 1.2 },
    { text: "P(weak 1 h after)", value: "weakHourAfter", low: 0.5, high: 1.2 },
    { text: "P(weak 4 h before)", value: "weakLongBefore", high: 0.3 },
    { text: "P(weak alone)", value: "weakAlone", high: 0.2 },
    { text: "P under synthesis block during S1", value: "weakAfterBlocked", high: 0.25 },
    { text: "P(strong S2 under block after unblocked S1)", value: "strongUnderBlock", low: 0.5, high: 1.2 },
    { text: "strong S1 itself lasts (chosen: ≥ 15 %)", value: "strongLate", low: 15 },
  ],
  sideObservations: [
    {
      text: "weak tetanus alone potentiates at 15 min (>= 40 % of the strong level) and then decays",
      bands: [
        { text: "weak/strong at 15 min", value: "weakEarly / strongEarly", low: 0.4 },
        { text: "P(weak alone) at 6 h ≤ 0.4", value: "weakAlone", high: 0.4 },
      ],
    },
    {
      text: "an untouched third input stays within +-5 % of baseline",
      bands: [{ text: "|third|", value: "abs(third)", high: 5 }],
    },
    {
      text: "synthesis block leaves the 15 min level within +-15 %",
      bands: [{ text: "blocked/unblocked", value: "blockedEarly / strongEarly", low: 0.85, high: 1.15 }],
    },
  ],
  ablations: [
    {
      id: "tag-without-decay",
      mechanism: "decay of the tag (100 h instead of 1 h)",
      must: "abolish",
      change: { parameters: { tagTimeConstant: 360_000 } },
    },
    {
      id: "no-capture",
      mechanism: "product (synthesis)",
      must: "abolish",
      change: { parameters: { synthesisRate: 0 } },
    },
    {
      id: "no-striatal-trace",
      mechanism: "striatal traces",
      must: "spare",
      change: { parameters: { readinessTimeConstant: 0.02, striatalEligibilityTimeConstant: 0.02 } },
    },
  ],
  figure: {
    title: "What lasts of S2, by arm",
    x: { label: "arm", unit: "1" },
    y: { label: "S2 at 6 h relative to strong S1 alone", unit: "1" },
    places: ["weak alone", "4 h before", "1 h before", "0.5 h before", "1 h after", "S1 blocked", "strong S2 blocked"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3, 4, 5, 6],
        y: [
          "weakAlone",
          "weakLongBefore",
          "weakHourBefore",
          "weakHalfBefore",
          "weakHourAfter",
          "weakAfterBlocked",
          "strongUnderBlock",
        ],
      },
    ],
    published: [],
  },
};
