import { readFileSync } from "node:fs";
import { logistic } from "../../../src/math/double.ts";
import type { Table } from "../../../src/math/table.ts";
import { correlationOf, type Effect, exactly, groupSize, meanOf, minus } from "./effect.ts";
import { type Fitted, fitted, type Places } from "./fitted.ts";
import { ofPeople, replay, type Trials, trialsFor } from "./replay.ts";
import type { Study } from "./study.ts";

const decker2016: Study = {
  id: "decker2016",
  title: "Two steps at the ages of 8 to 25 ([Decker et al. 2016](https://doi.org/10.1177/0956797616639301))",
  people: "80",
  bundled: false,
  commands: [
    "npx neohebb fit DIR/decker2016-twostep-development/decker_data.dat --model examples/behaviour/stay-regression.yaml --map subject=subj --map choice=stay --map reward=lastwin --map transition=lasttransR",
  ],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const age = agesOf(fit, places);
    const weight = (name: string) => fit.value(name);
    const [staying, reward, transition, both] = [
      weight("staying"),
      weight("rewardEffect"),
      weight("transitionEffect"),
      weight("modelBased"),
    ];
    const stay = (won: number, rare: number) =>
      staying.map((b, i) => logistic(b + reward[i]! * won + transition[i]! * rare - both[i]! * won * rare));
    const effectOf = (rare: number) => minus(stay(1, rare), stay(-1, rare));
    const modelBased = minus(effectOf(-1), effectOf(1));
    const modelFree = effectOf(-1).map((effect, i) => (effect + effectOf(1)[i]!) / 2);
    return [
      {
        effect: "staying, rewarded and common, fitted",
        known: ".744 ± .022",
        ours: meanOf(stay(1, -1)),
        expected: [0.678, 0.81],
      },
      { effect: "rewarded and rare", known: ".702 ± .021", ours: meanOf(stay(1, 1)), expected: [0.639, 0.765] },
      { effect: "unrewarded and common", known: ".623 ± .018", ours: meanOf(stay(-1, -1)), expected: [0.569, 0.677] },
      { effect: "unrewarded and rare", known: ".682 ± .021", ours: meanOf(stay(-1, 1)), expected: [0.619, 0.745] },
      {
        effect: "reward × transition",
        known: "0.100 [0.054, 0.147]",
        ours: meanOf(modelBased),
        expected: [0.054, 0.147],
      },
      {
        effect: "its correlation with age",
        known: "r .302 [.088, .489]",
        ours: correlationOf(modelBased, age),
        expected: "above 0",
      },
      {
        effect: "correlation of the effect of reward with age",
        known: "r .086 [−.137, .300]",
        ours: correlationOf(modelFree, age),
        expected: "around 0",
      },
      {
        effect: "correlation of staying itself (log odds) with age",
        known: "r .490 [.302, .640]",
        ours: correlationOf(staying, age),
        expected: "above 0",
      },
    ];
  },
};

function agesOf(fit: Fitted, { folder }: Places): number[] {
  const text = readFileSync(`${folder}/decker2016-twostep-development/decker_ages.csv`, "utf8");
  const ages = new Map(
    text
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => [line.split(",")[0]!, Number(line.split(",")[1])]),
  );
  return fit.subjects.map((subject) => ages.get(subject)!);
}

const deterministic = '--map "firstState=state1 - 1" --map "choice=state2 - 1" --map "outcome=points / 5"';

const kool2016: Study = {
  id: "kool2016",
  title: "Two steps with sure transitions ([Kool et al. 2016](https://doi.org/10.1371/journal.pcbi.1005090))",
  people: "184",
  bundled: false,
  commands: [
    `npx neohebb fit DIR/kool2016-novel-twostep/novel.csv.gz --model two-step-deterministic --rows included=1 ${deterministic} --missing state2=-1`,
    `npx neohebb fit DIR/kool2016-novel-twostep/novel.csv.gz --model examples/behaviour/two-step-forgetting.yaml --rows included=1 ${deterministic} --missing state2=-1`,
  ],
  async effects(places) {
    const [published, forgetting] = [await fitted(this.commands[0]!, places), await fitted(this.commands[1]!, places)];
    return [
      ...(await stayEffects("two-step-forgetting", forgetting, places)),
      ...(await stayEffects("two-step-deterministic", published, places)),
      {
        effect: "log likelihood of `two-step-forgetting` over that of `two-step-deterministic`",
        known: "–",
        ours: exactly(forgetting.logLikelihood - published.logLikelihood),
        expected: "above 0",
      },
    ];
  },
};

/** What people who were fitted by a model do in the same task again. */
async function stayEffects(model: string, fit: Fitted, { root, folder }: Places): Promise<Effect[]> {
  const path = model === "two-step-forgetting" ? `${root}/examples/behaviour/${model}.yaml` : model;
  const trials = await trialsFor(path, `${folder}/kool2016-novel-twostep/novel.csv.gz`, {
    rows: { included: "1" },
    mapping: { firstState: "state1 - 1", choice: "state2 - 1", outcome: "points / 5" },
    missing: { state2: ["-1"] },
    extra: ["rews_1", "rews_2"],
  });
  const again = replay(trials, fit, (row, { choice }) => ({
    outcome: Number(trials.extra.get(choice === 0 ? "rews_1" : "rews_2")![row]) / 5,
  }));
  const winMinusLoss = (same: boolean) =>
    minus(staying(trials, again, same, true), staying(trials, again, same, false));
  return [
    {
      effect: `\`${model}\`: weight of model-based control (0 none, 1 all)`,
      known: "both clear",
      ours: meanOf(fit.value("modelBasedWeight")),
      expected: [0.3, 0.7],
    },
    {
      effect: "staying, win − loss, same start, simulated",
      known: "0.369 [0.336, 0.402]",
      ours: meanOf(winMinusLoss(true)),
      expected: [0.336, 0.402],
    },
    {
      effect: "win − loss, different start (model-based)",
      known: "0.177 [0.143, 0.212]",
      ours: meanOf(winMinusLoss(false)),
      expected: [0.143, 0.212],
    },
    {
      effect: "same − different (model-free)",
      known: "0.192 [0.152, 0.231]",
      ours: meanOf(minus(winMinusLoss(true), winMinusLoss(false))),
      expected: [0.152, 0.231],
    },
  ];
}

/** How often each person goes to the same second state again; trials with a miss now or just before are left out. */
function staying({ table }: Trials, tables: readonly Table[], same: boolean, won: boolean): number[] {
  const [start, answered] = [table.firstState as Float64Array, table.choice as Float64Array];
  const subjects = table.subject as readonly string[];
  const stays = (one: Table, row: number) =>
    (one.choice as Float64Array)[row] === (one.choice as Float64Array)[row - 1] ? 1 : 0;
  const found = ofPeople(
    tables,
    stays,
    (one, row) =>
      row > 0 &&
      subjects[row] === subjects[row - 1] &&
      !Number.isNaN(answered[row]!) &&
      !Number.isNaN(answered[row - 1]!) &&
      (start[row] === start[row - 1]) === same &&
      (one.outcome as Float64Array)[row - 1]! > 0 === won,
  );
  return [...new Set(subjects)].map((subject) => found.get(subject) ?? Number.NaN);
}

const mikus2022: Study = {
  id: "mikus2022",
  title: "Amisulpride and naltrexone in two steps ([Mikus et al. 2022](https://doi.org/10.7554/eLife.79661))",
  people: "112",
  bundled: false,
  commands: [
    'npx neohebb fit DIR/mikus2022-amisulpride-naltrexone-twostep/data_beh.csv.gz --model two-step-deterministic --map subject=ID --map "firstState=s1 - 1" --map "choice=s2 - 1" --map "outcome=points / 5" --condition drug --within session',
  ],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const weight = (drug: string, session: string) => fit.value("modelBasedWeight", fit.rows({ drug, session }));
    const change = (drug: string): number[] => {
      const before = new Map(fit.rows({ drug, session: "1" }).map((row) => [fit.subjects[row]!, row]));
      const after = fit.rows({ drug, session: "2" });
      return minus(
        fit.value("modelBasedWeight", after),
        fit.value(
          "modelBasedWeight",
          after.map((row) => before.get(fit.subjects[row]!)!),
        ),
      );
    };
    const effects: Effect[] = [
      {
        effect: "amisulpride − placebo, model-based weight, under the drug, d",
        known: "authors' weight d 0.36, p .13",
        ours: groupSize(weight("Pla", "2"), weight("Ami", "2")),
        expected: [0, 0.72],
      },
      {
        effect: "the same, change from the session before, d",
        known: "0.45 [−0.01, 0.91]",
        ours: groupSize(change("Pla"), change("Ami")),
        expected: [-0.01, 0.91],
      },
      {
        effect: "naltrexone − placebo, under the drug, d",
        known: "nothing",
        ours: groupSize(weight("Pla", "2"), weight("Nal", "2")),
        expected: "around 0",
      },
      {
        effect: "before the drug: amisulpride − placebo, d",
        known: "nothing",
        ours: groupSize(weight("Pla", "1"), weight("Ami", "1")),
        expected: "around 0",
      },
    ];
    return effects;
  },
};

export const twoStepStudies: readonly Study[] = [decker2016, kool2016, mikus2022];
