import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { amygdalaLesion, orbitofrontalLesion } from "../lesions.ts";
import { ratioOf } from "../shapes.ts";

const reversals = [1, 2, 3, 4];
const task: SessionArm["task"] = { id: "serial-reversal-v1", schedule: "odours-with-retention" };
const shifting: SessionArm["task"] = { id: "set-shifting-v1" };

const stage = (trials: SubjectTrials, name: string): SubjectTrials => trials.where({ stage: name });
const silenced = (stages: readonly string[]): NonNullable<SessionArm["treatment"]> => ({
  manipulations: [{ light: "orbitofrontalCortex.state", inhibition: 0.85, during: { stage: [...stages] } }],
});

const ratio = (reading: string, arm: string, doc: string, to = "sham") => ratioOf(reading, arm, to, doc);

/** Without orbitofrontal expectations a discrimination is learned, and reversed slowly. */
export const orbitofrontalLesionReversal: Effect = {
  id: "ofc-lesion-reversal",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      sham: { label: "sham", task },
      lesion: { label: "orbitofrontal lesion", task, treatment: orbitofrontalLesion.treatment },
      inactivated: {
        label: "orbitofrontal cortex inactivated in reversals",
        task,
        treatment: silenced(reversals.map((reversal) => `reversal ${reversal}`)),
      },
      inactivatedAcquisition: {
        label: "orbitofrontal cortex inactivated in acquisition",
        task,
        treatment: silenced(["acquisition"]),
      },
      amygdala: { label: "amygdala lesion", task, treatment: amygdalaLesion.treatment },
      shift: { label: "sham, set shifting", task: shifting },
      shiftLesion: {
        label: "orbitofrontal lesion, set shifting",
        task: shifting,
        treatment: orbitofrontalLesion.treatment,
      },
    },
    windows: {},
    readings: {
      acquisition: (trials) => stage(trials, "acquisition").length,
      reversal: (trials) => average(reversals.map((reversal) => stage(trials, `reversal ${reversal}`).length)),
      first: (trials) => stage(trials, "reversal 1").length,
      second: (trials) => stage(trials, "reversal 2").length,
      shiftTrials: (trials) => stage(trials, "ED").length,
    },
  },
  remarks: [
    "Choice between two odours on two sides instead of go and no-go. Criterion 18 of 20, at most 150 trials.",
    "The inactivation takes 85 % of the firing of the ensembles of states (muscimol variant: reversals only, reported as rInactivated). The amygdala is lesioned as a whole.",
    "Amygdala lesion, first reversal impaired: trials at least 1.2 times those of sham; return to the original contingency not: at most 1.2 times (bands chosen, the source gives a direction).",
    "The extradimensional shift is reported as rShift and not scored, as the claim asks.",
  ],
  measures: {
    rRev: ratio("reversal", "lesion", "Trials to criterion over the reversals, lesion over sham."),
    rAcq: ratio("acquisition", "lesion", "Trials to criterion of acquisition, lesion over sham."),
    rInactivated: ratio("reversal", "inactivated", "Trials over the reversals, inactivated there, over sham."),
    acquisitionInactivated: ratio("acquisition", "inactivatedAcquisition", "Trials of acquisition, inactivated there."),
    amygdalaFirst: ratio("first", "amygdala", "Trials of the first reversal, amygdala lesion over sham."),
    amygdalaSecond: ratio("second", "amygdala", "Trials of the return, amygdala lesion over sham."),
    rShift: ratio("shiftTrials", "shiftLesion", "Trials of the extradimensional shift, lesion over sham.", "shift"),
  },
  criterion: [
    { text: "R_rev", value: "rRev", low: 1.2, high: 3.5 },
    { text: "R_acq", value: "rAcq", low: 0.8, high: 1.25 },
    { text: "R_rev/R_acq", value: "rRev / rAcq", low: 1.2 },
  ],
  sideObservations: [
    {
      text: "inactivation only during acquisition leaves acquisition within ±20 %",
      bands: [{ text: "acquisition", value: "acquisitionInactivated", low: 0.8, high: 1.2 }],
    },
    {
      text: "ABL lesion impairs the first reversal (S1-/S2+) but not the return to the original contingency",
      bands: [
        { text: "first reversal", value: "amygdalaFirst", low: 1.2 },
        { text: "return", value: "amygdalaSecond", high: 1.2 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-orbitofrontal-output",
      mechanism: "orbitofrontal expectations in the striatum",
      must: "abolish",
      change: { parameters: { stateGain: 0, trustFloor: 0 } },
    },
    {
      id: "no-prefrontal-attention",
      mechanism: "medial prefrontal cortex",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "prefrontalCortex" }] } },
    },
  ],
  figure: {
    title: "Trials to criterion",
    x: { label: "stage", unit: "1" },
    y: { label: "trials", unit: "1" },
    places: ["acquisition", "reversals", "first reversal", "return"],
    curves: (["sham", "lesion", "inactivated", "amygdala"] as const).map((arm) => ({
      label: arm,
      x: [0, 1, 2, 3],
      y: ["acquisition", "reversal", "first", "second"].map((reading) => `mean(${arm}.${reading})`),
    })),
    published: [],
  },
};
