import type { AgentKind } from "./agent.ts";

/** Probability of a random choice. */
const randomShare = 0.05;

/** Repeats the choice before, whatever came of it. */
export const perseveration: AgentKind = {
  id: "perseveration-v1",
  label: "Perseveration",
  description: "Repeats the choice before, whatever came of it; on 5 % of trials takes any option at random.",
  sources: [],
  make(options, random) {
    let last = random.integer(options);
    return {
      choose() {
        if (random.uniform() < randomShare) last = random.integer(options);
        return last;
      },
      learn() {},
    };
  },
};
