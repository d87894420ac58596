import type {
  Chart,
  CircuitChart,
  CurveChart,
  DotChart,
  IntervalChart,
  MatrixChart,
  ScatterChart,
  StripChart,
  TimelineChart,
} from "./chart.ts";
import { formatEstimate, formatNumber, type NumberFormat } from "./format.ts";

/** A value with its interval (one cell of a table, three of a CSV file) or with a format of its own. */
export interface Estimate {
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** If not the column's. */
  readonly format?: NumberFormat;
}

export type Cell = string | number | null | Estimate;

/** A column of a data table. */
export interface Column {
  readonly label: string;
  readonly format: NumberFormat | "text";
  /** Cells are estimates with an interval. */
  readonly interval?: boolean;
}

/** The data of a chart. */
export interface DataTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The data of a chart as a table of reasonable length. */
export function tableOf(chart: Chart): DataTable {
  switch (chart.kind) {
    case "curves":
      return curveTable(chart);
    case "intervals":
      return intervalTable(chart);
    case "dots":
      return dotTable(chart);
    case "strips":
      return stripTable(chart);
    case "matrix":
      return matrixTable(chart);
    case "timeline":
      return timelineTable(chart);
    case "circuit":
      return circuitTable(chart);
    case "scatter":
      return scatterTable(chart);
  }
}

/** All data of a chart as a CSV file: the table, and for strips every subject's value. */
export function csvOf(chart: Chart): string {
  const table = chart.kind === "strips" ? valueTable(chart) : tableOf(chart);
  const header = table.columns.flatMap(({ label, interval }) =>
    interval ? [label, `${label} (low)`, `${label} (high)`] : [label],
  );
  const lines = table.rows.map((row) =>
    row.flatMap((cell, index) => {
      const estimate = cell !== null && typeof cell === "object" ? cell : { value: cell };
      const { value, low = null, high = null } = estimate as Estimate & { value: string | number | null };
      return table.columns[index]?.interval ? [value, low, high] : [value];
    }),
  );
  return [header, ...lines].map((line) => `${line.map(csvField).join(",")}\r\n`).join("");
}

/** A cell as readers see it. */
export function cellText(cell: Cell, column: Column): string {
  if (typeof cell === "string") return cell;
  const format = column.format === "text" ? "number" : column.format;
  if (cell !== null && typeof cell === "object") {
    return formatEstimate(cell.value, cell.low ?? null, cell.high ?? null, cell.format ?? format);
  }
  return formatNumber(cell, format);
}

/** Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const text = (label: string): Column => ({ label, format: "text" });

function curveTable(chart: CurveChart): DataTable {
  const columns: { label: string; panel: string; series: CurveChart["panels"][number]["series"][number] }[] = [];
  for (const panel of chart.panels) {
    for (const series of panel.series) {
      const alike = columns.some(
        (column) => column.series.label === series.label && String(column.series.y) === String(series.y),
      );
      if (!alike) columns.push({ label: series.label, panel: panel.title, series });
    }
  }
  const places = [...new Set(columns.flatMap(({ series }) => series.x))].sort((left, right) => left - right);
  const named = (label: string): number => columns.filter((column) => column.label === label).length;
  const format = chart.panels[0]?.y.format ?? "number";
  return {
    columns: [
      { label: chart.x.label, format: chart.x.format },
      ...columns.map(({ label, panel, series }) => ({
        label: named(label) > 1 && panel !== label ? `${panel}: ${label}` : label,
        format,
        interval: series.low !== undefined,
      })),
    ],
    rows: places.map((x) => [
      x,
      ...columns.map(({ series }): Cell => {
        const at = series.x.indexOf(x);
        const value = series.y[at] ?? null;
        if (series.low === undefined) return value;
        return { value, low: series.low[at] ?? null, high: series.high?.[at] ?? null };
      }),
    ]),
  };
}

function intervalTable(chart: IntervalChart): DataTable {
  return {
    columns: [text("Measure"), text("Group"), { label: chart.x.label, format: chart.x.format, interval: true }],
    rows: chart.panels.flatMap(({ title, rows }) =>
      rows.map(({ label, value, low, high }) => [title, label, { value, low, high }]),
    ),
  };
}

function dotTable(chart: DotChart): DataTable {
  const { format } = chart.x;
  return {
    columns: [text("Statistic"), text("Group"), { label: chart.x.label, format }, { label: "Ceiling", format }],
    rows: chart.panels.flatMap(({ title, ceiling, rows }) =>
      rows.map(({ label, value }) => [title, label, value, ceiling]),
    ),
  };
}

function stripTable(chart: StripChart): DataTable {
  const quantiles = ["2.5 %", "25 %", "50 %", "75 %", "97.5 %"];
  const number = (label: string): Column => ({ label, format: "number" });
  return {
    columns: [
      text("Measure"),
      text("Group"),
      { label: "Subjects", format: "integer" },
      number("Mean"),
      ...quantiles.map(number),
    ],
    rows: chart.panels.flatMap((panel) =>
      panel.rows.map((row) => [
        panel.title,
        row.label,
        row.values.filter((value) => value !== null).length,
        ...[row.mean, ...row.quantiles].map((value) => ({ value, format: panel.x.format })),
      ]),
    ),
  };
}

function valueTable(chart: StripChart): DataTable {
  return {
    columns: [text("Measure"), text("Group"), { label: "Subject", format: "integer" }, text("Value")],
    rows: chart.panels.flatMap(({ title, rows }) =>
      rows.flatMap(({ label, values }) => values.map((value, subject) => [title, label, subject, value])),
    ),
  };
}

function matrixTable(chart: MatrixChart): DataTable {
  const several = chart.panels.length > 1;
  return {
    columns: [
      ...(several ? [text("Panel")] : []),
      text(chart.rowTitle),
      ...chart.columns.map((label): Column => ({ label, format: "number" })),
    ],
    rows: chart.panels.flatMap((panel) =>
      panel.values.map((values, row) => [
        ...(several ? [panel.title] : []),
        panel.rows?.[row] ?? chart.rows[row] ?? String(row),
        ...values.map((value) => ({ value, format: panel.format })),
      ]),
    ),
  };
}

function timelineTable(chart: TimelineChart): DataTable {
  const { format, label } = chart.x;
  return {
    columns: [text("Row"), text("What"), { label: `From (${label})`, format }, { label: `To (${label})`, format }],
    rows: chart.rows.flatMap((row) => row.spans.map(({ start, end, text: what }) => [row.label, what, start, end])),
  };
}

function circuitTable({ nodes, links, label, format }: CircuitChart): DataTable {
  return {
    columns: [text("From"), text("To"), { label, format }],
    rows: links.map(({ from, to, value }) => [nodes[from]?.label ?? "", nodes[to]?.label ?? "", value]),
  };
}

function scatterTable({ panels }: ScatterChart): DataTable {
  const [first] = panels;
  return {
    columns: [
      ...[text("Panel"), text("Subject")],
      { label: first?.x.label ?? "", format: first?.x.format ?? "number" },
      { label: first?.y.label ?? "", format: first?.y.format ?? "number" },
    ],
    rows: panels.flatMap(({ title, points }) => points.map(({ label, x, y }) => [title, label, x, y])),
  };
}
