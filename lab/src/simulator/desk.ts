import type { DeskName } from "./worker.ts";

/** A worker of its own in which one desk answers a page's requests. */
export class DeskClient<Request, Reply extends { readonly kind: string }> {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  readonly #desk: DeskName;

  /**
   * @param take - Called with each reply.
   * @param fail - Called if the worker itself cannot run.
   */
  constructor(desk: DeskName, take: (reply: Reply) => void, fail: (message: string) => void) {
    this.#desk = desk;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => take(data));
    this.#worker.addEventListener("error", ({ message }) => fail(message || "the worker could not be started"));
  }

  send(request: Request): void {
    this.#worker.postMessage({ desk: this.#desk, request });
  }

  stop(): void {
    this.#worker.terminate();
  }
}
