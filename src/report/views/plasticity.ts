import type { MatrixChart } from "../chart.ts";
import { capitalised, formatNumber } from "../format.ts";
import type { Selection, View } from "./view.ts";

/** Data of the plasticity map. */
export interface PlasticitySource {
  readonly kind: "plasticity";
  readonly projections: readonly string[];
  /** Ways to divide the time: phases of the trial, parts of the session. */
  readonly divisions: readonly {
    readonly label: string;
    readonly axis: string;
    readonly columns: readonly string[];
    /** `[group][projection][column]`: mean absolute change per synapse and trial. */
    readonly values: readonly (readonly (readonly number[])[])[];
  }[];
  readonly groups: readonly string[];
  readonly control: number;
}

/** Where and when synapses change: a panel for each group, below it the difference from control. */
export function plasticityView(source: PlasticitySource, selection: Selection): View {
  const division = source.divisions[selection.division ?? 0] ?? source.divisions[0]!;
  const order = [source.control, ...source.groups.map((_, group) => group).filter((group) => group !== source.control)];
  const all = division.values.flat(2).filter((value) => value > 0);
  const largest = all.length === 0 ? 1 : Math.max(...all);
  const absolute: Omit<MatrixChart["panels"][number], "title" | "values"> = {
    scale: "sequential",
    format: "number",
    label: "Mean absolute change per synapse and trial",
    domain: [largest / 1000, largest],
    logarithmic: true,
  };
  const control = division.values[source.control] ?? [];
  const reference = source.groups[source.control] ?? "control";
  const panels = order.map((group) => ({
    ...absolute,
    title: capitalised(source.groups[group] ?? ""),
    values: division.values[group] ?? [],
  }));
  const relative = order.map((group) => relativeDifference(division.values[group] ?? [], control));
  const widest = Math.max(0.05, ...relative.flat(2).map((value) => Math.abs(value ?? 0)));
  const differences = order.slice(1).map((group, index) => ({
    title: `${capitalised(source.groups[group] ?? "")} − ${reference}`,
    scale: "diverging" as const,
    format: "percent" as const,
    label: `Difference, in % of the projection's largest change in ${reference}`,
    domain: [-widest, widest] as const,
    values: relative[index + 1] ?? [],
  }));
  return {
    chart: {
      kind: "matrix",
      rows: source.projections,
      columns: division.columns,
      rowTitle: "Projection",
      columnTitle: division.axis,
      across: Math.min(order.length, 5),
      rowLabels: true,
      panels: [...panels, ...differences],
    },
    sentence: describe(source, division),
  };
}

/** Differences in units of each row's largest value in control; null where control does not change. */
export function relativeDifference(
  values: readonly (readonly number[])[],
  control: readonly (readonly number[])[],
): (number | null)[][] {
  return values.map((row, projection) => {
    const reference = Math.max(0, ...(control[projection] ?? []));
    return row.map((value, column) =>
      reference > 0 ? (value - (control[projection]?.[column] ?? 0)) / reference : null,
    );
  });
}

function describe(source: PlasticitySource, division: PlasticitySource["divisions"][number]): string {
  const control = division.values[source.control] ?? [];
  const cells = control.flatMap((row, projection) => row.map((value, column) => ({ value, projection, column })));
  const strongest = cells.reduce((best, cell) => (cell.value > best.value ? cell : best), {
    value: 0,
    projection: 0,
    column: 0,
  });
  const reference = source.groups[source.control] ?? "control";
  if (strongest.value === 0) return `No synapse changed in ${reference}.`;
  const total = sum(control.flat());
  const share = sum(control.map((row) => row[strongest.column] ?? 0)) / total;
  const place = division.columns[strongest.column] ?? "";
  const first = `In ${reference}, synapses change most in ${source.projections[strongest.projection]} (${place}); ${formatNumber(share, "percent")} of the change summed over projections falls into ${place}.`;
  const changes = division.values
    .map((values, group) => ({ group, change: sum(values.flat()) / total - 1 }))
    .filter(({ group }) => group !== source.control)
    .sort((left, right) => Math.abs(right.change) - Math.abs(left.change));
  const other = changes[0];
  if (!other) return first;
  const size = formatNumber(Math.abs(other.change), "percent");
  return `${first} The group that departs most from ${reference} is ${source.groups[other.group]}: ${size} ${other.change < 0 ? "less" : "more"} change in all.`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
