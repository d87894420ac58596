import { createSimulation } from "../engine/index.ts";
import type { Simulation, SimulationOptions } from "../engine/simulation.ts";
import { nearestName } from "../math/nearestName.ts";
import { seedWords } from "../math/random.ts";
import {
  checkModel,
  defineModel,
  type Issue,
  type LoweredModel,
  type LowerOptions,
  lowerModel,
  type ModelFile,
  type ModelFinder,
  type ModelSource,
  type OutlinedModel,
  outlineModel,
  readModel,
} from "../spec/index.ts";
import { makeTask } from "../tasks/index.ts";
import type { Task, TaskKind } from "../tasks/task.ts";
import { subjectTables, writeSubjectTables } from "./subjectTables.ts";
import { taskDimensions } from "./taskDimensions.ts";
import { joinedManipulations } from "./treatment.ts";

/** A task: the id of a bundled one, with options and (where it takes one) a schedule if wanted, or one's own. */
export type TaskReference =
  | string
  | { readonly id: string; readonly options?: Readonly<Record<string, number>>; readonly schedule?: unknown }
  | TaskKind;

/** How a model is compiled. */
export interface CompileOptions extends LowerOptions {
  /** Sets the dimensions that a task's world has, as far as the model declares them and `dimensions` does not. */
  readonly task?: TaskReference;
  /** For a text: its path, which messages show and to which imports are relative (default `model.yaml`). */
  readonly file?: string;
  /** For a text: gives the text of the files that it imports. Without it a model that imports files is an error. */
  readonly read?: (path: string) => string;
  /** For a text: finds the models that it extends by name. */
  readonly finder?: ModelFinder;
}

/** What a compiled model's subjects are made with. */
export interface SubjectOptions {
  /** How many, numbered from 0, or their numbers. A subject's number and the seed decide all its random numbers. */
  readonly subjects: number | readonly number[];
  /** Whole number of at least 0. */
  readonly seed: number;
  /**
   * Values of the parameters that differ between subjects (`perSubject` of `compile`), in SI units: a list with a value
   * for each subject. With it a subject's number may occur several times: the same subject with other parameters.
   */
  readonly perSubject?: Readonly<Record<string, readonly number[]>>;
}

/** A checked model, ready to be simulated any number of times. */
export interface CompiledModel {
  readonly model: LoweredModel;
  /** What may be wrong with the model but does not stop it. */
  readonly warnings: readonly Issue[];
  /**
   * Makes a batch of subjects, for those who want to do every step themselves. Their values are 0 until `initialise`.
   *
   * @throws RangeError for wrong subjects or seeds, or if they do not fit into memory.
   */
  createSimulation(options: SubjectOptions & Pick<SimulationOptions, "backend">): Promise<Simulation>;
  /**
   * The same model with other values or switches, which are added to those that it was compiled with.
   *
   * @throws SpecificationError for wrong values; TypeError if the model was given in lowered form.
   */
  with(options: LowerOptions): CompiledModel;
  /**
   * The model with its outline and source, as `explainModel` and `describeMethods` take them (beside a bibliography).
   *
   * @throws TypeError if the model was given in lowered form.
   */
  outline(): OutlinedModel & { readonly source: ModelSource };
}

/**
 * Checks and compiles a model.
 *
 * @param model - Text of a model file (YAML or JSON), the same as an object, a model that was read, or a lowered one.
 * @throws SpecificationError with everything that is wrong with the model; RangeError if there is no such task.
 */
export function compile(
  model: string | ModelFile | ModelSource | LoweredModel,
  options: CompileOptions = {},
): CompiledModel {
  if (typeof model !== "string" && "program" in model) return new Compiled(model, null, {});
  const { task, file = "model.yaml", read, finder, ...switches } = options;
  const source = sourceOf(model, file, read, finder);
  const sizes = task === undefined ? {} : taskDimensions(source, makeReferencedTask(task).description);
  return lowered(source, { ...switches, dimensions: { ...sizes, ...switches.dimensions } });
}

/** Makes a task from a reference. @throws RangeError with the nearest right name if there is none. */
export function makeReferencedTask(task: TaskReference): Task {
  if (typeof task === "string") return makeTask(task);
  return "make" in task ? task.make() : makeTask(task.id, task.options, task.schedule);
}

/**
 * The numbers of the subjects.
 *
 * @throws RangeError if they are not whole numbers from 0, or (unless that is allowed) one occurs twice.
 */
export function subjectNumbers(subjects: SubjectOptions["subjects"], repeated = false): number[] {
  if (typeof subjects === "number") {
    if (Number.isInteger(subjects) && subjects >= 1) return Array.from({ length: subjects }, (_, subject) => subject);
    throw new RangeError(`subjects is ${subjects}; a whole number of at least 1 is needed, or a list of numbers`);
  }
  if (subjects.length === 0) throw new RangeError("the list of subjects is empty");
  const wrong = subjects.find((subject) => !(Number.isInteger(subject) && subject >= 0 && subject < 2 ** 32));
  if (wrong !== undefined) throw new RangeError(`subject number ${wrong} is not a whole number below 2³²`);
  if (repeated) return [...subjects];
  const seen = new Set<number>();
  const twice = subjects.find((subject) => seen.size === seen.add(subject).size);
  if (twice !== undefined) throw new RangeError(`subject number ${twice} occurs twice`);
  return [...subjects];
}

/** Checks a seed. @throws RangeError unless it is a whole number of at least 0. */
export function checkSeed(seed: number): void {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`seed is ${seed}; a whole number of at least 0 is needed`);
  }
}

/** Checks that a model has a variable. @throws RangeError with the nearest right name. */
export function checkVariable({ program }: LoweredModel, name: string): void {
  const names = program.variables.map((variable) => variable.name);
  if (names.includes(name)) return;
  const nearest = nearestName(name, names);
  const hint = nearest ? `did you mean "${nearest}"?` : `it has ${names.slice(0, 12).join(", ")} …`;
  throw new RangeError(`model ${program.name} has no variable "${name}"; ${hint}`);
}

function sourceOf(
  model: string | ModelFile | ModelSource,
  file: string,
  read: CompileOptions["read"],
  finder: ModelFinder | undefined,
): ModelSource {
  if (typeof model !== "string") return "documents" in model ? model : defineModel(model);
  return readModel(
    file,
    (path) => {
      if (path === file) return model;
      if (read) return read(path);
      throw new Error("the option `read` of compile gives the texts of other files");
    },
    finder,
  );
}

function lowered(source: ModelSource, options: LowerOptions): CompiledModel {
  return new Compiled(lowerModel(source, options), source, options);
}

class Compiled implements CompiledModel {
  readonly model: LoweredModel;
  readonly #source: ModelSource | null;
  readonly #options: LowerOptions;
  #warnings: readonly Issue[] | null = null;

  constructor(model: LoweredModel, source: ModelSource | null, options: LowerOptions) {
    this.model = model;
    this.#source = source;
    this.#options = options;
  }

  get warnings(): readonly Issue[] {
    this.#warnings ??= this.#source
      ? checkModel(this.#source, this.#options).filter(({ severity }) => severity === "warning")
      : [];
    return this.#warnings;
  }

  async createSimulation({
    subjects,
    seed,
    perSubject,
    backend,
  }: SubjectOptions & Pick<SimulationOptions, "backend">): Promise<Simulation> {
    checkSeed(seed);
    const numbers = subjectNumbers(subjects, perSubject !== undefined);
    const tables = subjectTables(this.model, numbers.length, perSubject);
    const simulation = await createSimulation(this.model.program, {
      subjects: numbers,
      seed: seedWords(seed),
      ...(backend ? { backend } : {}),
    });
    writeSubjectTables(simulation, this.model, tables);
    return simulation;
  }

  outline(): OutlinedModel & { readonly source: ModelSource } {
    if (!this.#source) throw new TypeError("a model given in lowered form has no outline");
    return { ...outlineModel(this.#source, this.#options), source: this.#source };
  }

  with(options: LowerOptions): CompiledModel {
    if (this.#source === null) {
      throw new TypeError(
        `model ${this.model.name} was given in lowered form and cannot be changed; compile its text or source instead`,
      );
    }
    const before = this.#options;
    const manipulations = [before, options].flatMap((one) => one.manipulations ?? []);
    return lowered(this.#source, {
      ...(manipulations.length > 0 && { manipulations: joinedManipulations(manipulations) }),
      dimensions: { ...before.dimensions, ...options.dimensions },
      parameters: { ...before.parameters, ...options.parameters },
      ...perSubjectOf(before, options),
      frozen: [...(before.frozen ?? []), ...(options.frozen ?? [])],
      yoked: [...(before.yoked ?? []), ...(options.yoked ?? [])],
    });
  }
}

/** Parameters that differ between subjects, of both; one that is given a value for all afterwards no longer does. */
function perSubjectOf(before: LowerOptions, after: LowerOptions): Pick<LowerOptions, "perSubject"> {
  if (!before.perSubject && !after.perSubject) return {};
  const fixed = Object.keys(after.parameters ?? {});
  const kept = (before.perSubject ?? []).filter((name) => !fixed.includes(name));
  return { perSubject: [...new Set([...kept, ...(after.perSubject ?? [])])] };
}
