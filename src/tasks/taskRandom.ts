import { philox4x32, seedWords } from "../math/random.ts";

/** Tells the random numbers of tasks apart from those of the simulated brain with the same seed. */
const taskKey = 0x7461736b;

/** Uniform random numbers in [0, 1) of one subject's schedule; the same for the same arguments, in any order. */
export interface TaskRandom {
  /**
   * @param stream - What the number is for (each use has its own).
   * @param trial - Trial or block.
   * @param draw - Number within the trial.
   */
  uniform(stream: number, trial: number, draw?: number): number;
}

/**
 * The random numbers of a subject's schedule: Philox4x32-10, counter (draw, trial, subject, stream).
 *
 * @param seed - Whole number, 0 … 2⁵³ − 1.
 * @param subject - Subject number, 0 … 2³² − 1.
 */
export function taskRandom(seed: number, subject: number): TaskRandom {
  const [low, high] = seedWords(seed);
  const key: readonly [number, number] = [low, (high ^ taskKey) >>> 0];
  return {
    uniform: (stream, trial, draw = 0) => philox4x32([draw, trial, subject, stream], key)[0] / 2 ** 32,
  };
}
