import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";

type Treatment = NonNullable<SessionArm["treatment"]>;

const inBox = { stage: "box" };
/** Bursts of 20 to 25 Hz are some five times the tonic firing. */
const drive: Treatment = { manipulations: [{ light: "locusCoeruleus", excitation: 4, during: inBox }] };
const silenced = (nucleus: string): Treatment => ({
  manipulations: [{ light: nucleus, inhibition: 0.95, during: inBox }],
});
const d1: Treatment = { doses: [{ receptor: "dopamineD1", dose: "4 Ki", area: "hippocampus", during: inBox }] };
const adrenergic: Treatment = {
  doses: [
    { receptor: "adrenergicBeta", dose: "4 Ki", during: inBox },
    { receptor: "adrenergicAlpha1", dose: "4 Ki", during: inBox },
  ],
};

const groups: Readonly<Record<string, readonly [label: string, form: string, treatment?: Treatment]>> = {
  nothing: ["nothing", "nothing"],
  novelty: ["novelty", "novelty"],
  drive: ["LC drive", "nothing", drive],
  withoutVta: ["novelty, VTA silenced", "novelty", silenced("ventralTegmentalArea")],
  noveltyD1: ["novelty, D1/D5 block", "novelty", d1],
  driveD1: ["LC drive, D1/D5 block", "nothing", { ...drive, ...d1 }],
  driveAdrenergic: ["LC drive, adrenoceptor block", "nothing", { ...drive, ...adrenergic }],
  withoutLc: ["novelty, LC silenced", "novelty", silenced("locusCoeruleus")],
};
const arm = (name: string, options: Readonly<Record<string, number>>): SessionArm => {
  const [label, form, treatment] = groups[name]!;
  return {
    label: options.retention === undefined ? label : `${label}, 1 h`,
    task: { id: "event-arena-v1", schedule: form, options },
    ...(treatment && { treatment }),
  };
};

const boxTime = 300;
/** Five minutes in one of two boxes, one of which is known. */
const box = (name: "novel" | "familiar"): SessionArm => ({
  label: `${name} box`,
  task: {
    id: "conditioning-v1",
    options: { before: 60 },
    schedule: {
      cues: { tone: { modality: "auditory" } },
      contexts: ["familiar", "novel"],
      trials: { visit: { marks: [{ name: "end", at: boxTime - 60 }] } },
      stages: [
        { name: "habituation", exposure: 2 * boxTime, context: "familiar" },
        { name: "box", pause: 86_400, context: name, trials: { visit: 1 } },
      ],
    },
  },
});

const names = Object.keys(groups);
const boost = (name: string): string => `mean(${name}.preference) - mean(nothing.preference)`;
const relative = (name: string): string => `(${boost(name)}) / (${boost("novelty")})`;

/** Novelty, or firing of the locus coeruleus, half an hour later lets a place be remembered for a day. */
export const lcNoveltyMemory: Effect = {
  id: "lc-novelty-memory",
  protocol: {
    kind: "sessions",
    subjects: 128,
    arms: {
      ...Object.fromEntries(names.map((name) => [name, arm(name, {})])),
      ...Object.fromEntries(names.map((name) => [`${name}Soon`, arm(name, { retention: 3600 })])),
      novelBox: box("novel"),
      familiarBox: box("familiar"),
    },
    windows: { locusCoeruleus: { variable: "locusCoeruleus.rate", event: "trialStart", from: 0, to: boxTime } },
    readings: {
      preference: (trials) => trials.where({ stage: "test" }).mean("preference"),
      locusCoeruleus: (trials) => trials.where({ stage: "box" }).mean("locusCoeruleus"),
    },
  },
  remarks: [
    "The locus coeruleus is driven by light that adds four times its tonic firing for the 5 minutes.",
    "Receptors are blocked, and nuclei silenced, for the 5 minutes of the box.",
    "Firing of the locus coeruleus in the boxes is read in groups of their own, which visit one of them after 10 minutes in the familiar one on the day before.",
  ],
  measures: {
    novelty: { expression: boost("novelty"), unit: "1", doc: "Gain of preference by novelty." },
    ...Object.fromEntries(
      names.slice(2).map((name) => [
        name,
        {
          expression: relative(name),
          unit: "1",
          doc: `Gain of preference over that by novelty: ${groups[name]![0]}.`,
        },
      ]),
    ),
    ...Object.fromEntries(
      names.slice(1).map((name) => [
        `${name}Soon`,
        {
          expression: `mean(${name}Soon.preference) / mean(nothingSoon.preference)`,
          unit: "1",
          doc: `Preference after 1 h, of that of nothing: ${groups[name]![0]}.`,
        },
      ]),
    ),
    nothing: { expression: "mean(nothing.preference) - 0.2", unit: "1", doc: "Preference after nothing, less chance." },
    locusCoeruleus: {
      expression: "mean(novelBox.locusCoeruleus) / mean(familiarBox.locusCoeruleus)",
      unit: "1",
      doc: "Firing of the locus coeruleus, novel over familiar box.",
    },
  },
  criterion: [
    { text: "B(novelty)", value: "novelty", low: 0.1 },
    { text: "LC drive", value: "drive", low: 0.6, high: 1.5 },
    { text: "novelty, VTA silenced", value: "withoutVta", low: 0.7, high: 1.3 },
    { text: "novelty, D1/D5 block", value: "noveltyD1", high: 0.35 },
    { text: "LC drive, D1/D5 block", value: "driveD1", high: 0.35 },
    { text: "LC drive, adrenoceptor block", value: "driveAdrenergic", low: 0.65, high: 1.35 },
    { text: "novelty, LC silenced", value: "withoutLc", high: 0.5 },
  ],
  sideObservations: [
    {
      text: "probe 1 h after encoding is equal in all arms (within +-15 %)",
      bands: names.slice(1).map((name) => ({ text: groups[name]![0], value: `${name}Soon`, low: 0.85, high: 1.15 })),
    },
    {
      text: "M(nothing) at 24 h within +-0.05 of chance",
      bands: [{ text: "M(nothing)", value: "nothing", low: -0.05, high: 0.05 }],
    },
    {
      text: "LC mean rate in the novel box at least 1.3x that in the familiar box (chosen)",
      bands: [{ text: "LC", value: "locusCoeruleus", low: 1.3 }],
    },
  ],
  ablations: [
    {
      id: "no-coeruleal-dopamine",
      mechanism: "dopamine of the locus coeruleus in the hippocampus",
      must: "abolish",
      change: { treatment: { manipulations: [{ fibreLesion: "locusCoeruleus", area: "hippocampus" }] } },
    },
    {
      id: "no-tegmental-dopamine",
      mechanism: "dopamine of the ventral tegmental area in the hippocampus",
      must: "spare",
      change: { treatment: { manipulations: [{ fibreLesion: "ventralTegmentalArea", area: "hippocampus" }] } },
    },
  ],
  figure: {
    title: "Memory of a place after a day",
    x: { label: "group", unit: "1" },
    y: { label: "preference over nothing", unit: "of novelty" },
    places: names.slice(1).map((name) => groups[name]![0]),
    curves: [{ label: "this model", x: names.slice(1).map((_, place) => place), y: ["1", ...names.slice(2)] }],
    published: [],
  },
};
