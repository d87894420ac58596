import { createSimulation } from "../../src/engine/index.ts";
import type { DoseWindow } from "../../src/experiment/plan.ts";
import { runSession, type SessionObserver } from "../../src/experiment/session.ts";
import { TrialRecorder } from "../../src/experiment/trialRecorder.ts";
import type { Table } from "../../src/math/table.ts";
import type { LoweredModel } from "../../src/spec/index.ts";
import { makeTask } from "../../src/tasks/index.ts";

/** Receptors blocked in each group of the default experiment. */
export const blocks: Readonly<Record<string, readonly string[]>> = {
  "dopamine-block": ["dopamineD1", "dopamineD2"],
  "acetylcholine-block": ["muscarinicM1", "nicotinicAcetylcholine"],
  "norepinephrine-block": ["adrenergicAlpha1", "adrenergicBeta"],
  "serotonin-block": ["serotonin2A"],
};

/** What a group of subjects is run with. */
export interface GroupRun {
  readonly model: LoweredModel;
  readonly seed: number;
  readonly subjects: number;
  /** Receptors blocked, each with a dose in units of Ki. */
  readonly doses?: Readonly<Record<string, number>>;
  readonly task?: string;
  readonly taskOptions?: Readonly<Record<string, number>>;
  readonly backend?: "wasm" | "interpreter";
  readonly observe?: (simulation: Awaited<ReturnType<typeof createSimulation>>) => SessionObserver;
}

/** Runs a group through the task; one row a trial. */
export async function runGroup(run: GroupRun): Promise<Table> {
  const { model, seed, subjects } = run;
  const columns: Record<string, number[]> = { subject: [] };
  const doses: DoseWindow[] = Object.entries(run.doses ?? {}).map(([receptor, dose]) => ({
    input: `antagonist.${receptor}`,
    dose,
    from: 0,
    to: null,
  }));
  for (let first = 0; first < subjects; first += 4) {
    const members = Array.from({ length: Math.min(4, subjects - first) }, (_, place) => first + place);
    const simulation = await createSimulation(model.program, {
      subjects: members,
      seed: [seed, 0],
      ...(run.backend ? { backend: run.backend } : {}),
    });
    const task = makeTask(run.task ?? "three-armed-reversal-v1", run.taskOptions);
    const recorder = new TrialRecorder(task.description);
    const observers = [recorder, ...(run.observe ? [run.observe(simulation)] : [])];
    runSession({ simulation, body: model.body, task, seed, doses, observers });
    const wrong = simulation.findNonFinite(0);
    if (wrong) throw new Error(`${wrong.variable}[${wrong.element}] is not finite for subject ${members[wrong.place]}`);
    recorder.trialsOf(members.length).forEach((trials, place) => {
      for (let trial = 0; trial < trials; trial++) columns.subject!.push(members[place]!);
    });
    for (const [name, values] of Object.entries(recorder.columns(members.length))) {
      const key = name.replace("trials.", "");
      columns[key] = [...(columns[key] ?? []), ...values];
    }
  }
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));
}
