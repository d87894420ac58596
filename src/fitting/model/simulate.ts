import { RandomSequence, type Seed, seedWords } from "../../math/random.ts";
import type { Column, Table } from "../../math/table.ts";
import type { Environment, EnvironmentSession, OptionValues, TrialValues } from "../environments/environment.ts";
import { optionValues } from "../environments/environment.ts";
import { environmentNamed } from "../environments/index.ts";
import type { SubjectRows } from "../program.ts";
import { columnsNotGiven, sizesThatDiffer } from "./checkEnvironments.ts";
import type { BehaviourDefinition, ModelEnvironment } from "./definition.ts";
import { Interpreter } from "./interpret.ts";
import { lowerBehaviour } from "./lowerBehaviour.ts";
import type { LoweredBehaviour } from "./lowered.ts";
import { SimulationError, sampleResponse } from "./sampleResponse.ts";
import { sizesFrom } from "./sizes.ts";

/** A model laid out for a task that it is to be simulated in. */
export interface Setting {
  readonly lowered: LoweredBehaviour;
  readonly environment: Environment;
  readonly options: OptionValues;
  readonly trials: number;
  /** What the environment calls a column of the model. */
  nameOf(column: string): string;
}

/** What simulated subjects did. */
export interface SimulatedData {
  readonly lowered: LoweredBehaviour;
  /** Rows as a likelihood takes them. */
  readonly rows: readonly SubjectRows[];
  /** The same as a table of all subjects: `subject`, `trial`, the model's columns and those at which it restarts. */
  readonly table: Table;
}

/**
 * Lays a model out for a task.
 *
 * @param where - Key of one of the model's own environments, or one with options.
 * @throws RangeError where there is no such environment, or it does not give what the model needs.
 */
export function settingOf(
  definition: BehaviourDefinition,
  where: string | Partial<ModelEnvironment> = "usual",
): Setting {
  const wanted = environmentOf(definition, where);
  const environment = environmentNamed(wanted.environment);
  const options = optionValues(environment, wanted.options);
  const nameOf = (column: string) => wanted.columns[column] ?? column;
  const missing = columnsNotGiven(definition, wanted, environment).filter(({ isResponse }) => !isResponse);
  if (missing.length > 0)
    throw new RangeError(
      `${definition.id} cannot be simulated in ${environment.id}: that gives no ${missing.map(({ column }) => column).join(", ")} (it gives ${Object.keys(environment.columns).join(", ")})`,
    );
  const [different] = sizesThatDiffer(definition, wanted, environment);
  if (different) throw new RangeError(`${different.message}; its options may be chosen otherwise`);
  const counts = environment.counts(options);
  const sizes = sizesFrom(definition, (column) => counts[nameOf(column)] ?? null);
  const trials = wanted.trials ?? environment.trials;
  return { lowered: lowerBehaviour(definition, sizes), environment, options, trials, nameOf };
}

/** One of a model's own environments by key, another by its name, or changes of the usual one. @throws RangeError */
function environmentOf(definition: BehaviourDefinition, where: string | Partial<ModelEnvironment>): ModelEnvironment {
  const { environments, id } = definition;
  const { usual } = environments;
  if (typeof where === "string") {
    const found = Object.hasOwn(environments, where) ? environments[where] : undefined;
    if (found) return found;
    if (where === "usual") throw new RangeError(`${id} names no usual environment; name one to simulate it in`);
    return { environment: where, trials: null, options: {}, columns: {} };
  }
  const environment = where.environment ?? usual?.environment;
  if (environment === undefined) throw new RangeError(`${id} names no usual environment; name one to simulate it in`);
  const base = environment === usual?.environment ? usual : undefined;
  return {
    environment,
    trials: where.trials ?? base?.trials ?? null,
    options: { ...base?.options, ...where.options },
    columns: where.columns ?? base?.columns ?? {},
  };
}

/**
 * Simulates subjects, each with its own task and responses, from the same expressions as the likelihood.
 *
 * A subject's rows depend on the seed, its number and its parameters alone.
 *
 * @param parameters - For each subject [parameter], on the natural scale.
 * @param seed - Whole number, 0 … 2⁵³ − 1.
 * @throws SimulationError where the parameters leave the model's range.
 */
export function simulate(setting: Setting, parameters: readonly ArrayLike<number>[], seed: number): SimulatedData {
  const { lowered } = setting;
  const restarts = lowered.definition.restart.filter((name) => !lowered.program.columns.includes(name));
  const all = parameters.map((values, subject) => simulateSubject(setting, values, seedWords(seed), subject, restarts));
  return { lowered, rows: all.map(({ rows }) => rows), table: tableOf(setting, all, restarts) };
}

interface SimulatedSubject {
  readonly rows: SubjectRows;
  /** Columns at which the state starts anew and that are not the model's: [column][trial]. */
  readonly runs: readonly Float64Array[];
}

function simulateSubject(
  setting: Setting,
  parameters: ArrayLike<number>,
  seed: Seed,
  subject: number,
  restarts: readonly string[],
): SimulatedSubject {
  const { lowered, environment, options, trials, nameOf } = setting;
  const { columns } = lowered.program;
  const session = environment.play(options, new RandomSequence(seed, subject, `environment ${environment.id}`), trials);
  const random = new RandomSequence(seed, subject, "responses");
  const interpreter = new Interpreter(lowered.program, parameters);
  const values = new Float64Array(columns.length * trials);
  const runs = restarts.map(() => new Float64Array(trials).fill(Number.NaN));
  const begins = new Uint8Array(trials);
  let before: TrialValues | null = null;
  for (let trial = 0; trial < trials; trial++) {
    const given = session.begin(trial);
    for (const [place, name] of restarts.entries()) runs[place]![trial] = given[nameOf(name)] ?? Number.NaN;
    const isNew =
      before === null || lowered.definition.restart.some((name) => given[nameOf(name)] !== before?.[nameOf(name)]);
    begins[trial] = isNew ? 1 : 0;
    before = given;
    for (const [column, name] of columns.entries()) interpreter.row[column] = given[nameOf(name)] ?? Number.NaN;
    try {
      if (isNew) interpreter.begin();
      playTrial(setting, session, interpreter, random, trial, given);
    } catch (error) {
      if (!(error instanceof SimulationError)) throw error;
      throw new SimulationError(`subject ${subject + 1}, trial ${trial + 1}: ${error.message}`);
    }
    for (const column of columns.keys()) values[column * trials + trial] = interpreter.row[column]!;
  }
  return { rows: { subject: String(subject + 1), trials, values, begins }, runs };
}

function playTrial(
  { lowered, environment, nameOf }: Setting,
  session: EnvironmentSession,
  interpreter: Interpreter,
  random: RandomSequence,
  trial: number,
  given: TrialValues,
): void {
  const { columns } = lowered.program;
  for (const step of lowered.steps) {
    if (step.kind === "statements") {
      interpreter.run(step.statements);
      continue;
    }
    if (interpreter.value(step.condition) === 0) continue;
    if (step.kind === "observe") {
      const known = Object.fromEntries(
        columns.map((name, column) => [nameOf(name), interpreter.row[column]!] as const),
      );
      const seen = session.observe(trial, { ...given, ...known });
      for (const column of step.columns) {
        const value = seen[nameOf(columns[column]!)];
        if (value !== undefined) interpreter.row[column] = value;
      }
      continue;
    }
    const missing = step.needs.filter((column) => Number.isNaN(interpreter.row[column]!));
    if (missing.length > 0)
      throw new SimulationError(
        `${environment.id} gave no ${missing.map((column) => columns[column]!).join(", ")} before the response`,
      );
    interpreter.run(step.prepare);
    sampleResponse(interpreter, step, random);
  }
}

function tableOf({ lowered, trials }: Setting, all: readonly SimulatedSubject[], restarts: readonly string[]): Table {
  const rows = all.length * trials;
  const ofSubjects = (pick: (subject: number) => Float64Array): Float64Array => {
    const column = new Float64Array(rows);
    for (const subject of all.keys()) column.set(pick(subject), subject * trials);
    return column;
  };
  const numbers = Float64Array.from({ length: trials }, (_, trial) => trial);
  const named: [string, Column][] = [
    ["subject", all.flatMap(({ rows: { subject } }) => Array.from({ length: trials }, () => subject))],
    ["trial", ofSubjects(() => numbers)],
    ...restarts.map((name, place): [string, Column] => [name, ofSubjects((subject) => all[subject]!.runs[place]!)]),
    ...lowered.program.columns.map((name, column): [string, Column] => [
      name,
      ofSubjects((subject) => all[subject]!.rows.values.subarray(column * trials, (column + 1) * trials)),
    ]),
  ];
  return Object.fromEntries(
    named.filter(([name, column]) => !restarts.includes(name) || !(column as Float64Array).every(Number.isNaN)),
  );
}
