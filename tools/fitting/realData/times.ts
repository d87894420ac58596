import type { Table } from "../../../src/math/table.ts";
import { type Effect, exactly, meanOf, minus, pairedSize } from "./effect.ts";
import { type Fitted, fitted, type Places } from "./fitted.ts";
import { ofPeople, replay, trialsFor } from "./replay.ts";
import type { Study } from "./study.ts";

const cavanagh2011: Study = {
  id: "cavanagh2011",
  title: "Conflict, theta and subthalamic stimulation ([Cavanagh et al. 2011](https://doi.org/10.1038/nn.2925))",
  people: "14",
  bundled: true,
  commands: ["npx neohebb fit cavanagh2011 --model examples/behaviour/threshold-by-theta.yaml"],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const change = minus(fit.value("slopeHighOn"), fit.value("slopeHighOff"));
    const easy = minus(fit.value("slopeLowOn"), fit.value("slopeLowOff"));
    return [
      {
        effect: "conflict: slope of the threshold on theta, on − off, dz",
        known: "correlation of theta and time −0.91 [−1.52, −0.27]",
        ours: pairedSize(change),
        expected: "below 0",
      },
      {
        effect: "no conflict: the same, dz",
        known: "correlation +0.043 [−0.049, 0.135]",
        ours: pairedSize(easy),
        expected: "around 0",
      },
      {
        effect: "conflict, off: slope",
        known: "correlation +0.056 ± 0.036",
        ours: meanOf(fit.value("slopeHighOff")),
        expected: [0, 0.1],
      },
      {
        effect: "conflict, on: slope",
        known: "correlation −0.065 ± 0.032",
        ours: meanOf(fit.value("slopeHighOn")),
        expected: [-0.1, 0],
      },
      {
        effect: "drift, no conflict − conflict",
        known: "accuracy +0.185 [0.150, 0.221]",
        ours: meanOf(minus(fit.value("easyDrift"), fit.value("hardDrift"))),
        expected: "above 0",
      },
    ];
  },
};

/** Log likelihood of a model that learns, minus that of a drift that stays as it is. */
async function gainOver(constant: string, learned: Fitted, places: Places): Promise<Effect> {
  const stays = await fitted(constant, places);
  return {
    effect: "log likelihood over that of a drift that stays (`drift-diffusion`)",
    known: "people learn",
    ours: exactly(learned.logLikelihood - stays.logLikelihood),
    expected: "above 0",
  };
}

const frankPst: Study = {
  id: "frank-pst",
  title: "Probabilistic selection with times ([Pedersen et al. 2017](https://doi.org/10.3758/s13423-016-1199-y))",
  people: "28",
  bundled: true,
  commands: [
    "npx neohebb fit frank-pst --model rl-drift-diffusion",
    "npx neohebb fit frank-pst --model drift-diffusion",
  ],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const trials = await trialsFor("rl-drift-diffusion", `${places.root}/data/frank-pst/trials.csv`, {
      extra: ["pair"],
    });
    const pair = trials.extra.get("pair")!;
    const pays: Readonly<Record<string, number>> = { AB: 0.8, CD: 0.7, EF: 0.6 };
    const again = replay(trials, fit, (row, { choice }, random) => {
      const better = pays[pair[row]!]!;
      return { outcome: random() < (choice === 1 ? better : 1 - better) ? 1 : 0 };
    });
    const of = (column: string, name: string) => [
      ...ofPeople(
        again,
        (table, row) => (table[column] as Float64Array)[row]!,
        (_, row) => pair[row] === name,
      ).values(),
    ];
    return [
      {
        effect: "learning rate for gains",
        known: "–",
        ours: meanOf(fit.value("learningRateGain")),
        expected: "above 0",
      },
      {
        effect: "minus that for losses",
        known: "win-stay .791, lose-shift .377",
        ours: meanOf(minus(fit.value("learningRateGain"), fit.value("learningRateLoss"))),
        expected: "above 0",
      },
      await gainOver(this.commands[1]!, fit, places),
      {
        effect: "accuracy AB − EF of the fitted people, simulated",
        known: "+0.174 [0.051, 0.296]",
        ours: meanOf(minus(of("choice", "AB"), of("choice", "EF"))),
        expected: [0.051, 0.296],
      },
      {
        effect: "time AB − EF, s",
        known: "−0.071 [−0.156, 0.015]",
        ours: meanOf(minus(of("reactionTime", "AB"), of("reactionTime", "EF"))),
        expected: [-0.156, 0.015],
      },
    ];
  },
};

const scaled = '--map "outcome=(outcome - 40) / 10" --map "forgoneOutcome=(forgoneOutcome - 40) / 10"';

const fontanesi2019: Study = {
  id: "fontanesi2019",
  title: "Learning with times and full feedback ([Fontanesi et al. 2019](https://doi.org/10.3758/s13423-018-1554-2))",
  people: "27",
  bundled: true,
  commands: [
    `npx neohebb fit fontanesi2019 --model examples/behaviour/rl-drift-diffusion-sigmoid.yaml ${scaled}`,
    `npx neohebb fit fontanesi2019 --model rl-drift-diffusion ${scaled}`,
    "npx neohebb fit fontanesi2019 --model drift-diffusion",
  ],
  async effects(places) {
    const [caution, plain] = [await fitted(this.commands[0]!, places), await fitted(this.commands[1]!, places)];
    const model = `${places.root}/examples/behaviour/rl-drift-diffusion-sigmoid.yaml`;
    const shown = [await pairEffects(places, model, caution), await pairEffects(places, "rl-drift-diffusion", plain)];
    return [
      await gainOver(this.commands[2]!, plain, places),
      {
        effect: "slope of the threshold's logarithm on the pair's value (`rl-drift-diffusion-sigmoid`)",
        known: "below 0 (paper)",
        ours: meanOf(caution.value("thresholdSlope")),
        expected: "below 0",
      },
      ...shown[0]!,
      ...shown[1]!
        .filter(({ effect }) => effect.startsWith("time, higher"))
        .map((effect) => ({
          ...effect,
          effect: `${effect.effect}, by \`rl-drift-diffusion\` without such a slope`,
          expected: "around 0" as const,
        })),
    ];
  },
};

/** Effects of difficulty and value on accuracy and time in what fitted people do again. */
async function pairEffects({ root }: Places, model: string, fit: Fitted): Promise<Effect[]> {
  const trials = await trialsFor(model, `${root}/data/fontanesi2019/trials.csv`, {
    mapping: { outcome: "(outcome - 40) / 10", forgoneOutcome: "(forgoneOutcome - 40) / 10" },
  });
  const { table } = trials;
  const column = (name: string) => table[name] as Float64Array;
  const [choice, outcome, forgone] = [column("choice"), column("outcome"), column("forgoneOutcome")];
  const again = replay(trials, fit, (row, values) => {
    const [better, worse] = choice[row] === 1 ? [outcome[row]!, forgone[row]!] : [forgone[row]!, outcome[row]!];
    return values.choice === 1
      ? { outcome: better, forgoneOutcome: worse }
      : { outcome: worse, forgoneOutcome: better };
  });
  const pairOf = (row: number) => `${column("firstSymbol")[row]! + 1}-${column("secondSymbol")[row]! + 1}`;
  const of = (what: string, ...pairs: readonly string[]) => [
    ...ofPeople(
      again,
      (simulated: Table, row) => (simulated[what] as Float64Array)[row]!,
      (_, row) => pairs.includes(pairOf(row)),
    ).values(),
  ];
  const [easy, hard] = [
    ["1-3", "2-4"],
    ["1-2", "3-4"],
  ] as const;
  return [
    {
      effect: "accuracy, easy − hard pairs, simulated",
      known: "+0.142 [0.100, 0.184]",
      ours: meanOf(minus(of("choice", ...easy), of("choice", ...hard))),
      expected: [0.1, 0.184],
    },
    {
      effect: "time, easy − hard pairs, s",
      known: "−0.085 [−0.113, −0.056]",
      ours: meanOf(minus(of("reactionTime", ...easy), of("reactionTime", ...hard))),
      expected: [-0.113, -0.056],
    },
    {
      effect: "time, higher − lower value, s",
      known: "−0.134 [−0.176, −0.091]",
      ours: meanOf(minus(of("reactionTime", "2-4", "3-4"), of("reactionTime", "1-2", "1-3"))),
      expected: [-0.176, -0.091],
    },
    {
      effect: "accuracy, pairs 3-4 − 1-2",
      known: "+0.001 [−0.036, 0.038]",
      ours: meanOf(minus(of("choice", "3-4"), of("choice", "1-2"))),
      expected: [-0.036, 0.038],
    },
  ];
}

export const timeStudies: readonly Study[] = [cavanagh2011, frankPst, fontanesi2019];
