import type { MatrixChart } from "../chart.ts";
import { capitalised, formatNumber } from "../format.ts";
import type { Selection, View } from "./view.ts";

/** Curves of single subjects of one group. */
export interface SubjectCurves {
  readonly label: string;
  /** `[subject][trial]`, 0 … 1. */
  readonly curves: readonly (readonly (number | null)[])[];
}

/** Data of the figure of single subjects. */
export interface SubjectSource {
  readonly kind: "subjects";
  readonly people: SubjectCurves | null;
  readonly groups: readonly SubjectCurves[];
}

interface RankedSubject {
  readonly subject: number;
  readonly curve: readonly (number | null)[];
  readonly mean: number;
}

function ranked({ curves }: SubjectCurves): RankedSubject[] {
  const subjects = curves.map((curve, subject) => {
    const known = curve.filter((value) => value !== null);
    return { subject, curve, mean: known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length) };
  });
  return subjects.sort((left, right) => right.mean - left.mean);
}

function panelOf(group: SubjectCurves): MatrixChart["panels"][number] {
  const subjects = ranked(group);
  return {
    title: `${capitalised(group.label)}, ${subjects.length} subjects`,
    scale: "sequential",
    format: "percent",
    label: "Choice of the best option",
    domain: [0, 1],
    rows: subjects.map(({ subject }) => `subject ${subject}`),
    values: subjects.map(({ curve }) => curve),
  };
}

/** Every subject's reversal curve as a row of cells, best subjects on top, beside real people. */
export function subjectView(source: SubjectSource, selection: Selection): View {
  const group = source.groups[selection.group ?? 0] ?? source.groups[0];
  const shown = [group, source.people].filter((item): item is SubjectCurves => !!item && item.curves.length > 0);
  const trials = Math.max(0, ...shown.flatMap(({ curves }) => curves.map((curve) => curve.length)));
  return {
    chart: {
      kind: "matrix",
      rows: [],
      columns: Array.from({ length: trials }, (_, trial) => String(trial + 1)),
      rowTitle: "Subject",
      columnTitle: "Trial after a reversal",
      across: 2,
      rowLabels: false,
      panels: shown.map(panelOf),
    },
    sentence: shown
      .map((item, index) => describe(item, index === 0))
      .join("; ")
      .concat("."),
  };
}

function describe(group: SubjectCurves, first: boolean): string {
  const means = ranked(group).map(({ mean }) => mean);
  const [best, worst] = [means[0] ?? null, means[means.length - 1] ?? null];
  const range =
    means.length === 1
      ? `the one subject chooses the best option on ${formatNumber(best, "percent")} of trials after reversals`
      : first
        ? `single subjects choose the best option on between ${formatNumber(worst, "percent")} and ${formatNumber(best, "percent")} of trials after reversals`
        : `between ${formatNumber(worst, "percent")} and ${formatNumber(best, "percent")}`;
  return `${capitalised(group.label)}: ${range}`;
}
