import type { TaskKind } from "../task.ts";
import { armMaze } from "./armMaze.ts";
import { cuedAttention } from "./cuedAttention.ts";
import { delayedResponse } from "./delayedResponse.ts";
import { eventArena } from "./eventArena.ts";
import { freeOperant } from "./freeOperant.ts";
import { placeLearning } from "./placeLearning.ts";
import { placePreference } from "./placePreference.ts";
import { radialMaze } from "./radialMaze.ts";
import { sustainedAttention } from "./sustainedAttention.ts";

/** Tasks of goals and habits, of space, of memory and of attention. */
export const goalTasks: readonly TaskKind[] = [
  freeOperant,
  placeLearning,
  armMaze,
  radialMaze,
  eventArena,
  placePreference,
  delayedResponse,
  cuedAttention,
  sustainedAttention,
];
