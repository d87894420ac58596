import type { Issue, LoweredModel, ModelSource } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import type { ExperimentFile } from "./experimentFile.ts";
import type { SessionPlan } from "./plan.ts";

/** What an experiment needs from its surroundings (files on a machine, or a table in a browser). */
export interface Surroundings {
  /** The path of a model, by bundled name or path relative to the experiment file; null if there is none. */
  findModel(reference: string, experimentFile: string): string | null;
  /** Text of a file. @throws if it cannot be read. */
  readText(path: string): string;
  /** Why a file that was found may not be read, or null if it may (absent: all may). */
  refusal?(path: string): string | null;
  /** Names of bundled models, data sets and agents, for messages. */
  readonly models: readonly string[];
  readonly dataSets: readonly string[];
  readonly agents: readonly string[];
  /** The path of a behaviour file relative to the experiment file; null if there is none. */
  findFile(path: string, experimentFile: string): string | null;
}

/** A dose as tables and plots show it. */
export interface DoseDescription {
  /** Receptor, or modulator whose removal or storage is inhibited. */
  readonly receptor: string;
  readonly label: string;
  /** In units of the drug's affinity; with a course, at its peak. */
  readonly dose: number;
  /** What it does, such as "agonist"; absent: an insurmountable antagonist. */
  readonly action?: string;
  /** First and last trial under the drug, from 1; absent: all. */
  readonly trials?: readonly [number, number];
}

/** A group with everything filled in. */
export interface ExperimentGroup {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** What differs in the group's task; "" if nothing does. */
  readonly task: string;
  readonly doses: readonly DoseDescription[];
  /** What is done besides, a text each. */
  readonly manipulations: readonly string[];
  /** Parameters of the model that differ in this group. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Modulators whose release follows another subject's. */
  readonly yoked: readonly string[];
}

/** An experiment with every name looked up, ready to run. */
export interface Experiment {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly data: ExperimentFile;
  readonly task: TaskDescription;
  readonly model: LoweredModel;
  readonly modelSource: ModelSource;
  readonly groups: readonly ExperimentGroup[];
  readonly control: string;
  readonly plan: SessionPlan;
  readonly warnings: readonly Issue[];
  /** As run: the file with overrides and defaults, and the hash of every model file. */
  readonly specification: Readonly<Record<string, unknown>>;
}
