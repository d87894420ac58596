import { brain, inspector, transport, trials, why } from "./brain.ts";
import { compare } from "./compare.ts";
import { experiment } from "./experiment.ts";
import { figure } from "./figure.ts";
import { frame } from "./frame.ts";
import { lessons } from "./lessons.ts";
import { model } from "./model.ts";
import { phenomena } from "./phenomena.ts";
import { play } from "./play.ts";

export { words } from "./words.ts";

/** Every text of the Lab, a file for each page, so that it can be translated in one place. */
export const english = {
  ...frame,
  experiment,
  figure,
  brain,
  transport,
  trials,
  inspector,
  why,
  play,
  compare,
  lessons,
  model,
  phenomena,
} as const;
