import type { Effect } from "../effect.ts";
import type { PreparationArm, PreparationPulse } from "../preparation.ts";

const onset = 2;
const epochs = { repetitions: 20, period: 40 };
const end = onset + 20 * 40;

/** Twenty epochs of ten pairs at 10 Hz. */
const pairing = (interval: number): PreparationPulse[] =>
  Array.from({ length: 10 }, (_, pair) => onset + 0.1 * pair).flatMap((from): PreparationPulse[] => [
    { input: "presynaptic", from, value: "spike", ...epochs },
    { input: "postsynaptic", from: from + interval, value: "spike", ...epochs },
  ]);
const prePost = pairing(0.02);
const postPre = pairing(-0.02);

/** A puff of a second, some time after the end of the epoch. */
const puff = (input: string, delay: number): PreparationPulse => ({
  input,
  from: onset + 1 + delay,
  width: 1,
  value: 10,
  ...epochs,
});
const norepinephrine = (delay: number) => puff("norepinephrineFiring", delay);
const serotonin = (delay: number) => puff("serotoninFiring", delay);
const block = (receptor: string): PreparationPulse => ({
  input: `antagonist.${receptor}`,
  from: 0,
  width: end,
  value: 9,
});

const delays = [0, 2.5, 5, 10, 20] as const;
const name = (delay: number) => String(delay).replace(".", "_").replace("2_5", "25");

const arms: Record<string, PreparationArm> = {
  prePostAlone: { label: "pre before post alone", pulses: prePost },
  postPreAlone: { label: "post before pre alone", pulses: postPre },
  norepinephrineAlone: { label: "norepinephrine alone", pulses: [norepinephrine(0)] },
  serotoninAlone: { label: "serotonin alone", pulses: [serotonin(0)] },
  ...Object.fromEntries(
    delays.flatMap((delay): [string, PreparationArm][] => [
      [
        `l${name(delay)}`,
        { label: `pre before post, norepinephrine ${delay} s later`, pulses: [...prePost, norepinephrine(delay)] },
      ],
      [
        `d${name(delay)}`,
        { label: `post before pre, serotonin ${delay} s later`, pulses: [...postPre, serotonin(delay)] },
      ],
    ]),
  ),
  swappedNorepinephrine: { label: "post before pre, norepinephrine", pulses: [...postPre, norepinephrine(0)] },
  swappedSerotonin: { label: "pre before post, serotonin", pulses: [...prePost, serotonin(0)] },
  lBetaBlocked: {
    label: "pre before post, norepinephrine, β blocked",
    pulses: [...prePost, norepinephrine(0), block("adrenergicBeta")],
  },
  dBetaBlocked: {
    label: "post before pre, serotonin, β blocked",
    pulses: [...postPre, serotonin(0), block("adrenergicBeta")],
  },
  lBlocked2C: {
    label: "pre before post, norepinephrine, 5-HT2C blocked",
    pulses: [...prePost, norepinephrine(0), block("serotonin2C")],
  },
  dBlocked2C: {
    label: "post before pre, serotonin, 5-HT2C blocked",
    pulses: [...postPre, serotonin(0), block("serotonin2C")],
  },
};

const percent = (arm: string, doc: string) => ({
  expression: `100 * mean(${arm}.weight / ${arm}.start - 1)`,
  unit: "%",
  doc,
});
const window = (letter: string) =>
  `reach(0.5, ${delays.map((delay) => `${delay}, ${letter}${name(delay)} / ${letter}0`).join(", ")})`;

/** Two traces read by two modulators. */
export const twoEligibilityTraces: Effect = {
  id: "two-eligibility-traces",
  protocol: {
    kind: "preparation",
    model: "sensoryCortex",
    subjects: 64,
    arms,
    readings: {
      start: { variable: "pathway.weight", element: 0, at: 0 },
      weight: { variable: "pathway.weight", element: 0, at: end },
    },
  },
  remarks: [
    "The effective window is where a line through the delays first falls below half of the effect at d = 0, so that it is not bound to the five delays.",
    "A puff is a push of the modulator's terminals to eleven times tonic firing for a second (chosen).",
  ],
  measures: {
    prePostAlone: percent("prePostAlone", "Pairing alone, pre before post."),
    postPreAlone: percent("postPreAlone", "Pairing alone, post before pre."),
    norepinephrineAlone: percent("norepinephrineAlone", "Norepinephrine without pairing."),
    serotoninAlone: percent("serotoninAlone", "Serotonin without pairing."),
    ...Object.fromEntries(
      delays.flatMap((delay) => [
        [`l${name(delay)}`, percent(`l${name(delay)}`, `L(${delay} s).`)],
        [`d${name(delay)}`, percent(`d${name(delay)}`, `D(${delay} s).`)],
      ]),
    ),
    swappedNorepinephrine: percent("swappedNorepinephrine", "Norepinephrine after post before pre."),
    swappedSerotonin: percent("swappedSerotonin", "Serotonin after pre before post."),
    lBetaBlocked: percent("lBetaBlocked", "L(0) with β blocked."),
    dBetaBlocked: percent("dBetaBlocked", "D(0) with β blocked."),
    lBlocked2C: percent("lBlocked2C", "L(0) with 5-HT2C blocked."),
    dBlocked2C: percent("dBlocked2C", "D(0) with 5-HT2C blocked."),
  },
  criterion: [
    { text: "L(0)", value: "l0", low: 10, high: 80 },
    { text: "D(0)", value: "d0", low: -50, high: -8 },
    { text: "L(5) ≥ 0.3 L(0)", value: "l5 / l0", low: 0.3 },
    { text: "L(10) ≤ 0.6 L(0)", value: "l10 / l0", high: 0.6 },
    { text: "L(20) ≤ 0.2 L(0)", value: "l20 / l0", high: 0.2 },
    { text: "D(2.5) at least 0.25 D(0)", value: "d25 / d0", low: 0.25 },
    { text: "|D(10)| ≤ 0.2 |D(0)|", value: "abs(d10 / d0)", high: 0.2 },
    { text: "LTP window/LTD window", value: `${window("l")} / ${window("d")}`, low: 1.2, high: 5 },
    { text: "pairing alone |dw| ≤ 4 %", value: "max(abs(prePostAlone), abs(postPreAlone))", high: 4 },
  ],
  sideObservations: [
    {
      text: "NE or 5-HT without pairing changes the weight by at most 3 %",
      bands: [{ text: "larger of the two", value: "max(abs(norepinephrineAlone), abs(serotoninAlone))", high: 3 }],
    },
    {
      text: "beta block removes L (<= 0.2*L(0)) but leaves D within +-20 %; 5-HT2C block the reverse",
      bands: [
        { text: "L under β block", value: "lBetaBlocked / l0", high: 0.2 },
        { text: "D under β block", value: "dBetaBlocked / d0", low: 0.8, high: 1.2 },
        { text: "D under 5-HT2C block", value: "dBlocked2C / d0", high: 0.2 },
        { text: "L under 5-HT2C block", value: "lBlocked2C / l0", low: 0.8, high: 1.2 },
      ],
    },
    {
      text: "swapped modulator gives at most 1/3 of the matching change",
      bands: [
        { text: "norepinephrine after post before pre", value: "abs(swappedNorepinephrine / l0)", high: 1 / 3 },
        { text: "serotonin after pre before post", value: "abs(swappedSerotonin / d0)", high: 1 / 3 },
      ],
    },
  ],
  ablations: [
    {
      id: "one-trace",
      mechanism: "separate traces (both modulators act through β receptors on both)",
      must: "abolish",
      change: {
        parts: {
          projections: {
            pathway: {
              with: {
                norepinephrine: "positive(occupancy(adrenergicBeta) / resting(adrenergicBeta) - 1)",
                serotonin: "positive(occupancy(adrenergicBeta) / resting(adrenergicBeta) - 1)",
              },
            },
          },
        },
      },
      intact: [{ text: "D(0)", value: "d0", low: -50, high: -8 }],
    },
    {
      id: "no-dopamine",
      mechanism: "dopamine",
      must: "spare",
      change: { parts: { nuclei: { ventralTegmentalArea: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Change against the delay of the modulator",
    x: { label: "delay after pairing", unit: "s" },
    y: { label: "change of the synapse", unit: "%" },
    curves: [
      { label: "pre before post, norepinephrine", x: [...delays], y: delays.map((delay) => `l${name(delay)}`) },
      { label: "post before pre, serotonin", x: [...delays], y: delays.map((delay) => `d${name(delay)}`) },
    ],
    published: [],
  },
};
