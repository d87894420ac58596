import { type ReadyFit, readyFit, scaleNotes } from "../io/fitting/prepareFits.ts";
import type { FitRequest } from "../io/fitting/runFit.ts";
import { shortPath } from "../io/machine.ts";
import type { ResultPaths } from "../io/resultsFolder.ts";
import type { Terminal } from "./terminal.ts";
import { counted } from "./textTable.ts";

/** `neohebb fit --dry-run`: how the data are understood, and what would be fitted. */
export async function dryFit(
  { data, models, settings }: FitRequest,
  paths: ResultPaths,
  terminal: Terminal,
): Promise<void> {
  const documents = [];
  const ready: ReadyFit[] = [];
  for (const loaded of models) {
    const one = await readyFit(loaded, data, models);
    ready.push(one);
    const { model, sources, notes, counts } = one;
    const { job, definition, leftOut } = model;
    const trials = job.rows.reduce((sum, { trials: own }) => sum + own, 0);
    const people = new Set(job.records.map(({ person }) => person)).size;
    const effects = [...job.within, ...job.between].map(({ name }) => name);
    documents.push({
      ...{ model: definition.id, people, records: job.records.length, trials, effects },
      ...{ columns: Object.fromEntries(sources), notes, counts, leftOut },
    });
    terminal.result(`${terminal.bold(definition.id)}  ${definition.title}`);
    terminal.result(
      `  ${counted(people, "person", "people")}, ${counted(job.records.length, "record")}, ${counted(trials, "trial")}`,
    );
    for (const [column, source] of sources) terminal.result(`  ${column} ← ${source}`);
    if (effects.length > 0) terminal.result(`  effects of ${effects.join(", ")}`);
    for (const note of notes) terminal.result(`  - ${note}`);
    for (const { name, reason } of leftOut) terminal.result(`  - ${name} is left out: ${reason}`);
  }
  const scales = scaleNotes(models, ready, data.options.mapping ?? {});
  for (const note of scales) terminal.result(note);
  const how = {
    map: `each alone from ${settings.starts} starts`,
    hierarchical: "with their group by empirical Bayes",
    nuts: `with their group by NUTS: ${settings.chains} chains of ${settings.warmup} + ${settings.draws} iterations`,
  }[settings.method];
  terminal.result(`Would be fitted ${how} into ${shortPath(paths.results)}.`);
  terminal.document({ settings, folder: paths.results, models: documents, notes: scales });
}
