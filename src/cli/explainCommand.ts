import { explainModel, explainProjectionAlone, explanationText, type ModelExplanation } from "../description/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadDescribedModel } from "./loadModel.ts";
import { Terminal, terminalWidth } from "./terminal.ts";

/** Options of `explain`. */
export interface ExplainOptions extends AccessOptions {
  readonly projection?: string;
  readonly bibtex?: boolean;
  readonly json?: boolean;
}

/** `neohebb explain`. */
export async function explain(reference: string, options: ExplainOptions): Promise<void> {
  const terminal = new Terminal(options);
  const described = loadDescribedModel(reference, options, terminal);
  const whole = explainModel(described);
  const explanation = options.projection === undefined ? whole : alone(whole, options.projection);
  const bibtex = whole.sources.map(({ key }) => described.bibliography.get(key)!.text).join("\n\n");
  terminal.document(options.bibtex ? { ...explanation, bibtex } : explanation);
  if (options.bibtex) terminal.result(bibtex);
  else terminal.result(explanationText(explanation, { width: terminalWidth(), bold: (text) => terminal.bold(text) }));
}

function alone(explanation: ModelExplanation, projection: string): ModelExplanation {
  try {
    return explainProjectionAlone(explanation, projection);
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, exitCodes.wrongUse);
    throw error;
  }
}
