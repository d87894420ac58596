import { fitSubjects, type SubjectFitOptions } from "../fitting/inference/fitSubjects.ts";
import { createLikelihood } from "../fitting/kernel/createLikelihood.ts";
import type { FittedParameter, Likelihood } from "../fitting/likelihood.ts";
import { applyModel } from "../fitting/model/applyModel.ts";
import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import type { Table } from "../math/table.ts";

/** Column of a table that names the records: a person's trials under one condition. */
export const recordColumn = "record";

/** A model on records. */
export interface RecordLikelihood {
  readonly likelihood: Likelihood;
  /** Trials of each record, with or without a response. */
  readonly trials: readonly number[];
}

/**
 * A model on a table with a column `record`.
 *
 * @throws RangeError with everything that keeps the model from these data.
 */
export async function likelihoodOf(definition: BehaviourDefinition, table: Table): Promise<RecordLikelihood> {
  const { applied, problems } = applyModel(definition, table, { subjectColumn: recordColumn });
  if (!applied) {
    const told = problems.map(({ column, message, hint }) =>
      [column === null ? "" : `${column}: `, message, hint === "" ? "" : `; ${hint}`].join(""),
    );
    throw new RangeError(`${definition.id} cannot be applied to these trials:\n${told.join("\n")}`);
  }
  const { lowered, subjects } = applied;
  return {
    likelihood: await createLikelihood(lowered.program, definition.parameters, subjects),
    trials: subjects.map(({ trials }) => trials),
  };
}

/** Parameters of records, each fitted alone. */
export interface RecordEstimates {
  readonly parameters: readonly FittedParameter[];
  readonly records: readonly string[];
  /** Natural scale, [record, parameter]; NaN where the record could not be fitted. */
  readonly natural: Float64Array;
  /** The scale without bounds, on which differences are taken, [record, parameter]. */
  readonly unbounded: Float64Array;
  /** Trials whose response counts. */
  readonly observations: readonly number[];
  readonly logLikelihoods: readonly number[];
}

/** Fits each record alone. @returns null if stopped by `signal`. */
export function estimateRecords(likelihood: Likelihood, options: SubjectFitOptions): RecordEstimates | null {
  const fits = fitSubjects(likelihood, options);
  if (fits === null) return null;
  const count = likelihood.parameters.length;
  const natural = new Float64Array(fits.length * count);
  const unbounded = new Float64Array(fits.length * count);
  fits.forEach((fit, record) => {
    natural.set(fit.estimate, record * count);
    unbounded.set(fit.unbounded, record * count);
  });
  return {
    ...{ parameters: likelihood.parameters, records: likelihood.subjects, natural, unbounded },
    observations: likelihood.observations,
    logLikelihoods: fits.map(({ logLikelihood }) => logLikelihood),
  };
}
