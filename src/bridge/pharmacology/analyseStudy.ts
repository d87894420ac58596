import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import type { Table } from "../../math/table.ts";
import { estimateRecords, likelihoodOf, recordColumn } from "../estimates.ts";
import { changeBetween, changeWithin, type ParameterChange, type Quantity, quantitiesOf } from "../parameterChange.ts";
import { type GroupContrast, groupContrast } from "./groupEffects.ts";
import type { Contrast, DerivedQuantity, PharmacologyStudy } from "./study.ts";

/** Trials of a study as its model takes them. */
export interface StudyTrials {
  /** Columns by the model's names, and `subject`. */
  readonly table: Table;
  /** The columns that split people's trials into records, as text. */
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

/** A contrast and what came of it. */
export interface ContrastResult extends Pick<Contrast, "label" | "note" | "kind"> {
  readonly changes: readonly ParameterChange[];
  /** The same with the condition in the design of the group's fit. */
  readonly group: GroupContrast;
}

export interface AnalysisOptions {
  readonly seed: number;
  readonly starts?: number;
  readonly signal?: AbortSignal;
}

interface StudyRecord {
  readonly subject: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Fits a study's records and compares its conditions. @returns null if stopped. */
export async function analyseStudy(
  study: PharmacologyStudy,
  definition: BehaviourDefinition,
  trials: StudyTrials,
  options: AnalysisOptions,
): Promise<ContrastResult[] | null> {
  const { table, records } = splitTrials(study, trials);
  const { likelihood } = await likelihoodOf(definition, table);
  const estimates = estimateRecords(likelihood, { starts: 10, objective: study.objective, ...options });
  if (estimates === null) return null;
  const own = likelihood.subjects.map((name) => records.get(name)!);
  const quantities = withDerived(quantitiesOf(estimates), study);
  const found: ContrastResult[] = [];
  for (const contrast of study.contrasts) {
    const { label, note, kind } = contrast;
    const [reference, changed] = [contrast.reference, contrast.changed].map((value) =>
      own.flatMap(({ values }, record) =>
        values[contrast.condition] === value && matches(values, contrast.where) ? [record] : [],
      ),
    ) as [number[], number[]];
    const pairs = reference.flatMap((record): [number, number][] => {
      const other = changed.find((candidate) => own[candidate]!.subject === own[record]!.subject);
      return other === undefined ? [] : [[record, other]];
    });
    const changes = quantities.map((quantity) =>
      kind === "within" ? changeWithin(quantity, pairs) : changeBetween(quantity, reference, changed),
    );
    const { seed, signal } = options;
    const group = await groupContrast(study, definition, trials, { contrast, seed, ...(signal && { signal }) });
    found.push({ label, note, kind, changes, group });
  }
  return found;
}

/** Names a person's trials under each combination of the columns that split them. */
function splitTrials(
  { splitBy }: PharmacologyStudy,
  { table, extra }: StudyTrials,
): { table: Table; records: Map<string, StudyRecord> } {
  const subjects = table.subject as readonly string[];
  const records = new Map<string, StudyRecord>();
  const names = subjects.map((subject, row) => {
    const values = Object.fromEntries(splitBy.map((column) => [column, extra.get(column)![row]!]));
    const name = [subject, ...splitBy.map((column) => `${column}=${values[column]}`)].join(" ");
    if (!records.has(name)) records.set(name, { subject, values });
    return name;
  });
  return { table: { ...table, [recordColumn]: names }, records };
}

function matches(values: StudyRecord["values"], where: Contrast["where"] = {}): boolean {
  return Object.entries(where).every(([column, value]) => values[column] === value);
}

function withDerived(quantities: readonly Quantity[], { derived = [] }: PharmacologyStudy): Quantity[] {
  const sum = (terms: DerivedQuantity["terms"], scale: "natural" | "unbounded") => {
    const total = new Float64Array(quantities[0]!.natural.length);
    for (const [name, factor] of Object.entries(terms)) {
      const values = quantities.find((quantity) => quantity.name === name)![scale];
      for (let record = 0; record < total.length; record++) total[record] = total[record]! + factor * values[record]!;
    }
    return total;
  };
  return [
    ...quantities,
    ...derived.map(
      ({ name, symbol, terms }): Quantity => ({
        ...{ name, symbol },
        natural: sum(terms, "natural"),
        unbounded: sum(terms, "unbounded"),
      }),
    ),
  ];
}
