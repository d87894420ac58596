import type { Table } from "../../../src/math/table.ts";
import { type Effect, exactly, meanOf, minus } from "./effect.ts";
import { fitted, type Places } from "./fitted.ts";
import { learningBeatsGuessing } from "./leaveOneOut.ts";
import { ofPeople, replay, trialsFor } from "./replay.ts";
import type { Study } from "./study.ts";

const zorowitz2023: Study = {
  id: "zorowitz2023",
  title: "Three arms with reversals ([Zorowitz et al. 2023](https://doi.org/10.1038/s41562-023-01640-7))",
  people: "406",
  bundled: true,
  commands: ["npx neohebb fit zorowitz2023 --model q-learning-stickiness"],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const file = `${places.root}/data/zorowitz2023/trials.csv`;
    const trials = await trialsFor("q-learning-stickiness", file, { extra: ["bestOption", "block"] });
    const best = trials.extra.get("bestOption")!;
    const again = replay(trials, fit, (row, { choice }, random) => ({
      outcome: random() < (choice === Number(best[row]) ? 0.8 : 0.2) ? 1 : 0,
    }));
    const isNext = (table: Table, row: number) => row > 0 && table.subject![row] === table.subject![row - 1];
    const after = (won: number) => (table: Table, row: number) =>
      isNext(table, row) && (table.outcome as Float64Array)[row - 1] === won;
    const stays = (table: Table, row: number) => {
      const choice = table.choice as Float64Array;
      return choice[row] === choice[row - 1] ? 1 : 0;
    };
    const hit = (table: Table, row: number) => ((table.choice as Float64Array)[row] === Number(best[row]) ? 1 : 0);
    const { better, people } = await learningBeatsGuessing(file, "q-learning-stickiness", 406);
    return [
      { effect: "learning rate", known: "–", ours: meanOf(fit.value("learningRate")), expected: [0.3, 0.9] },
      { effect: "inverse temperature", known: "–", ours: meanOf(fit.value("inverseTemperature")), expected: [2, 8] },
      {
        effect: `better than a constant bias by leave-one-out, of ${people}`,
        known: "nearly all",
        ours: exactly(better),
        expected: [0.9 * people, people],
      },
      {
        effect: "accuracy of the fitted people, simulated",
        known: ".567 (s.e. .006)",
        ours: meanOf([...ofPeople(again, hit).values()]),
        expected: [0.549, 0.585],
      },
      {
        effect: "their win-stay",
        known: ".855 (s.e. .010)",
        ours: meanOf([...ofPeople(again, stays, after(1)).values()]),
        expected: [0.825, 0.885],
      },
      {
        effect: "their lose-shift",
        known: ".643 (s.e. .011)",
        ours: meanOf([...ofPeople(again, (table, row) => 1 - stays(table, row), after(0)).values()]),
        expected: [0.61, 0.676],
      },
    ];
  },
};

const collins2012: Study = {
  id: "collins2012",
  title: "Working memory in learning ([Collins & Frank 2012](https://doi.org/10.1111/j.1460-9568.2011.07980.x))",
  people: "79",
  bundled: true,
  commands: ["npx neohebb fit collins2012 --model working-memory"],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const file = `${places.root}/data/collins2012/trials.csv.gz`;
    const trials = await trialsFor("working-memory", file, { extra: ["correctChoice", "iteration"] });
    const right = trials.extra.get("correctChoice")!;
    const again = replay(trials, fit, (row, { choice }) => ({ outcome: choice === Number(right[row]) - 1 ? 1 : 0 }), 5);
    const isResponse = trials.table.outcome as Float64Array;
    const setSize = trials.table.setSize as Float64Array;
    const outcome = (table: Table, row: number) => (table.outcome as Float64Array)[row]!;
    const accuracy = (size: number, presentation: string | null = null) => [
      ...ofPeople(again, outcome, (_, row) => {
        const isThen = presentation === null || trials.extra.get("iteration")![row] === presentation;
        return setSize[row] === size && isThen && !Number.isNaN(isResponse[row]!);
      }).values(),
    ];
    return [
      { effect: "capacity, items", known: "2 to 4 (paper)", ours: meanOf(fit.value("capacity")), expected: [2, 4] },
      {
        effect: "weight of memory",
        known: "above 0 (paper)",
        ours: meanOf(fit.value("memoryWeight")),
        expected: "above 0",
      },
      {
        effect: "accuracy, sets of 6 − 2, simulated in their own trials",
        known: "−0.129 [−0.147, −0.111]",
        ours: meanOf(minus(accuracy(6), accuracy(2))),
        expected: [-0.147, -0.111],
      },
      {
        effect: "accuracy, sets of 2",
        known: ".875 (95 % of halves ± .023)",
        ours: meanOf(accuracy(2)),
        expected: [0.852, 0.898],
      },
      {
        effect: "accuracy, sets of 6",
        known: ".746 (± .023)",
        ours: meanOf(accuracy(6)),
        expected: [0.723, 0.769],
      },
      {
        effect: "third presentation, sets of 2",
        known: ".939 (± .027)",
        ours: meanOf(accuracy(2, "3")),
        expected: [0.912, 0.966],
      },
      {
        effect: "third presentation, sets of 6",
        known: ".590 (± .049)",
        ours: meanOf(accuracy(6, "3")),
        expected: [0.541, 0.639],
      },
    ];
  },
};

const gershman2018: Study = {
  id: "gershman2018",
  title: "Directed and random exploration ([Gershman 2018](https://doi.org/10.1016/j.cognition.2017.12.014))",
  people: "45, 44",
  bundled: false,
  commands: [
    "npx neohebb fit DIR/gershman2018-exploration/data1.csv --model examples/behaviour/one-known-arm.yaml --map outcome=reward",
    "npx neohebb fit DIR/gershman2018-exploration/data2.csv --model thompson-and-ucb --map outcome=reward",
  ],
  async effects(places) {
    const [known, both] = [await fitted(this.commands[0]!, places), await fitted(this.commands[1]!, places)];
    return [
      {
        effect: "experiment 1: directed",
        known: "pooled 0.245 [0.141, 0.349]",
        ours: meanOf(known.value("uncertaintyWeight")),
        expected: "above 0",
      },
      {
        effect: "experiment 1: random",
        known: "pooled 0.45 [−0.23, 1.13]",
        ours: meanOf(known.value("relativeValueWeight")),
        expected: "above 0",
      },
      {
        effect: "experiment 2: directed",
        known: "pooled 0.033 [−0.003, 0.070]; 0.048 [0.008, 0.087] with the data's variances",
        ours: meanOf(both.value("relativeUncertaintyWeight")),
        expected: "above 0",
      },
      {
        effect: "experiment 2: random",
        known: "pooled 0.56 [0.41, 0.71]; 0.134 [0.097, 0.172]",
        ours: meanOf(both.value("totalUncertaintyWeight")),
        expected: "above 0",
      },
    ];
  },
};

const hbayesdm: Study = {
  id: "hbayesdm-examples",
  title:
    "Tables of the package hBayesDM, some of them simulated ([Ahn et al. 2017](https://doi.org/10.1162/CPSY_a_00002))",
  people: "20, 11, 10",
  bundled: false,
  commands: [
    "npx neohebb fit DIR/hbayesdm-examples/prl_exampleData.txt --model q-learning-fictitious",
    'npx neohebb fit DIR/hbayesdm-examples/ts_exampleData.txt --model two-step-hybrid --map "secondState=floor((level2_choice - 1) / 2)" --map "secondChoice=level2_choice - 1 - 2 * floor((level2_choice - 1) / 2)"',
    "npx neohebb fit DIR/hbayesdm-examples/gng_exampleData.txt --model go-no-go-pavlovian",
  ],
  async effects(places) {
    const [reversal, steps, going] = [
      await fitted(this.commands[0]!, places),
      await fitted(this.commands[1]!, places),
      await fitted(this.commands[2]!, places),
    ];
    return [
      ...(await reversalEffects(places, reversal)),
      {
        effect: "two-step: weight of model-based control",
        known: "reward × transition of staying 0.331 [0.161, 0.502]",
        ours: meanOf(steps.value("modelBasedWeight")),
        expected: "above 0",
      },
      ...(await pressEffects(places, going)),
    ];
  },
};

async function reversalEffects({ folder }: Places, fit: Awaited<ReturnType<typeof fitted>>): Promise<Effect[]> {
  const trials = await trialsFor("q-learning-fictitious", `${folder}/hbayesdm-examples/prl_exampleData.txt`);
  const data = trials.table;
  const outcome = data.outcome as Float64Array;
  const choice = data.choice as Float64Array;
  // What pays is not in the file: the outcome that the person got if the choice is the same, else the opposite one.
  const again = replay(trials, fit, (row, values) => ({
    outcome: values.choice === choice[row] ? outcome[row]! : -outcome[row]!,
  }));
  const after = (won: number) => (table: Table, row: number) =>
    row > 0 && table.subject![row] === table.subject![row - 1] && (table.outcome as Float64Array)[row - 1] === won;
  const stays = (table: Table, row: number) =>
    (table.choice as Float64Array)[row] === (table.choice as Float64Array)[row - 1] ? 1 : 0;
  return [
    {
      effect: "reversal: win-stay of the fitted people, simulated",
      known: ".773 ± .019",
      ours: meanOf([...ofPeople(again, stays, after(1)).values()]),
      expected: [0.716, 0.83],
    },
    {
      effect: "reversal: lose-shift",
      known: ".583 ± .017",
      ours: meanOf([...ofPeople(again, (table, row) => 1 - stays(table, row), after(-1)).values()]),
      expected: [0.532, 0.634],
    },
  ];
}

/** How often the four cues are answered by a press. */
async function pressEffects({ folder }: Places, fit: Awaited<ReturnType<typeof fitted>>): Promise<Effect[]> {
  const trials = await trialsFor("go-no-go-pavlovian", `${folder}/hbayesdm-examples/gng_exampleData.txt`);
  const stimulus = trials.table.stimulus as Float64Array;
  const again = replay(trials, fit, (row, { choice }, random) => {
    const cue = stimulus[row]!;
    const isRight = (cue % 2 === 0) === (choice === 1);
    const isGood = random() < (isRight ? 0.8 : 0.2);
    return { outcome: cue < 2 ? (isGood ? 1 : 0) : isGood ? 0 : -1 };
  });
  const known = [0.955, 0.152, 0.808, 0.235];
  const names = ["go to win", "no go to win", "go to avoid", "no go to avoid"];
  const pressed = (table: Table, row: number) => (table.choice as Float64Array)[row]!;
  return names.map((name, cue) => ({
    effect: `go/no-go: presses, ${name}, simulated`,
    known: known[cue]!.toFixed(3).slice(1),
    ours: meanOf([...ofPeople(again, pressed, (_, row) => stimulus[row] === cue).values()]),
    expected: [known[cue]! - 0.08, known[cue]! + 0.08] as const,
  }));
}

export const learningStudies: readonly Study[] = [zorowitz2023, collins2012, gershman2018, hbayesdm];
