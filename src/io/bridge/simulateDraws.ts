import { armTask } from "../../experiment/armTask.ts";
import { Interrupted } from "../../experiment/errors.ts";
import type { SessionPlan } from "../../experiment/plan.ts";
import { localExecutor } from "../../experiment/run.ts";
import { unitTrials } from "../../experiment/trialTable.ts";
import { unpackUnit } from "../../experiment/unitResult.ts";
import { stackTables, type Table } from "../../math/table.ts";
import { threadExecutor } from "../threads.node.ts";

/**
 * Runs group i of a plan on tile i of its subjects, for all groups.
 *
 * @returns Trials in the order of the groups.
 * @throws Interrupted, NumericalError
 */
export async function simulateDraws(
  plan: SessionPlan,
  {
    threads,
    signal,
    onProgress,
  }: { threads: number; signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
): Promise<Table> {
  const total = plan.arms.length;
  const used = Math.max(1, Math.min(threads, total));
  const executor = used > 1 ? threadExecutor(plan, used) : localExecutor(plan);
  const tables: Table[] = [];
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < total) {
      if (signal?.aborted) throw new Interrupted("interrupted");
      const index = next++;
      const unit = await unpackUnit(await executor.run({ arm: index, tile: index }));
      if (unit === null) throw new Error(`the result of draw ${index} is damaged`);
      tables[index] = unitTrials(unit, armTask(plan, plan.arms[index]!).description);
      onProgress?.(++done, total);
    }
  };
  try {
    await Promise.all(Array.from({ length: executor.parallel }, work));
  } finally {
    await executor.close();
  }
  return stackTables(tables);
}
