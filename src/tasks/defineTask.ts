import { commonColumns } from "./columns.ts";
import { resolvePreset } from "./presets.ts";
import type { Phase, TaskColumn, TaskKind, TaskOption, TaskPreset, TaskSession, World } from "./task.ts";
import { taskOptions } from "./taskOptions.ts";
import type { TaskRandom } from "./taskRandom.ts";

/** What a task is made of once its options are known. */
export interface TaskParts {
  readonly world: World;
  readonly phases: readonly Phase[];
  /** Trials of every session; null if it depends on the subject. */
  readonly trials: number | null;
  readonly blockLength?: number;
  /** s */
  readonly maximumTime: number;
  /** The task's own columns, besides the common ones. */
  readonly columns: readonly TaskColumn[];
  session(random: TaskRandom, subject: number): TaskSession;
}

/** What a kind of task is, whatever its options. */
export interface TaskDefinition<Name extends string> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Keys of references.bib. */
  readonly sources: readonly string[];
  readonly options: Readonly<Record<Name, TaskOption>>;
  /** Options that must be whole numbers. */
  readonly whole?: readonly NoInfer<Name>[];
  /** Values for a short session. */
  readonly short: Readonly<Partial<Record<NoInfer<Name>, number>>>;
  /** The first one is used where none is asked for, and should have no options. */
  readonly presets?: Readonly<Record<string, TaskPreset>>;
  /** @param schedule - Of the preset, or what was given as data. */
  parts(values: Readonly<Record<NoInfer<Name>, number>>, schedule: unknown): TaskParts;
  /** Schedules can be given as data (default false). */
  readonly takesSchedule?: boolean;
}

/** Makes a kind of task from its definition. */
export function defineTask<Name extends string>(definition: TaskDefinition<Name>): TaskKind {
  const { id, title, summary, sources, options, whole = [], short, presets, takesSchedule = false } = definition;
  return {
    id,
    title,
    options,
    short: short as Readonly<Record<string, number>>,
    ...(presets && { presets }),
    make(given = {}, schedule) {
      const preset = resolvePreset({ id, ...(presets && { presets }) }, schedule, takesSchedule);
      const values = taskOptions(id, options, whole, { ...preset.options, ...given });
      const { columns, blockLength = null, session, ...parts } = definition.parts(values, preset.schedule);
      return {
        description: {
          id,
          title,
          summary,
          sources,
          ...parts,
          blockLength,
          columns: [...commonColumns, ...columns],
          optionLabels: parts.world.placeLabels,
        },
        session,
      };
    },
  };
}

/** An option with its default, its limits and what it is. */
export function option(value: number, low: number, high: number, doc: string): TaskOption {
  return { default: value, low, high, doc };
}

/** A column without unit. */
export function column(name: string, doc: string, unit = "1"): TaskColumn {
  return { name, unit, doc };
}
