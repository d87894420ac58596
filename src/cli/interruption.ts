import { exitCodes } from "./failure.ts";

/** Stops the run at the first Ctrl-C and the process at the second. */
export function interruption(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    signal: controller.signal,
    release: () => {
      if (controller.signal.aborted) return; // The process is about to end with its own exit code.
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
    },
  };
}
