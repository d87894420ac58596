import type { PharmacologyStudy } from "./study.ts";

const michely2022: PharmacologyStudy = {
  id: "michely2022",
  title: "Citalopram and learning from gains and losses",
  citation:
    "Michely J, Eldar E, Erdman A, Martin IM, Dolan RJ (2022). Serotonin modulates asymmetric learning from reward and punishment in healthy human volunteers. Communications Biology 5:812. doi 10.1038/s42003-022-03690-5",
  licence: "MIT",
  known:
    "33 people on citalopram, 33 on placebo. After a week losses weigh more (d 0.57 [0.07, 1.06], p .024), and the weight of losses minus that of gains rises (d 0.81 [0.30, 1.31], p .002). Nothing is to be seen in session 1 (one dose), on the weight of gains, or in how often people gamble.",
  file: "michely2022/trials.csv",
  bundled: true,
  model: "gain-loss-accumulation",
  objective: "likelihood",
  mapping: { choice: "choice > 0" },
  missing: { choice: ["0"] },
  splitBy: ["session", "drug"],
  // Each weight times half the range of its sums (101 points lost, 183 won), the scale of the paper's regression.
  derived: [{ name: "asymmetry", symbol: "β_l − β_g", terms: { lossWeight: 0.505, gainWeight: -0.915 } }],
  contrasts: [
    {
      label: "one dose",
      note: "session 1: no change is expected in any parameter",
      where: { session: "1" },
      condition: "drug",
      reference: "0",
      changed: "1",
      kind: "between",
    },
    {
      label: "one week",
      note: "session 2: a greater weight of losses, and a greater asymmetry; the weight of gains unchanged",
      where: { session: "2" },
      condition: "drug",
      reference: "0",
      changed: "1",
      kind: "between",
    },
  ],
};

const turi2017: PharmacologyStudy = {
  id: "turi2017",
  title: "Placebo stimulation and learning from reward",
  citation:
    "Turi Z, Mittner M, Paulus W, Antal A (2017). Placebo intervention enhances reward learning in healthy individuals. Scientific Reports 7:41028. doi 10.1038/srep41028",
  licence: "CC0 1.0",
  known:
    "29 people without treatment and twice under sham stimulation that was said to help. Accuracy rises under the second instruction (dz 0.56 [0.16, 0.94], p .006) and not under the first (p .22).",
  file: "turi2017/learning.csv",
  bundled: true,
  model: "q-learning-pairs",
  objective: "posterior",
  mapping: {
    subject: "Participant",
    firstSymbol: "2 * (pair - 1)",
    secondSymbol: "2 * (pair - 1) + 1",
    choice: "1 - ACC",
    outcome: "reward",
  },
  missing: { ACC: ["-1"] },
  splitBy: ["condition"],
  contrasts: [
    {
      label: "instruction A",
      note: "sham stimulation of low uncertainty against no treatment: accuracy does not change",
      condition: "condition",
      reference: "N",
      changed: "A",
      kind: "within",
    },
    {
      label: "instruction B",
      note: "sham stimulation of high uncertainty against no treatment: accuracy rises",
      condition: "condition",
      reference: "N",
      changed: "B",
      kind: "within",
    },
  ],
};

/** Pharmacological studies beside the bridge, in the order in which they are shown. */
export const pharmacologyStudies: readonly PharmacologyStudy[] = [michely2022, turi2017];
