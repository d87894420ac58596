import {
  drugs,
  type Experiment,
  type ExperimentFile,
  evaluate,
  type Issue,
  type Progress,
  packResults,
  readExperiment,
  resolveExperiment,
  runUnits,
  specificationHash,
  type Table,
  taskKinds,
  type UnitStore,
  unitsOf,
  writeExperiment,
} from "neohebb";
import { version } from "../version.ts";
import { modelNames, peopleOf, surroundingsOf } from "./bundled.ts";
import { findingsOf } from "./findings.ts";
import type { Checked, ExperimentReply, ExperimentRequest, Offer } from "./runMessages.ts";
import { stagesOf } from "./stages.ts";
import { unitDatabase } from "./unitDatabase.ts";
import { workerPool, workersHere } from "./workerPool.ts";
import { zipOf } from "./zip.ts";

const file = "experiment.yaml";
const send = (reply: ExperimentReply, transfer: Transferable[] = []) => postMessage(reply, { transfer });

/** The run under way. */
let running: AbortController | null = null;

/** Answers a request of the Experiment page. */
export async function answer(request: ExperimentRequest): Promise<void> {
  switch (request.kind) {
    case "check":
      return send({ kind: "checked", checked: await check(request.text) });
    case "write":
      return send({ kind: "written", text: writeExperiment(request.data), deed: request.deed });
    case "stop":
      return running?.abort();
    case "run":
      return run(request.text, request.command);
    case "pack":
      return pack(request.text, request.command);
  }
}

interface ReadExperiment {
  readonly source: ReturnType<typeof readExperiment>;
  readonly experiment: Experiment | null;
  readonly issues: readonly Issue[];
}

async function read(text: string): Promise<ReadExperiment> {
  const source = readExperiment(text, file);
  const readable = source.source ?? source.rest;
  if (!readable) return { source, experiment: null, issues: source.issues };
  const resolved = resolveExperiment(readable, await surroundingsOf(readable.data.model));
  return {
    source,
    experiment: source.source && resolved.experiment,
    issues: [...source.issues, ...resolved.issues],
  };
}

/** @throws Error if the text is no experiment that can be run. */
async function runnable(text: string): Promise<Experiment> {
  const { experiment, issues } = await read(text);
  if (!experiment) throw new Error(issues[0]?.message ?? "this cannot be run");
  return experiment;
}

async function check(text: string): Promise<Checked> {
  const { source, experiment, issues } = await read(text);
  const data = (source.source ?? source.rest)?.data ?? null;
  const offer = offerOf(experiment);
  if (!experiment) return { text, data, issues, plan: null, offer };
  const hash = await specificationHash(experiment);
  const names = await unitDatabase(hash, () => {}).names();
  const { plan, title } = experiment;
  return {
    ...{ text, data, issues, offer },
    plan: {
      ...{ hash, title },
      subjects: plan.subjects,
      groups: experiment.groups.length,
      sessions: plan.subjects * plan.arms.length,
      kept: names.size,
      units: unitsOf(plan).length,
    },
  };
}

function offerOf(experiment: Experiment | null): Offer | null {
  if (!experiment) return null;
  const { areas, nuclei, receptors, projections } = experiment.model;
  const named = ({ name, label }: { name: string; label: string }) => ({ name, label });
  return {
    trials: experiment.task.trials ?? 1,
    tasks: taskKinds.map(({ id, title }) => ({ id, title })),
    models: modelNames,
    drugs: drugs
      .filter(({ affinities }) => affinities.some(({ receptor }) => receptors.some(({ name }) => name === receptor)))
      .map(({ id, label, doc }) => ({ id, label, doc })),
    receptors: receptors.map(named),
    areas: areas.map(named),
    nuclei: nuclei.map(named),
    projections: projections.filter(({ weight }) => weight !== null).map(named),
  };
}

async function contextOf({ data }: { readonly data: ExperimentFile }, command: string) {
  return { people: await peopleOf(data.references ?? []), version, command };
}

async function run(text: string, command: string): Promise<void> {
  if (running) return;
  running = new AbortController();
  try {
    await runStages(text, command, running.signal);
  } catch (error) {
    if ((error as Error).name !== "Interrupted") throw error;
    send({ kind: "stopped" });
  } finally {
    running = null;
  }
}

/** Runs an experiment in stages of subjects; what each comes to is told while the next runs. */
async function runStages(text: string, command: string, signal: AbortSignal): Promise<void> {
  const experiment = await runnable(text);
  const { plan } = experiment;
  const hash = await specificationHash(experiment);
  const store = unitDatabase(hash, (why) => send({ kind: "unkept", why }));
  const pool = workerPool(plan, workersHere());
  const started = performance.now();
  const meter = new Meter(unitsOf(plan).length, pool.parallel);
  try {
    const context = await contextOf(experiment, command);
    let told: Promise<unknown> = Promise.resolve();
    const stages = stagesOf(plan);
    for (const subjects of stages) {
      const part = withSubjects(experiment, subjects);
      await runUnits(part.plan, store, pool, { signal, onProgress: (progress) => meter.tell(progress) });
      if (subjects === stages.at(-1)) break;
      told = told.then(async () => {
        if (signal.aborted) return;
        const { summary } = await evaluate(part, store, context);
        if (!signal.aborted) send({ kind: "findings", findings: findingsOf(summary) });
      });
    }
    await pool.close();
    await told;
    const { summary, resultHash } = await evaluate(experiment, store, context);
    const seconds = (performance.now() - started) / 1000;
    send({ kind: "finished", resultHash, hash, seconds, findings: findingsOf(summary) });
  } finally {
    await pool.close();
  }
}

/** The experiment with its first subjects only: their numbers do not depend on who else there is. */
function withSubjects(experiment: Experiment, subjects: number): Experiment {
  if (subjects === experiment.plan.subjects) return experiment;
  const { plan, data } = experiment;
  return { ...experiment, plan: { ...plan, subjects }, data: { ...data, subjects } };
}

/** How far the whole run is, over its stages; told at most ten times a second. */
class Meter {
  readonly #total: number;
  readonly #workers: number;
  readonly #started = performance.now();
  #first: number | null = null;
  #told = 0;

  constructor(total: number, workers: number) {
    this.#total = total;
    this.#workers = workers;
  }

  tell({ done }: Progress): void {
    this.#first ??= done;
    const now = performance.now();
    if (now - this.#told < 100 && done < this.#total) return;
    this.#told = now;
    const fresh = done - this.#first;
    const secondsLeft = fresh > 0 ? ((this.#total - done) * (now - this.#started)) / 1000 / fresh : null;
    send({ kind: "progress", done, total: this.#total, secondsLeft, workers: this.#workers });
  }
}

async function pack(text: string, command: string): Promise<void> {
  const experiment = await runnable(text);
  const store: UnitStore = unitDatabase(await specificationHash(experiment), () => {});
  // As large as the page itself; nobody needs it before.
  const { script } = await import("virtual:report-script");
  const timing = { finished: new Date().toISOString(), page: navigator.userAgent };
  const { files, tables } = await packResults(
    experiment,
    store,
    await contextOf(experiment, command),
    { script },
    timing,
  );
  const folder = Object.entries(files).map(([name, content]) => [`${experiment.name}/${name}`, content] as const);
  const zip = zipOf(Object.fromEntries(folder));
  send({ kind: "packed", zip, trials: csvOf(tables.trials), name: experiment.name }, [zip.buffer]);
}

/** A table as CSV; missing values are empty. */
function csvOf(table: Table): string {
  const names = Object.keys(table);
  const columns = Object.values(table);
  const cell = (value: unknown) => {
    if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
    const written = String(value);
    return /[",\r\n]/u.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  };
  const lines = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    columns.map((column) => cell(column[row])).join(","),
  );
  return `${[names.join(","), ...lines].join("\n")}\n`;
}
