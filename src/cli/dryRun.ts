import { createSimulation } from "../engine/index.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { subjectsOf } from "../experiment/plan.ts";
import { runUnit } from "../experiment/unit.ts";
import { shortPath } from "../io/machine.ts";
import type { ResultPaths } from "../io/resultsFolder.ts";
import { seedWords } from "../math/random.ts";
import { demandRoom, lacks, megabytes, roomFor, runNeed } from "./memory.ts";
import { duration } from "./progressBar.ts";
import { type Terminal, terminalWidth } from "./terminal.ts";
import { counted, textTable, wrap } from "./textTable.ts";

/** Time that the probe may take, ms. */
const probeTime = 300;

/** A part whose steps alone take longer than this is not tried as a whole, s. */
const longestTrial = 1;

/** Says what a run would do: sizes, memory and time, measured by a short probe of the control group. */
export async function dryRun(
  experiment: Experiment,
  paths: ResultPaths,
  threads: number,
  terminal: Terminal,
): Promise<void> {
  const { plan, task, groups, model } = experiment;
  const need = runNeed(experiment, threads);
  const { steps } = need;
  const room = roomFor(paths.results);
  if (need.tile + need.unit > room.memory) demandRoom(need, room); // One part of the run is tried now.
  const rows = Object.values(need.rows).reduce((sum, count) => sum + count, 0);
  const tiles = Math.ceil(plan.subjects / 4);
  const units = plan.arms.reduce((sum, { yoked }) => sum + tiles * (yoked.length > 0 ? 2 : 1), 0);
  const probe = await measure(experiment, steps);
  const facts = {
    name: experiment.name,
    task: plan.task.id,
    model: `${model.name} ${model.version}`,
    groups: groups.length,
    attributionRuns: plan.arms.length - groups.length,
    subjectsPerGroup: plan.subjects,
    trials: task.trials,
    stepsPerSession: steps,
    units,
    threads,
    bytesPerTile: need.tile,
    bytesOfMemory: Math.round(need.memory),
    bytesOfDisk: Math.round(need.disk),
    rowsOfResults: rows,
    rowsOfTables: need.rows,
    microsecondsPerStep: Number((probe.step * 1e6).toFixed(3)),
    secondsOfSimulation: Number(((units * probe.part) / threads).toFixed(1)),
    results: paths.results,
  };
  terminal.document(facts);
  for (const lack of lacks(need, room)) terminal.note(`This would not run: ${lack}.`);
  const { references = [], agents = [] } = experiment.data;
  const people = references.map((reference) => (typeof reference === "string" ? reference : reference.file));
  const rowsOfText: [string, string][] = [
    [
      "task",
      `${facts.task}, ${task.trials ?? "any number of"} trials, ${task.trials === null ? "up to " : ""}${steps} steps of ${model.program.step * 1000} ms`,
    ],
    ["model", facts.model],
    ["groups", `${groups.length} of ${counted(plan.subjects, "subject")}`],
    ...groups.map((group): [string, string] => ["", groupText(group)]),
    ["people", people.join(", ") || "none"],
    ["agents", agents.join(", ") || "none"],
    ["attribution", `${counted(facts.attributionRuns, "further run")} of control`],
    ["work", `${counted(units, "part")} of up to 4 subjects on ${counted(threads, "thread")}`],
    [
      "memory",
      `about ${megabytes(facts.bytesOfMemory)}, whatever the number of rows (${counted(rows, "row")} of results)`,
    ],
    ["disk", `about ${megabytes(facts.bytesOfDisk)} while it runs`],
    ["time", timeText(facts.secondsOfSimulation)],
    ["results", shortPath(paths.results)],
  ];
  const lines = rowsOfText.flatMap(([name, text]) =>
    wrap(text, terminalWidth() - 14).map((line, index) => [index === 0 ? name : "", line]),
  );
  terminal.result(
    textTable(
      [
        { title: "would run", align: "left" },
        { title: experiment.name, align: "left" },
      ],
      lines,
    ),
  );
}

/** A group's name and what is done to it. */
function groupText({ id, task, doses, manipulations, yoked, parameters }: Experiment["groups"][number]): string {
  const done = [
    ...(task === "" ? [] : [task]),
    ...doses.map(
      ({ label, dose, action, trials }) =>
        `${label} ${Number(dose.toPrecision(4))} Ki${action ? `, ${action}` : ""}${trials ? ` in trials ${trials.join("–")}` : ""}`,
    ),
    ...manipulations,
    ...yoked.map((modulator) => `${modulator} yoked`),
    ...Object.entries(parameters).map(([name, value]) => `${name} = ${value}`),
  ];
  return `${id}: ${done.join(", ") || "nothing done"}`;
}

/** Time of the simulation alone, in words. */
function timeText(seconds: number): string {
  return seconds < 1 ? "less than 1 s of simulation" : `about ${duration(seconds)} of simulation`;
}

/** Time of one part of the control group. */
async function measure({ plan }: Experiment, steps: number): Promise<{ step: number; part: number }> {
  const { program } = plan.models[plan.arms[plan.control]!.model]!;
  const simulation = await createSimulation(program, { subjects: subjectsOf(plan, 0), seed: seedWords(plan.seed) });
  simulation.initialise();
  simulation.step(0, 20);
  const started = performance.now();
  let made = 0;
  while (performance.now() - started < probeTime) {
    simulation.step(0, 20);
    made += 20;
  }
  const step = (performance.now() - started) / 1000 / made;
  // Tasks and records cost about as much again; where a part is short, it is simply tried.
  if (step * steps > longestTrial) return { step, part: 2 * step * steps };
  await runUnit(plan, { arm: plan.control, tile: 0 });
  const again = performance.now();
  await runUnit(plan, { arm: plan.control, tile: 0 });
  return { step, part: (performance.now() - again) / 1000 };
}
