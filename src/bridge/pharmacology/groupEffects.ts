import { fit as fitModels } from "../../fitting/fits/fit.ts";
import type { DescribedQuantity } from "../../fitting/fits/modelFit.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import type { Column, Table } from "../../math/table.ts";
import type { StudyTrials } from "./analyseStudy.ts";
import type { Contrast, PharmacologyStudy } from "./study.ts";

/** What a condition does to a parameter in a fit of the whole group, in standard deviations. */
export interface GroupEffect {
  readonly parameter: string;
  readonly symbol: string;
  /**
   * Effect on the scale without bounds by how much people differ: between groups in level, within people in the effect.
   * Null where the fit does not determine it.
   */
  readonly size: number | null;
  /** 95 %, at the fitted spread. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A contrast with the condition in the group's design. */
export interface GroupContrast {
  readonly effects: readonly GroupEffect[];
  /** About the fit, in plain words with advice; empty if all is well. */
  readonly warnings: readonly string[];
}

/**
 * Fits the people of a contrast with their group by empirical Bayes, the condition as part of the design.
 *
 * @throws UnsuitableDataError; FitInterrupted if stopped
 */
export async function groupContrast(
  { splitBy }: PharmacologyStudy,
  definition: BehaviourDefinition,
  trials: StudyTrials,
  { contrast, ...options }: { readonly contrast: Contrast; readonly seed: number; readonly signal?: AbortSignal },
): Promise<GroupContrast> {
  const { condition, reference, kind } = contrast;
  const factor = [{ column: condition, reference }];
  const { models } = await fitModels(definition, rowsOf(trials, contrast, splitBy), {
    ...{ method: "hierarchical", design: kind === "within" ? { within: factor } : { conditions: factor } },
    ...options,
  });
  const [model] = models;
  const { quantities } = model!.group!;
  const named = (name: string, of: DescribedQuantity["kind"]) =>
    quantities.find((quantity) => quantity.name === name && quantity.kind === of);
  return {
    effects: definition.parameters.map(({ name, symbol }): GroupEffect => {
      const effect = named(`${name}:${condition}`, "effect");
      const spread = named(kind === "within" ? `${name}:${condition}` : name, "spread")?.mean ?? Number.NaN;
      const inDeviations = (value: number | undefined) => {
        const size = (value ?? Number.NaN) / spread;
        return Number.isFinite(size) ? size : null;
      };
      const [size, low, high] = [effect?.mean, effect?.lower, effect?.upper].map(inDeviations);
      return { parameter: name, symbol, size: size!, low: low!, high: high! };
    }),
    warnings: model!.warnings,
  };
}

/** The trials under both conditions, with the columns that split people's trials. */
function rowsOf(
  { table, extra }: StudyTrials,
  { condition, reference, changed, where = {} }: Contrast,
  splitBy: readonly string[],
): Table {
  const all: Record<string, Column> = {
    ...table,
    ...Object.fromEntries(splitBy.map((name) => [name, extra.get(name)!])),
  };
  const wanted = (table.subject as readonly string[]).flatMap((_, row) => {
    const value = extra.get(condition)![row];
    const isMeant = Object.entries(where).every(([column, own]) => extra.get(column)![row] === own);
    return isMeant && (value === reference || value === changed) ? [row] : [];
  });
  return Object.fromEntries(
    Object.entries(all).map(([name, column]) => [
      name,
      Array.isArray(column)
        ? wanted.map((row) => column[row] as string)
        : Float64Array.from(wanted, (row) => (column as Float64Array)[row]!),
    ]),
  );
}
