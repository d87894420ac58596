import type { Manipulations, Path } from "../spec/index.ts";
import type { DoseDescription } from "./experiment.ts";
import type { DoseWindow } from "./plan.ts";

/** Something wrong with a dose or manipulation. */
export interface TreatmentProblem {
  readonly path: Path;
  readonly message: string;
  readonly hint: string | null;
}

/** What a dose or manipulation of an experiment file comes to. */
export interface Treatment {
  /** What is written to which inputs, and when. */
  readonly windows: readonly DoseWindow[];
  /** What the model must be lowered with. */
  readonly manipulations: Manipulations;
  readonly descriptions: readonly DoseDescription[];
  /** What is done besides doses, for people. */
  readonly texts: readonly string[];
  /** What of it the model has no place for. */
  readonly notes: readonly { readonly path: Path; readonly message: string }[];
  readonly problems: readonly TreatmentProblem[];
}

/** Reports a problem at a key of what is read. */
export type Report = (key: string, message: string, hint?: string | null) => void;

/** What a model is lowered with; nothing if nothing of it is asked for, so that the program stays the same. */
export function switchesOf({ manipulations }: Treatment): { readonly manipulations?: Manipulations } {
  const isEmpty = Object.values(manipulations).every((entries) => Object.keys(entries).length === 0);
  return isEmpty ? {} : { manipulations };
}

/** Several treatments at once. */
export function together(treatments: readonly Treatment[]): Treatment {
  return {
    windows: treatments.flatMap(({ windows }) => windows),
    manipulations: joinedManipulations(treatments.map(({ manipulations }) => manipulations)),
    descriptions: treatments.flatMap(({ descriptions }) => descriptions),
    texts: treatments.flatMap(({ texts }) => texts),
    notes: treatments.flatMap(({ notes }) => notes),
    problems: treatments.flatMap(({ problems }) => problems),
  };
}

type Names = Readonly<Record<string, readonly string[]>>;

/** Manipulations of the same model, one after the other. */
export function joinedManipulations(all: readonly Manipulations[]): Manipulations {
  const result: Record<string, unknown> = {};
  for (const manipulations of all)
    for (const [key, value] of Object.entries(manipulations)) {
      if (Array.isArray(value)) result[key] = unique([...((result[key] as unknown[]) ?? []), ...value], key);
      else result[key] = merged((result[key] as Names) ?? {}, value as Names);
    }
  return result as Manipulations;
}

/** Inputs are the same however often they are asked for; losses and factors count each time. */
function unique(entries: readonly unknown[], key: string): unknown[] {
  if (!["local", "light", "stimulation"].includes(key)) return [...entries];
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function merged(before: Names, more: Names): Names {
  const result: Record<string, readonly string[]> = { ...before };
  for (const [name, values] of Object.entries(more)) result[name] = [...new Set([...(result[name] ?? []), ...values])];
  return result;
}
