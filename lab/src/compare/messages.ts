import type {
  BehaviourColumn,
  BehaviourComparison,
  DataProblem,
  Distribution,
  FigureSection,
  FoundColumns,
  MeasureName,
} from "neohebb";

/** A column of the chosen file. */
export interface FileColumn {
  readonly name: string;
  /** The first different values. */
  readonly examples: readonly string[];
}

/** How a file is to be read. */
export interface Reading {
  /** Our column → its name in the file; the others are recognised by name. */
  readonly columns: Readonly<Partial<Record<BehaviourColumn, string>>>;
  /** Only rows with this value in this column of the file. */
  readonly rows: { readonly column: string; readonly value: string } | null;
  /** Rows in which something is wrong are left out. */
  readonly withoutFaulty: boolean;
}

/** What was read. */
export interface ReadData {
  readonly subjects: number;
  readonly trials: number;
  readonly options: number;
  readonly groups: readonly string[];
  readonly columns: FoundColumns;
  readonly notes: readonly string[];
  /** Rows of the file, and how many of them count. */
  readonly rows: number;
  /** What was wrong in rows that were left out: the first ones, and how many rows. */
  readonly leftOut: readonly DataProblem[];
  readonly leftOutRows: number;
  /** Whether there are reversals to compare. */
  readonly hasReversals: boolean;
}

/** A group as the table of measures shows it. */
export interface MeasuredSample {
  readonly id: string;
  readonly label: string;
  readonly kind: "own" | "virtual" | "people";
  readonly subjects: number;
  readonly measures: Readonly<Partial<Record<MeasureName, Distribution>>>;
}

/** How a group of the file compares with a reference. */
export interface ComparedSample {
  readonly group: string;
  readonly reference: string;
  /** Null: the two cannot be compared, for the reason given. */
  readonly comparison: BehaviourComparison | null;
  readonly reason: string;
}

export type CompareRequest =
  | { readonly kind: "open"; readonly file: File }
  | { readonly kind: "read"; readonly reading: Reading }
  /** Beside virtual subjects who do a task, and the bundled people who did it; without a task beside nobody. */
  | { readonly kind: "compare"; readonly task: string; readonly subjects: number; readonly seed: number };

export type CompareReply =
  | {
      readonly kind: "opened";
      readonly columns: readonly FileColumn[];
      readonly rows: number;
      readonly found: FoundColumns;
      /** Names by which the columns would be recognised. */
      readonly names: Readonly<Record<BehaviourColumn, readonly string[]>>;
      readonly tasks: readonly { readonly id: string; readonly title: string }[];
      readonly notes: readonly string[];
    }
  | { readonly kind: "read"; readonly data: ReadData }
  /** The file cannot be read so: the first problems, and how many there are. */
  | {
      readonly kind: "problems";
      readonly problems: readonly DataProblem[];
      readonly count: number;
      /** Lines with a problem; 0 if the whole file is meant. */
      readonly lines: number;
      readonly rows: number;
    }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | {
      readonly kind: "compared";
      readonly samples: readonly MeasuredSample[];
      readonly measures: readonly { readonly name: MeasureName; readonly label: string; unit: string; doc: string }[];
      readonly comparisons: readonly ComparedSample[];
      readonly sections: readonly FigureSection[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: "failed"; readonly message: string };
