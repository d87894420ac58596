import { cpus } from "node:os";

/** What is run: R and its variants, or a model of 90 synapses at many sizes. */
export type Workload = "R" | "R16" | "R-skip" | "ninety-synapses";

/** One line of the results, in the form that other tools read. */
export interface Result {
  readonly workload: Workload;
  readonly subjects: number;
  readonly threads: number;
  readonly backend: string;
  /** Synapses times steps times subjects, a second of processor time (of real time for more than one thread). */
  readonly updatesPerSecond: number;
  /** How many times as fast as others in the same run; null if they were not run. */
  readonly ratio: Readonly<Record<Reference, number | null>>;
}

export const references = ["cSse", "cAvx2", "js", "jax", "torch", "brainstate"] as const;
export type Reference = (typeof references)[number];

/** Runs of one program in turn with others. */
export class Row {
  readonly workload: Workload;
  readonly backend: string;
  readonly subjects: number;
  readonly threads: number;
  readonly updates: number;
  readonly seconds: number[] = [];
  /** For threads: processor time of all of them. */
  readonly cpuSeconds: number[] = [];
  readonly run: () => number | Promise<number>;

  constructor(
    workload: Workload,
    backend: string,
    size: { readonly subjects: number; readonly steps: number; readonly synapses: number; readonly threads?: number },
    run: () => number | Promise<number>,
  ) {
    this.workload = workload;
    this.backend = backend;
    this.subjects = size.subjects;
    this.threads = size.threads ?? 1;
    this.updates = size.subjects * size.steps * size.synapses;
    this.run = run;
  }

  get rate(): number {
    return this.updates / Math.min(...this.seconds);
  }
}

/** Results of all rows, with ratios to the references at the same workload, size and number of threads. */
export function resultsOf(rows: readonly Row[]): Result[] {
  const find = (row: Row, backend: string) =>
    rows.find(
      (other) => other.backend === backend && other.workload === row.workload && other.subjects === row.subjects,
    ) ?? rows.find((other) => other.backend === backend && other.workload === row.workload);
  return rows.map((row) => ({
    workload: row.workload,
    subjects: row.subjects,
    threads: row.threads,
    backend: row.backend,
    updatesPerSecond: row.rate,
    ratio: Object.fromEntries(
      references.map((name) => {
        const other = row.threads === 1 ? find(row, name) : undefined;
        return [name, other === undefined ? null : row.rate / other.rate];
      }),
    ) as Result["ratio"],
  }));
}

/** The machine in a few words. */
export function machine(): string {
  return `${cpus()[0]?.model.trim()}, ${process.arch}, Node ${process.version}`;
}

/** A table for people. */
export function table(results: readonly Result[]): string {
  const ratio = (value: number | null) => (value === null ? "" : value.toFixed(2));
  const names = { cSse: "C SSE4.1", cAvx2: "C AVX2", js: "JS", jax: "JAX", torch: "PyTorch", brainstate: "brainstate" };
  const shown = references.filter((name) => results.some((result) => result.ratio[name] !== null));
  const head = [
    "workload",
    "subjects",
    "threads",
    "back end",
    "G updates/s",
    ...shown.map((name) => `× ${names[name]}`),
  ];
  const widths = [15, 9, 8, 22, 12, ...shown.map((name) => Math.max(9, names[name].length + 3))];
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 3 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" ");
  return [
    line(head),
    ...results.map(({ workload, subjects, threads, backend, updatesPerSecond, ratio: ratios }) =>
      line([
        workload,
        String(subjects),
        String(threads),
        backend,
        (updatesPerSecond / 1e9).toFixed(2),
        ...shown.map((name) => ratio(ratios[name])),
      ]),
    ),
  ].join("\n");
}
