import type { TaskKind } from "../task.ts";
import { acquiredEquivalence } from "./acquiredEquivalence.ts";
import { cardSorting } from "./cardSorting.ts";
import { contextCategories } from "./contextCategories.ts";
import { contextualReversal } from "./contextualReversal.ts";
import { learningSet } from "./learningSet.ts";
import { serialReversal } from "./serialReversal.ts";
import { setShifting } from "./setShifting.ts";

/** Tasks in which what is right follows a rule that has to be found, kept or given up. */
export const ruleTasks: readonly TaskKind[] = [
  serialReversal,
  setShifting,
  cardSorting,
  learningSet,
  acquiredEquivalence,
  contextualReversal,
  contextCategories,
];
