import type { BrainDescription, BrainSetting, RecordedTrial, Reply, Request } from "./messages.ts";

/** What a page is told of a brain at work. */
export interface BrainListener {
  described(description: BrainDescription): void;
  trial(trial: RecordedTrial): void;
  ended(): void;
  failed(message: string): void;
}

/** A brain in a worker of its own, which works ahead by a few trials. */
export class BrainClient {
  readonly #worker = new Worker(new URL("./brainWorker.ts", import.meta.url), { type: "module" });
  #waiting = false;
  #over = false;

  constructor(setting: BrainSetting, listener: BrainListener) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      this.#waiting = false;
      if (data.kind === "described") listener.described(data.description);
      else if (data.kind === "trial") listener.trial(data.trial);
      else {
        this.#over = true;
        if (data.kind === "ended") listener.ended();
        else listener.failed(data.message);
      }
    });
    this.#worker.addEventListener("error", ({ message }) =>
      listener.failed(message || "the worker could not be started"),
    );
    this.#send({ kind: "start", setting });
  }

  /** Asks for another trial, unless one is on its way or there is none left. */
  want(): void {
    if (this.#waiting || this.#over) return;
    this.#send({ kind: "next" });
  }

  stop(): void {
    this.#worker.terminate();
  }

  #send(request: Request): void {
    this.#waiting = true;
    this.#worker.postMessage(request);
  }
}
