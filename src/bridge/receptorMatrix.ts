import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import { exponential } from "../math/double.ts";
import { numericColumn, type Table } from "../math/table.ts";
import { estimateRecords, likelihoodOf, recordColumn } from "./estimates.ts";
import { changeWithin, type ParameterChange, quantitiesOf } from "./parameterChange.ts";
import type { BlockedExperiment, ReceptorBlock } from "./receptorBlocks.ts";

export interface MatrixOptions {
  readonly starts?: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Called with the blocks or subjects that are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a block does to each parameter of a model. */
export interface MatrixRow extends ReceptorBlock {
  readonly changes: readonly ParameterChange[];
  /** Mean probability a trial of what was chosen under the fitted parameters (geometric). */
  readonly fittedProbability: number;
  /** Share of trials without a response. */
  readonly omissions: number;
}

/** A model's matrix receptor × parameter. */
export interface ReceptorMatrix {
  readonly model: string;
  readonly title: string;
  readonly parameters: readonly { readonly name: string; readonly symbol: string; readonly title: string }[];
  readonly subjects: number;
  readonly control: { readonly fittedProbability: number; readonly omissions: number };
  readonly rows: readonly MatrixRow[];
}

/**
 * Fits a model to the virtual subjects of every block and compares each with the same subject in control.
 *
 * @param trials - Table of trials of the blocked experiment.
 * @returns null if stopped.
 * @throws RangeError if the model cannot be applied to the task's trials.
 */
export async function receptorMatrix(
  definition: BehaviourDefinition,
  blocked: Pick<BlockedExperiment, "blocks" | "control">,
  trials: Table,
  options: MatrixOptions,
): Promise<ReceptorMatrix | null> {
  const table = withRecords(trials);
  const { likelihood, trials: lengths } = await likelihoodOf(definition, table);
  const records = recordNumbers(likelihood.subjects);
  const total = likelihood.subjects.length;
  const estimates = estimateRecords(likelihood, {
    ...{ starts: options.starts ?? 10, seed: options.seed },
    ...(options.signal ? { signal: options.signal } : {}),
    onSubject: (done) => options.onProgress?.(done, total),
  });
  if (estimates === null) return null;
  const quantities = quantitiesOf(estimates);
  const fitOf = (group: string) => {
    const own = [...(records.get(group)?.values() ?? [])];
    const observed = own.reduce((sum, record) => sum + estimates.observations[record]!, 0);
    const all = own.reduce((sum, record) => sum + lengths[record]!, 0);
    const logs = own.map((record) => estimates.logLikelihoods[record]!).filter(Number.isFinite);
    return {
      fittedProbability: exponential(logs.reduce((sum, log) => sum + log, 0) / Math.max(1, observed)),
      omissions: all === 0 ? 0 : 1 - observed / all,
    };
  };
  const rows: MatrixRow[] = [];
  for (const block of blocked.blocks) {
    const pairs = pairsOf(records.get(blocked.control)!, records.get(block.group) ?? new Map());
    const changes = quantities.map((quantity) => changeWithin(quantity, pairs));
    rows.push({ ...block, changes, ...fitOf(block.group) });
  }
  return {
    ...{ model: definition.id, title: definition.title, rows },
    parameters: definition.parameters.map(({ name, symbol, title }) => ({ name, symbol, title })),
    subjects: records.get(blocked.control)!.size,
    control: fitOf(blocked.control),
  };
}

/** Names of records: group and subject; columns of whole numbers become numbers that may be missing. */
function withRecords(trials: Table): Table {
  const groups = trials.group as readonly string[];
  const subjects = trials.subject!;
  const numbers = Object.keys(trials).flatMap((name) => {
    const values = name === "subject" ? null : numericColumn(trials, name);
    return values === null ? [] : [[name, values] as const];
  });
  return {
    ...Object.fromEntries(numbers),
    group: groups,
    [recordColumn]: groups.map((group, row) => `${group}/${subjects[row]}`),
  };
}

/** Group → subject → record. */
function recordNumbers(names: readonly string[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  names.forEach((name, record) => {
    const [group, subject] = [name.slice(0, name.lastIndexOf("/")), name.slice(name.lastIndexOf("/") + 1)];
    if (!found.has(group)) found.set(group, new Map());
    found.get(group)!.set(subject, record);
  });
  return found;
}

function pairsOf(control: ReadonlyMap<string, number>, block: ReadonlyMap<string, number>): [number, number][] {
  return [...control].flatMap(([subject, record]): [number, number][] => {
    const other = block.get(subject);
    return other === undefined ? [] : [[record, other]];
  });
}
