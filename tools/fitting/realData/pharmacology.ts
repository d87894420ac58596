import { mean } from "../../../src/math/statistics.ts";
import { groupSize, logit, minus, pairedSize } from "./effect.ts";
import { fitted } from "./fitted.ts";
import type { Study } from "./study.ts";

// Each weight times half the range of its sums (101 points lost, 183 won), the scale of the paper's regression.
const halfRange = { lossWeight: 0.505, gainWeight: 0.915 };

const michely2022: Study = {
  id: "michely2022",
  title: "Citalopram and learning from losses ([Michely et al. 2022](https://doi.org/10.1038/s42003-022-03690-5))",
  people: "66",
  bundled: true,
  commands: [
    "npx neohebb fit michely2022 --model gain-loss-accumulation --missing choice=0 --no-prior --condition drug --within session",
  ],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const rows = (session: string, drug: string) =>
      fit.rows({ session, drug }).filter((row) => !(session === "1" && fit.subjects[row] === "517"));
    const weights = (name: keyof typeof halfRange, session: string, drug: string) =>
      fit.value(name, rows(session, drug)).map((weight) => weight * halfRange[name]);
    const asymmetry = (session: string, drug: string) =>
      minus(weights("lossWeight", session, drug), weights("gainWeight", session, drug));
    const drugEffect = (name: keyof typeof halfRange, session: string) =>
      groupSize(weights(name, session, "0"), weights(name, session, "1"));
    return [
      {
        effect: "after a week: weight of losses, citalopram − placebo, d",
        known: "0.57 [0.07, 1.06]",
        ours: drugEffect("lossWeight", "2"),
        expected: "above 0",
      },
      {
        effect: "after a week: losses − gains, d",
        known: "0.81 [0.30, 1.31]",
        ours: groupSize(asymmetry("2", "0"), asymmetry("2", "1")),
        expected: "above 0",
      },
      {
        effect: "after a week: weight of gains, d",
        known: "nothing (−0.06 [−1.05, 0.92] unscaled)",
        ours: drugEffect("gainWeight", "2"),
        expected: "around 0",
      },
      {
        effect: "after one dose: weight of losses, d",
        known: "nothing (+0.90 [−1.05, 2.86] unscaled)",
        ours: drugEffect("lossWeight", "1"),
        expected: "around 0",
      },
      {
        effect: "after one dose: weight of gains, d",
        known: "nothing (+0.61 [−1.01, 2.24] unscaled)",
        ours: drugEffect("gainWeight", "1"),
        expected: "around 0",
      },
    ];
  },
};

const turi2017: Study = {
  id: "turi2017",
  title: "Sham stimulation said to help ([Turi et al. 2017](https://doi.org/10.1038/srep41028))",
  people: "29",
  bundled: true,
  commands: [
    'npx neohebb fit turi2017 --model q-learning-pairs --missing ACC=-1 --within condition=N --map "firstSymbol=2 * (pair - 1)" --map "secondSymbol=2 * (pair - 1) + 1" --map "choice=1 - ACC"',
  ],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const change = (name: string, instruction: string, scale: (value: number) => number) => {
      const [before, after] = fit.pairs(name, "condition", ["N", instruction]);
      return pairedSize(minus(after.map(scale), before.map(scale)));
    };
    return [
      {
        effect: "rate for gains, instruction B − none, dz",
        known: "accuracy dz 0.56 [0.16, 0.94]",
        ours: change("learningRateGain", "B", logit),
        expected: "above 0",
      },
      {
        effect: "rate for losses, B − none, dz",
        known: "–",
        ours: change("learningRateLoss", "B", logit),
        expected: "around 0",
      },
      {
        effect: "inverse temperature, B − none, dz",
        known: "–",
        ours: change("inverseTemperature", "B", Math.log),
        expected: "around 0",
      },
      {
        effect: "rate for gains, instruction A − none, dz",
        known: "accuracy +0.036 [−0.023, 0.094]",
        ours: change("learningRateGain", "A", logit),
        expected: "around 0",
      },
      {
        effect: "rate for losses, A − none, dz",
        known: "accuracy +0.036 [−0.023, 0.094]",
        ours: change("learningRateLoss", "A", logit),
        expected: "around 0",
      },
    ];
  },
};

const ang2021: Study = {
  id: "ang2021",
  title: "Acetylcholine silenced in mice ([Ang et al. 2021](https://doi.org/10.1371/journal.pcbi.1009017))",
  people: "45",
  bundled: false,
  commands: [
    "npx neohebb fit DIR/ang2021-ach-silencing-reversal/trial_data.csv --model acquisition --map subject=sub --map choice=rew.found --condition condition --within phase",
  ],
  async effects(places) {
    const fit = await fitted(this.commands[0]!, places);
    const of = (name: string, phase: string, ...groups: readonly string[]) =>
      groups.flatMap((condition) => fit.value(name, fit.rows({ phase, condition }))).map(logit);
    const silenced = (name: string, phase: string) => groupSize(of(name, phase, "OFF", "GFP"), of(name, phase, "ON"));
    /** Mean success that the fitted curve gives over a part of the trials. */
    const success = (phase: string, [from, to]: readonly [number, number], ...groups: readonly string[]) =>
      groups.flatMap((condition) => {
        const rows = fit.rows({ phase, condition });
        const [begin, rate, end, trials] = [
          ...["initialProbability", "learningRate", "finalProbability", "trials"].map((name) => fit.value(name, rows)),
        ] as [number[], number[], number[], number[]];
        return rows.map((_, i) => {
          const places = Array.from({ length: trials[i]! }, (_, trial) => trial).slice(
            Math.round(from * trials[i]!),
            Math.round(to * trials[i]!),
          );
          return mean(places.map((trial) => end[i]! + (begin[i]! - end[i]!) * (1 - rate[i]!) ** trial));
        });
      });
    const change = (phase: string, part: readonly [number, number]) =>
      groupSize(success(phase, part, "OFF", "GFP"), success(phase, part, "ON"));
    return [
      {
        effect: "reversal: success of the fitted curves, silenced − both controls, d",
        known: "−0.73 [−1.33, −0.12]",
        ours: change("1", [0, 1]),
        expected: "below 0",
      },
      {
        effect: "reversal: the second half of the trials, d",
        known: "days 7–12 −0.85 [−1.46, −0.24]",
        ours: change("1", [0.5, 1]),
        expected: "below 0",
      },
      {
        effect: "reversal: the first half, d",
        known: "days 1–6 −0.055 [−0.146, 0.037]",
        ours: change("1", [0, 0.5]),
        expected: "around 0",
      },
      {
        effect: "first learning: success, d",
        known: "+0.021 [−0.033, 0.075]",
        ours: change("0", [0, 1]),
        expected: "around 0",
      },
      {
        effect: "reversal: success, no opsin − no light, d",
        known: "p .89",
        ours: groupSize(success("1", [0, 1], "OFF"), success("1", [0, 1], "GFP")),
        expected: "around 0",
      },
      {
        effect: "reversal: where it ends (log odds), silenced − both controls, d",
        known: "late success lower",
        ours: silenced("finalProbability", "1"),
        expected: "below 0",
      },
      {
        effect: "reversal: its rate (log odds), d",
        known: "–",
        ours: silenced("learningRate", "1"),
        expected: "around 0",
      },
      {
        effect: "first learning: where it ends (log odds), d",
        known: "days 5–8 of the data d 0.62 (.895 and .842)",
        ours: silenced("finalProbability", "0"),
        expected: [0.2, 1],
      },
    ];
  },
};

export const pharmacologyFits: readonly Study[] = [michely2022, turi2017, ang2021];
