import type { Recording } from "./recording.ts";

/** Speeds by name: frames of the model shown per second of it; `newest` jumps to the newest trial. */
export const speeds = {
  tenth: 0.1,
  half: 0.5,
  real: 1,
  double: 2,
  five: 5,
  twenty: 20,
  newest: Number.POSITIVE_INFINITY,
} as const;
export type Speed = keyof typeof speeds;

/** Trials that are kept ready ahead of what is shown. */
const ahead = 3;

/** Where playback stands in a recording that grows. Positions are frames, with fractions. */
export class Playback {
  position = 0;
  playing = false;
  speed: Speed = "real";
  readonly #recording: Recording;
  readonly #step: number;

  /** @param step - Length of a frame, s. */
  constructor(recording: Recording, step: number) {
    this.#recording = recording;
    this.#step = step;
  }

  /** Lets so many seconds pass. @returns whether the position changed. */
  advance(seconds: number): boolean {
    if (!this.playing || this.#recording.trials.length === 0) return false;
    const last = this.#recording.end - 1;
    const moved = this.speed === "newest" ? last : this.position + (seconds * speeds[this.speed]) / this.#step;
    return this.seek(moved);
  }

  /** Goes to a frame, as far as there is one. @returns whether the position changed. */
  seek(frame: number): boolean {
    const position = Math.max(this.#recording.first, Math.min(frame, this.#recording.end - 1));
    const changed = Math.floor(position) !== Math.floor(this.position);
    this.position = position;
    return changed;
  }

  /** Goes to the beginning of a trial, counted from the one that is shown. */
  seekTrial(difference: number): boolean {
    const place = this.#recording.place(this.position);
    return place !== null && this.seek(this.#recording.startOf(place.index + difference));
  }

  /** Whether another trial should be simulated now. */
  get wantsMore(): boolean {
    const place = this.#recording.place(this.position);
    if (place === null) return true;
    if (this.playing && this.speed === "newest") return true;
    return this.#recording.trials.length - 1 - place.index < ahead;
  }
}
