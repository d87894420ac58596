import type { Chart } from "../chart.ts";

/** One state of a figure: what is drawn and what is said about it. */
export interface View {
  readonly chart: Chart;
  /** A sentence or two of what is seen, computed from the data. */
  readonly sentence: string;
}

/** Something the reader can choose in a figure. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

/** Place of the chosen option of each choice. */
export type Selection = Readonly<Record<string, number>>;

const chartNames: Readonly<Record<Chart["kind"], string>> = {
  curves: "Line chart",
  intervals: "Chart of values with intervals",
  dots: "Dot chart",
  strips: "Distributions of single subjects",
  matrix: "Heat map",
  timeline: "Timeline",
  circuit: "Picture of a network",
  scatter: "Scatter plot",
};

/** What a screen reader says for a picture. */
export function alternativeText(heading: string, view: View): string {
  const { chart } = view;
  const panels = "panels" in chart ? chart.panels.map(({ title }) => title).filter((title) => title !== "") : [];
  const shown = panels.length > 8 ? [...panels.slice(0, 8), `${panels.length - 8} more`] : panels;
  return [
    `${chartNames[chart.kind]}: ${heading}.`,
    view.sentence,
    shown.length > 1 ? `Panels: ${shown.join("; ")}.` : "",
    "The data follow as a table.",
  ]
    .filter((part) => part !== "")
    .join(" ");
}
