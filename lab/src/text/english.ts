import { brain, inspector, transport, trials, why } from "./brain.ts";
import { frame } from "./frame.ts";
import { play } from "./play.ts";

export { words } from "./words.ts";

/** Every text of the Lab, a file for each page, so that it can be translated in one place. */
export const english = { ...frame, brain, transport, trials, inspector, why, play } as const;
