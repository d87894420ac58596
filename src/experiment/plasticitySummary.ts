import {
  type Attribution,
  type Effect,
  type GroupSummary,
  groupFromTable,
  type PlasticityMap,
  pairedEffect,
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
  const { projections, task } = arm.shape;
  const ends = blockEnds(task);
  const phases = task.phases.length;
  const at = (subject: number, projection: number, block: number, phase: number) =>
    arm.change[subject]![(projection * ends.length + block) * phases + phase]!;
  const subjects = arm.subjects.map((_, place) => place);
  const length = (block: number) => ends[block]! - (ends[block - 1] ?? 0);
  const each = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const meanOver = (value: (subject: number) => number) =>
    subjects.reduce((sum, subject) => sum + value(subject), 0) / subjects.length;
  return {
    byPhase: each(projections, (projection) =>
      each(phases, (phase) =>
        meanOver((subject) => {
          let sum = 0;
          for (let block = 0; block < ends.length; block++)
            sum += at(subject, projection, block, phase) * length(block);
          return sum / task.trials;
        }),
      ),
    ),
    byBlock: each(projections, (projection) =>
      each(ends.length, (block) =>
        meanOver((subject) => {
          let sum = 0;
          for (let phase = 0; phase < phases; phase++) sum += at(subject, projection, block, phase);
          return sum;
        }),
      ),
    ),
    netChange: each(projections, (projection) =>
      meanOver((subject) => {
        const snapshots = arm.weights[subject]!;
        return snapshots[snapshots.length - 3 * projections + 3 * projection + 2]!;
      }),
    ),
  };
}

/** What each modulator's effects on plasticity contribute: control against the same with the effect at rest. */
export function attributions(data: ResultData, control: GroupSummary): Attribution[] {
  const { plan, arms } = data;
  const normal = totals(arms[plan.control]!);
  const found = plan.arms.flatMap((arm, index): Attribution[] => {
    if (!arm.attribution) return [];
    const frozen = groupFromTable(trialsOf(arms[index]!), { id: arm.group, label: "effect at rest", kind: "virtual" });
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
function difference(control: GroupSummary, frozen: GroupSummary, measure: "accuracy" | "earlyAccuracy"): Effect {
  if (!control.measures[measure] || !frozen.measures[measure]) {
    return { group: control.id, measure, difference: 0, subjects: 0, dz: null, low: null, high: null };
  }
  return pairedEffect(control, frozen, measure);
}

function trialsOf(arm: ArmData): Record<string, Float64Array> {
  const subject = new Float64Array(arm.subjects.length * arm.trials);
  arm.subjects.forEach((number, place) => {
    subject.fill(number, place * arm.trials, (place + 1) * arm.trials);
  });
  const columns = arm.shape.task.columns.map(({ name }) => [name, arm.column(name)] as const);
  return { subject, ...Object.fromEntries(columns) };
}
