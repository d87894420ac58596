import type { TaskPreset } from "../task.ts";

/** A type of trial as plain data. */
export interface TypeData {
  readonly cues?: readonly { readonly cue: string; readonly until: number; readonly from?: number }[];
  readonly outcomes?: readonly {
    readonly at: number;
    readonly kind?: string;
    readonly amount?: number;
    readonly probability?: number;
  }[];
  readonly marks?: readonly { readonly name: string; readonly at: number }[];
  readonly context?: string;
}

/** What may follow a cue. */
export interface Following {
  readonly kind?: string;
  readonly amount?: number;
  readonly probability?: number;
  /** Time from the beginning of the cue, where it is not the cue's end, s. */
  readonly at?: number;
}

/** Cues shown together from the trial's zero, followed by an outcome at their end. */
export function followed(cues: string | readonly string[], until: number, following: Following = {}): TypeData {
  return { ...alone(cues, until), outcomes: [{ at: until, ...following }] };
}

/** Cues shown together from the trial's zero, followed by nothing. */
export function alone(cues: string | readonly string[], until: number): TypeData {
  return { cues: [cues].flat().map((cue) => ({ cue, until })) };
}

/** Types of trial by name, all with or all without outcome. */
export function trialsOf(
  types: Readonly<Record<string, string | readonly string[]>>,
  until: number,
  outcome: boolean,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(types).map(([name, cues]) => [name, outcome ? followed(cues, until) : alone(cues, until)]),
  );
}

/** An outcome without a cue. */
export function unsignalled(following: Following = {}): TypeData {
  return { outcomes: [{ at: 0, ...following }] };
}

/** A time at which an outcome that does not come would have come. */
export function omitted(type: TypeData, at: number): TypeData {
  const { outcomes: _, ...rest } = type;
  return { ...rest, marks: [{ name: "expected", at }] };
}

/** Cues of one sense by name. */
export function cuesOf<Modality extends string>(modality: Modality, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { modality }]));
}

/** Makes a preset whose schedule has this form. */
export function preset(
  doc: string,
  schedule: Readonly<Record<string, unknown>>,
  options?: TaskPreset["options"],
): TaskPreset {
  return options ? { doc, options, schedule } : { doc, schedule };
}

export const hour = 3600;
export const day = 24 * hour;
export const minute = 60;
