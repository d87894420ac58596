import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { placesFigure, unitless } from "../shapes.ts";
import { answered, type Treatment, withoutStriatalGain } from "./parts.ts";

const onTest = { stage: "test 2" };
/** 55 % of the D2 receptors. */
const block = { receptor: "dopamineD2", dose: "1.2222 Ki" };
const drug: Treatment = { doses: [{ ...block, during: onTest }] };
const silenced = { light: "ventralTegmentalArea", area: "ventralStriatum", inhibition: 0.9 };
const depletion: Treatment = { manipulations: [{ ...silenced, during: onTest }] };

const maze = (label: string, schedule: "barrier" | "no-barrier", treatment: Treatment): SessionArm => ({
  label,
  task: { id: "effort-choice-v1", schedule },
  treatment,
});

/** Ten pellets that nothing announces. */
const freePellets = (label: string, treatment?: Treatment): SessionArm => ({
  label,
  task: {
    id: "conditioning-v1",
    schedule: {
      cues: { A: { modality: "visual" } },
      trials: { "+": { outcomes: [{ at: 0 }] } },
      stages: [{ name: "free", trials: { "+": 10 }, interval: [6, 12] }],
    },
  },
  ...(treatment && { treatment }),
});

const high = (stage: string) => (trials: SubjectTrials) => {
  const own = trials.where({ stage });
  return own.length === 0 ? Number.NaN : own.mean("highChosen");
};
const change = (arm: string): string => `mean(${arm}.vehicle) - mean(${arm}.drug)`;

/** Without dopamine in the striatum a barrier turns choice away from the larger reward. */
export const effortDopamine: Effect = {
  id: "effort-da",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      barrierDrug: maze("barrier, haloperidol", "barrier", drug),
      openDrug: maze("no barrier, haloperidol", "no-barrier", drug),
      barrierDepletion: maze("barrier, depletion", "barrier", depletion),
      openDepletion: maze("no barrier, depletion", "no-barrier", depletion),
      emptyDrug: {
        label: "barrier, other arm empty, haloperidol",
        task: { id: "effort-choice-v1", schedule: "barrier", options: { lowReward: 0 } },
        treatment: drug,
      },
      pellets: freePellets("free pellets"),
      pelletsDrug: freePellets("free pellets, haloperidol", { doses: [block] }),
      pelletsDepletion: freePellets("free pellets, depletion", { manipulations: [silenced] }),
    },
    windows: {
      burst: {
        variable: "ventralTegmentalArea.rate",
        event: "phase:outcome",
        from: 0.08,
        to: 0.4,
        baseline: [0.5, 1],
      },
    },
    readings: {
      vehicle: high("test 1"),
      drug: high("test 2"),
      trialsVehicle: (trials) => answered(trials.where({ stage: "test 1" })),
      trialsDrug: (trials) => answered(trials.where({ stage: "test 2" })),
      timeVehicle: (trials) => trials.where({ stage: "test 1" }).mean("reactionTime"),
      timeDrug: (trials) => trials.where({ stage: "test 2" }).mean("reactionTime"),
      pellet: (trials) => trials.where({ stage: "free" }).mean("burst"),
    },
  },
  remarks: [
    "The cost of climbing is what the task gives while climbing: two seconds, with an aversive outcome of 0.3 (four pellets are 1); it is learned like any other outcome.",
    "Depletion is a loss of 90 % of release from dopamine terminals in the ventral striatum, there on the second day of test only, so that training is the same.",
    "The response to a free pellet is that of dopamine cells.",
    "The empty arm has been empty in training, too.",
  ],
  measures: {
    B: unitless(change("barrierDrug"), "Fall of P(HD) by haloperidol, with barrier."),
    N: unitless(change("openDrug"), "Fall of P(HD) by haloperidol, without barrier."),
    Bd: unitless(change("barrierDepletion"), "Fall of P(HD) by depletion, with barrier."),
    Nd: unitless(change("openDepletion"), "Fall of P(HD) by depletion, without barrier."),
    vehicle: unitless("mean(barrierDrug.vehicle)", "P(HD) with barrier, vehicle."),
    trials: unitless(
      "mean(barrierDrug.trialsDrug) / mean(barrierDrug.trialsVehicle)",
      "Trials done under haloperidol over those under vehicle, with barrier.",
    ),
    pellet: unitless(
      "max(abs(mean(pelletsDrug.pellet) / mean(pellets.pellet) - 1), abs(mean(pelletsDepletion.pellet) / mean(pellets.pellet) - 1))",
      "Largest relative change of the response to a free pellet.",
    ),
    empty: unitless("mean(emptyDrug.drug)", "P(HD) with an empty LD arm under haloperidol."),
    slowing: unitless(
      "mean(barrierDrug.timeDrug) / mean(barrierDrug.timeVehicle)",
      "Reaction time under haloperidol over that under vehicle (not judged).",
    ),
  },
  criterion: [
    { text: "B, drug", value: "B", low: 0.2, high: 0.8 },
    { text: "|N|, drug", value: "abs(N)", high: 0.06 },
    { text: "B − N, drug", value: "B - N", low: 0.15 },
    { text: "B, depletion", value: "Bd", low: 0.2, high: 0.8 },
    { text: "|N|, depletion", value: "abs(Nd)", high: 0.06 },
    { text: "B − N, depletion", value: "Bd - Nd", low: 0.15 },
    { text: "P(HD) vehicle, barrier", value: "vehicle", low: 0.7, high: 0.98 },
  ],
  sideObservations: [
    {
      text: "total trials completed under drug >= 70 % of vehicle",
      bands: [{ text: "trials", value: "trials", low: 0.7 }],
    },
    {
      text: "reward value (response to free pellet) changes <= 10 %",
      bands: [{ text: "response to pellet", value: "pellet", high: 0.1 }],
    },
    {
      text: "when the LD arm is empty, drugged animals still climb: P(HD) >= 0.75 (known from later work of the group, from memory)",
      bands: [{ text: "P(HD)", value: "empty", low: 0.75 }],
    },
  ],
  ablations: [
    {
      id: "no-dopamine-gain",
      mechanism: "tonic dopamine's gain on drive and excitability in the striatum",
      must: "abolish",
      change: withoutStriatalGain,
      intact: [{ text: "B", value: "B", low: 0.2 }],
    },
    {
      id: "no-hippocampus",
      mechanism: "hippocampal memory of places",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "hippocampus" }] } },
      intact: [{ text: "B", value: "B", low: 0.2 }],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [{ text: "B", value: "B", low: 0.2 }],
    },
  ],
  figure: placesFigure({
    title: "Choice of the arm with more food",
    of: "group",
    y: { label: "P(HD)", unit: "1" },
    places: ["barrier", "no barrier"],
    curves: {
      "this model, vehicle": ["mean(barrierDrug.vehicle)", "mean(openDrug.vehicle)"],
      "this model, haloperidol": ["mean(barrierDrug.drug)", "mean(openDrug.drug)"],
      "this model, depletion": ["mean(barrierDepletion.drug)", "mean(openDepletion.drug)"],
    },
  }),
};
