import type { TaskPreset } from "../task.ts";
import { competitionPresets } from "./competitionPresets.ts";
import { extinctionPresets } from "./extinctionPresets.ts";
import { inhibitionPresets } from "./inhibitionPresets.ts";
import { predictionPresets } from "./predictionPresets.ts";

/** Published schedules of conditioning, by name. */
export const conditioningPresets: Readonly<Record<string, TaskPreset>> = {
  ...predictionPresets,
  ...competitionPresets,
  ...inhibitionPresets,
  ...extinctionPresets,
};
