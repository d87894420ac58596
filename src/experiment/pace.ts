import { Interrupted } from "./errors.ts";

/** Longest time without letting in what waits for the thread, such as signals and repaints, ms. */
const slice = 20;

/** Lets other things happen now and then during a long calculation, and ends it when a signal is aborted. */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** To be awaited between pieces of work. @throws Interrupted once the signal is aborted. */
  async next(): Promise<void> {
    this.#check();
    if (performance.now() - this.#last < slice) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#last = performance.now();
    this.#check();
  }

  #check(): void {
    if (this.#signal?.aborted) throw new Interrupted("interrupted");
  }
}
