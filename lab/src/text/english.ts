import { brain, inspector, transport, trials, why } from "./brain.ts";
import { figure } from "./figure.ts";
import { frame } from "./frame.ts";
import { phenomena } from "./phenomena.ts";
import { play } from "./play.ts";

export { words } from "./words.ts";

/** Every text of the Lab, a file for each page, so that it can be translated in one place. */
export const english = { ...frame, figure, brain, transport, trials, inspector, why, play, phenomena } as const;
