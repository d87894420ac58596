import { totalmem } from "node:os";
import type { Program } from "../engine/index.ts";
import { blockEnds } from "../experiment/blocks.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { sessionSteps, sessionTrialCount } from "../experiment/sessionLength.ts";
import { CommandError, exitCodes } from "./failure.ts";

/** Memory as measured: the process, a worker, a row of a table being written, a subject being summed up. */
const bytesOfProcess = 120e6;
const bytesOfThread = 60e6;
const bytesOfRow = 260;
const bytesOfSubject = 20e3;
/** Bytes of one number of all four subjects of a tile. */
const bytesOfNumber = 16;

/** What a run will need. */
export interface MemoryNeed {
  /** Steps of one session. */
  readonly steps: number;
  /** Of the largest model, for four subjects. */
  readonly bytesPerTile: number;
  readonly bytes: number;
  /** Rows of all tables together. */
  readonly rows: number;
}

/** Memory of a run, from its sizes alone: nothing is compiled or simulated. */
export function memoryNeed(experiment: Experiment, threads: number): MemoryNeed {
  const { plan, groups, task, model } = experiment;
  const steps = sessionSteps(task, model.program.step);
  const bytesPerTile = bytesOfNumber * Math.max(...plan.models.map(({ program }) => numbersPerSubject(program)));
  const rows = tableRows(experiment, steps);
  const subjects = groups.length * plan.subjects;
  const bytes =
    bytesOfProcess + threads * (bytesOfThread + bytesPerTile) + rows * bytesOfRow + subjects * bytesOfSubject;
  return { steps, bytesPerTile, bytes, rows };
}

/** Memory that this process may use at all. */
export function memoryThere(): number {
  const allowed = process.constrainedMemory?.() ?? 0;
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/**
 * Refuses what cannot fit.
 *
 * @throws CommandError saying how much is needed and there.
 */
export function demandMemory({ bytes, rows }: MemoryNeed, there: number = memoryThere()): void {
  if (bytes <= there) return;
  throw new CommandError(
    `the run does not fit: it needs about ${megabytes(bytes)} of memory (${rows} rows of results), and ` +
      `${megabytes(there)} are there; take fewer subjects, trials or threads, or a smaller model`,
    exitCodes.failure,
  );
}

/** A number of bytes as text. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function numbersPerSubject({ variables, populations, projections }: Program): number {
  const units = new Map(populations.map(({ name, size }) => [name, size]));
  const synapses = new Map(
    projections.map(({ name, source, target, connection }) => [
      name,
      connection === "one-to-one" ? target.count : target.count * source.count,
    ]),
  );
  return variables.reduce((sum, { domain }) => {
    if (domain.kind === "subject") return sum + 1;
    return sum + (domain.kind === "population" ? units.get(domain.population)! : synapses.get(domain.projection)!);
  }, 1);
}

/** Rows of all tables together. */
function tableRows({ plan, task, groups, model }: Experiment, steps: number): number {
  const blocks = blockEnds(task).length;
  const recorded = Math.min(plan.subjects, plan.recordedSubjects);
  const phases = task.phases.length;
  const traces = Math.min(plan.subjects, plan.traces.subjects) * Math.ceil(steps / plan.traces.every);
  const trials = sessionTrialCount(task);
  const signals = model.signals.length * (recorded * blocks * phases + trials * phases + traces);
  const snapshots = recorded * (blocks + 1) * model.projections.filter(({ weight }) => weight !== null).length;
  const attributions = plan.arms.length - groups.length;
  return groups.length * (plan.subjects * trials + signals + snapshots) + attributions * snapshots;
}
