import type { Environment } from "./environment.ts";

/** Sooner amount, later amount, days: the 27 offers of the monetary choice questionnaire. */
const offers: readonly (readonly [number, number, number])[] = [
  [54, 55, 117],
  [55, 75, 61],
  [19, 25, 53],
  [31, 85, 7],
  [14, 25, 19],
  [47, 50, 160],
  [15, 35, 13],
  [25, 60, 14],
  [78, 80, 162],
  [40, 55, 62],
  [11, 30, 7],
  [67, 75, 119],
  [34, 35, 186],
  [27, 50, 21],
  [69, 85, 91],
  [49, 60, 89],
  [80, 85, 157],
  [24, 35, 29],
  [33, 80, 14],
  [28, 30, 179],
  [34, 50, 30],
  [25, 30, 80],
  [41, 75, 20],
  [54, 60, 111],
  [54, 80, 30],
  [22, 25, 136],
  [20, 55, 7],
];

/** A smaller reward now or a larger one later. */
export const delayDiscounting: Environment = {
  id: "delay-discounting",
  title: "sooner smaller or later larger rewards",
  source: "kirby1999",
  trials: 27,
  options: {
    frontDelays: {
      default: [0],
      title: "days by which a whole pass through the offers is put off, in turn",
      range: [0, 1e5],
    },
  },
  columns: {
    soonerAmount: "amount of the sooner reward",
    soonerDelay: "days until it",
    laterAmount: "amount of the later reward",
    laterDelay: "days until it",
    choice: "1 for the later reward",
  },
  counts: () => ({ choice: 2 }),
  play(options, random) {
    const delays = options.list("frontDelays");
    let order: number[] = [];
    return {
      begin(trial) {
        if (order.length === 0) order = random.shuffle([...offers.keys()]);
        const [soonerAmount, laterAmount, days] = offers[order.pop()!]!;
        const soonerDelay = delays[Math.floor(trial / offers.length) % delays.length]!;
        return { soonerAmount, soonerDelay, laterAmount, laterDelay: soonerDelay + days };
      },
      observe: () => ({}),
    };
  },
};
