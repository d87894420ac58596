import { compareModels, differenceText } from "../description/index.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { Terminal, terminalWidth } from "./terminal.ts";

/** Options of `diff`. */
export interface DiffOptions extends AccessOptions {
  readonly json?: boolean;
}

/** `neohebb diff`. */
export async function diff(first: string, second: string, options: DiffOptions): Promise<void> {
  const terminal = new Terminal(options);
  const difference = compareModels(loadModel(first, options), loadModel(second, options));
  terminal.document(difference);
  terminal.result(differenceText(difference, { width: terminalWidth(), bold: (text) => terminal.bold(text) }));
}
