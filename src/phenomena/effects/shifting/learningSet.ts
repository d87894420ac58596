import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { amygdalaLesion } from "../lesions.ts";
import { means } from "../shapes.ts";

/** Problems from … to before …, all of them or those after the lesion. */
interface Problems {
  readonly from: number;
  readonly to: number;
}
const early: Problems = { from: 0, to: 20 };
const late: Problems = { from: 280, to: 300 };
const later: Problems = { from: 300, to: 340 };

/** Accuracy at a trial of each problem (from 1); of those whose first choice was right or wrong, or of all. */
function accuracyAt(trials: SubjectTrials, { from, to }: Problems, trial: number, first?: number): number {
  const found = [];
  for (let problem = from; problem < to; problem++) {
    const own = trials.where({ equal: { problem }, first: trial }).where({ last: 1 });
    found.push(...(first === undefined ? own : own.where({ equal: { firstChoiceRight: first } })).column("correct"));
  }
  return average(found);
}

/** After hundreds of problems one trial tells what is right; cut off from what is seen, prefrontal cortex cannot. */
export const learningSet: Effect = {
  id: "learning-set",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: {
        label: "learning set",
        task: { id: "learning-set-v1", options: { chosenStays: 1 } },
        treatment: {
          manipulations: [
            {
              light: ["prefrontalCortex.chosen", "prefrontalCortex.history"],
              inhibition: 1,
              during: { stage: "later" },
            },
          ],
        },
      },
    },
    windows: {},
    readings: {
      early: (trials) => accuracyAt(trials, early, 2),
      late: (trials) => accuracyAt(trials, late, 2),
      lesion: (trials) => accuracyAt(trials, later, 2),
      sixth: (trials) => accuracyAt(trials, later, 6),
      first: (trials) => accuracyAt(trials, { from: 0, to: 300 }, 1),
      afterReward: (trials) => accuracyAt(trials, { from: 200, to: 300 }, 2, 1),
      afterNone: (trials) => accuracyAt(trials, { from: 200, to: 300 }, 2, 0),
      ...Object.fromEntries(
        [20, 60, 100, 150, 200, 250].map((from) => [
          `second${from}`,
          (trials: SubjectTrials) => accuracyAt(trials, { from, to: from + 20 }, 2),
        ]),
      ),
    },
  },
  remarks: [
    "The object that is taken stays before the subject until the outcome is over, as in the paper's apparatus; the other one is gone with the choice.",
    "The disconnection is made by light that silences, in the forty later problems, the prefrontal cells that hold what was last chosen and those that tell its likeness to what is seen; attention to dimensions, which a single dimension of parts leaves nothing to do, is spared.",
    "Objects are four of twenty-four parts that come again in other problems, so that a sensory layer of moderate size can show hundreds of pairs.",
    "After rewarded and unrewarded first trials: problems 201 to 300.",
  ],
  measures: means("all", {
    early: "Accuracy on trial 2, problems 1 to 20.",
    late: "Accuracy on trial 2, problems 281 to 300.",
    lesion: "Accuracy on trial 2 after the disconnection.",
    sixth: "Accuracy on trial 6 after the disconnection.",
    first: "Accuracy on trial 1.",
    afterReward: "On trial 2 after a rewarded trial 1.",
    afterNone: "On trial 2 after an unrewarded trial 1.",
  }),
  criterion: [
    { text: "A_early", value: "early", low: 0.45, high: 0.65 },
    { text: "A_late", value: "late", low: 0.78, high: 1 },
    { text: "A_late − A_lesion", value: "late - lesion", low: 0.12 },
    { text: "trial 6 after disconnection", value: "sixth", low: 0.6 },
  ],
  sideObservations: [
    { text: "trial-1 accuracy stays 0.5 ± 0.03", bands: [{ text: "trial 1", value: "first", low: 0.47, high: 0.53 }] },
    {
      text: "accuracy on trial 2 after an unrewarded trial 1 within 0.08 of that after a rewarded one, late in the series",
      bands: [{ text: "difference", value: "afterNone - afterReward", low: -0.08, high: 0.08 }],
    },
  ],
  ablations: [
    {
      id: "no-history",
      mechanism: "prefrontal memory of the last choice and what it brought, and its learned use",
      must: "abolish",
      change: { parameters: { historyEta: 0 } },
    },
    { id: "no-amygdala", mechanism: "amygdala", must: "spare", change: amygdalaLesion },
  ],
  figure: {
    title: "Trial 2 of each problem",
    x: { label: "problems", unit: "1" },
    y: { label: "accuracy", unit: "1" },
    curves: [
      {
        label: "this model",
        x: [10, 30, 70, 110, 160, 210, 260, 290, 320],
        y: ["early", ...[20, 60, 100, 150, 200, 250].map((from) => `mean(all.second${from})`), "late", "lesion"],
      },
    ],
    published: [],
  },
};
