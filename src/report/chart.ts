import type { NumberFormat } from "./format.ts";
import type { ColourName } from "./theme.ts";

/** An axis of numbers. */
export interface Axis {
  readonly label: string;
  readonly format: NumberFormat;
  /** Ends of the axis; absent: from the data. */
  readonly domain?: readonly [number, number];
}

/** A line with its interval. */
export interface Series {
  readonly label: string;
  readonly colour: ColourName;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  readonly dashed?: boolean;
  /** Shown thin behind the others, for comparison. */
  readonly background?: boolean;
  /** Left out of the legend, because the panels' titles say what it is. */
  readonly unlisted?: boolean;
}

/** Lines over a common axis, one or more panels. */
export interface CurveChart {
  readonly kind: "curves";
  readonly x: Axis;
  readonly panels: readonly {
    readonly title: string;
    readonly y: Axis;
    readonly series: readonly Series[];
  }[];
  /** Panels side by side where there is room. */
  readonly columns: number;
  /** Height of a panel on the screen. */
  readonly height: number;
  /** Vertical lines. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  /** Horizontal lines. */
  readonly levels: readonly { readonly y: number; readonly label: string }[];
}

/** Values with intervals, one row each, against a line that means “no difference”. */
export interface IntervalChart {
  readonly kind: "intervals";
  readonly x: Axis;
  /** Value at the vertical line. */
  readonly zero: number;
  readonly columns: number;
  readonly panels: readonly {
    readonly title: string;
    readonly rows: readonly {
      readonly label: string;
      readonly colour: ColourName;
      readonly value: number | null;
      readonly low: number | null;
      readonly high: number | null;
    }[];
  }[];
}

/** One value a row and panel, beside a ceiling of that row. */
export interface DotChart {
  readonly kind: "dots";
  readonly x: Axis;
  readonly columns: number;
  readonly panels: readonly {
    readonly title: string;
    /** Upper end of what chance alone gives. */
    readonly ceiling: number;
    readonly ceilingLabel: string;
    readonly rows: readonly { readonly label: string; readonly colour: ColourName; readonly value: number | null }[];
  }[];
}

/** All subjects' values as points, with quartiles, one row a group. */
export interface StripChart {
  readonly kind: "strips";
  readonly columns: number;
  readonly panels: readonly {
    readonly title: string;
    readonly x: Axis;
    readonly rows: readonly {
      readonly label: string;
      readonly colour: ColourName;
      readonly mean: number;
      /** 2.5, 25, 50, 75 and 97.5 %. */
      readonly quantiles: readonly number[];
      readonly values: readonly (number | null)[];
    }[];
  }[];
}

/** Tables of numbers as coloured cells. */
export interface MatrixChart {
  readonly kind: "matrix";
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** Panels side by side where there is room. */
  readonly across: number;
  /** Write row names beside the cells (false: many like rows, such as subjects). */
  readonly rowLabels: boolean;
  readonly panels: readonly {
    readonly title: string;
    readonly scale: "sequential" | "diverging";
    readonly format: NumberFormat;
    /** Label of the colour scale. */
    readonly label: string;
    readonly domain: readonly [number, number];
    /** Distances on a logarithmic colour scale (sequential only). */
    readonly logarithmic?: boolean;
    /** Names of this panel's rows if they are not the chart's. */
    readonly rows?: readonly string[];
    readonly values: readonly (readonly (number | null)[])[];
  }[];
}

/** Points of two numbers, such as what was true and what was found. */
export interface ScatterChart {
  readonly kind: "scatter";
  readonly columns: number;
  readonly panels: readonly {
    readonly title: string;
    readonly x: Axis;
    readonly y: Axis;
    /** Draw the line on which both are equal, over one domain for both axes. */
    readonly identity: boolean;
    readonly points: readonly { readonly label: string; readonly x: number; readonly y: number }[];
  }[];
}

/** Areas on a circle and what projects from one to another. */
export interface CircuitChart {
  readonly kind: "circuit";
  readonly nodes: readonly { readonly label: string; readonly name: string }[];
  readonly links: readonly {
    /** Places of the nodes. */
    readonly from: number;
    readonly to: number;
    /** What decides the width; null for a projection that cannot change. */
    readonly value: number | null;
  }[];
  /** What the width means. */
  readonly label: string;
  readonly format: NumberFormat;
}

/** Stretches of time, one row each. */
export interface TimelineChart {
  readonly kind: "timeline";
  readonly x: Axis;
  readonly rows: readonly {
    readonly label: string;
    readonly colour: ColourName;
    readonly spans: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  }[];
  /** Vertical lines. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
}

/** What is drawn, as data: the same for the table, the CSV file and the picture. */
export type Chart =
  | CurveChart
  | IntervalChart
  | DotChart
  | StripChart
  | MatrixChart
  | TimelineChart
  | CircuitChart
  | ScatterChart;
