import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { withoutSubtraction } from "./parts.ts";

/** Numbers of the cues in the schedules. */
const tone = 0;
/** Firing at an unexpected reward, of tonic: what dopamine cells add where nothing was predicted. */
const burst = 4;

/** Ten minutes in periods of 6 s, in each of which the first press counts as a choice. */
const test = { bin: 6, timeScale: 1 / 6 };

/** @param uncancelled - Share of the drug's release that no prediction cancels; null for food. */
function group(label: string, blocking: boolean, uncancelled: number | null): SessionArm {
  const outcome = uncancelled === null ? "food" : "cocaine";
  const task = {
    id: "free-operant-v1",
    schedule: `cue-blocking-${outcome}-${blocking ? "blocking" : "control"}`,
    options: test,
  };
  if (uncancelled === null) return { label, task };
  const during = { stage: [blocking ? "tone" : "outcome alone", "compound"] };
  return {
    label,
    task,
    treatment: {
      doses: [{ modulator: "dopamine", site: "transporter", dose: "2 Ki", during }],
      manipulations: [
        {
          light: "ventralTegmentalArea",
          excitation: uncancelled * burst,
          pulse: { after: "outcome", delay: "0 s", duration: "500 ms" },
          during,
        },
      ],
    },
  };
}

/** Choices of the lever that turns on the light, above those of the other one. */
function choicesOfLight(trials: SubjectTrials): number {
  const own = trials.where({ stage: "test" });
  if (own.length === 0) return Number.NaN;
  const light = own.column("lever0");
  return own
    .column("choice")
    .reduce((sum, place, trial) => sum + (place < 0 || Number.isNaN(place) ? 0 : place === light[trial] ? 1 : -1), 0);
}

/** Presentations of the tone until the response to it has been at least a half three times in a row. */
function trialsToCriterion(trials: SubjectTrials): number {
  const own = trials.where({ stage: "tone", equal: { cue: tone } });
  return own.length === 0 ? Number.NaN : own.trialsTo("approach", 0.5, 3);
}

const ratio = (drug: string): string => `mean(${drug}Blocking.choices) / mean(${drug}Control.choices)`;
const high = "upperThird(cocaineControl.drug)";

/** A drug's surge of dopamine still obeys prediction: its cues are blocked as those of food are. */
export const cocaineCueBlocking: Effect = {
  id: "cocaine-cue-blocking",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      foodBlocking: group("food, tone first", true, null),
      foodControl: group("food, no cue first", false, null),
      cocaineBlocking: group("cocaine, tone first", true, 0.2),
      cocaineControl: group("cocaine, no cue first", false, 0.2),
      redishBlocking: group("nothing cancels, tone first", true, 1),
      redishControl: group("nothing cancels, no cue first", false, 1),
    },
    windows: {
      surge: { variable: "ventralTegmentalArea.rate", event: "phase:outcome", from: 0.08, to: 0.4, of: "maximum" },
    },
    readings: {
      choices: choicesOfLight,
      drug: (trials) => trials.where({ stage: "compound" }).mean("surge"),
      toTone: trialsToCriterion,
    },
  },
  remarks: [
    "The test is ten minutes with both levers at hand in periods of 6 s, whose first press is the choice; periods without a press count for neither lever.",
    "Cocaine's release that no prediction cancels is an excitation of dopamine cells for 0.5 s at each delivery, the share k of their burst at an unexpected reward; the block of uptake lasts for the sessions with the drug and leaves a third of the removal.",
    "The response of dopamine to the drug, by which the top third is chosen, is the highest firing at deliveries beside tone and light in the group without a first cue. What the claim says may be is reported (measure highResponders) and not scored.",
    "The criterion of acquisition is a response of at least 0.5 on three presentations of the tone in a row.",
  ],
  measures: {
    food: {
      expression: ratio("food"),
      unit: "1",
      doc: "Choices of the light, blocking over non-blocking group, food.",
    },
    drug: {
      expression: ratio("cocaine"),
      unit: "1",
      doc: "The same, cocaine, a fifth of whose release nothing cancels.",
    },
    redish: { expression: ratio("redish"), unit: "1", doc: "The same, a drug none of whose release is cancelled." },
    control: {
      expression: "mean(cocaineControl.choices)",
      unit: "1",
      doc: "Choices of the light above the other lever, non-blocking group, cocaine.",
    },
    foodControl: { expression: "mean(foodControl.choices)", unit: "1", doc: "The same, food." },
    highResponders: {
      expression: `mean(cocaineBlocking.choices * ${high}) / mean(cocaineControl.choices * ${high}) - mean(foodBlocking.choices * ${high}) / mean(foodControl.choices * ${high})`,
      unit: "1",
      doc: "BR of cocaine less that of food in the third of subjects with the largest response to the drug.",
    },
    acquisition: {
      expression: "mean(cocaineBlocking.toTone) / mean(foodBlocking.toTone)",
      unit: "1",
      doc: "Presentations until the tone is responded to, cocaine over food.",
    },
  },
  criterion: [
    { text: "BR_food", value: "food", low: 0, high: 0.5 },
    { text: "BR_drug", value: "drug", low: 0, high: 0.6 },
    { text: "BR at k = 1", value: "redish", low: 0.8 },
    { text: "V_nonblocking,drug > 0", value: "control > 0", low: 1 },
  ],
  sideObservations: [
    {
      text: "in the top third of subjects by drug DA response BR_drug may exceed BR_food by 0.1-0.6 (Jaffe, tentative)",
      bands: [],
    },
    {
      text: "drug and food acquisition of the tone within a factor 2 in trials to criterion",
      bands: [{ text: "cocaine over food", value: "acquisition", low: 0.5, high: 2 }],
    },
  ],
  ablations: [
    {
      id: "no-subtraction",
      mechanism: "subtraction of what is expected from the drive of dopamine cells by reward",
      must: "abolish",
      change: { parts: withoutSubtraction },
      intact: [
        { text: "BR_food", value: "food", low: 0, high: 0.5 },
        { text: "BR_drug", value: "drug", low: 0, high: 0.6 },
      ],
    },
    {
      id: "noradrenergic-depletion",
      mechanism: "norepinephrine",
      must: "spare",
      change: { treatment: { manipulations: [{ fibreLesion: "locusCoeruleus", share: 0.9 }] } },
    },
  ],
  figure: {
    title: "Choices of the light",
    x: { label: "outcome", unit: "1" },
    y: { label: "blocking group", unit: "of non-blocking group" },
    places: ["food", "cocaine", "drug that nothing cancels"],
    curves: [{ label: "this model", x: [0, 1, 2], y: ["food", "drug", "redish"] }],
    published: [],
  },
};
