import type { AgentKind } from "./agent.ts";

/** Takes any option, each with the same probability. */
export const guessing: AgentKind = {
  id: "guessing-v1",
  label: "Guessing",
  description: "Takes any option with equal probability and learns nothing.",
  sources: [],
  make: (options, random) => ({
    choose: () => random.integer(options),
    learn() {},
  }),
};
