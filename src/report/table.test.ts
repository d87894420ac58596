import { describe, expect, it } from "vitest";
import type { CurveChart, StripChart } from "./chart.ts";
import { cellText, csvOf, tableOf } from "./table.ts";

const curves: CurveChart = {
  kind: "curves",
  x: { label: "Trial", format: "integer" },
  columns: 2,
  height: 100,
  marks: [],
  levels: [],
  panels: ["A", "B"].map((title, panel) => ({
    title,
    y: { label: "Share", format: "percent" },
    series: [
      { label: "people", colour: "people", x: [1, 2], y: [0.1, 0.2], background: true },
      { label: title, colour: "group0", x: [1, 2], y: [0.5 + panel / 10, null], low: [0.4, 0.4], high: [0.6, 0.7] },
    ],
  })),
};

describe("the table of a line chart", () => {
  it("has a row for each place and a column for each line, those repeated in panels once", () => {
    const { columns, rows } = tableOf(curves);
    expect(columns.map(({ label }) => label)).toEqual(["Trial", "people", "A", "B"]);
    expect(rows.map((row) => row.map((cell, index) => cellText(cell, columns[index]!)))).toEqual([
      ["1", "10\u202f%", "50\u202f% (40–60\u202f%)", "60\u202f% (40–60\u202f%)"],
      ["2", "20\u202f%", "– (40–70\u202f%)", "– (40–70\u202f%)"],
    ]);
  });

  it("becomes a CSV file with the intervals in columns of their own", () => {
    expect(csvOf(curves)).toBe(
      "Trial,people,A,A (low),A (high),B,B (low),B (high)\r\n1,0.1,0.5,0.4,0.6,0.6,0.4,0.6\r\n2,0.2,,0.4,0.7,,0.4,0.7\r\n",
    );
  });
});

describe("the data of distributions", () => {
  const strips: StripChart = {
    kind: "strips",
    columns: 1,
    panels: [
      {
        title: "Accuracy",
        x: { label: "", format: "percent" },
        rows: [
          {
            label: '=SUM(1),"x"',
            colour: "group0",
            mean: 0.5,
            quantiles: [0, 0.25, 0.5, 0.75, 1],
            values: [0.25, null, 0.75],
          },
        ],
      },
    ],
  };

  it("are quantiles in the table", () => {
    const { columns, rows } = tableOf(strips);
    expect(rows[0]!.map((cell, index) => cellText(cell, columns[index]!)).slice(2)).toEqual([
      "2",
      "50\u202f%",
      "0\u202f%",
      "25\u202f%",
      "50\u202f%",
      "75\u202f%",
      "100\u202f%",
    ]);
  });

  it("are all subjects in the CSV file, where no label can act as a formula", () => {
    expect(csvOf(strips)).toBe(
      `Measure,Group,Subject,Value\r\n${[0.25, "", 0.75].map((value, subject) => `Accuracy,"'=SUM(1),""x""",${subject},${value}\r\n`).join("")}`,
    );
  });
});
