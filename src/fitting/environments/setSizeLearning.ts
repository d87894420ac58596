import type { RandomSequence } from "../../math/random.ts";
import type { Environment } from "./environment.ts";

/** The trials of one block, and what is right for each stimulus. */
interface Block {
  readonly order: readonly number[];
  readonly right: readonly number[];
}

/** Blocks of new stimuli, more or fewer at a time, each with one right response of three. */
export const setSizeLearning: Environment = {
  id: "set-size-learning",
  title: "learning responses to sets of stimuli of different sizes",
  source: "collins2012",
  trials: 540,
  options: {
    setSizes: {
      default: [2, 3, 4, 5, 6],
      title: "numbers of stimuli, in random order, again and again",
      range: [1, 64],
      isWhole: true,
    },
    repetitions: { default: 9, title: "presentations of a stimulus", range: [1, 1e4], isWhole: true },
    actions: { default: 3, title: "number of responses", range: [2, 16], isWhole: true },
  },
  columns: {
    block: "number of the block",
    setSize: "number of stimuli in it",
    stimulus: "stimulus, counted within the block",
    choice: "response",
    outcome: "1 if right, else 0",
  },
  counts: (options) => ({ stimulus: Math.max(...options.list("setSizes")), choice: options.number("actions") }),
  play(options, random) {
    let sizes: number[] = [];
    let block: Block = { order: [], right: [] };
    let began = 0;
    let number = -1;
    return {
      begin(trial) {
        if (trial - began >= block.order.length) {
          if (sizes.length === 0) sizes = random.shuffle([...options.list("setSizes")]);
          block = newBlock(sizes.pop()!, options.number("repetitions"), options.number("actions"), random);
          began = trial;
          number++;
        }
        return { block: number, setSize: block.right.length, stimulus: block.order[trial - began]! };
      },
      observe(_, { stimulus, choice }) {
        if (choice === undefined || Number.isNaN(choice)) return {};
        return { outcome: choice === block.right[stimulus!] ? 1 : 0 };
      },
    };
  },
};

function newBlock(size: number, repetitions: number, actions: number, random: RandomSequence): Block {
  const order = random.shuffle(Array.from({ length: size * repetitions }, (_, place) => place % size));
  return { order, right: Array.from({ length: size }, () => random.integer(actions)) };
}
