/** Time after which others get a turn, milliseconds. */
const LONGEST = 50;

/**
 * Gives whoever waits for messages (Ctrl-C, a page's reader) a turn now and then during long work.
 *
 * @returns A function to be awaited between pieces of work; true if the work was called off.
 */
export function turns(signal?: AbortSignal): () => Promise<boolean> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > LONGEST) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    return signal?.aborted ?? false;
  };
}
