import { parentPort, workerData } from "node:worker_threads";
import type { BackendName } from "../backends.ts";
import { type BoardJob, runJob } from "./boardJob.ts";

/** What a worker of the board answers: the file of a job, or what went wrong. */
export type BoardReply =
  | { readonly bytes: Uint8Array }
  | { readonly error: { readonly name: string; readonly message: string } };

const { backend } = workerData as { readonly backend: BackendName };

parentPort?.on("message", (job: BoardJob) => {
  runJob(job, backend)
    .then((bytes) => parentPort?.postMessage({ bytes } satisfies BoardReply))
    .catch(({ name, message }: Error) => parentPort?.postMessage({ error: { name, message } } satisfies BoardReply));
});
