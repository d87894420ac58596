import { parentPort, workerData } from "node:worker_threads";
import type { BackendName } from "../backends.ts";
import { type BoardJob, type JobFiles, runJob } from "./boardJob.ts";

/** What a worker of the board answers: the files of a job, or what went wrong. */
export type BoardReply =
  | { readonly files: JobFiles }
  | { readonly error: { readonly name: string; readonly message: string } };

const { backend } = workerData as { readonly backend: BackendName };

parentPort?.on("message", (job: BoardJob) => {
  runJob(job, backend)
    .then((files) => parentPort?.postMessage({ files } satisfies BoardReply))
    .catch(({ name, message }: Error) => parentPort?.postMessage({ error: { name, message } } satisfies BoardReply));
});
