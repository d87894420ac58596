import { type SubjectTrials, subjectTrials } from "../../analysis/index.ts";
import { subjectMeasures } from "../../analysis/measures.ts";
import type { Experiment, Surroundings } from "../../experiment/experiment.ts";
import type { ExperimentFile } from "../../experiment/experimentFile.ts";
import { subjectsPerTile } from "../../experiment/plan.ts";
import type { ExperimentSource } from "../../experiment/readExperiment.ts";
import { resolveExperiment } from "../../experiment/resolveExperiment.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { stackTables, type Table } from "../../math/table.ts";
import { SpecificationError } from "../../spec/index.ts";
import { estimateRecords, likelihoodOf, recordColumn } from "../estimates.ts";
import { type CircuitParameter, circuitParameter, doseLeaving } from "./circuitParameter.ts";

/** An experiment with a group for each draw of circuit parameters from their prior. */
export interface DrawnExperiment {
  readonly experiment: Experiment;
  readonly parameters: readonly CircuitParameter[];
  /** Shares of the prior's range, [draw][parameter]. */
  readonly draws: readonly Float64Array[];
}

/**
 * Draws circuit parameters from their prior, each simulated as `simulatedCircuits` says.
 *
 * @throws RangeError for a name that the model does not have, SpecificationError if the experiment is wrong.
 */
export function drawCircuits(
  source: ExperimentSource,
  surroundings: Surroundings,
  { names, draws: count, seed }: { names: readonly string[]; draws: number; seed: number },
): DrawnExperiment {
  const { experiment, issues } = resolveExperiment(source, surroundings);
  if (!experiment) throw new SpecificationError(issues);
  const parameters = names.map((name) => circuitParameter(experiment.model, name));
  const draws = Array.from({ length: count }, (_, draw) => {
    const random = new RandomSequence(seedWords(seed), draw, "circuit parameters");
    return Float64Array.from(parameters, () => random.uniform());
  });
  return simulatedCircuits(source, surroundings, { parameters, draws, seed });
}

/**
 * Gives each draw of circuit parameters a group and a tile of subjects of its own, so that no two draws share random
 * numbers: of the experiment's units only those of group i and tile i are to be run.
 *
 * @param draws - Shares of the prior's range, [draw][parameter].
 * @throws SpecificationError if the experiment is wrong.
 */
export function simulatedCircuits(
  source: ExperimentSource,
  surroundings: Surroundings,
  {
    parameters,
    draws,
    seed,
  }: { parameters: readonly CircuitParameter[]; draws: readonly Float64Array[]; seed: number },
): DrawnExperiment {
  const own = resolveExperiment(source, surroundings);
  if (!own.experiment) throw new SpecificationError(own.issues);
  const base = source.data.groups[own.experiment.control]!;
  const groups = Object.fromEntries(
    draws.map((shares, draw) => {
      const doses = parameters.map((parameter, d) => doseLeaving(parameter, shareOf(parameter, shares[d]!)));
      return [groupOf(draw), { ...base, doses: [...(base.doses ?? []), ...doses] }];
    }),
  ) as ExperimentFile["groups"];
  const { neohebb, name, title, task, rest, model, parameters: values, dimensions } = source.data;
  const data: ExperimentFile = {
    ...{ neohebb, name, title, task, rest, model, parameters: values, dimensions, seed, groups },
    subjects: subjectsPerTile * draws.length,
    ...{ control: groupOf(0), record: { subjects: 0, traces: { subjects: 0 } } },
  };
  const drawn = resolveExperiment({ ...source, data }, surroundings);
  if (!drawn.experiment) throw new SpecificationError(drawn.issues);
  return { experiment: drawn.experiment, parameters, draws };
}

/** A share of the prior's range as a share of the model's density or release. */
export function shareOf({ lower, upper }: CircuitParameter, share: number): number {
  return lower + share * (upper - lower);
}

function groupOf(draw: number): string {
  return `draw${String(draw).padStart(6, "0")}`;
}

/** Summaries of subjects' behaviour: measures, and the parameters of a behavioural model. */
export interface SubjectSummaries {
  readonly names: readonly string[];
  readonly subjects: readonly string[];
  /** [subject][summary]; NaN where there is none. */
  readonly values: readonly Float64Array[];
}

const summaryMeasures = [
  ...["accuracy", "earlyAccuracy", "firstBlockAccuracy", "winStay", "loseShift", "perseveration", "omissions"],
  "reactionTime",
] as const;

/** Sums up the choices of each subject of a table. */
export async function summariesOf(definition: BehaviourDefinition, trials: Table): Promise<SubjectSummaries> {
  const subjects = subjectTrials(trials);
  const one = (subject: SubjectTrials, place: number): Table => ({
    [recordColumn]: Array.from(subject.choice, () => String(place)),
    ...{ choice: subject.choice, outcome: subject.outcome },
  });
  const { likelihood } = await likelihoodOf(definition, stackTables(subjects.map(one)));
  const { unbounded } = estimateRecords(likelihood, { starts: 4, seed: 1 })!;
  const count = definition.parameters.length;
  return {
    names: [...summaryMeasures, ...definition.parameters.map(({ name }) => name)],
    subjects: subjects.map(({ subject }) => String(subject)),
    values: subjects.map((subject, record) => {
      const measures = subjectMeasures(subject) as Readonly<Record<string, number>>;
      const fitted = unbounded.subarray(record * count, (record + 1) * count);
      return Float64Array.from([...summaryMeasures.map((name) => measures[name]!), ...fitted]);
    }),
  };
}
