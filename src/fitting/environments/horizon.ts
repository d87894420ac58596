import type { RandomSequence } from "../../math/random.ts";
import type { Environment } from "./environment.ts";

/** One game: its arms, its first choices. */
interface Game {
  readonly means: readonly [number, number];
  readonly forced: readonly number[];
  readonly free: number;
}

/** Games with four forced choices, which leave one arm better known or not, and one or six free ones. */
export const horizon: Environment = {
  id: "horizon",
  title: "horizon task",
  source: "wilson2014",
  trials: 1500,
  options: {
    horizons: { default: [1, 6], title: "numbers of free choices", range: [1, 1000], isWhole: true },
    centres: { default: [40, 60], title: "mean of one of the arms", range: [-1e6, 1e6] },
    differences: {
      default: [4, 8, 12, 20, 30],
      title: "by how much the other arm's mean differs, either way",
      range: [0, 1e6],
    },
    noise: { default: 8, title: "standard deviation of payoffs around the mean", range: [0, 1e6] },
  },
  columns: {
    game: "number of the game",
    horizon: "free choices in it",
    isForced: "1 where the choice is prescribed",
    choice: "arm chosen or prescribed",
    outcome: "points, whole, 1 … 100",
  },
  counts: () => ({ choice: 2, isForced: 2 }),
  play(options, random) {
    let game: Game | null = null;
    let began = 0;
    let number = -1;
    return {
      begin(trial) {
        if (game === null || trial - began >= game.forced.length + game.free) {
          game = newGame(options.list("horizons"), options.list("centres"), options.list("differences"), random);
          began = trial;
          number++;
        }
        const prescribed = game.forced[trial - began];
        return {
          game: number,
          horizon: game.free,
          isForced: prescribed === undefined ? 0 : 1,
          ...(prescribed === undefined ? {} : { choice: prescribed }),
        };
      },
      observe(_, { choice }) {
        const mean = game!.means[choice === 1 ? 1 : 0];
        if (choice === undefined || Number.isNaN(choice)) return {};
        return { outcome: Math.min(100, Math.max(1, Math.round(mean + options.number("noise") * random.normal()))) };
      },
    };
  },
};

function newGame(
  horizons: readonly number[],
  centres: readonly number[],
  differences: readonly number[],
  random: RandomSequence,
): Game {
  const one = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  const centre = one(centres);
  const other = centre + (random.integer(2) === 0 ? 1 : -1) * one(differences);
  const seconds = 1 + random.integer(3);
  const forced = random.shuffle([0, 1, 2, 3].map((place) => (place < seconds ? 1 : 0)));
  return { means: random.integer(2) === 0 ? [centre, other] : [other, centre], forced, free: one(horizons) };
}
