import type { Contrast, PharmacologyStudy } from "./study.ts";

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

const mikus2022: PharmacologyStudy = {
  id: "mikus2022",
  title: "Amisulpride, naltrexone and model-based control",
  citation:
    "Mikus N, Korb S, Massaccesi C, Gausterer C, Graf I, Willeit M, Eisenegger C, Lamm C, Silani G, Mathys C (2022). Effects of dopamine D2/3 and opioid receptor antagonism on the trade-off between model-based and model-free behaviour in healthy volunteers. eLife 11:e79661. doi 10.7554/eLife.79661",
  licence: "CC BY-NC 4.0",
  known:
    "39 men on amisulpride, 38 on naltrexone, 35 on placebo. Under amisulpride the authors' weight of model-based control is higher than under placebo with the right sign, on the edge of significance (session 2: +0.053 [−0.015, 0.121], d 0.36, p .13; corrected for the first session p .047). Naltrexone does nothing.",
  file: "mikus2022-amisulpride-naltrexone-twostep/data_beh.csv.gz",
  bundled: false,
  model: "two-step-deterministic",
  objective: "posterior",
  mapping: { subject: "ID", firstState: "s1 - 1", choice: "s2 - 1", outcome: "points / 5" },
  splitBy: ["session", "drug"],
  contrasts: [
    ...contrastsOf("Ami", "amisulpride", "a higher weight of model-based control, on the edge"),
    ...contrastsOf("Nal", "naltrexone", "no change"),
  ],
};

/** A drug against placebo, before and under it. */
function contrastsOf(changed: string, drug: string, expected: string): Contrast[] {
  const common = { condition: "drug", reference: "Pla", changed, kind: "between" as const };
  return [
    { ...common, label: `before ${drug}`, note: "session 1, before any drug: no difference", where: { session: "1" } },
    { ...common, label: drug, note: `session 2, under the drug: ${expected}`, where: { session: "2" } },
  ];
}

const ang2021: PharmacologyStudy = {
  id: "ang2021",
  title: "Silencing acetylcholine and learning a place",
  citation:
    "Ang GWY, Tang CS, Hay YA, Zannone S, Paulsen O, Clopath C (2021). The functional role of sequentially neuromodulated synaptic plasticity in behavioural learning. PLOS Computational Biology 17:e1009017. doi 10.1371/journal.pcbi.1009017",
  licence: "none stated",
  known:
    "Mice whose cholinergic input is silenced by light (21) reverse worse than controls without light (16) or without opsin (8): success over the reversal −0.074 [−0.135, −0.013], d −0.73, p .019, most of it late (days 7–12 d −0.85). First learning does not differ (p .43). Against the mice without opsin alone nothing is significant.",
  file: "ang2021-ach-silencing-reversal/trial_data.csv",
  bundled: false,
  model: "acquisition",
  objective: "posterior",
  mapping: { subject: "sub", choice: "rew.found" },
  splitBy: ["phase", "condition"],
  contrasts: [
    {
      label: "learning, silenced",
      note: "first learning, light against no light: no difference",
      where: { phase: "0" },
      condition: "condition",
      reference: "OFF",
      changed: "ON",
      kind: "between",
    },
    {
      label: "reversal, silenced",
      note: "reversal, light against no light: slower, or to a lower end",
      where: { phase: "1" },
      condition: "condition",
      reference: "OFF",
      changed: "ON",
      kind: "between",
    },
    {
      label: "reversal, no opsin",
      note: "reversal, light without opsin against no light: no difference",
      where: { phase: "1" },
      condition: "condition",
      reference: "OFF",
      changed: "GFP",
      kind: "between",
    },
  ],
};

/** Pharmacological studies beside the bridge, in the order in which they are shown. */
export const pharmacologyStudies: readonly PharmacologyStudy[] = [michely2022, turi2017, mikus2022, ang2021];
