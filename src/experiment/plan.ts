import type { LoweredModel, Modulation } from "../spec/lowered.ts";
import type { DoseCourse } from "./doseCourse.ts";
import type { RecordingPlan } from "./recording.ts";
import type { RestRules } from "./rest.ts";

/** What a dose, light or another manipulation does to one input, and when. */
export interface DoseWindow {
  /** Input of the program, `antagonist.dopamineD1`. */
  readonly input: string;
  /** In units of the drug's affinity there, a rate in 1/s, or a strength; with a course, at its peak. */
  readonly dose: number;
  /** How the dose changes with time, from the beginning of each session (or stage) that it is given in; absent: it stays. */
  readonly course?: DoseCourse;
  /** The value itself, not an addition to what other doses bring (a rate of dissociation). */
  readonly alone?: boolean;
  /** First trial, from 0. */
  readonly from: number;
  /** Trial after the last one; `null` = to the end. */
  readonly to: number | null;
  /** Only in these stages, sessions (by number) and phases; absent: in all. */
  readonly stages?: readonly string[];
  readonly sessions?: readonly number[];
  readonly phases?: readonly string[];
  /** From `delay` after the last mark or beginning of a phase of this name, for a duration, s. */
  readonly pulse?: { readonly after: string; readonly delay: number; readonly duration: number };
  /** Only in this share of trials, drawn for each subject; windows of one name draw the same trials. */
  readonly trialShare?: { readonly share: number; readonly name: string };
  /** Conditions that take turns over sessions: here when (session + subject) mod count = of. */
  readonly turn?: { readonly of: number; readonly count: number };
}

/** A task with what is set in it. */
export interface TaskPlan {
  readonly id: string;
  readonly options: Readonly<Record<string, number>>;
  /** Name of a published form, or a schedule as data, where the task takes one. */
  readonly schedule?: unknown;
}

/** One way of running the subjects: a group of the experiment, or control with a modulatory effect held at rest. */
export interface Arm {
  /** Group's id; for an attribution run, control's. */
  readonly group: string;
  readonly attribution: { readonly modulator: string; readonly effect: Modulation["effect"] | "all" } | null;
  /** The task of this arm, where it is not the plan's. */
  readonly task?: TaskPlan;
  /** Index into the plan's models. */
  readonly model: number;
  readonly doses: readonly DoseWindow[];
  /** Nuclei whose firing comes from another subject's control session: program names of rate and input. */
  readonly yoked: readonly { readonly rate: string; readonly input: string }[];
}

/** Everything that a worker needs to run any unit of an experiment; plain data that can be sent between threads. */
export interface SessionPlan {
  readonly task: TaskPlan;
  /** How rest is passed; absent: as the task says. */
  readonly rest?: RestRules;
  /** Whole number of at least 0. */
  readonly seed: number;
  readonly subjects: number;
  readonly models: readonly LoweredModel[];
  /** Groups in the file's order (control among them), then attribution runs. */
  readonly arms: readonly Arm[];
  /** Index of the control group's arm. */
  readonly control: number;
  /** Number of subjects (from 0) that have rows of their own in the tables of signals and weights. */
  readonly recordedSubjects: number;
  /** Number of subjects (from 0) whose full traces are kept, and the spacing in steps. */
  readonly traces: { readonly subjects: number; readonly every: number };
  /** What else is recorded, and what of it is written. */
  readonly recording: RecordingPlan;
}

/** The smallest piece of work: up to four subjects in one arm. Units do not depend on one another. */
export interface Unit {
  readonly arm: number;
  readonly tile: number;
}

/** Subjects that are simulated together. */
export const subjectsPerTile = 4;

/**
 * All units of a plan, in the order in which the tables have their rows: by group (by its id) and subjects. With the
 * units of control come the same subjects' attribution runs.
 */
export function unitsOf(plan: SessionPlan): Unit[] {
  const tiles = Math.ceil(plan.subjects / subjectsPerTile);
  const arms = plan.arms.map((arm, index) => ({ ...arm, index }));
  const attributions = arms.filter(({ attribution }) => attribution).map(({ index }) => index);
  return arms
    .filter(({ attribution }) => !attribution)
    .sort((a, b) => (a.group < b.group ? -1 : 1))
    .flatMap(({ index }) => {
      const together = index === plan.control ? [index, ...attributions] : [index];
      return Array.from({ length: tiles }, (_, tile) => together.map((arm) => ({ arm, tile }))).flat();
    });
}

/** Name of a unit's file, unique within the plan. */
export function unitName(unit: Unit): string {
  return `${String(unit.arm).padStart(3, "0")}-${String(unit.tile).padStart(5, "0")}`;
}

/** Numbers of the subjects in a tile. */
export function subjectsOf(plan: SessionPlan, tile: number): number[] {
  const first = tile * subjectsPerTile;
  return Array.from({ length: Math.min(subjectsPerTile, plan.subjects - first) }, (_, place) => first + place);
}
