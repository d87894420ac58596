import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { dopamineAfter, naiveReward, unexpectedRewards } from "../conditioning/parts.ts";
import { withoutHabenula } from "../lesions.ts";
import { freezing, group, trialsToRise } from "./parts.ts";

const muscarinicBlock = (stage: string): SessionArm["treatment"] => ({
  doses: [{ receptor: "muscarinicM1", dose: "4 Ki", area: "hippocampus", during: { stage } }],
});
/** Half of the response to an unexpected reward, which is of about 1.5 times the tonic firing. */
const burst: SessionArm["treatment"] = {
  manipulations: [
    {
      light: "ventralTegmentalArea",
      excitation: 0.75,
      during: { stage: "pre-exposure" },
      pulse: { after: "A", duration: "1 s" },
    },
  ],
};

const exposed = (label: string, treatment?: SessionArm["treatment"], form = ""): SessionArm =>
  group(`${label}, pre-exposed`, `latent-inhibition-exposed${form}`, treatment);
const naive = (label: string, treatment?: SessionArm["treatment"], form = ""): SessionArm =>
  group(label, `latent-inhibition-context${form}`, treatment);

/** Trials until the response is at least half of that in the last ten, twice in a row. */
function trialsToHalf(trials: SubjectTrials): number {
  const responses = freezing(trials.where({ stage: "training" }));
  return trialsToRise(responses, 0.5 * average(responses.slice(-10)), 2);
}

const inhibition = (context: string, cue: string): string =>
  `(mean(${context}.response) - mean(${cue}.response)) / mean(${context}.response)`;
const exposures = (trials: SubjectTrials): SubjectTrials => trials.where({ stage: "pre-exposure" });

/** What has been met often without consequence is learned about more slowly, if acetylcholine told of it then. */
export const latentInhibition: Effect = {
  id: "latent-inhibition",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      npe: naive("vehicle"),
      pe: exposed("vehicle"),
      npeFirst: naive("block in stage 1", muscarinicBlock("pre-exposure")),
      peFirst: exposed("block in stage 1", muscarinicBlock("pre-exposure")),
      npeSecond: naive("block in stage 2", muscarinicBlock("training")),
      peSecond: exposed("block in stage 2", muscarinicBlock("training")),
      peBurst: exposed("dopamine at each cue", burst),
      npeLong: naive("to criterion", undefined, "-acquisition"),
      peLong: exposed("to criterion", undefined, "-acquisition"),
      npeElsewhere: naive("other place in stage 1", undefined, "-elsewhere"),
      peElsewhere: exposed("other place in stage 1", undefined, "-elsewhere"),
      reward: unexpectedRewards,
    },
    windows: { cue: dopamineAfter("A"), reward: dopamineAfter("phase:outcome") },
    readings: {
      response: (trials) => average(freezing(trials.where({ stage: "test" }))),
      trialsToHalf,
      firstDopamine: (trials) => exposures(trials).where({ first: 5 }).mean("cue"),
      lastDopamine: (trials) => exposures(trials).where({ last: 5 }).mean("cue"),
      naiveReward,
    },
  },
  remarks: [
    "The entorhinal cortex is no area of its own; its muscarinic receptors are taken to be those of the hippocampus, which holds the familiarity of stimuli.",
    "The burst of dopamine is light on dopamine cells that adds 0.75 of the tonic firing for 1 s from each cue of stage 1; `burst` says how much of R0 that is. Its group is compared with the vehicle's without pre-exposure, to which no cue is shown then.",
    "The criterion of acquisition is half of a subject's mean response in the last 10 of 40 pairings, twice in a row.",
    "Dopamine's fall is from the first to the last 5 of 40 pre-exposures; with no response to fall it has no value and the observation fails.",
  ],
  measures: {
    LI: { expression: inhibition("npe", "pe"), unit: "1", doc: "Response lost by pre-exposure." },
    T: {
      expression: "mean(peLong.trialsToHalf) / mean(npeLong.trialsToHalf)",
      unit: "1",
      doc: "Trials to criterion, pre-exposed over not.",
    },
    LIec1: { expression: inhibition("npeFirst", "peFirst"), unit: "1", doc: "LI with block in stage 1." },
    LIec2: { expression: inhibition("npeSecond", "peSecond"), unit: "1", doc: "LI with block in stage 2." },
    LIda: { expression: inhibition("npe", "peBurst"), unit: "1", doc: "LI with dopamine at each cue of stage 1." },
    LIelsewhere: {
      expression: inhibition("npeElsewhere", "peElsewhere"),
      unit: "1",
      doc: "LI after pre-exposure in another place.",
    },
    drug1: {
      expression: "mean(npeFirst.response) / mean(npe.response)",
      unit: "1",
      doc: "Response without pre-exposure, block in stage 1 over vehicle.",
    },
    drug2: {
      expression: "mean(npeSecond.response) / mean(npe.response)",
      unit: "1",
      doc: "Response without pre-exposure, block in stage 2 over vehicle.",
    },
    fall: {
      expression: "1 - mean(pe.lastDopamine) / mean(pe.firstDopamine)",
      unit: "1",
      doc: "Fall of dopamine's response to the cue over pre-exposure.",
    },
    firstDopamine: {
      expression: "mean(pe.firstDopamine) / mean(reward.naiveReward)",
      unit: "of R0",
      doc: "Dopamine's response to the first five cues.",
    },
    burst: { expression: "0.75 / mean(reward.naiveReward)", unit: "of R0", doc: "The burst that is given." },
  },
  criterion: [
    { text: "LI", value: "LI", low: 0.2, high: 0.85 },
    { text: "T", value: "T", low: 1.2, high: 4 },
    { text: "LI_ec1 <= 0.35*LI", value: "LIec1 <= 0.35 * LI", low: 1 },
    { text: "LI_ec2 >= 0.6*LI", value: "LIec2 >= 0.6 * LI", low: 1 },
    { text: "LI_da <= 0.5*LI", value: "LIda <= 0.5 * LI", low: 1 },
  ],
  sideObservations: [
    {
      text: "CR of the NPE groups not changed by the drug (+-15 %)",
      bands: [
        { text: "block in stage 1", value: "drug1", low: 0.85, high: 1.15 },
        { text: "block in stage 2", value: "drug2", low: 0.85, high: 1.15 },
      ],
    },
    {
      text: "Changing the context between stage 1 and 2 reduces LI by >= 40 % (Kutlu: context switch abolishes the DA signature)",
      bands: [{ text: "LI elsewhere", value: "LIelsewhere <= 0.6 * LI", low: 1 }],
    },
    {
      text: "DA response to the CS falls by >= 40 % over the 40 pre-exposures",
      bands: [{ text: "fall", value: "fall", low: 0.4 }],
    },
  ],
  ablations: [
    {
      id: "no-habituation-of-novelty",
      mechanism: "less is learned about what is familiar",
      must: "abolish",
      change: { parameters: { associabilityFloor: 1 } },
      intact: [{ text: "LI", value: "LI", low: 0.2 }],
    },
    { id: "habenular-lesion", mechanism: "lateral habenula", must: "spare", change: withoutHabenula },
  ],
  figure: {
    title: "Latent inhibition",
    x: { label: "group", unit: "1" },
    y: { label: "response lost by pre-exposure", unit: "1" },
    places: ["vehicle", "block in stage 1", "block in stage 2", "dopamine in stage 1", "other place"],
    curves: [{ label: "this model", x: [0, 1, 2, 3, 4], y: ["LI", "LIec1", "LIec2", "LIda", "LIelsewhere"] }],
    published: [],
  },
};
