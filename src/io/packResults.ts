import { ByteWriter } from "hyparquet-writer";
import type { Summary } from "../analysis/index.ts";
import { type EvaluationContext, specificationHash, sumUp } from "../experiment/evaluate.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { resultHash, sha256 } from "../experiment/hash.ts";
import { KeptTables, type ResultTables } from "../experiment/resultTables.ts";
import { collectResults, type UnitStore } from "../experiment/run.ts";
import type { MakeSink } from "../experiment/tableStream.ts";
import { type ReportOptions, renderReport } from "../report/index.ts";
import { ParquetStream } from "./parquet.ts";

/** A results folder in memory. */
export interface PackedResults {
  /** Content by name: the tables as Parquet, `summary.json`, `report.html`, `manifest.json`. */
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  readonly tables: ResultTables;
  readonly summary: Summary;
}

/**
 * The results folder of a finished run, made where there are no files (in a page): the bytes that `runExperiment` writes
 * for the same experiment and command, except for what the manifest says of times and machine.
 *
 * @param timing - What the manifest says of the run; not part of any hash.
 * @throws Error if a unit is missing or damaged.
 */
export async function packResults(
  experiment: Experiment,
  store: UnitStore,
  context: EvaluationContext,
  { script }: ReportOptions,
  timing: Readonly<Record<string, unknown>> = {},
): Promise<PackedResults> {
  const { name, plan } = experiment;
  const specHash = await specificationHash(experiment);
  const facts = { specificationHash: specHash, seed: String(plan.seed), experiment: name };
  const kept = new KeptTables();
  const streams = new Map<string, { writer: ByteWriter; stream: ParquetStream }>();
  const makeSink: MakeSink = (table, form) => {
    const keeper = kept.makeSink(table, form);
    const writer = new ByteWriter();
    const stream = new ParquetStream(writer, form, facts);
    streams.set(table, { writer, stream });
    return {
      write(part) {
        keeper.write(part);
        stream.write(part);
      },
    };
  };
  const data = await collectResults(plan, store, makeSink);
  const tables = kept.tables();
  const { hash, columns } = await resultHash({ ...tables });
  const summary = await sumUp(experiment, data, hash, context);
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  for (const [table, { writer, stream }] of streams) {
    stream.end();
    files[`${table}.parquet`] = new Uint8Array(writer.getBytes());
  }
  files["summary.json"] = encoded(`${JSON.stringify(summary)}\n`);
  files["report.html"] = encoded(renderReport(summary, { script }));
  const hashes: Record<string, string> = {};
  for (const [file, content] of Object.entries(files)) hashes[file] = await sha256(content);
  const manifest = {
    format: "neohebb-results/1",
    name,
    version: summary.version,
    specification: summary.specification,
    specificationHash: specHash,
    seed: plan.seed,
    subjects: plan.subjects,
    resultHash: hash,
    columnHashes: columns,
    startedFrom: null,
    timing,
    files: hashes,
  };
  files["manifest.json"] = encoded(`${JSON.stringify(manifest, null, 2)}\n`);
  return { files, tables, summary };
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
