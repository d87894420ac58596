import type { Environment } from "./environment.ts";

/** Gains of the gambles with a loss, and the losses as shares of the gain. */
const gains = [2, 4, 5, 6, 8, 9, 10, 12];
const shares = Array.from({ length: 15 }, (_, place) => 0.25 + 0.125 * place);

/** Gain against nothing, or a sure amount. */
const sureOffers: readonly (readonly [number, number])[] = [
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [7, 3],
  [8, 3],
  [12, 5],
  [12, 6],
  [13, 5],
  [13, 6],
  [19, 8],
  [22, 10],
  [23, 10],
  [25, 9],
  [25, 10],
  [26, 10],
  [26, 12],
  [28, 13],
  [30, 12],
  [30, 13],
];

/** Gambles at even odds or a sure amount. */
export const gambles: Environment = {
  id: "gambles",
  title: "mixed gambles and gambles for gain against a sure amount",
  source: "sokolhessner2009",
  trials: 140,
  options: {},
  columns: {
    gain: "what the gamble may win",
    loss: "what it may lose, as a positive number",
    sure: "sure amount",
    choice: "1 for the gamble",
    outcome: "what was got",
  },
  counts: () => ({ choice: 2 }),
  play(_, random) {
    const mixed = gains.flatMap((gain) => shares.map((share) => ({ gain, loss: gain * share, sure: 0 })));
    const all = [...mixed, ...sureOffers.map(([gain, sure]) => ({ gain, loss: 0, sure }))];
    let order: number[] = [];
    return {
      begin() {
        if (order.length === 0) order = random.shuffle([...all.keys()]);
        return all[order.pop()!]!;
      },
      observe(__, { choice, gain, loss, sure }) {
        if (choice === undefined || Number.isNaN(choice)) return {};
        return { outcome: choice === 0 ? sure! : random.uniform() < 0.5 ? gain! : -loss! };
      },
    };
  },
};
