import type { SessionPlan } from "../../experiment/plan.ts";
import { KeptTables, ResultWriter } from "../../experiment/resultTables.ts";
import { localExecutor, memoryStore, type Progress, runUnits } from "../../experiment/run.ts";
import type { MakeSink } from "../../experiment/tableStream.ts";
import type { Table } from "../../math/table.ts";
import { threadExecutor } from "../threads.node.ts";

export interface SimulationOptions {
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs a plan and keeps nothing but its trials.
 *
 * @throws Interrupted, NumericalError
 */
export async function simulateTrials(plan: SessionPlan, { threads, ...options }: SimulationOptions): Promise<Table> {
  const units = plan.arms.length * Math.ceil(plan.subjects / 4);
  const used = Math.max(1, Math.min(threads, units));
  const kept = new KeptTables();
  const onlyTrials: MakeSink = (name, form) => (name === "trials" ? kept.makeSink(name, form) : { write() {} });
  const writer = new ResultWriter(plan, onlyTrials);
  const executor = used > 1 ? threadExecutor(plan, used) : localExecutor(plan);
  try {
    await runUnits(plan, memoryStore(), executor, { writer, ...options });
  } finally {
    await executor.close();
  }
  writer.end();
  return kept.tables().trials;
}
