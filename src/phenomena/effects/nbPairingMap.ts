import type { Effect } from "../effect.ts";
import { hour, minute, type PreparationArm, type PreparationPulse, type Reading } from "../preparation.ts";

const channels = 16;
const best = 8;
const paired = 5;
const onset = minute;
const end = onset + 4 * minute;

/** Tone of 0.1 s every 4 s for four minutes. */
const tone: PreparationPulse = {
  input: "tone",
  unit: paired,
  from: onset,
  width: 0.1,
  value: 1,
  repetitions: 60,
  period: 4,
};
/** Burst of nucleus basalis that begins with the tone. */
const burst: PreparationPulse = {
  input: "acetylcholineFiring",
  from: onset,
  width: 0.5,
  value: 20,
  repetitions: 60,
  period: 4,
};

/** Usual sound after pairing: all tones in turn, one each 4 s, in steps of 5 channels so that neighbours do not follow. */
const sound = (from: number, to: number): PreparationPulse[] =>
  Array.from(
    { length: channels },
    (_, place): PreparationPulse => ({
      input: "tone",
      unit: (5 * place) % channels,
      from: from + 4 * place,
      width: 0.1,
      value: 1,
      repetitions: Math.floor((to - from) / (4 * channels)),
      period: 4 * channels,
    }),
  );

/** When tuning is tested: each tone once, 0.5 s apart. */
const tests = { before: 10, after0: end + 10, after30: end + 30 * minute, after120: end + 2 * hour };
const testTones: PreparationPulse[] = Object.values(tests).flatMap((from) =>
  Array.from(
    { length: channels },
    (_, unit): PreparationPulse => ({ input: "tone", unit, from: from + 0.5 * unit, width: 0.1, value: 1 }),
  ),
);

const usual = [
  ...testTones,
  ...sound(end + minute, end + 29 * minute),
  ...sound(end + 31 * minute, end + 2 * hour - minute),
];
const block: PreparationPulse = { input: "antagonist.muscarinicM1", from: 0, width: end + minute, value: 9 };

const arms: Record<string, PreparationArm> = {
  paired: { label: "tone with nucleus basalis", pulses: [...usual, tone, burst] },
  toneAlone: { label: "tone alone", pulses: [...usual, tone] },
  burstAlone: { label: "nucleus basalis alone", pulses: [...usual, burst] },
  blocked: { label: "both, muscarinic block", pulses: [...usual, tone, burst, block] },
};

/** Excitation and inhibition in the step of each test tone, as rows over tones. */
const readings: Record<string, Reading> = Object.fromEntries(
  Object.entries(tests).flatMap(([test, from]) =>
    Array.from({ length: channels }, (_, unit) => unit).flatMap((unit): [string, Reading][] => {
      const at = from + 0.5 * unit + 0.1;
      return [
        [`${test}E.${unit}`, { variable: "auditoryCortex.neuron.excitation", element: 0, at }],
        [`${test}I.${unit}`, { variable: "auditoryCortex.neuron.inhibition", element: 0, at }],
      ];
    }),
  ),
);
readings.acetylcholine = { variable: "auditoryCortex.acetylcholine", element: 0, at: onset + 0.5 };

const at = (arm: string, row: string, unit: number) => `mean(element(${arm}.${row}, ${unit}))`;
const change = (arm: string, row: string, kind: "E" | "I", unit: number, doc: string) => ({
  expression: `100 * (${at(arm, `${row}${kind}`, unit)} / ${at(arm, `before${kind}`, unit)} - 1)`,
  unit: "%",
  doc,
});
const far = [0, 13, 14, 15];

/** Nucleus basalis moves tuning to the paired tone. */
export const nbPairingMap: Effect = {
  id: "nb-pairing-map",
  protocol: { kind: "preparation", model: "auditoryCortex", subjects: 64, arms, readings },
  remarks: [
    "A network is one recorded neuron with sixteen excitatory and sixteen inhibitory channels; each tone is tested once a time, since responses do not vary from trial to trial.",
    "The two rules are this preparation's own (models/preparations/rules/cholinergicTuning.yaml): the library has none for sensory tuning yet.",
    "After pairing each tone sounds every 64 s; the slow balance lives on it.",
    "The E/I ratio at the new peak is read at the paired tone, the original one at the old best tone.",
  ],
  measures: {
    paired30: change("paired", "after30", "E", paired, "Excitation at the paired tone, 30 min."),
    best30: change("paired", "after30", "E", best, "Excitation at the old best tone, 30 min."),
    inhibition0: change("paired", "after0", "I", paired, "Inhibition at the paired tone, 0 to 1 min."),
    inhibition30: change("paired", "after30", "I", paired, "Inhibition at the paired tone, 30 min."),
    inhibition120: change("paired", "after120", "I", paired, "Inhibition at the paired tone, 120 min."),
    moved: {
      expression: `mean(peak(paired.after30E) <= ${(best + paired) / 2})`,
      unit: "1",
      doc: "Share of networks whose peak moved at least half way.",
    },
    ratio120: {
      expression: `(${at("paired", "after120E", paired)} / ${at("paired", "after120I", paired)}) / (${at("paired", "beforeE", best)} / ${at("paired", "beforeI", best)})`,
      unit: "1",
      doc: "E/I ratio at the new peak after 120 min, relative to the original.",
    },
    conservation: {
      expression: "100 * (mean(average(paired.after30E)) / mean(average(paired.beforeE)) - 1)",
      unit: "%",
      doc: "Excitation over all tones, 30 min.",
    },
    blocked30: change(
      "blocked",
      "after30",
      "E",
      paired,
      "Excitation at the paired tone under muscarinic block, 30 min.",
    ),
    tone30: change("toneAlone", "after30", "E", paired, "Excitation at the paired tone, tone alone, 30 min."),
    ...Object.fromEntries(
      far.map((unit) => [`far${unit}`, change("paired", "after30", "E", unit, `Excitation at tone ${unit}, 30 min.`)]),
    ),
    burstMoved: {
      expression: "mean(abs(peak(burstAlone.after30E) - peak(burstAlone.beforeE)))",
      unit: "1",
      doc: "Channels by which the peak moves with nucleus basalis alone.",
    },
    acetylcholine: {
      expression: "mean(paired.acetylcholine)",
      unit: "1",
      doc: "Acetylcholine at the end of a burst, relative to tonic.",
    },
    pairedBefore: {
      expression: at("paired", "beforeE", paired),
      unit: "1",
      doc: "Excitation at the paired tone before.",
    },
  },
  criterion: [
    { text: "dE(paired) at 30 min", value: "paired30", low: 15, high: 150 },
    { text: "dE(old best) at 30 min", value: "best30", low: -50, high: -5 },
    { text: "peak moves at least half way in half of the networks", value: "moved", low: 0.5 },
    { text: "dI(paired) at 0 to 1 min ≤ −10 %", value: "inhibition0", high: -10 },
    { text: "E/I at the new peak at 120 min, relative to the original", value: "ratio120", low: 0.8, high: 1.2 },
    { text: "conservation within ± 12 %", value: "conservation", low: -12, high: 12 },
    { text: "muscarinic block: |dE(paired)| ≤ 5 %", value: "abs(blocked30)", high: 5 },
    { text: "tone alone: |dE(paired)| ≤ 5 %", value: "abs(tone30)", high: 5 },
  ],
  sideObservations: [
    {
      text: "tones more than 4 channels from both change by at most 5 %",
      bands: [
        {
          text: "largest of tones 0, 13, 14, 15",
          value: `max(${far.map((unit) => `abs(far${unit})`).join(", ")})`,
          high: 5,
        },
      ],
    },
    {
      text: "NB alone does not move the tuning peak",
      bands: [{ text: "channels moved", value: "burstMoved", high: 0.05 }],
    },
    {
      text: "during the burst the ACh level rises in all channels (no anatomical targeting)",
      bands: [{ text: "level of the area at the end of a burst ≥ 2", value: "acetylcholine", low: 2 }],
    },
  ],
  ablations: [
    {
      id: "no-muscarinic-gating",
      mechanism: "muscarinic gating of cortical plasticity",
      must: "abolish",
      change: { parameters: { cholinergicGain: 0 } },
      intact: [{ text: "dE(paired) at 30 min", value: "paired30", low: 15 }],
    },
    {
      id: "no-dopamine",
      mechanism: "dopamine",
      must: "spare",
      change: { parts: { nuclei: { ventralTegmentalArea: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Excitation against the tone, before and after pairing",
    x: { label: "tone", unit: "1" },
    y: { label: "excitation", unit: "1" },
    curves: [
      { label: "before", row: "beforeE" },
      { label: "30 min after", row: "after30E" },
      { label: "inhibition before", row: "beforeI" },
      { label: "inhibition at once", row: "after0I" },
      { label: "inhibition after 120 min", row: "after120I" },
    ].map(({ label, row }) => ({
      label,
      x: Array.from({ length: channels }, (_, unit) => unit),
      y: Array.from({ length: channels }, (_, unit) => at("paired", row, unit)),
    })),
    published: [],
  },
};
