import { acetylcholine } from "./acetylcholine.ts";
import { dopamineLoss } from "./dopamineLoss.ts";
import { fourModulators } from "./fourModulators.ts";
import { lastingMemory } from "./lastingMemory.ts";
import type { Lesson } from "./lesson.ts";
import { predictionErrors } from "./predictionErrors.ts";
import { uncertainty } from "./uncertainty.ts";

/** All lessons, in the order in which they are offered. A further lesson is a file and a line here. */
export const lessons: readonly Lesson[] = [
  predictionErrors,
  fourModulators,
  acetylcholine,
  uncertainty,
  lastingMemory,
  dopamineLoss,
];
