import type { Experiment, Surroundings } from "../experiment/experiment.ts";
import type { ExperimentFile } from "../experiment/experimentFile.ts";
import type { ExperimentSource } from "../experiment/readExperiment.ts";
import { resolveExperiment } from "../experiment/resolveExperiment.ts";
import { nearestName } from "../math/nearestName.ts";
import { type Issue, SpecificationError } from "../spec/index.ts";

/** A receptor blocked at a dose: a group of the experiment. */
export interface ReceptorBlock {
  /** Id of the group. */
  readonly group: string;
  readonly receptor: string;
  readonly label: string;
  readonly modulator: string;
  /** In inhibition constants. */
  readonly dose: number;
}

/** An experiment with a group for each block beside the unchanged control. */
export interface BlockedExperiment {
  readonly experiment: Experiment;
  readonly control: string;
  readonly blocks: readonly ReceptorBlock[];
  readonly issues: readonly Issue[];
}

export interface BlockOptions {
  /** Names or labels; default all receptors of the model. */
  readonly receptors?: readonly string[];
  /** In inhibition constants, each above 0. */
  readonly doses: readonly number[];
}

/**
 * Puts the groups of an experiment aside but its control, and adds one for each receptor and dose: control's own
 * conditions with an insurmountable antagonist at this receptor for the whole session. References, agents,
 * expectations, attribution and records go, as none of them is looked at.
 *
 * @throws SpecificationError if the experiment itself is wrong, RangeError for an unknown receptor or a dose of no use.
 */
export function blockReceptors(
  source: ExperimentSource,
  surroundings: Surroundings,
  { receptors, doses }: BlockOptions,
): BlockedExperiment {
  for (const dose of doses)
    if (!(dose > 0 && Number.isFinite(dose))) throw new RangeError(`a dose is ${dose}; numbers above 0 are needed`);
  const { experiment } = resolved(source, surroundings);
  const { control } = experiment;
  const alone = controlAlone(source.data, control);
  const blocks = namedReceptors(experiment, receptors).flatMap(({ name, label, modulator }) =>
    [...new Set(doses)].map((dose): ReceptorBlock => {
      const group = `${name}-${String(dose).replaceAll(".", "_").replaceAll("+", "")}`;
      return { group, receptor: name, label, modulator, dose };
    }),
  );
  const base = alone.groups[control]!;
  const groups = Object.fromEntries([
    [control, base],
    ...blocks.map(({ group, receptor, dose }) => {
      const doses = [...(base.doses ?? []), { receptor, dose: `${dose} Ki` }];
      return [group, { ...base, label: group, doses }];
    }),
  ]) as ExperimentFile["groups"];
  return { ...resolved({ ...source, data: { ...alone, groups } }, surroundings), control, blocks };
}

/** The experiment with its control group and nothing that is not looked at. */
function controlAlone(data: ExperimentFile, control: string): ExperimentFile {
  const { neohebb, name, title, task, rest, model, parameters, dimensions, subjects, seed } = data;
  const kept = { neohebb, name, title, task, rest, model, parameters, dimensions, subjects, seed };
  return {
    ...kept,
    control,
    groups: { [control]: data.groups[control]! },
    record: { subjects: 0, traces: { subjects: 0 } },
  };
}

function resolved(source: ExperimentSource, surroundings: Surroundings) {
  const { experiment, issues } = resolveExperiment(source, surroundings);
  if (!experiment) throw new SpecificationError(issues);
  return { experiment, issues };
}

function namedReceptors({ model }: Experiment, asked: readonly string[] | undefined) {
  if (model.receptors.length === 0) throw new RangeError(`the model ${model.name} has no receptors to block`);
  if (asked === undefined) return model.receptors;
  const known = model.receptors.flatMap(({ name, label }) => [name, label]);
  return asked.map((text) => {
    const found = model.receptors.find(({ name, label }) => name === text || label === text);
    if (found) return found;
    const nearest = nearestName(text, known);
    const all = model.receptors.map(({ name, label }) => `${name} (${label})`).join(", ");
    throw new RangeError(
      `the model ${model.name} has no receptor "${text}"; ${nearest === null ? `there are ${all}` : `did you mean "${nearest}"?`}`,
    );
  });
}
