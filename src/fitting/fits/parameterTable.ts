import type { Column, Table } from "../../math/table.ts";
import type { ModelFit } from "./modelFit.ts";

/**
 * A row for each record: `subject`, the columns of the design, each parameter by its full name with `…Lower` and
 * `…Upper`, trials that count, how well they are described, and what a reader has to know.
 */
export function parameterTable({ job, estimates, group }: ModelFit): Table {
  const counted = new Set<string>();
  /** Under a group a person has one evidence, whatever the number of their records: it stands in the first row. */
  const evidence = estimates.map(({ record: { person }, logEvidence }) => {
    const isFurther = group !== null && counted.has(person);
    counted.add(person);
    return isFurther || logEvidence === null ? Number.NaN : logEvidence;
  });
  const numbers = (of: (estimate: ModelFit["estimates"][number]) => number): Float64Array =>
    Float64Array.from(estimates, of);
  const labels = Object.keys(job.records[0]?.labels ?? {});
  const parameters = job.parameters.flatMap(({ name }, d): [string, Column][] => [
    [name, numbers(({ estimate }) => estimate[d]!)],
    [`${name}Lower`, numbers(({ lower }) => lower[d]!)],
    [`${name}Upper`, numbers(({ upper }) => upper[d]!)],
  ]);
  return Object.fromEntries<Column>([
    ["subject", estimates.map(({ record }) => record.person)],
    ...labels.map((name): [string, Column] => [name, estimates.map(({ record }) => record.labels[name]!)]),
    ...parameters,
    ["trials", numbers(({ observations }) => observations)],
    ["logLikelihood", numbers(({ logLikelihood }) => logLikelihood)],
    ["logEvidence", Float64Array.from(evidence)],
    ["aic", numbers(({ aic }) => aic)],
    ["bic", numbers(({ bic }) => bic)],
    ["warnings", estimates.map(({ warnings }) => (warnings.length > 0 ? warnings.join("; ") : null))],
  ]);
}
