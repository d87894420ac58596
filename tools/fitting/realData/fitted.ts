import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromParquet } from "../../../src/io/parquet.ts";
import type { Table } from "../../../src/math/table.ts";

/** Parameters that `neohebb fit` wrote: one row a person, or a person and condition. */
export class Fitted {
  readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  get subjects(): readonly string[] {
    return this.table.subject as readonly string[];
  }

  /** Places of the rows with these values of the design's columns. */
  rows(where: Readonly<Record<string, string>> = {}): number[] {
    return this.subjects.flatMap((_, row) =>
      Object.entries(where).every(([column, value]) => this.table[column]![row] === value) ? [row] : [],
    );
  }

  /** A parameter of these rows. */
  value(name: string, rows: readonly number[] = this.rows()): number[] {
    const column = this.table[name];
    if (!column) throw new RangeError(`the fit has no column ${name}`);
    return rows.map((row) => Number(column[row]));
  }

  /** A parameter under two conditions, of those who have both, in the same order. */
  pairs(name: string, column: string, [first, second]: readonly [string, string]): [number[], number[]] {
    const of = (value: string) => new Map(this.rows({ [column]: value }).map((row) => [this.subjects[row]!, row]));
    const [a, b] = [of(first), of(second)];
    const both = [...a.keys()].filter((subject) => b.has(subject));
    return [
      this.value(
        name,
        both.map((one) => a.get(one)!),
      ),
      this.value(
        name,
        both.map((one) => b.get(one)!),
      ),
    ];
  }

  get logLikelihood(): number {
    return this.value("logLikelihood").reduce((a, b) => a + b, 0);
  }
}

/** Folder of the project, and of the data that do not come with it. */
export interface Places {
  readonly root: string;
  readonly folder: string;
}

/** Arguments of a command as they are typed; what a shell would take apart is in double quotes. */
export function argumentsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/gu)].map(([whole, quoted]) => quoted ?? whole);
}

/** Runs `neohebb fit` as it is typed; DIR stands for the folder of the data. */
export async function fitted(command: string, { root, folder }: Places): Promise<Fitted> {
  const out = mkdtempSync(join(tmpdir(), "neohebb-real-"));
  try {
    const typed = argumentsOf(command).map((text) => text.replace(/^DIR\//u, `${folder}/`));
    execFileSync(
      process.execPath,
      [join(root, "dist", "cli.js"), ...typed.slice(2), "--out", join(out, "fit"), "--quiet"],
      {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    return new Fitted(await fromParquet(readFileSync(join(out, "fit", "parameters.parquet"))));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
