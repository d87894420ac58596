import type { TaskRunOptions } from "neohebb";
import type { LinkState } from "../link.ts";
import type { Page } from "../route.ts";

/** What a lesson runs: a published effect's protocol, or sessions of a task in groups. */
export type LessonRun =
  | {
      readonly kind: "effect";
      /** Id of a published effect. */
      readonly id: string;
      readonly subjects: number;
      readonly seed: number;
      /** Only these arms. */
      readonly arms?: readonly string[];
    }
  | {
      readonly kind: "sessions";
      /** Path of the brain's main file. */
      readonly model: string;
      readonly task: string;
      readonly subjects: number;
      readonly seed: number;
      /** By name, as `simulate` takes them. */
      readonly groups: NonNullable<TaskRunOptions["groups"]>;
      readonly record: readonly string[];
    };

/** Columns of a table, each with a value a row. */
export type Columns = Readonly<Record<string, ArrayLike<number> | readonly string[]>>;

/** What a run gave: readings of an effect, or trials and phase means of sessions. */
export interface RunTables {
  readonly readings?: Columns;
  readonly trials?: Columns;
  readonly signals?: Columns;
}

/** Numbers that a lesson reads from its runs, by name; those of its points by the points' ids. */
export type Findings = Readonly<Record<string, number>>;

/** Something that is predicted and then found. */
export interface Point {
  readonly id: string;
  readonly label: string;
}

/** A sentence about the run, made from its numbers. */
export interface Statement {
  /** Whether the run shows what the lesson is about; the text says what it shows in either case. */
  readonly holds: boolean;
  readonly text: string;
}

/** A question with feedback. */
export interface CheckQuestion {
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly right: boolean; readonly feedback: string }[];
}

/** For whoever teaches with it. */
export interface TeacherPage {
  readonly time: string;
  readonly prerequisites: readonly string[];
  /** What learners get wrong, and what helps. */
  readonly mistakes: readonly string[];
  readonly discussion: readonly string[];
}

/** A lesson as data. In texts, `[[term]]` and `[[term|words]]` stand for entries of the glossary. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly goals: readonly string[];
  /** What there is to know before. */
  readonly before: readonly string[];
  readonly prediction: {
    readonly question: string;
    /** What the numbers are, with unit. */
    readonly quantity: string;
    readonly low: number;
    readonly high: number;
    readonly step: number;
    readonly points: readonly Point[];
    /** The reason to which the learner commits. */
    readonly reason: { readonly question: string; readonly options: readonly string[] };
  };
  readonly runs: Readonly<Record<string, LessonRun>>;
  /** What is done in the runs, for the learner. */
  readonly method: string;
  read(tables: Readonly<Record<string, RunTables>>): Findings;
  explain(findings: Findings): readonly Statement[];
  /** What follows, whatever the numbers are. */
  readonly after: readonly string[];
  readonly checks: readonly CheckQuestion[];
  /** Keys of the bibliography. */
  readonly reading: readonly string[];
  readonly teacher: TeacherPage;
  /** Pages on which the same can be looked at. */
  readonly links: readonly { readonly page: Page; readonly state: LinkState; readonly label: string }[];
}
