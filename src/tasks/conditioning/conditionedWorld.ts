import { worldOf } from "../scene.ts";
import type { Feature, World } from "../task.ts";
import { type ConditioningSchedule, defaultResponses } from "./schedule.ts";

/** The world of a schedule, and what its cues and contexts are in it. */
export interface ConditionedWorld {
  readonly world: World;
  /** Strength of each feature of a cue at full strength, `[feature]`. */
  readonly cues: Readonly<Record<string, Float32Array>>;
  /** `[context]` */
  readonly contexts: Readonly<Record<string, Float32Array>>;
}

/**
 * Makes features, kinds of outcome and contexts.
 *
 * A cue without features of its own gets one, and shares one with the other cues of its modality: with overlap o its
 * strength is √(1 − o) on its own and √o on the shared feature, so that the cosine between two cues is o. Contexts are
 * made in the same way.
 */
export function conditionedWorld(schedule: ConditioningSchedule): ConditionedWorld {
  const { overlap = 0, contextOverlap = 0, outcomes = { food: 1 } } = schedule;
  const features: Feature[] = [];
  const strengths: Record<string, Map<string, number>> = {};
  const add = (cue: string, feature: Feature, strength: number): void => {
    if (!features.some(({ name }) => name === feature.name)) features.push(feature);
    strengths[cue]!.set(feature.name, strength);
  };
  for (const [cue, { modality, strength = 1, features: own }] of Object.entries(schedule.cues)) {
    strengths[cue] = new Map();
    if (own) {
      for (const [name, value] of Object.entries(own))
        add(cue, { name, modality, dimension: modality }, value * strength);
      continue;
    }
    add(cue, { name: cue, modality, dimension: modality }, strength * Math.sqrt(1 - overlap));
    if (overlap > 0) {
      add(cue, { name: `any ${modality}`, modality, dimension: modality }, strength * Math.sqrt(overlap));
    }
  }
  const names = schedule.contexts ?? ["box"];
  const shared = contextOverlap > 0 ? 1 : 0;
  const world = worldOf({
    places: ["in front"],
    features,
    outcomes: Object.entries(outcomes).map(([name, valence]) => ({ name, valence })),
    contexts: names.length + shared,
    responses: schedule.responses ?? defaultResponses,
  });
  return {
    world,
    cues: Object.fromEntries(
      Object.entries(strengths).map(([cue, map]) => [
        cue,
        Float32Array.from(features, ({ name }) => map.get(name) ?? 0),
      ]),
    ),
    contexts: Object.fromEntries(
      names.map((name, index) => {
        const code = new Float32Array(world.contexts);
        code[index] = Math.sqrt(1 - contextOverlap);
        if (shared) code[names.length] = Math.sqrt(contextOverlap);
        return [name, code];
      }),
    ),
  };
}
