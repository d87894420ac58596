import type { EffectFigure } from "neohebb";
import type { DataTable } from "neohebb/charts";

/** The numbers of a figure: a row for each place on the horizontal axis, a column for each curve and published series. */
export function figureTable({ x, places, curves, published }: EffectFigure): DataTable {
  const lines = [...curves, ...published];
  const values = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
  return {
    columns: [
      { label: x.unit === "1" ? x.label : `${x.label} (${x.unit})`, format: places.length > 0 ? "text" : "number" },
      ...lines.map(({ label }) => ({ label, format: "number" as const })),
    ],
    rows: values.map((value) => [
      places[value] ?? value,
      ...lines.map((line) => {
        const place = line.x.indexOf(value);
        return place < 0 ? null : line.y[place]!;
      }),
    ]),
  };
}

/** The same as CSV with all digits; what is missing is empty. */
export function figureCsv(figure: EffectFigure): string {
  const { columns, rows } = figureTable(figure);
  const cell = (value: unknown) => {
    if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
    return /[",\n]/u.test(`${value}`) ? `"${`${value}`.replaceAll('"', '""')}"` : `${value}`;
  };
  return `${[columns.map(({ label }) => label), ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}
