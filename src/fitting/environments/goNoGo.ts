import type { RandomSequence } from "../../math/random.ts";
import type { Environment } from "./environment.ts";

/** Four cues: to act or not, to win or to avoid losing. */
export const goNoGo: Environment = {
  id: "go-no-go",
  title: "go/no-go with reward and punishment",
  source: "guitartmasip2012",
  trials: 240,
  options: {
    validity: { default: 0.8, title: "probability of the better outcome after the right action", range: [0, 1] },
  },
  columns: {
    stimulus: "0 go to win, 1 go to avoid losing, 2 no-go to win, 3 no-go to avoid losing",
    choice: "1 go, 0 no-go",
    outcome: "1 reward, −1 punishment, 0 neither",
  },
  counts: () => ({ stimulus: 4, choice: 2 }),
  play(options, random) {
    let left: number[] = [];
    return {
      begin() {
        if (left.length === 0) left = cues(random);
        return { stimulus: left.pop()! };
      },
      observe(_, { stimulus, choice }) {
        if (choice === undefined || Number.isNaN(choice)) return {};
        const isRight = (choice === 1) === stimulus! < 2;
        const isBetter = random.uniform() < (isRight ? options.number("validity") : 1 - options.number("validity"));
        const isToWin = stimulus! % 2 === 0;
        return { outcome: isToWin ? (isBetter ? 1 : 0) : isBetter ? 0 : -1 };
      },
    };
  },
};

/** Each cue five times, in random order. */
function cues(random: RandomSequence): number[] {
  return random.shuffle(Array.from({ length: 20 }, (_, place) => place % 4));
}
