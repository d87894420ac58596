import { nearestName } from "../math/nearestName.ts";
import type { AgentKind } from "./agent.ts";
import { guessing } from "./guessing.ts";
import { perseveration } from "./perseveration.ts";
import { qLearner } from "./qLearner.ts";
import { referenceLearner } from "./referenceLearner.ts";
import { winStayLoseShift } from "./winStayLoseShift.ts";

/** All agents, from the simplest to the one fitted to people. */
export const agentKinds: readonly AgentKind[] = [
  guessing,
  winStayLoseShift,
  perseveration,
  qLearner,
  referenceLearner, // fitted: a reference for how near a rule can come
];

/** The agent with an id. @throws RangeError with the nearest right name if there is none. */
export function findAgent(id: string): AgentKind {
  const kind = agentKinds.find((candidate) => candidate.id === id);
  if (kind !== undefined) return kind;
  const ids = agentKinds.map((candidate) => candidate.id);
  const nearest = nearestName(id, ids) ?? ids.find((candidate) => candidate.startsWith(`${id}-v`));
  throw new RangeError(
    `there is no agent "${id}"; ${nearest === undefined ? `agents are ${ids.join(", ")}` : `did you mean "${nearest}"?`}`,
  );
}

export type { Agent, AgentKind } from "./agent.ts";
export { runAgent } from "./runAgent.ts";
