import type { Worker } from "node:worker_threads";

/**
 * Sends a worker thread a request and waits for its answer. A worker is asked one thing at a time.
 *
 * @param isAnswer - Whether a message is the answer, or only tells how far the worker has come. Default: each is.
 * @throws Error if the worker fails or ends before it has answered
 */
export function askWorker<Reply, Answer extends Reply = Reply>(
  worker: Worker,
  request: unknown,
  isAnswer: (reply: Reply) => reply is Answer = (_): _ is Answer => true,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (finish: () => void) => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      finish();
    };
    const onMessage = (reply: Reply) => {
      if (isAnswer(reply)) done(() => resolve(reply));
    };
    const onError = (error: Error) => done(() => reject(error));
    const onExit = (code: number) => done(() => reject(unexpectedEnd(code)));
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
    worker.postMessage(request);
  });
}

/** Why nothing comes from a worker that has ended. */
export function unexpectedEnd(code: number): Error {
  return new Error(`a worker ended unexpectedly (code ${code})`);
}
