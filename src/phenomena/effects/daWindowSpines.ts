import type { Effect } from "../effect.ts";
import type { PreparationArm, PreparationPulse } from "../preparation.ts";

const onset = 5;
const epoch = { repetitions: 15, period: 10 };

/** Fifteen times ten pairs within a second, on the first synapse only. */
const pairing: readonly PreparationPulse[] = Array.from({ length: 10 }, (_, pair) => onset + 0.1 * pair).flatMap(
  (from): PreparationPulse[] => [
    { input: "presynaptic", from, value: "spike", ...epoch },
    { input: "postsynaptic", from: from + 0.02, value: "spike", ...epoch },
  ],
);

/** Ten pulses at 30 Hz of light on dopamine fibres, as one push of a third of a second. */
const dopamine = (delay: number): PreparationPulse => ({
  input: "dopamineFiring",
  from: onset + delay,
  width: 0.34,
  value: 12,
  ...epoch,
});

const delays = [-1, 0, 0.3, 0.6, 1, 2, 5] as const;
const names = ["before", "together", "after03", "after06", "after1", "after2", "after5"] as const;
const block: PreparationPulse = { input: "antagonist.dopamineD1", from: 0, width: 200, value: 9 };

const arms: Record<string, PreparationArm> = {
  alone: { label: "pairing without dopamine", pulses: pairing },
  dopamineOnly: { label: "dopamine without pairing", pulses: [dopamine(1)] },
  ...Object.fromEntries(
    delays.map((delay, place): [string, PreparationArm] => [
      names[place]!,
      { label: `dopamine ${delay} s from the onset of pairing`, pulses: [...pairing, dopamine(delay)] },
    ]),
  ),
  blocked: { label: "dopamine after 1 s, D1 blocked", pulses: [...pairing, dopamine(1), block] },
};

const percent = (arm: string, reading = "weight") => `100 * mean(${arm}.${reading} / ${arm}.start - 1)`;
const gain = (arm: string) => `${percent(arm)} - ${percent("alone")}`;

/** Dopamine's window on spines of D1 neurons. */
export const daWindowSpines: Effect = {
  id: "da-window-spines",
  protocol: {
    kind: "preparation",
    model: "striatum",
    subjects: 64,
    arms,
    readings: {
      start: { variable: "ontoD1.weight", element: 0, at: 0 },
      weight: { variable: "ontoD1.weight", element: 0, at: 200 },
      neighbour: { variable: "ontoD1.weight", element: 1, at: 200 },
    },
  },
  remarks: [
    "The weight is read 45 s after the last epoch: with traces gone nothing changes it until 50 min.",
    "Ten pulses of light at 30 Hz are one push to thirteen times the tonic firing for a third of a second (chosen).",
  ],
  measures: {
    alone: { expression: percent("alone"), unit: "%", doc: "Change by pairing without dopamine." },
    dopamineOnly: { expression: percent("dopamineOnly"), unit: "%", doc: "Change by dopamine without pairing." },
    gBefore: { expression: gain("before"), unit: "%", doc: "G(−1 s)." },
    g0: { expression: gain("together"), unit: "%", doc: "G(0 s)." },
    g03: { expression: gain("after03"), unit: "%", doc: "G(0.3 s)." },
    g06: { expression: gain("after06"), unit: "%", doc: "G(0.6 s)." },
    g1: { expression: gain("after1"), unit: "%", doc: "G(1 s)." },
    g2: { expression: gain("after2"), unit: "%", doc: "G(2 s)." },
    g5: { expression: gain("after5"), unit: "%", doc: "G(5 s)." },
    blocked: { expression: gain("blocked"), unit: "%", doc: "G(1 s) with D1 receptors blocked." },
    neighbour: { expression: percent("after1", "neighbour"), unit: "%", doc: "Change of the unpaired neighbour." },
  },
  criterion: [
    { text: "Core, the mean of G(0.6) and G(1.0), is at least 10 % of w0", value: "(g06 + g1) / 2", low: 10 },
    { text: "|G(−1)| ≤ 0.33 Core", value: "abs(gBefore) / ((g06 + g1) / 2)", high: 0.33 },
    { text: "|G(5)| ≤ 0.33 Core", value: "abs(g5) / ((g06 + g1) / 2)", high: 0.33 },
    {
      text: "the peak lies at 0.3, 0.6 or 1.0 s",
      value: "max(g03, g06, g1) - max(gBefore, g0, g2, g5)",
      low: 0,
    },
    { text: "G(2)/Core", value: "g2 / ((g06 + g1) / 2)", low: 0.05, high: 0.8 },
    { text: "dopamine alone: |dw/w0| ≤ 3 %", value: "abs(dopamineOnly)", high: 3 },
    { text: "not too short: G(1) ≥ 0.5 G(0.3)", value: "g1 / g03", low: 0.5 },
  ],
  sideObservations: [
    {
      text: "pairing without dopamine changes the weight by less than 1/3 of Core",
      bands: [{ text: "|alone|/Core", value: "abs(alone) / ((g06 + g1) / 2)", high: 1 / 3 }],
    },
    {
      text: "D1 block brings G(1) to within +-20 % of Core around 0",
      bands: [{ text: "|G(1) blocked|/Core", value: "abs(blocked) / ((g06 + g1) / 2)", high: 0.2 }],
    },
    {
      text: "same dopamine pulse does not change unpaired neighbour synapses (|dw| <= 3 %)",
      bands: [{ text: "|neighbour|", value: "abs(neighbour)", high: 3 }],
    },
  ],
  ablations: [
    {
      id: "no-trace",
      mechanism: "the striatal eligibility trace lasts 20 ms only",
      must: "abolish",
      change: { parameters: { readinessTimeConstant: 0.02, striatalEligibilityTimeConstant: 0.02 } },
      intact: [
        { text: "G(1) ≥ 5 %", value: "g1", low: 5 },
        { text: "G(1)/G(0)", value: "g1 / g0", low: 0.5 },
      ],
    },
    {
      id: "no-norepinephrine",
      mechanism: "noradrenergic input",
      must: "spare",
      change: { parts: { nuclei: { locusCoeruleus: { equations: "rate = 0" } } } },
    },
    {
      id: "no-acetylcholine",
      mechanism: "cholinergic input",
      must: "spare",
      change: { parts: { nuclei: { basalForebrain: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Enlargement against the delay of dopamine",
    x: { label: "dopamine from the onset of pairing", unit: "s" },
    y: { label: "change of the synapse beyond pairing alone", unit: "%" },
    curves: [
      { label: "this model", x: [...delays], y: ["gBefore", "g0", "g03", "g06", "g1", "g2", "g5"] },
      { label: "D1 blocked", x: [1], y: ["blocked"] },
    ],
    published: [],
  },
};
