import {
  type Attribution,
  type Effect,
  type MeasuredGroup,
  type PlasticityMap,
  pairedGroups,
} from "../analysis/index.ts";
import type { ArmData } from "./armData.ts";
import { blockEnds, blockNames } from "./blocks.ts";
import type { ResultData } from "./resultTables.ts";

/** Where and when synapses changed in each group, or null if nothing in the model is plastic. */
export function plasticityMap({ plan, task, arms }: ResultData): PlasticityMap | null {
  const projections = plan.models[plan.arms[plan.control]!.model]!.projections.filter(({ weight }) => weight !== null);
  if (projections.length === 0) return null;
  const groups = plan.arms.flatMap((arm, index) =>
    arm.attribution ? [] : [{ group: arm.group, ...changes(arms[index]!) }],
  );
  return {
    projections: projections.map(({ name, label, sourceArea, targetArea }) => ({
      name,
      label,
      sourceArea,
      targetArea,
    })),
    phases: task.phases.map(({ name }) => name),
    blocks: blockNames(blockEnds(task)),
    groups,
  };
}

function changes(arm: ArmData): Pick<PlasticityMap["groups"][number], "byPhase" | "byBlock" | "netChange"> {
  const { shape, subjects } = arm;
  const meansOf = (sums: Float64Array) => Array.from(sums, (sum) => sum / subjects);
  const table = (sums: Float64Array, columns: number) =>
    Array.from({ length: shape.projections }, (_, projection) =>
      meansOf(sums.subarray(projection * columns, (projection + 1) * columns)),
    );
  return {
    byPhase: table(arm.changeByPhase, shape.task.phases.length),
    byBlock: table(arm.changeByBlock, blockEnds(shape.task).length),
    netChange: meansOf(arm.netChange),
  };
}

/** What each modulator's effects on plasticity contribute: control against the same with the effect at rest. */
export function attributions(data: ResultData, control: MeasuredGroup): Attribution[] {
  const { plan, arms } = data;
  const normal = totals(arms[plan.control]!);
  const found = plan.arms.flatMap((arm, index): Attribution[] => {
    if (!arm.attribution) return [];
    const frozen = arms[index]!.measures(arm.group);
    return [
      {
        ...arm.attribution,
        control: normal,
        frozen: totals(arms[index]!),
        accuracyDifference: difference(control, frozen, "accuracy"),
        earlyAccuracyDifference: difference(control, frozen, "earlyAccuracy"),
      },
    ];
  });
  return withTotals(found);
}

/** A modulator with a single kind of effect gets its line "all" from that one. */
function withTotals(found: readonly Attribution[]): Attribution[] {
  return [...new Set(found.map(({ modulator }) => modulator))].flatMap((modulator) => {
    const own = found.filter((attribution) => attribution.modulator === modulator);
    return own.some(({ effect }) => effect === "all") ? own : [...own, { ...own[0]!, effect: "all" as const }];
  });
}

/** Mean absolute change per synapse and trial of each projection. */
function totals(arm: ArmData): number[] {
  return changes(arm).byPhase.map((phases) => phases.reduce((sum, change) => sum + change, 0));
}

/** Control minus frozen. */
function difference(control: MeasuredGroup, frozen: MeasuredGroup, measure: "accuracy" | "earlyAccuracy"): Effect {
  if (!control.values[measure] || !frozen.values[measure]) {
    return { group: control.id, measure, difference: 0, subjects: 0, dz: null, low: null, high: null };
  }
  return pairedGroups(control, frozen, measure);
}
