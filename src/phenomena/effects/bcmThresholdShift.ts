import type { Effect } from "../effect.ts";
import { day, hour, minute, type PreparationArm, type PreparationPulse } from "../preparation.ts";

const rates = [1, 5, 10, 20, 40] as const;
/** Rate at which the neuron fires as usual, 1/s. */
const usualRate = 38;
const reared = 5 * day;

/** 900 pulses at 1 Hz, 120 at the others. */
const tetanus = (rate: number, from: number): PreparationPulse[] => {
  const pulses = rate === 1 ? 900 : 120;
  const width = Math.max(10, 10 * Math.round(pulses / rate / 10));
  return [
    { input: "tetanus", from, width, value: pulses / width },
    { input: "response", from, width, value: rate / usualRate },
  ];
};
/** 120 pulses in bursts at 100 Hz. */
const thetaBurst = (from: number): PreparationPulse[] => [
  { input: "tetanus", from, width: 10, value: 12 },
  { input: "response", from, width: 10, value: 1.33 * (100 / usualRate) },
];
const vision = (from: number, to: number, value: number): PreparationPulse => ({
  input: "vision",
  from,
  width: to - from,
  value,
});

const rearings = {
  light: { label: "light", pulses: [vision(0, reared + hour, 1)], test: reared },
  dark: { label: "dark", pulses: [vision(0, reared + hour, 0.1)], test: reared },
  relit: {
    label: "dark, then two days of light",
    pulses: [vision(0, reared, 0.1), vision(reared, reared + 2 * day + hour, 1)],
    test: reared + 2 * day,
  },
};

const arms: Record<string, PreparationArm> = Object.fromEntries(
  Object.entries(rearings).flatMap(([name, { label, pulses, test }]) => {
    const at = { start: test, weight: test + 45 * minute, response: test };
    return [
      ...rates.map((rate): [string, PreparationArm] => [
        `${name}${rate}`,
        { label: `${label}, ${rate} Hz`, pulses: [...pulses, ...tetanus(rate, test)], at },
      ]),
      [`${name}Burst`, { label: `${label}, theta bursts`, pulses: [...pulses, ...thetaBurst(test)], at }] as [
        string,
        PreparationArm,
      ],
    ];
  }),
);

const change = (arm: string) => ({
  expression: `100 * mean(${arm}.weight / ${arm}.start - 1)`,
  unit: "%",
  doc: `Change, ${arms[arm]!.label}.`,
});
/** Where depression turns to potentiation, by a line over the logarithm of the rate; from below, hence the minus. */
const crossover = (rearing: string) =>
  `exp(reach(0, ${rates.map((rate) => `log(${rate}), 0 - ${rearing}${rate}`).join(", ")}))`;

/** Darkness lowers the threshold. */
export const bcmThresholdShift: Effect = {
  id: "bcm-threshold-shift",
  protocol: {
    kind: "preparation",
    model: "visualCortex",
    subjects: 64,
    arms,
    readings: {
      start: { variable: "pathway.weight", element: 0, at: reared },
      weight: { variable: "pathway.weight", element: 0, at: reared + 45 * minute },
      response: { variable: "visualCortex.receiver.rate", element: 0, at: reared },
    },
  },
  remarks: [
    "A tetanus of f pulses a second makes the neuron fire f/38 times as much as usual (chosen), theta bursts 3.5 times; a tetanus of less than 10 s is one step of 10 s with the same pulses.",
    "The criterion's side observation on the baseline response after scaling is about the strength of the tested synapse; scaling itself is the effect synaptic-scaling.",
    "Where the curve does not cross zero below 40 Hz the crossover counts as 40 Hz.",
  ],
  measures: Object.fromEntries([
    ...Object.keys(arms).map((arm) => [arm, change(arm)] as const),
    [
      "baselineLight",
      { expression: "mean(light1.start)", unit: "1", doc: "Strength of the synapse before the tetanus, light." },
    ] as const,
    [
      "baselineDark",
      { expression: "mean(dark1.start)", unit: "1", doc: "Strength of the synapse before the tetanus, dark." },
    ] as const,
  ]),
  criterion: [
    { text: "f0 dark/f0 light", value: `${crossover("dark")} / ${crossover("light")}`, low: 0.2, high: 0.75 },
    { text: "1 Hz: LTD dark/light", value: "dark1 / light1", low: 0, high: 0.6 },
    { text: "40 Hz in light", value: "light40", low: -10, high: 8 },
    { text: "40 Hz in dark", value: "dark40", low: 10 },
    { text: "theta bursts dark/light", value: "darkBurst / lightBurst", low: 0.75, high: 1.35 },
  ],
  sideObservations: [
    {
      text: "2 days of light after darkness bring f0 back to within +-25 % of the light value",
      bands: [
        { text: "f0 relit/light", value: `${crossover("relit")} / ${crossover("light")}`, low: 0.75, high: 1.25 },
      ],
    },
    {
      text: "baseline response before the tetanus differs by at most 25 % between groups (after scaling)",
      bands: [{ text: "dark/light", value: "baselineDark / baselineLight", low: 0.75, high: 1.25 }],
    },
  ],
  ablations: [
    {
      id: "fixed-threshold",
      mechanism: "sliding of the threshold (10,000 h instead of 8 h)",
      must: "abolish",
      change: { parameters: { thresholdTimeConstant: 3.6e7 } },
      intact: [{ text: "40 Hz: dark minus light ≥ 10 %", value: "dark40 - light40", low: 10 }],
    },
    {
      id: "no-dopamine",
      mechanism: "dopamine",
      must: "spare",
      change: { parts: { nuclei: { ventralTegmentalArea: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Change against the rate of the tetanus",
    x: { label: "rate", unit: "1/s", logarithmic: true },
    y: { label: "change of the synapse", unit: "%" },
    curves: Object.entries(rearings).map(([name, { label }]) => ({
      label,
      x: [...rates],
      y: rates.map((rate) => `${name}${rate}`),
    })),
    published: [],
  },
};
