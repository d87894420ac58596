import { describeOption } from "../fitting/environments/environment.ts";
import { environments } from "../fitting/environments/index.ts";
import { bundledBehaviourModels, loadBehaviourModel } from "../io/fitting/behaviourModels.ts";
import { shortPath } from "../io/machine.ts";
import type { Terminal } from "./terminal.ts";
import { terminalWidth } from "./terminal.ts";
import { wrap } from "./textTable.ts";

/** A bundled behavioural model as `list` has it. */
export interface BehaviourModelItem {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly tasks: readonly string[];
  readonly columns: readonly string[];
  readonly optionalColumns: readonly string[];
  readonly parameters: readonly string[];
  readonly file: string;
  readonly details: readonly string[];
  readonly [detail: string]: unknown;
}

/** The bundled behavioural models. */
export function behaviourModelItems(): BehaviourModelItem[] {
  return [...bundledBehaviourModels()].map(([id, path]) => {
    const { definition } = loadBehaviourModel(id);
    const names = (isOptional: boolean) =>
      definition.columns.filter((column) => column.isOptional === isOptional).map(({ name }) => name);
    const [columns, optionalColumns] = [names(false), names(true)];
    const parameters = definition.parameters.map(({ name }) => name);
    return {
      ...{ id, label: definition.title, doc: definition.summary.trim(), tasks: definition.tasks },
      ...{ columns, optionalColumns, parameters, file: shortPath(path) },
      details: [
        `tasks: ${definition.tasks.join(", ")}`,
        `columns: ${columns.join(", ")}${optionalColumns.length > 0 ? ` (may lack ${optionalColumns.join(", ")})` : ""}`,
        `parameters: ${parameters.join(", ")}`,
      ],
    };
  });
}

/** `neohebb fit --list`. */
export function listBehaviourModels(terminal: Terminal): void {
  const items = behaviourModelItems();
  terminal.document(items.map(({ details: _, ...item }) => item));
  for (const { id, label, details } of items) {
    terminal.result(`${terminal.bold(id)}  ${label}`);
    for (const line of details.flatMap((text) => wrap(text, terminalWidth() - 4))) terminal.result(`    ${line}`);
  }
}

/** A task that behavioural models are simulated in, as `list` has it. */
export interface EnvironmentItem {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly trials: number;
  readonly options: Readonly<Record<string, object>>;
  readonly columns: Readonly<Record<string, string>>;
  readonly details: readonly string[];
  readonly [detail: string]: unknown;
}

/** The tasks that behavioural models are simulated in. */
export function environmentItems(): EnvironmentItem[] {
  return environments.map(({ id, title, source, trials, options, columns }) => ({
    ...{ id, label: title, doc: "", source, trials, options, columns },
    details: [
      `trials: ${trials}`,
      ...Object.entries(options).map(([name, option]) => `${name}: ${describeOption(option)}: ${option.title}`),
      `columns: ${Object.keys(columns).join(", ")}`,
    ],
  }));
}

/** `neohebb fit --list environments`. */
export function listEnvironments(terminal: Terminal): void {
  const items = environmentItems();
  terminal.document(items.map(({ details: _, doc: __, ...item }) => item));
  for (const { id, label, details } of items) {
    terminal.result(`${terminal.bold(id)}  ${label}`);
    for (const line of details.flatMap((text) => wrap(text, terminalWidth() - 4))) terminal.result(`    ${line}`);
  }
}
