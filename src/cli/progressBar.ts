import type { Progress } from "../experiment/run.ts";
import { terminalWidth } from "./terminal.ts";
import { cut } from "./textTable.ts";

/** Shows how far a run is: a bar in a terminal, else a line now and then. */
export class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  readonly #silent: boolean;
  #stage = "";
  #open = false;
  #shown = -Infinity;
  #nextShare = 0;

  constructor(silent: boolean, stream: NodeJS.WriteStream = process.stderr) {
    this.#silent = silent;
    this.#stream = stream;
  }

  stage(stage: string): void {
    this.end();
    this.#stage = stage;
    if (this.#silent) return;
    if (this.#stream.isTTY) {
      this.#stream.write(`${stage} …`);
      this.#open = true;
    } else if (stage !== "simulating") this.#stream.write(`${stage} …\n`);
  }

  update(progress: Progress): void {
    if (this.#silent) return;
    if (this.#stream.isTTY) this.#bar(progress);
    else this.#line(progress);
  }

  /** Ends the bar's line. */
  end(): void {
    if (this.#open) this.#stream.write("\r\u001b[K");
    this.#open = false;
  }

  #bar(progress: Progress): void {
    const now = performance.now();
    if (now - this.#shown < 100 && progress.done < progress.total) return;
    this.#shown = now;
    const what = cut(progress.last || this.#stage, 24).padEnd(24);
    const text = `${percent(progress)} ${rate(progress)}, ${timeLeft(progress)}`;
    const room = Math.max(8, terminalWidth() - what.length - text.length - 3);
    const full = Math.round((room * progress.done) / progress.total);
    const bar = "━".repeat(full) + "╌".repeat(room - full);
    this.#stream.write(`\r\u001b[K${what} ${bar} ${text}`);
    this.#open = true;
  }

  /** A line at each tenth of the way. */
  #line(progress: Progress): void {
    const share = progress.done / progress.total;
    if (share < this.#nextShare) return;
    this.#nextShare = (Math.floor(share * 10) + 1) / 10;
    this.#stream.write(
      `${this.#stage}: ${progress.done} of ${progress.total} parts, ${rate(progress)}, ${timeLeft(progress)}\n`,
    );
  }
}

function percent({ done, total }: Progress): string {
  return `${Math.round((100 * done) / total)} %`.padStart(5);
}

function rate({ sessionsPerSecond }: Progress): string {
  return `${sessionsPerSecond.toFixed(1)} subjects/s`;
}

function timeLeft({ secondsLeft, done, total }: Progress): string {
  if (done === total) return "done";
  return secondsLeft === null ? "time left unknown" : `${duration(secondsLeft)} left`;
}

/** A time for people: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
