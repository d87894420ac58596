import type {
  BrainDescription,
  BrainSetting,
  Explanation,
  RecordedTrial,
  Reply,
  Request,
  Synapse,
} from "./messages.ts";

/** What a page is told of a brain at work. */
export interface BrainListener {
  described(description: BrainDescription): void;
  trial(trial: RecordedTrial): void;
  why(explanation: Explanation): void;
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
      // Whether a trial is on its way is another matter than an answer to a question.
      if (data.kind !== "why") this.#waiting = false;
      if (data.kind === "described") listener.described(data.description);
      else if (data.kind === "trial") listener.trial(data.trial);
      else if (data.kind === "why") listener.why(data.explanation);
      else {
        this.#over = true;
        if (data.kind === "ended") listener.ended();
        else listener.failed(data.message);
      }
    });
    this.#worker.addEventListener("error", ({ message }) =>
      listener.failed(message || "the worker could not be started"),
    );
    this.#waiting = true;
    this.#send({ kind: "start", setting });
  }

  /** Asks for another trial, unless one is on its way or there is none left. */
  want(): void {
    if (this.#waiting || this.#over) return;
    this.#waiting = true;
    this.#send({ kind: "next" });
  }

  /** Asks why a synapse changed in a trial; the one that changed most unless it is named. */
  ask(projection: string, trial: number, synapse: Synapse | null): void {
    this.#send({ kind: "why", projection, trial, synapse });
  }

  stop(): void {
    this.#worker.terminate();
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }
}
