import type { AgentKind } from "./agent.ts";

/** Repeats a rewarded choice and leaves an unrewarded one. */
export const winStayLoseShift: AgentKind = {
  id: "win-stay-lose-shift-v1",
  label: "Win-stay, lose-shift",
  description: "Repeats a choice that was rewarded and takes one of the others at random after no reward.",
  sources: ["robbins1952"],
  make(options, random) {
    let next = random.integer(options);
    return {
      choose: () => next,
      learn(choice, reward) {
        next = reward > 0 || options === 1 ? choice : (choice + 1 + random.integer(options - 1)) % options;
      },
    };
  },
};
