import { isClear, type ParameterChange } from "../bridge/parameterChange.ts";
import type { ContrastResult } from "../bridge/pharmacology/analyseStudy.ts";
import type { PharmacologyStudy } from "../bridge/pharmacology/study.ts";
import type { MatrixRow, ReceptorMatrix } from "../bridge/receptorMatrix.ts";
import type { ReportedMatrix, ReportedStudy } from "../report/bridge/bridgeReport.ts";
import { counted, textTable, wrap } from "./textTable.ts";

/** A change of a parameter in standard deviations, with its interval. */
type Change = Pick<ParameterChange, "parameter" | "size" | "low" | "high">;

/** A study with what came of it, or why nothing did. */
export interface StudyOnBridge {
  readonly study: PharmacologyStudy;
  readonly contrasts: readonly ContrastResult[];
  readonly absent: string | null;
}

/** A matrix as text: a row for each block, a column for each parameter. */
export function matrixText(matrix: ReceptorMatrix, width: number): string {
  return [
    `${matrix.title} (${matrix.model}): ${matrixNote(matrix)}`,
    "",
    changesText(
      matrix.rows.map((row) => ({ label: rowLabel(row), changes: row.changes })),
      "block",
    ),
    "",
    ...matrixRemarks(matrix).flatMap((remark) => wrap(remark, width)),
  ].join("\n");
}

/** A study's contrasts as text. */
export function studyText({ study, contrasts, absent }: StudyOnBridge, width: number): string {
  return [
    `${study.title} (${study.id}, ${study.model})`,
    ...wrap(study.known, width),
    ...(absent === null ? [] : wrap(`Not analysed: ${absent}`, width)),
    ...(contrasts.length > 0
      ? [
          ...["", changesText(contrasts, "each alone")],
          "",
          changesText(
            contrasts.map(({ label, group }) => ({ label, changes: group.effects })),
            "with the group",
          ),
        ]
      : []),
  ].join("\n");
}

function changesText(
  rows: readonly { readonly label: string; readonly changes: readonly Change[] }[],
  title: string,
): string {
  return textTable(
    [
      { title, align: "left" },
      ...rows[0]!.changes.map(({ parameter }) => ({ title: parameter, align: "right" as const })),
    ],
    rows.map(({ label, changes }) => [label, ...changes.map(changeText)]),
  );
}

/** `−0.85 [−1.20, −0.51] *`; the star: the interval leaves 0 out. */
function changeText(change: Change): string {
  const { size, low, high } = change;
  if (size === null || low === null || high === null) return "–";
  return `${number(size)} [${number(low)}, ${number(high)}] ${isClear(change) ? "*" : " "}`;
}

function number(value: number): string {
  return value.toFixed(2).replace("-", "−");
}

export function rowLabel({ label, dose }: MatrixRow): string {
  return `${label} ${dose} Ki`;
}

/** What the sizes of a matrix are. */
export function matrixNote({ subjects }: ReceptorMatrix): string {
  return (
    `${counted(subjects, "virtual subject")} under each block and in control, each session fitted alone (maximum a ` +
    "posteriori); paired change on the scale without bounds by the standard deviation of the changes (Cohen's dz), with " +
    "95 % bootstrap intervals over subjects."
  );
}

/** What a reader has to know before believing a matrix. */
export function matrixRemarks(matrix: ReceptorMatrix): string[] {
  const cells = matrix.rows.flatMap(({ changes }) => changes);
  const clear = cells.filter(isClear).length;
  const chance = cells.length / 20;
  const silent = [matrix.control, ...matrix.rows].filter(({ omissions }) => omissions > 0.2).length;
  return [
    `Intervals without 0 (*; filled in the figure): ${clear} of ${cells.length} cells; by chance about ${chance.toFixed(1)} would be.`,
    `What was chosen has a mean probability of ${matrix.control.fittedProbability.toFixed(3)} under the fitted parameters in control, ${range(matrix.rows.map(({ fittedProbability }) => fittedProbability))} under the blocks.`,
    ...(silent > 0
      ? [
          `In ${counted(silent, "condition")} more than a fifth of the trials have no choice: what is fitted there rests on the rest.`,
        ]
      : []),
  ];
}

function range(values: readonly number[]): string {
  return values.length === 0 ? "–" : `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`;
}

/** A matrix for the page. */
export function reportedMatrix(matrix: ReceptorMatrix): ReportedMatrix {
  return {
    title: matrix.title,
    note: matrixNote(matrix),
    rows: matrix.rows.map((row) => ({ label: rowLabel(row), changes: row.changes })),
    remarks: matrixRemarks(matrix),
  };
}

/** A study for the page. */
export function reportedStudy({ study, contrasts, absent }: StudyOnBridge): ReportedStudy {
  const { title, citation, known } = study;
  return { title, citation, known, absent, contrasts };
}
