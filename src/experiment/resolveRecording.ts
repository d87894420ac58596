import type { Program, Variable } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel, Named, Path } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { parseQuantity, sameDimension, timeDimension } from "../units/index.ts";
import type { ExperimentFile } from "./experimentFile.ts";
import type { RecordingPlan, VariableRecording } from "./recording.ts";

type RecordFile = NonNullable<ExperimentFile["record"]>;
type VariableFile = NonNullable<RecordFile["variables"]>[number];

/** Takes a problem with a part of `record`. */
export type ReportProblem = (path: Path, message: string, hint: string | null) => void;

/** Subjects with rows of their own in the tables of signals, weights and variables, if the file does not say. */
export const defaultRecordedSubjects = 256;

/** Looks up everything that `record` names; problems are reported, and what has one is left out. */
export function resolveRecording(
  record: RecordFile,
  model: LoweredModel,
  task: TaskDescription,
  report: ReportProblem,
): RecordingPlan {
  return new Resolver(record, model, task, report).resolve();
}

class Resolver {
  readonly #record: RecordFile;
  readonly #model: LoweredModel;
  readonly #task: TaskDescription;
  readonly #report: ReportProblem;

  constructor(record: RecordFile, model: LoweredModel, task: TaskDescription, report: ReportProblem) {
    this.#record = record;
    this.#model = model;
    this.#task = task;
    this.#report = report;
  }

  resolve(): RecordingPlan {
    const { areas, phases, every, variables = [] } = this.#record;
    const thinning = this.#thinning(every, ["record", "every"]);
    if (thinning.steps !== null) {
      this.#report(
        ["record", "every"],
        "signals are thinned by trials",
        'for example "10 trials"; traces.every is a time',
      );
    }
    return {
      areas: areas ? this.#areas(areas) : null,
      phases: phases ? this.#phases(phases, ["record", "phases"]).map((place) => this.#task.phases[place]!.name) : null,
      everyTrials: thinning.trials,
      variables: variables.flatMap((variable, index) => this.#variable(variable, ["record", "variables", index])),
    };
  }

  #areas(names: readonly string[]): string[] {
    const known = [...this.#model.areas, ...this.#model.nuclei];
    return names.flatMap((name, index) => {
      const found = known.find((area) => area.name === name || area.label === name);
      if (found) return [found.name];
      this.#unknown(["record", "areas", index], "area or nucleus", name, known.flatMap(namesOf));
      return [];
    });
  }

  /** Places of phases among the task's. */
  #phases(names: readonly string[], path: Path): number[] {
    const known = this.#task.phases.map(({ name }) => name);
    const places = names.flatMap((name, index) => {
      const place = known.indexOf(name);
      if (place >= 0) return [place];
      this.#unknown([...path, index], "phase", name, known);
      return [];
    });
    return [...new Set(places)].sort((a, b) => a - b);
  }

  #variable(file: VariableFile, path: Path): VariableRecording[] {
    const entry = typeof file === "string" ? { variable: file } : file;
    const at = typeof file === "string" ? path : [...path, "variable"];
    const variable = this.#findVariable(entry.variable, at);
    const phases = entry.phases
      ? this.#phases(entry.phases, [...path, "phases"])
      : this.#task.phases.map((_, place) => place);
    const thinning = this.#thinning(entry.every, [...path, "every"]);
    if (!variable) return [];
    const { reduction = "mean" } = entry;
    return [
      {
        variable: variable.name,
        unit: variable.unit,
        reduction,
        elements: reduction === "all" ? elementsOf(variable, this.#model.program) : 1,
        phases,
        subjects: entry.subjects ?? this.#record.subjects ?? defaultRecordedSubjects,
        everyTrials: thinning.trials,
        everySteps: thinning.steps,
      },
    ];
  }

  /** A variable by its name, in which areas, nuclei, projections, modulators and receptors may go by their labels. */
  #findVariable(name: string, path: Path): Variable | null {
    const { areas, nuclei, projections, modulators, receptors, program } = this.#model;
    const labels = new Map(
      [...areas, ...nuclei, ...projections, ...modulators, ...receptors].map((named) => [named.label, named.name]),
    );
    const full = name.replace(/[^.]+/gu, (part) => labels.get(part) ?? part);
    const found = program.variables.find((variable) => variable.name === name || variable.name === full);
    if (!found) {
      const known = program.variables.filter(({ storage }) => storage === "subject").map((variable) => variable.name);
      this.#unknown(path, "variable", full, known);
      return null;
    }
    if (found.storage === "subject") return found;
    this.#report(path, `"${name}" is a table that all subjects share and that does not change`, null);
    return null;
  }

  /** `10 trials`, `100 ms`, or both. */
  #thinning(given: string | readonly string[] | undefined, path: Path): { trials: number; steps: number | null } {
    let trials = 1;
    let steps: number | null = null;
    for (const text of given === undefined ? [] : [given].flat()) {
      const [, count] = /^\s*(\d+)\s*trials?\s*$/u.exec(text) ?? [];
      if (count !== undefined) {
        trials = Number(count);
        if (trials < 1) this.#report(path, `"${text}" is not a number of trials above 0`, 'for example "10 trials"');
        continue;
      }
      const time = secondsOf(text);
      if (time === null)
        this.#report(
          path,
          `"${text}" is neither a time above 0 nor a number of trials`,
          'for example "100 ms", "10 trials" or ["100 ms", "10 trials"]',
        );
      else steps = Math.max(1, Math.round(time / this.#model.program.step));
    }
    return { trials: Math.max(1, trials), steps };
  }

  #unknown(path: Path, kind: string, name: string, known: readonly string[]): void {
    const nearest = nearestName(name, known);
    const some = known.length > 12 ? `${known.slice(0, 12).join(", ")} …` : known.join(", ");
    this.#report(path, `there is no ${kind} "${name}"`, nearest ? `did you mean "${nearest}"?` : `known: ${some}`);
  }
}

function namesOf({ name, label }: Named): string[] {
  return [name, label];
}

/** Units or synapses that a variable has a value for. */
export function elementsOf({ domain }: Variable, { populations, projections }: Program): number {
  if (domain.kind === "subject") return 1;
  if (domain.kind === "population") return populations.find(({ name }) => name === domain.population)!.size;
  const { source, target, connection } = projections.find(({ name }) => name === domain.projection)!;
  return connection === "one-to-one" ? target.count : target.count * source.count;
}

function secondsOf(text: string): number | null {
  try {
    const { value, dimension } = parseQuantity(text);
    return sameDimension(dimension, timeDimension) && value > 0 ? value : null;
  } catch {
    return null;
  }
}
