import { parentPort, workerData } from "node:worker_threads";
import type { EffectOutcome } from "../../calibration/index.ts";
import { CandidateEvaluator, type CandidateJob, type EvaluatorSettings } from "./candidateJob.ts";

/** What a worker answers: a loss for each candidate, or what went wrong. */
export type CandidateReply =
  | { readonly losses: readonly EffectOutcome[] }
  | { readonly error: { readonly name: string; readonly message: string } };

const evaluator = new CandidateEvaluator(workerData as EvaluatorSettings);

parentPort?.on("message", (job: CandidateJob) => {
  evaluator
    .run(job)
    .then((losses) => parentPort?.postMessage({ losses } satisfies CandidateReply))
    .catch(({ name, message }: Error) =>
      parentPort?.postMessage({ error: { name, message } } satisfies CandidateReply),
    );
});
