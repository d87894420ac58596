import { Interrupted } from "../experiment/errors.ts";

/** Never fulfilled: what work is raced with that is given up at once when a signal is aborted. @throws Interrupted then */
export function interruptedBy(signal: AbortSignal | undefined): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(new Interrupted("interrupted"));
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
  stopped.catch(() => {}); // Somebody may stop it after all is done.
  return stopped;
}
