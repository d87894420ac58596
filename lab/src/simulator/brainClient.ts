import { DeskClient } from "./desk.ts";
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
  unexplained(message: string): void;
  ended(): void;
  failed(message: string): void;
}

/** A brain in a worker of its own, which works ahead by a few trials. */
export class BrainClient {
  readonly #desk: DeskClient<Request, Reply>;
  #waiting = true;
  #over = false;

  constructor(setting: BrainSetting, listener: BrainListener) {
    this.#desk = new DeskClient("brain", (reply) => this.#take(reply, listener), listener.failed);
    this.#desk.send({ kind: "start", setting });
  }

  /** Asks for another trial, unless one is on its way or there is none left. */
  want(): void {
    if (this.#waiting || this.#over) return;
    this.#waiting = true;
    this.#desk.send({ kind: "next" });
  }

  /** Asks why a synapse changed in a trial; the one that changed most unless it is named. */
  ask(projection: string, trial: number, synapse: Synapse | null): void {
    this.#desk.send({ kind: "why", projection, trial, synapse });
  }

  stop(): void {
    this.#desk.stop();
  }

  #take(reply: Reply, listener: BrainListener): void {
    // Whether a trial is on its way is another matter than an answer to a question.
    if (reply.kind !== "why" && reply.kind !== "unexplained") this.#waiting = false;
    if (reply.kind === "ended" || reply.kind === "failed") this.#over = true;
    switch (reply.kind) {
      case "described":
        listener.described(reply.description);
        break;
      case "trial":
        listener.trial(reply.trial);
        break;
      case "why":
        listener.why(reply.explanation);
        break;
      case "unexplained":
        listener.unexplained(reply.message);
        break;
      case "ended":
        listener.ended();
        break;
      case "failed":
        listener.failed(reply.message);
    }
  }
}
