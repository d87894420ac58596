import { findAgent, runAgent } from "../agents/index.ts";
import { listedSubjects, type Summary } from "../analysis/index.ts";
import type { Issue } from "../spec/index.ts";
import { armTask } from "./armTask.ts";
import type { Experiment } from "./experiment.ts";
import { fileNames } from "./fileNames.ts";
import { canonicalJson, resultHash, sha256 } from "./hash.ts";
import { KeptTables, type ResultData, type ResultTables } from "./resultTables.ts";
import { collectResults, type UnitStore } from "./run.ts";
import { type AgentSample, type PeopleSample, summarise } from "./summarise.ts";

/** A finished experiment: data, hashes and summary. */
export interface Evaluation {
  readonly tables: ResultTables;
  readonly resultHash: string;
  /** Hash of every column, `trials.choice` and so on. */
  readonly columnHashes: Readonly<Record<string, string>>;
  readonly specificationHash: string;
  readonly summary: Summary;
}

/** Hash of everything that decides the data: the experiment as run and the text of every model file. */
export async function specificationHash(experiment: Experiment): Promise<string> {
  return sha256(canonicalJson(await specificationOf(experiment)));
}

/** The experiment as run, with the hash of every model file (by its name, so that the folder does not matter). */
export async function specificationOf(experiment: Experiment): Promise<Readonly<Record<string, unknown>>> {
  const { modelSource } = experiment;
  const names = fileNames(
    modelSource.file,
    modelSource.files.map(({ file }) => file),
  );
  const files: Record<string, string> = {};
  for (const { file, text } of modelSource.files) files[names.get(file)!] = await sha256(text);
  const { name, version } = experiment.model;
  return { ...experiment.specification, model: { name, version, files } };
}

/** Where a summary comes from, besides the experiment and its data. */
export interface EvaluationContext {
  readonly people: readonly PeopleSample[];
  readonly version: string;
  /** What to type to run it again. */
  readonly command: string;
}

/** Puts a finished run's units together, in memory, and sums them up. */
export async function evaluate(
  experiment: Experiment,
  store: UnitStore,
  context: EvaluationContext,
): Promise<Evaluation> {
  const kept = new KeptTables();
  const data = await collectResults(experiment.plan, store, kept.makeSink);
  const tables = kept.tables();
  const { hash, columns } = await resultHash({ ...tables });
  const summary = await sumUp(experiment, data, hash, context);
  const { specificationHash: specHash } = summary;
  return { tables, resultHash: hash, columnHashes: columns, specificationHash: specHash, summary };
}

/** Sums up a run whose rows have been written and hashed. */
export async function sumUp(
  experiment: Experiment,
  data: ResultData,
  hash: string,
  { people, version, command }: EvaluationContext,
): Promise<Summary> {
  const specification = await specificationOf(experiment);
  return summarise({
    experiment: { ...experiment, specification },
    data,
    people,
    agents: agentSamples(experiment),
    version,
    specificationHash: await sha256(canonicalJson(specification)),
    resultHash: hash,
    command,
    warnings: experiment.warnings.map(warningText),
  });
}

/** The experiment's simple agents on the schedules that its subjects met (of a large group, the first ones). */
function agentSamples({ data, plan }: Experiment): AgentSample[] {
  const subjects = Array.from({ length: Math.min(plan.subjects, listedSubjects) }, (_, subject) => subject);
  return (data.agents ?? []).map((id) => {
    const kind = findAgent(id);
    const task = armTask(plan);
    const { label, description, fitted = false } = kind;
    return { id, label, description, fitted, table: runAgent(kind, task, subjects, plan.seed) };
  });
}

/** A warning that says what it is about. */
function warningText({ path, message, expected, got }: Issue): string {
  const details = [expected === undefined ? "" : `expected ${expected}`, got === undefined ? "" : `got ${got}`];
  const told = details.filter((detail) => detail !== "").join(", ");
  return `${path === "" ? "" : `${path}: `}${message}${told === "" ? "" : ` (${told})`}.`;
}
