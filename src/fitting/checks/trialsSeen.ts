import type { BehaviourDefinition } from "../model/definition.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import type { SubjectRows } from "../program.ts";

/** One person's trials as statistics of behaviour look at them; arrays have one value a trial, NaN where missing. */
export interface TrialsSeen {
  /** Choices that are judged: what the person did, or what a model did in the person's place. */
  readonly choices: readonly Float64Array[];
  /** Choices that were seen before: equal to `choices` unless a model predicts one step ahead. */
  readonly pastChoices: readonly Float64Array[];
  readonly reactionTime: Float64Array | null;
  /** Responses that are numbers, such as predictions and ratings. */
  readonly numbers: readonly Float64Array[];
  readonly outcome: Float64Array | null;
  /** What was shown before each choice, as one number: trials with the same number offered the same, [choice][trial]. */
  readonly shown: readonly Int32Array[];
  /** 1 where the model starts anew. */
  readonly begins: Uint8Array;
  /** Option that was best, and number of the block, where they are known. */
  readonly bestOption: Float64Array | null;
  readonly block: Float64Array | null;
}

/** Which columns of a model mean what to the statistics. */
export interface SeenColumns {
  readonly choices: readonly SeenChoice[];
  readonly reactionTime: string | null;
  readonly numbers: readonly { readonly name: string; readonly title: string }[];
  readonly outcome: string | null;
}

export interface SeenChoice {
  readonly name: string;
  readonly title: string;
  readonly options: number;
  /** Columns of indices that are there before the choice. */
  readonly shown: readonly string[];
}

/** Most options of which shares are told one by one. */
export const mostOptions = 6;

export function seenColumns({ definition, sizes, steps, program }: LoweredBehaviour): SeenColumns {
  const { columns } = definition;
  const responses = columns.filter(({ role }) => role === "response");
  const isTime = ({ name }: { name: string }) => name === "reactionTime";
  const observed = columns.filter(({ role, kind }) => role === "observed" && kind === "number");
  const given = columns.filter(({ role, kind }) => role === "given" && kind === "index");
  /** Indices that the world has shown by the time of a response. */
  const shownBefore = (response: string): string[] => {
    const names = given.map(({ name }) => name);
    for (const step of steps) {
      if (step.kind === "statements") continue;
      const own = step.columns.map((column) => program.columns[column]!);
      if (own.includes(response)) break;
      if (step.kind === "observe") names.push(...own.filter((name) => kindOf(definition, name) === "index"));
    }
    return names;
  };
  return {
    choices: responses
      .filter(({ kind }) => kind !== "number")
      .map(({ name, title, of }) => ({
        ...{ name, title, options: of === null ? 2 : sizes.get(of)! },
        shown: shownBefore(name),
      })),
    reactionTime: responses.find(isTime)?.name ?? null,
    numbers: responses.filter((column) => column.kind === "number" && !isTime(column)),
    outcome: (observed.find(({ name }) => name === "outcome") ?? observed[0])?.name ?? null,
  };
}

function kindOf({ columns }: BehaviourDefinition, column: string) {
  return columns.find(({ name }) => name === column)?.kind;
}

/** What besides the model's columns is known of the trials, [trial]. */
export interface KnownOfTrials {
  readonly bestOption?: ArrayLike<number> | undefined;
  readonly block?: ArrayLike<number> | undefined;
}

/** How a model's columns are laid out, and what they mean. */
export interface SeenForm {
  readonly seen: SeenColumns;
  /** Names of the columns of a person's values. */
  readonly columns: readonly string[];
}

/** One person's trials as they were. */
export function trialsSeen(form: SeenForm, { trials, begins, values }: SubjectRows, known?: KnownOfTrials): TrialsSeen {
  const { seen } = form;
  const past = columnsIn(form, values);
  const responses = responsesIn(form, values);
  return {
    ...responses,
    pastChoices: responses.choices,
    outcome: seen.outcome === null ? null : past(seen.outcome),
    shown: seen.choices.map((choice) => numbered(trials, choice.shown.map(past))),
    begins,
    bestOption: known?.bestOption ? Float64Array.from(known.bestOption) : null,
    block: known?.block ? Float64Array.from(known.block) : null,
  };
}

/** The same trials with a model's responses in the place of the person's; the past is still the person's. @param values - [column, trial] */
export function withResponses(form: SeenForm, trials: TrialsSeen, values: Float64Array): TrialsSeen {
  return { ...trials, ...responsesIn(form, values) };
}

function responsesIn(form: SeenForm, values: Float64Array): Pick<TrialsSeen, "choices" | "reactionTime" | "numbers"> {
  const { seen } = form;
  const from = columnsIn(form, values);
  return {
    choices: seen.choices.map(({ name }) => from(name)),
    reactionTime: seen.reactionTime === null ? null : from(seen.reactionTime),
    numbers: seen.numbers.map(({ name }) => from(name)),
  };
}

function columnsIn({ columns }: SeenForm, values: Float64Array): (name: string) => Float64Array {
  const trials = values.length / columns.length;
  return (name) => {
    const column = columns.indexOf(name);
    return values.subarray(column * trials, (column + 1) * trials);
  };
}

/** One number for each combination of values, [trial]. */
function numbered(trials: number, columns: readonly Float64Array[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: trials }, (_, trial) => {
    const key = columns.map((values) => values[trial]).join(" ");
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}
