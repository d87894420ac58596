import { column, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { banditKind } from "./bandit.ts";

const streams = { first: 0, order: 1, correct: 2, points: 3 };
const mostPoints = 100;

/**
 * Two options of which exactly one is correct on each trial; in the stable half the same is correct more often
 * throughout, in the volatile half the two change places every few dozen trials. What the correct one was is shown. The
 * points at stake for each sum to 100 and are shown by how strongly the options appear.
 */
export const volatileBandit = banditKind({
  id: "volatile-bandit-v1",
  title: "Stable and volatile reward",
  summary:
    "Choose one of two options; exactly one is correct, for a long time more often the same, or soon another one.",
  sources: ["behrens2007"],
  labels: ["blue", "green"],
  trials: 290,
  times: { responseWindow: 2.5, delay: 0, outcomeDuration: 0.5, interval: 2 },
  options: {
    stableTrials: option(120, 1, 5000, "Trials of the stable half."),
    stableProbability: option(0.75, 0.5, 1, "How often the better option is correct in the stable half."),
    volatileProbability: option(0.8, 0.5, 1, "How often the better option is correct in the volatile half."),
    shortBlock: option(30, 1, 1000, "Trials between reversals in the volatile half, in turn with `longBlock`."),
    longBlock: option(40, 1, 1000, "Trials between reversals in the volatile half, in turn with `shortBlock`."),
    pointsShown: option(1, 0, 1, "1: points at stake, drawn uniformly from 1 to 99 for one option; 0: 1 for either."),
    points: option(1, 0.01, 100, "Outcome for 100 points (or for a correct choice without points)."),
    volatileFirst: option(
      0.5,
      0,
      1,
      "Half that comes first: 0 stable, 1 volatile, 0.5 either by the number of the subject.",
    ),
  },
  whole: ["stableTrials", "shortBlock", "longBlock", "pointsShown"],
  columns: [
    column("volatile", "1 in the volatile half, 0 in the stable one."),
    column("correctOption", "Option that was correct, from 0."),
    column("points0", "Points at stake for option 0, of 100."),
  ],
  bandit(values, random, subject) {
    const { stableTrials, stableProbability, volatileProbability, shortBlock, longBlock, pointsShown } = values;
    const volatileTrials = Math.max(0, values.trials * values.sessions - stableTrials);
    const first = values.volatileFirst === 0.5 ? subject % 2 === 1 : values.volatileFirst > 0.5;
    const blocks = blockStarts(stableTrials, volatileTrials, first, [shortBlock, longBlock]);
    const startingBest = drawInteger(random, 2, streams.first, 0);
    return {
      next(trial) {
        let block = 0;
        while (block + 1 < blocks.length && blocks[block + 1]!.start <= trial) block++;
        const { volatile } = blocks[block]!;
        const best = (startingBest + block) % 2;
        const probability = volatile ? volatileProbability : stableProbability;
        const correct = random.uniform(streams.correct, trial) < probability ? best : 1 - best;
        const points = pointsShown ? 1 + drawInteger(random, mostPoints - 1, streams.points, trial) : mostPoints;
        const stakes = pointsShown ? [points, mostPoints - points] : [mostPoints, mostPoints];
        return {
          block,
          stage: volatile ? "volatile" : "stable",
          expected: stakes.map(
            (stake, place) => (stake / mostPoints) * (place === best ? probability : 1 - probability),
          ),
          amounts: stakes.map((stake, place) => (place === correct ? (stake / mostPoints) * values.points : 0)),
          ...(pointsShown && { strengths: stakes.map((stake) => stake / mostPoints) }),
          revealed: [correct],
          columns: { volatile: Number(volatile), correctOption: correct, points0: stakes[0]! },
        };
      },
    };
  },
});

/** First trial of each block. */
function blockStarts(
  stableTrials: number,
  volatileTrials: number,
  volatileFirst: boolean,
  lengths: readonly [number, number],
): readonly { readonly start: number; readonly volatile: boolean }[] {
  const offset = volatileFirst ? 0 : stableTrials;
  const volatile: { start: number; volatile: boolean }[] = [];
  for (let start = 0, turn = 0; start < volatileTrials; start += lengths[turn % 2]!, turn++) {
    volatile.push({ start: offset + start, volatile: true });
  }
  const stable = { start: volatileFirst ? volatileTrials : 0, volatile: false };
  return volatileFirst ? [...volatile, stable] : [stable, ...volatile];
}
