import { parentPort, workerData } from "node:worker_threads";
import type { SessionPlan, Unit } from "../experiment/plan.ts";
import { runUnit } from "../experiment/unit.ts";
import { packUnit } from "../experiment/unitResult.ts";
import { type BackendName, backendNamed } from "./backends.ts";

/** What a worker answers: a packed unit, or what went wrong. */
export type WorkerReply =
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string | undefined } };

/** What a worker is given: the whole plan, of which it is told units one by one. */
export interface WorkerTask {
  readonly plan: SessionPlan;
  readonly backend: BackendName;
}

const { plan, backend: name } = workerData as WorkerTask;
const backend = backendNamed(name);

async function answer(unit: Unit): Promise<void> {
  try {
    const bytes = await packUnit(await runUnit(plan, unit, await backend));
    parentPort?.postMessage({ bytes } satisfies WorkerReply, [bytes.buffer]);
  } catch (error) {
    const { name, message, stack } = error as Error;
    parentPort?.postMessage({ error: { name, message, stack } } satisfies WorkerReply);
  }
}

parentPort?.on("message", (unit: Unit) => void answer(unit));
