import { nearestName } from "../math/nearestName.ts";
import {
  checkModel,
  type Issue,
  IssueCollector,
  type LoweredModel,
  type LowerOptions,
  lowerModel,
  type ModelSource,
  type Path,
  readModel,
  SpecificationError,
} from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { parseQuantity, sameDimension, timeDimension } from "../units/index.ts";
import { armTask } from "./armTask.ts";
import { attributionSwitches } from "./attributionSwitches.ts";
import { bodyProblems } from "./bodyProblems.ts";
import { RestError } from "./errors.ts";
import type { Experiment, ExperimentGroup, Surroundings } from "./experiment.ts";
import type { Arm, SessionPlan, TaskPlan } from "./plan.ts";
import type { ExperimentSource } from "./readExperiment.ts";
import { resolveDimensions } from "./resolveDimensions.ts";
import { resolveTreatment } from "./resolveGroup.ts";
import { defaultRecordedSubjects, resolveRecording } from "./resolveRecording.ts";
import { groupTaskText, type ResolvedTask, resolveGroupTask, resolveRest, resolveTask } from "./resolveTask.ts";
import type { RestRules } from "./rest.ts";
import { sessionLength } from "./sessionLength.ts";
import { taskDimensions } from "./taskDimensions.ts";
import { taskNames } from "./taskNames.ts";
import type { TimedTask } from "./timing.ts";
import { switchesOf, type Treatment } from "./treatment.ts";

/** What looking names up gives: the experiment if nothing is wrong, and every problem. */
export interface ResolvedExperiment {
  readonly experiment: Experiment | null;
  readonly issues: readonly Issue[];
}

/** Looks up everything that an experiment names, checks it together, and lowers its models. Never throws for bad input. */
export function resolveExperiment(source: ExperimentSource, surroundings: Surroundings): ResolvedExperiment {
  return new Resolver(source, surroundings).resolve();
}

/** Longest session, steps. */
const mostSteps = 100_000_000;

type GroupFile = ExperimentSource["data"]["groups"][string];

/** A task with the names that its subjects meet, which are looked for once they are asked for. */
function timed(description: TaskDescription, task: TaskPlan): TimedTask {
  let names: ReturnType<typeof taskNames> | null = null;
  return { ...description, met: () => (names ??= taskNames(armTask({ task }))) };
}

class Resolver {
  readonly #source: ExperimentSource;
  readonly #surroundings: Surroundings;
  readonly #issues = new IssueCollector();
  readonly #models: LoweredModel[] = [];
  readonly #modelByKey = new Map<string, number>();
  /** Sizes of dimensions that the experiment sets, as far as they are its to set. */
  #dimensions: Readonly<Record<string, number>> = {};

  constructor(source: ExperimentSource, surroundings: Surroundings) {
    this.#source = source;
    this.#surroundings = surroundings;
  }

  resolve(): ResolvedExperiment {
    const { data } = this.#source;
    const found = resolveTask(data.task, this.#report);
    const task = found?.description ?? null;
    this.#checkNames();
    const source = this.#readModel();
    if (!source) return this.#failed();
    this.#dimensions = resolveDimensions(data.dimensions ?? {}, source, task, this.#report);
    const model = task && this.#lower(source, task, {}, ["parameters"], data.parameters ?? {});
    if (!found || !task || model === null) {
      this.#checkGroups(source, task);
      return this.#failed();
    }
    this.#checkBody(this.#models[model]!, task);
    const rest = resolveRest(data.rest, this.#report);
    this.#checkSteps(this.#models[model]!, found.plan, rest ?? {});
    const arms = Object.entries(data.groups).map(([id, group]) => this.#arm(id, group, source, found));
    const every = this.#traceSpacing(this.#models[model]!.program.step);
    const recording = resolveRecording(data.record ?? {}, this.#models[model]!, task, (path, message, hint) =>
      this.#error(path, message, hint),
    );
    if (this.#issues.hasErrors) return this.#failed();
    const control = this.#control();
    const attributions = data.attribution ? this.#attributionArms(source, arms[control]!.task, arms[control]!.arm) : [];
    if (this.#issues.hasErrors) return this.#failed();
    const plan: SessionPlan = {
      task: found.plan,
      ...(rest ? { rest } : {}),
      seed: data.seed,
      subjects: data.subjects,
      models: this.#models,
      arms: [...arms.map(({ arm }) => arm), ...attributions],
      control,
      recordedSubjects: data.record?.subjects ?? defaultRecordedSubjects,
      traces: { subjects: data.record?.traces?.subjects ?? 2, every },
      recording,
    };
    const groups = arms.map(({ group }) => group);
    return { experiment: this.#experiment(plan, task, source, model, groups), issues: this.#issues.all };
  }

  /** Refuses sessions that would not end within days. */
  #checkSteps({ program }: LoweredModel, task: TaskPlan, rest: RestRules): void {
    const steps = this.#steps(program, task, rest);
    if (steps <= mostSteps) return;
    this.#issues.error("limit", this.#source.positions.value(["task"]), "a session has too many steps", {
      expected: `at most ${mostSteps}`,
      got: `${steps} of ${program.step} s`,
      hint: "take fewer trials or a model with a longer step",
    });
  }

  /** Steps of a session; a rest that is too long for the model is collected. */
  #steps(program: LoweredModel["program"], task: TaskPlan, rest: RestRules): number {
    try {
      return sessionLength(armTask({ task }), program, rest).steps;
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      const path = this.#source.data.rest === undefined ? ["task"] : ["rest"];
      this.#issues.error("limit", this.#source.positions.value(path), error.message);
      return 0;
    }
  }

  #failed(): ResolvedExperiment {
    return { experiment: null, issues: this.#issues.all };
  }

  readonly #report = (path: Path, message: string, hint: string | null = null): void => {
    this.#error(path, message, hint);
  };

  #error(path: Path, message: string, hint: string | null = null): void {
    const location = this.#source.positions.value(path);
    this.#issues.error("unknown-name", location, message, hint === null ? {} : { hint });
  }

  /** Reports a name that is none of `known`. */
  #unknown(path: Path, kind: string, name: string, known: readonly string[]): void {
    const nearest = nearestName(name, known);
    const hint = nearest ? `did you mean "${nearest}"?` : known.length > 0 ? `known: ${known.join(", ")}` : null;
    this.#error(path, `there is no ${kind} "${name}"`, hint);
  }

  #checkNames(): void {
    const { groups, control, expectations = [], agents = [], references = [] } = this.#source.data;
    const ids = Object.keys(groups);
    if (ids.length === 0) this.#error(["groups"], "there is no group");
    if (control !== undefined && !ids.includes(control)) this.#unknown(["control"], "group", control, ids);
    expectations.forEach(({ group }, index) => {
      if (!ids.includes(group)) this.#unknown(["expectations", index, "group"], "group", group, ids);
    });
    agents.forEach((agent, index) => {
      if (!this.#surroundings.agents.includes(agent))
        this.#unknown(["agents", index], "agent", agent, this.#surroundings.agents);
    });
    references.forEach((reference, index) => {
      if (typeof reference === "string") {
        if (!this.#surroundings.dataSets.includes(reference))
          this.#unknown(["references", index], "bundled data set", reference, this.#surroundings.dataSets);
      } else this.#checkFile(reference.file, ["references", index, "file"]);
    });
  }

  #checkFile(name: string, path: Path): void {
    const file = this.#surroundings.findFile(name, this.#source.file);
    if (file === null) this.#error(path, `there is no file "${name}"`);
    else this.#checkAccess(name, file, path);
  }

  /** Whether a file may be read; if not, that is collected. */
  #checkAccess(name: string, file: string, path: Path): boolean {
    const refusal = this.#surroundings.refusal?.(file) ?? null;
    if (refusal !== null) this.#error(path, `cannot read "${name}": ${refusal}`);
    return refusal === null;
  }

  #readModel(): ModelSource | null {
    const { model } = this.#source.data;
    const path = this.#surroundings.findModel(model, this.#source.file);
    if (path === null) {
      this.#unknown(["model"], "model or model file", model, this.#surroundings.models);
      return null;
    }
    if (!this.#checkAccess(model, path, ["model"])) return null;
    return readModel(path, this.#surroundings.readText, this.#surroundings);
  }

  /** Lowers the model with switches; gives its place among the plan's models, or null if something is wrong. */
  #lower(
    source: ModelSource,
    task: TaskDescription,
    switches: Pick<LowerOptions, "frozen" | "yoked" | "manipulations">,
    parametersPath: Path,
    parameters: Readonly<Record<string, string | number>>,
  ): number | null {
    const dimensions = { ...taskDimensions(source, task), ...this.#dimensions };
    const key = JSON.stringify([switches, parameters, dimensions]);
    const known = this.#modelByKey.get(key);
    if (known !== undefined) return known;
    const options: LowerOptions = { ...switches, parameters, dimensions };
    const issues = checkModel(source, options);
    for (const issue of issues) this.#issues.add(this.#place(issue, source, parametersPath));
    if (issues.some(({ severity }) => severity === "error")) return null;
    try {
      const index = this.#models.push(lowerModel(source, options)) - 1;
      this.#modelByKey.set(key, index);
      return index;
    } catch (error) {
      if (!(error instanceof SpecificationError)) throw error;
      for (const issue of error.issues) this.#issues.add(this.#place(issue, source, parametersPath));
      return null;
    }
  }

  /** A problem with a parameter or size that the experiment sets is shown where the experiment sets it. */
  #place(issue: Issue, source: ModelSource, parametersPath: Path): Issue {
    if (source.files.some(({ file }) => file === issue.file) && issue.line > 0) return issue;
    const name = issue.path.replace(/^(?:parameters|dimensions)\./u, "");
    const set = issue.path.startsWith("dimensions.") ? ["dimensions"] : parametersPath;
    const { file, line, column, path } = this.#source.positions.value([...set, name]);
    return { ...issue, file, line, column, path };
  }

  /** What can be said of groups when the task is unknown or the model is wrong with the parameters that are set. */
  #checkGroups(source: ModelSource, task: TaskDescription | null): void {
    const dimensions = { ...(task ? taskDimensions(source, task) : {}), ...this.#dimensions };
    if (checkModel(source, { dimensions }).some(({ severity }) => severity === "error")) return;
    const model = lowerModel(source, { dimensions });
    for (const [id, group] of Object.entries(this.#source.data.groups)) {
      const path = ["groups", id];
      this.#yoked(model, group.yoked ?? [], path);
      this.#treatment(group, path, model, task ?? { phases: [] });
      if (task) this.#lower(source, task, {}, [...path, "parameters"], group.parameters ?? {});
    }
  }

  #checkBody(model: LoweredModel, task: TaskDescription): void {
    for (const { message, hint } of bodyProblems(model, task)) this.#error(["model"], message, hint);
  }

  #arm(
    id: string,
    file: GroupFile,
    source: ModelSource,
    base: ResolvedTask,
  ): { arm: Arm; task: TaskDescription; group: ExperimentGroup } {
    const model = this.#models[0]!;
    const path = ["groups", id];
    const own = file.task ? resolveGroupTask(base, file.task, [...path, "task"], this.#report) : null;
    const task = own?.description ?? base.description;
    const yoked = this.#yoked(model, file.yoked ?? [], path);
    const parameters = { ...this.#source.data.parameters, ...file.parameters };
    const treatment = this.#treatment(file, path, model, timed(task, own?.plan ?? base.plan));
    const switches = { ...(yoked.length > 0 ? { yoked } : {}), ...switchesOf(treatment) };
    const index = this.#lower(source, task, switches, [...path, "parameters"], parameters) ?? 0;
    this.#checkInputs(treatment, this.#models[index]!, path);
    if (own) this.#checkBody(this.#models[index]!, task);
    if (yoked.length > 0 && id === this.#controlId()) {
      this.#error([...path, "yoked"], "the control group cannot be yoked: the others are yoked to its sessions");
    }
    const links = model.nuclei
      .filter(({ modulator }) => yoked.includes(modulator))
      .map(({ name, rate }) => ({ rate, input: `yoked.${name}` }));
    return {
      arm: {
        group: id,
        attribution: null,
        ...(own ? { task: own.plan } : {}),
        model: index,
        doses: treatment.windows,
        yoked: links,
      },
      task,
      group: {
        id,
        label: file.label ?? id,
        description: file.description ?? "",
        task: groupTaskText(file.task),
        doses: treatment.descriptions,
        manipulations: treatment.texts,
        parameters: file.parameters ?? {},
        yoked,
      },
    };
  }

  #yoked(model: LoweredModel, names: readonly string[], path: Path): string[] {
    const known = model.modulators.flatMap(({ name, label }) => [name, label]);
    return names.flatMap((name, index) => {
      const found = model.modulators.find((modulator) => modulator.name === name || modulator.label === name);
      if (!found) {
        this.#unknown([...path, "yoked", index], "modulator", name, known);
        return [];
      }
      if (model.nuclei.some(({ modulator }) => modulator === found.name)) return [found.name];
      this.#error([...path, "yoked", index], `no nucleus of this model releases ${name}`);
      return [];
    });
  }

  /** What is done to a group; what is wrong with it is collected, and what the model has no place for. */
  #treatment(file: GroupFile, path: Path, model: LoweredModel, task: TimedTask): Treatment {
    const found = resolveTreatment(file, model, task, path);
    for (const { path: at, message, hint } of found.problems) this.#error(at, message, hint);
    for (const { path: at, message } of found.notes)
      this.#issues.warning("missing", this.#source.positions.value(at), message);
    return found;
  }

  /** Whether the model that a group was given has all inputs that its treatment writes. */
  #checkInputs({ windows, problems }: Treatment, { program }: LoweredModel, path: Path): void {
    if (problems.length > 0 || this.#issues.hasErrors) return;
    const inputs = new Set(program.variables.filter(({ role }) => role === "input").map(({ name }) => name));
    for (const { input } of windows)
      if (!inputs.has(input)) this.#error(path, `what is done to this group has no place in the model: ${input}`);
  }

  #controlId(): string | undefined {
    const { control, groups } = this.#source.data;
    return control ?? Object.keys(groups)[0];
  }

  #control(): number {
    return Math.max(0, Object.keys(this.#source.data.groups).indexOf(this.#controlId() ?? ""));
  }

  /** Control again, with each modulator's effects on plasticity at rest: each kind alone, and all together. */
  #attributionArms(source: ModelSource, task: TaskDescription, control: Arm): Arm[] {
    const { data } = this.#source;
    const model = this.#models[control.model]!;
    const parameters = { ...data.parameters, ...data.groups[control.group]!.parameters };
    const switches = switchesOf(resolveTreatment(data.groups[control.group]!, this.#models[0]!, task, []));
    return attributionSwitches(model).flatMap(({ modulator, effect, frozen }) => {
      const index = this.#lower(source, task, { frozen, ...switches }, ["parameters"], parameters);
      return index === null ? [] : [{ ...control, model: index, attribution: { modulator, effect } }];
    });
  }

  /** Steps between samples of a full trace. */
  #traceSpacing(step: number): number {
    const text = this.#source.data.record?.traces?.every ?? "100 ms";
    const path = ["record", "traces", "every"];
    try {
      const { value, dimension } = parseQuantity(text);
      if (sameDimension(dimension, timeDimension) && value > 0) return Math.max(1, Math.round(value / step));
      this.#error(path, `"${text}" is not a time above 0`, 'for example "100 ms"');
    } catch (error) {
      this.#error(path, (error as Error).message, 'for example "100 ms"');
    }
    return 1;
  }

  #experiment(
    plan: SessionPlan,
    task: TaskDescription,
    modelSource: ModelSource,
    model: number,
    groups: readonly ExperimentGroup[],
  ): Experiment {
    const { data, file } = this.#source;
    const control = groups[plan.control]!.id;
    return {
      file,
      name: data.name,
      title: data.title ?? data.name,
      description: data.description ?? "",
      data,
      task,
      model: plan.models[model]!,
      modelSource,
      groups,
      control,
      plan,
      warnings: this.#issues.all.filter(({ severity }) => severity === "warning"),
      specification: { ...data, task: plan.task, control },
    };
  }
}
