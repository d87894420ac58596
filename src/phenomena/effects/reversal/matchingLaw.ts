import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine, withoutSerotonin } from "../lesions.ts";
import { correlation, historyKernels } from "./fits.ts";
import { total, withoutStriatalLearning } from "./parts.ts";

const lags = 15;
const lagged = Array.from({ length: lags }, (_, place) => place + 1);
const sessions = 2;

const baited = (label: string, schedule: string, treatment?: SessionArm["treatment"]): SessionArm => ({
  label,
  task: { id: "baited-choice-v1", schedule, options: { sessions } },
  ...(treatment && { treatment }),
});

const isBaited = (trials: SubjectTrials): boolean => trials.arm !== "unbaited";

interface Line {
  readonly slope: number;
  readonly bias: number;
  readonly determination: number;
}

/** Line through the logarithms of choice and income ratios of a subject's blocks; half is added to each count. */
function matchingLine(trials: SubjectTrials): Line {
  if (!isBaited(trials)) return { slope: Number.NaN, bias: Number.NaN, determination: Number.NaN };
  const x: number[] = [];
  const y: number[] = [];
  const logRatio = (first: number, second: number): number => Math.log10((first + 0.5) / (second + 0.5));
  for (const block of new Set(trials.column("block"))) {
    const own = trials.where({ equal: { block } });
    if (own.length < 90) continue;
    const last = own.where({ last: 60 });
    const choices = last.column("choice");
    const outcomes = last.column("outcome");
    const chosen = (side: number) => choices.filter((choice) => choice === side).length;
    const income = (side: number) => total(outcomes.filter((_, place) => choices[place] === side));
    x.push(logRatio(income(0), income(1)));
    y.push(logRatio(chosen(0), chosen(1)));
  }
  const r = correlation(x, y);
  const spread = (values: readonly number[]) => {
    const middle = average(values);
    return Math.sqrt(total(values.map((value) => (value - middle) ** 2)));
  };
  const slope = (r * spread(y)) / spread(x);
  return { slope, bias: average(y) - slope * average(x), determination: r * r };
}

/** Mean income a trial of the best fixed probability of taking each option, on the schedule of each trial. */
function bestFixedIncome(trials: SubjectTrials): number {
  const [first, second] = [trials.column("arming0"), trials.column("arming1")];
  const known = new Map<number, number>();
  return average(
    first.map((arming, place) => {
      let best = known.get(arming);
      if (best === undefined) {
        const income = (chance: number, share: number): number =>
          (share * chance) / (1 - (1 - chance) * (1 - share) + 1e-9);
        const shares = Array.from({ length: 101 }, (_, step) => step / 100);
        best = Math.max(...shares.map((share) => income(arming, share) + income(second[place]!, 1 - share)));
        known.set(arming, best);
      }
      return best;
    }),
  );
}

const reward = (lag: number): string => `mean(frequency.reward${lag})`;
const sumOf = (from: number, to: number): string =>
  lagged
    .filter((lag) => lag >= from && lag <= to)
    .map(reward)
    .join(" + ");

/** Choices are shared out as income is, somewhat less steeply. */
export const matchingLaw: Effect = {
  id: "matching-law",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      frequency: baited("ratios of frequency", "frequency"),
      magnitude: baited("ratios of magnitude", "magnitude"),
      unbaited: {
        label: "unbaited",
        task: { id: "hazard-reversal-v1", options: { rewardBest: 0.3, rewardOther: 0.1, hazard: 0, trials: 400 } },
      },
      lowDopamine: baited("dopamine × 0.5", "frequency", {
        manipulations: [{ fibreLesion: "ventralTegmentalArea", share: 0.5 }],
      }),
      highDopamine: baited("dopamine × 1.5", "frequency", {
        doses: [{ modulator: "dopamine", site: "efflux", dose: "0.5 Ki" }],
      }),
    },
    windows: {},
    readings: {
      slope: (trials) => matchingLine(trials).slope,
      bias: (trials) => matchingLine(trials).bias,
      determination: (trials) => matchingLine(trials).determination,
      income: (trials) => (isBaited(trials) ? trials.mean("outcome") / bestFixedIncome(trials) : Number.NaN),
      better: (trials) => (isBaited(trials) ? Number.NaN : trials.where({ last: 200 }).mean("correct")),
      ...Object.fromEntries(
        lagged.map((lag) => [
          `reward${lag}`,
          (trials: SubjectTrials) =>
            trials.arm === "frequency" ? historyKernels(trials, lags).rewards[lag - 1]! : Number.NaN,
        ]),
      ),
      choiceLag: (trials) => (trials.arm === "frequency" ? historyKernels(trials, lags).choices[0]! : Number.NaN),
    },
  },
  remarks: [
    "Two sessions of 1,000 trials: some 16 blocks, whose ratios are drawn, so that each comes four times on average. Half a choice and half a reward are added to the counts of either side, since the lean side often brings nothing in 60 trials.",
    "Kernels are those of a linear regression over 15 trials; decreasing: rank correlation of the first five weights with the lag of at most −0.9. The time constant is that of an exponential with the same ratio of neighbouring weights.",
    "Dopamine × 0.5 is the loss of half of the terminals (as in Parkinson's disease), × 1.5 a constant efflux of half the tonic release. Unbaited: the last 200 of 400 trials.",
  ],
  measures: {
    aFreq: { expression: "mean(frequency.slope)", unit: "1", doc: "Slope for ratios of frequency." },
    b: { expression: "mean(frequency.bias)", unit: "1", doc: "Bias." },
    r2: { expression: "mean(frequency.determination)", unit: "1", doc: "Share of variance that the line explains." },
    under: {
      expression: "100 * mean(frequency.slope <= 1)",
      unit: "%",
      doc: "Subjects whose slope is at most 1.",
    },
    aMag: { expression: "mean(magnitude.slope)", unit: "1", doc: "Slope for ratios of magnitude." },
    decreasing: {
      expression: `monotony(${lagged.slice(0, 5).map(reward).join(", ")})`,
      unit: "1",
      doc: "Rank correlation of the first five weights of past rewards with their lag.",
    },
    tau: {
      expression: `-1 / log((${sumOf(2, lags)}) / (${sumOf(1, lags - 1)}))`,
      unit: "trials",
      doc: "Time constant of the reward kernel.",
    },
    choiceLag: { expression: "mean(frequency.choiceLag)", unit: "1", doc: "Weight of the last choice." },
    income: { expression: "mean(frequency.income)", unit: "1", doc: "Income, of that of the best fixed policy." },
    better: { expression: "mean(unbaited.better)", unit: "1", doc: "Choices of the better side, unbaited." },
    aLow: { expression: "mean(lowDopamine.slope)", unit: "1", doc: "Slope with dopamine × 0.5." },
    aHigh: { expression: "mean(highDopamine.slope)", unit: "1", doc: "Slope with dopamine × 1.5." },
  },
  criterion: [
    { text: "a_freq", value: "aFreq", low: 0.4, high: 0.98 },
    { text: "|b|", value: "abs(b)", high: 0.12 },
    { text: "R2", value: "r2", low: 0.75 },
    { text: "a_freq <= 1", value: "under", low: 85 },
    { text: "a_mag", value: "aMag", low: 0.5, high: 1.2 },
    { text: "reward kernel decreasing", value: "decreasing", high: -0.9 },
    { text: "time constant", value: "tau", low: 2, high: 25 },
  ],
  sideObservations: [
    {
      text: "collected reward >= 93 % of the best fixed policy on this schedule",
      bands: [{ text: "income", value: "income", low: 0.93 }],
    },
    {
      text: "on an unbaited schedule (0.3 vs 0.1) the same subjects go toward maximising: p(better) >= 0.75",
      bands: [{ text: "p(better)", value: "better", low: 0.75 }],
    },
    {
      text: "a_freq(dopamine x1.5) >= a_freq(x0.5) (direction from Parkinson data)",
      bands: [{ text: "difference", value: "aHigh - aLow", low: 0 }],
    },
  ],
  ablations: [
    {
      id: "no-striatal-learning",
      mechanism: "striatal plasticity gated by dopamine",
      must: "abolish",
      change: withoutStriatalLearning,
      intact: [{ text: "a_freq", value: "aFreq", low: 0.15 }],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [{ text: "a_freq", value: "aFreq", low: 0.3, high: 1.1 }],
    },
    {
      id: "no-serotonin",
      mechanism: "serotonin",
      must: "spare",
      change: withoutSerotonin,
      intact: [{ text: "a_freq", value: "aFreq", low: 0.3, high: 1.1 }],
    },
  ],
  figure: {
    title: "Weights of past rewards",
    x: { label: "trials back", unit: "trials" },
    y: { label: "weight on choice", unit: "1" },
    curves: [{ label: "this model", x: lagged, y: lagged.map(reward) }],
    published: [],
  },
};
