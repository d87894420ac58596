import { findAgent, runAgent } from "../agents/index.ts";
import type { Summary } from "../analysis/index.ts";
import type { Issue } from "../spec/index.ts";
import { makeTask } from "../tasks/index.ts";
import type { Experiment } from "./experiment.ts";
import { canonicalJson, resultHash, sha256 } from "./hash.ts";
import { type ResultTables, resultTables } from "./resultTables.ts";
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
  const folder = experiment.modelSource.file.replace(/[^/\\]*$/u, "");
  const files: Record<string, string> = {};
  for (const { file, text } of experiment.modelSource.files) {
    files[file.startsWith(folder) ? file.slice(folder.length) : file.replace(/^.*[/\\]/u, "")] = await sha256(text);
  }
  const { name, version } = experiment.model;
  return { ...experiment.specification, model: { name, version, files } };
}

/** Puts a finished run's units together and sums them up. */
export async function evaluate(
  experiment: Experiment,
  store: UnitStore,
  context: { readonly people: readonly PeopleSample[]; readonly version: string; readonly command: string },
): Promise<Evaluation> {
  const data = await collectResults(experiment.plan, store);
  const tables = resultTables(data);
  const { hash, columns } = await resultHash({ ...tables });
  const specification = await specificationOf(experiment);
  const specHash = await sha256(canonicalJson(specification));
  const summary = summarise({
    experiment: { ...experiment, specification },
    data,
    tables,
    people: context.people,
    agents: agentSamples(experiment),
    version: context.version,
    specificationHash: specHash,
    resultHash: hash,
    command: context.command,
    warnings: experiment.warnings.map(warningText),
  });
  return { tables, resultHash: hash, columnHashes: columns, specificationHash: specHash, summary };
}

/** The experiment's simple agents on the schedules that its subjects met. */
function agentSamples({ data, plan }: Experiment): AgentSample[] {
  const subjects = Array.from({ length: plan.subjects }, (_, subject) => subject);
  return (data.agents ?? []).map((id) => {
    const kind = findAgent(id);
    const task = makeTask(plan.task.id, plan.task.options);
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
