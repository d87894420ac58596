import type { FitProgress } from "../fitting/fits/fitWork.ts";
import { duration } from "./progressBar.ts";
import { terminalWidth } from "./terminal.ts";
import { cut } from "./textTable.ts";

const words: Readonly<Record<FitProgress["stage"], { readonly doing: string; readonly unit: string }>> = {
  fitting: { doing: "each alone", unit: "records" },
  grouping: { doing: "with their group", unit: "iterations" },
  preparing: { doing: "preparing chains", unit: "" },
  sampling: { doing: "sampling", unit: "iterations" },
  predicting: { doing: "leaving out", unit: "records" },
  comparing: { doing: "comparing", unit: "iterations" },
  checking: { doing: "simulating", unit: "records" },
};

/**
 * Shows how far a fit is: a bar in a terminal, else a line at each quarter of a stage, and where nobody knows how many
 * iterations there will be, at 10 and each time that they have doubled.
 */
export class FitProgressBar {
  readonly #stream: NodeJS.WriteStream;
  readonly #isSilent: boolean;
  #stage = "";
  #begun = 0;
  /** Done already when the stage began here, after an interruption. */
  #before = 0;
  #shown = Number.NEGATIVE_INFINITY;
  /** What the last line said: quarters of a stage, or iterations where their number is not known. */
  #said = 0;
  #isOpen = false;

  constructor(isSilent: boolean, stream: NodeJS.WriteStream = process.stderr) {
    this.#isSilent = isSilent;
    this.#stream = stream;
  }

  update(model: string, progress: FitProgress): void {
    if (this.#isSilent) return;
    const { stage, done, total } = progress;
    const now = performance.now();
    if (this.#stage !== model + stage) {
      this.#stage = model + stage;
      [this.#begun, this.#before, this.#said, this.#shown] = [now, done, 0, Number.NEGATIVE_INFINITY];
      if (!this.#stream.isTTY) this.#stream.write(`${model}: ${words[stage].doing} …\n`);
    }
    if (!this.#stream.isTTY) {
      if (total === null) {
        if (done < Math.max(10, 2 * this.#said)) return;
        this.#said = done;
        this.#stream.write(`${model}: ${words[stage].doing}: ${done} ${words[stage].unit}\n`);
        return;
      }
      const quarters = total === 0 ? 0 : Math.floor((4 * done) / total);
      if (quarters <= this.#said || quarters > 3) return;
      this.#said = quarters;
      this.#stream.write(
        `${model}: ${words[stage].doing}: ${done} of ${total} ${words[stage].unit}${this.#left(progress, now)}\n`,
      );
      return;
    }
    if (now - this.#shown < 100 && done !== total) return;
    this.#shown = now;
    const what = cut(`${model}: ${words[stage].doing}`, 40).padEnd(40);
    const text =
      total === null
        ? `${done > 0 ? `${done} ${words[stage].unit}` : ""}${this.#left(progress, now)}`
        : `${Math.round((100 * done) / Math.max(1, total))} %`.padStart(5) + this.#left(progress, now);
    const room = Math.max(8, terminalWidth() - what.length - text.length - 3);
    const full = total === null ? 0 : Math.round((room * Math.min(done, total)) / Math.max(1, total));
    this.#stream.write(`\r\u001b[K${what} ${"━".repeat(full)}${"╌".repeat(room - full)} ${text}`);
    this.#isOpen = true;
  }

  /** Ends the bar's line. */
  end(): void {
    if (this.#isOpen) this.#stream.write("\r\u001b[K");
    this.#isOpen = false;
  }

  #left({ done, total }: FitProgress, now: number): string {
    if (total === null || done === total) return "";
    const rate = (done - this.#before) / (now - this.#begun);
    return rate > 0 && now - this.#begun > 500 ? `, ${duration((total - done) / rate / 1000)} left` : "";
  }
}
