import type { Environment } from "./environment.ts";

/** A small reward for nothing, or a larger one for an effort. */
export const effort: Environment = {
  id: "effort",
  title: "rewards for effort",
  source: "bonnelle2015",
  trials: 120,
  options: {
    easyReward: { default: 1, title: "reward without effort", range: [0, 1e6] },
    rewards: { default: [2, 4, 6, 8, 10], title: "rewards of the hard offer", range: [0, 1e6] },
    efforts: { default: [0.2, 0.4, 0.6, 0.8, 1], title: "efforts, as a share of the greatest force", range: [0, 1e6] },
  },
  columns: {
    easyReward: "reward of the easy offer",
    easyEffort: "its effort",
    hardReward: "reward of the hard offer",
    hardEffort: "its effort",
    choice: "1 for the hard offer",
  },
  counts: () => ({ choice: 2 }),
  play(options, random) {
    const rewards = options.list("rewards");
    const efforts = options.list("efforts");
    let order: number[] = [];
    return {
      begin() {
        if (order.length === 0)
          order = random.shuffle(Array.from({ length: rewards.length * efforts.length }, (_, i) => i));
        const place = order.pop()!;
        return {
          easyReward: options.number("easyReward"),
          easyEffort: 0,
          hardReward: rewards[place % rewards.length]!,
          hardEffort: efforts[Math.floor(place / rewards.length)]!,
        };
      },
      observe: () => ({}),
    };
  },
};
