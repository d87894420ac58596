import { compile, loadScoreboard, simulate } from "neohebb";
import { bundledModel } from "../phenomena/bundledEffects.ts";
import { loadTexts } from "../simulator/bundledModels.ts";
import type { Columns, Findings, Lesson, LessonRun, RunTables } from "./lesson.ts";

/**
 * Runs everything that a lesson compares and reads its numbers.
 *
 * @param onProgress - Called with how much is done, from 0 to 1.
 */
export async function runLesson(lesson: Lesson, onProgress: (share: number) => void = () => {}): Promise<Findings> {
  const runs = Object.entries(lesson.runs);
  const tables: Record<string, RunTables> = {};
  for (const [place, [name, run]] of runs.entries()) {
    tables[name] = await tablesOf(run, (share) => onProgress((place + share) / runs.length));
  }
  return lesson.read(tables);
}

async function tablesOf(run: LessonRun, onProgress: (share: number) => void): Promise<RunTables> {
  if (run.kind === "effect") {
    const { effectOf, modelFileOf, runEffect } = await loadScoreboard();
    const effect = effectOf(run.id);
    if (!effect) throw new RangeError(`there is no programmed effect ${run.id}`);
    const { subjects, seed, arms } = run;
    const source = await bundledModel(modelFileOf(effect));
    const { readings } = await runEffect({ effect, source, subjects, seed, onProgress, ...(arms ? { arms } : {}) });
    return { readings: readings as Columns };
  }
  const { model, task, subjects, seed, groups, record } = run;
  const read = await loadTexts(model);
  const compiled = compile(read(model), { file: model, read, task });
  const onTrial = ({ done, total }: { done: number; total: number }) => onProgress(done / total);
  const options = { task, subjects, seed, groups, record, onProgress: onTrial };
  const { trials, signals } = await simulate(compiled, options).result();
  return { trials: trials as Columns, signals: signals as Columns };
}
