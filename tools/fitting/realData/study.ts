import type { Effect } from "./effect.ts";
import type { Places } from "./fitted.ts";

/** A published data set, the fit that is made of it, and what the fit is held against. */
export interface Study {
  readonly id: string;
  /** What was studied, and the paper. */
  readonly title: string;
  readonly people: string;
  /** Whether the data come with the program. */
  readonly bundled: boolean;
  /** The commands that make the fits, as they are typed; DIR is the folder of the data. */
  readonly commands: readonly string[];
  effects(places: Places): Promise<readonly Effect[]>;
}
