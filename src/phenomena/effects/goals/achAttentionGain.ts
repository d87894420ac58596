import type { DoseFile } from "../../../experiment/groupFile.ts";
import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

/** Of the claim's 200: measures are means over subjects. */
const blockLength = 60;
/** Occupies 70 % of receptors. */
const mostlyBlocked = "2.3333 Ki";

const drugs: Readonly<Record<string, readonly DoseFile[]>> = {
  none: [],
  acetylcholine: [{ modulator: "acetylcholine", site: "transporter", area: "sensoryCortex", dose: "0.3 Ki" }],
  high: [{ modulator: "acetylcholine", site: "transporter", area: "sensoryCortex", dose: "2 Ki" }],
  muscarinic: [{ receptor: "muscarinicM1", dose: mostlyBlocked }],
  nicotinic: [{ receptor: "nicotinicAcetylcholine", area: "sensoryCortex", dose: mostlyBlocked }],
};

/** Attention with each drug, with and without the input that it follows. */
function arms(suffix: string, parameters?: SessionArm["parameters"]): Record<string, SessionArm> {
  return Object.fromEntries(
    Object.entries(drugs)
      .filter(([name]) => suffix === "" || name !== "high")
      .map(([name, doses]) => [
        `${name}${suffix}`,
        {
          label: `${name}${suffix === "" ? "" : ", nothing looked at more than the rest"}`,
          task: { id: "cued-attention-v1", options: { blockLength } },
          ...(doses.length > 0 && { treatment: { doses: [...doses] } }),
          ...(parameters && { parameters }),
        },
      ]),
  );
}

/** Rate of the cells in the field, half a second before the first patch, with attention to a place. */
function rate(trials: SubjectTrials, attended: number): number {
  return trials.where({ equal: { attended } }).mean("field");
}

function modulation(trials: SubjectTrials): number {
  const [inside, outside] = [rate(trials, 0), rate(trials, 1)];
  return (inside - outside) / (inside + outside);
}

const index = (arm: string): string => `mean(${arm}.modulation)`;
const ratio = (arm: string): string => `${index(arm)} / ${index("none")}`;

/** Acetylcholine at muscarinic receptors raises what attention adds in visual cortex. */
export const achAttentionGain: Effect = {
  id: "ach-attention-gain",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { ...arms(""), ...arms("Level", { peripheral: 1 }) },
    windows: {
      field: { variable: "thalamus.relay.rate[0]", event: "gratings", from: 0, to: 0.5 },
    },
    readings: {
      modulation,
      outside: (trials) => rate(trials, 1),
      hits: (trials) => average(trials.column("hit")),
    },
  },
  remarks: [
    `${blockLength} trials of attention to each place instead of 200: the measures are means over subjects.`,
    "Sensory cortex tells features, not places: cells with a field are those of the relay that carry the grating at the place.",
    "The top-down input is gaze, which goes to the cued place; without it all places have the same gain (peripheral = 1).",
    "Sensory cortex has no muscarinic receptors: they are blocked in the whole brain; acetylcholine and nicotinic receptors are changed in sensory cortex alone.",
  ],
  measures: {
    control: { expression: index("none"), unit: "1", doc: "MI without a drug." },
    acetylcholine: { expression: ratio("acetylcholine"), unit: "1", doc: "MI with acetylcholine over MI without." },
    muscarinic: { expression: ratio("muscarinic"), unit: "1", doc: "MI with muscarinic block over MI without." },
    nicotinic: { expression: ratio("nicotinic"), unit: "1", doc: "MI with nicotinic block over MI without." },
    outside: {
      expression: "mean(muscarinic.outside) / mean(none.outside) - 1",
      unit: "1",
      doc: "Change of the rate with attention elsewhere, muscarinic block.",
    },
    high: { expression: ratio("high"), unit: "1", doc: "MI with three times the acetylcholine over MI without." },
    level: {
      expression: `max(${["none", "acetylcholine", "muscarinic", "nicotinic"].map((name) => `abs(${index(`${name}Level`)})`).join(", ")})`,
      unit: "1",
      doc: "Largest MI without top-down input, of all drugs.",
    },
  },
  criterion: [
    { text: "MI control", value: "control", low: 0.03, high: 0.3 },
    { text: "ratio ACh", value: "acetylcholine", low: 1.05, high: 1.7 },
    { text: "ratio muscarinic block", value: "muscarinic", low: 0.2, high: 0.85 },
    { text: "ratio nicotinic block", value: "nicotinic", low: 0.85, high: 1.15 },
  ],
  sideObservations: [
    {
      text: "attend-out rate under muscarinic block changes by at most 25 % (not just silencing)",
      bands: [{ text: "attend-out rate", value: "outside", low: -0.25, high: 0.25 }],
    },
    {
      text: "with a high ACh dose (x3) the enhancement need not hold (dose limited: the paper speaks of low doses)",
      bands: [],
    },
    {
      text: "without a top-down input MI is 0 +- 0.02 with any drug",
      bands: [{ text: "largest |MI|", value: "level", high: 0.02 }],
    },
  ],
  ablations: [
    {
      id: "no-muscarinic-receptors",
      mechanism: "muscarinic gain of what attention adds",
      must: "abolish",
      change: { treatment: { manipulations: [{ receptor: "muscarinicM1", density: 0 }] } },
      intact: [{ text: "ratio muscarinic block", value: "muscarinic", high: 0.85 }],
    },
    {
      id: "no-nicotinic-receptors",
      mechanism: "nicotinic drive",
      must: "spare",
      change: { parameters: { nicotinicShare: 0 } },
    },
  ],
  figure: {
    title: "What attention adds in visual cortex",
    x: { label: "drug", unit: "1" },
    y: { label: "modulation index", unit: "1" },
    places: ["none", "acetylcholine", "muscarinic block", "nicotinic block"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["none", "acetylcholine", "muscarinic", "nicotinic"].map(index),
      },
    ],
    published: [],
  },
};
