import { describeMethods, methodsLatex, methodsMarkdown, symbolsOf } from "../description/index.ts";
import { writeWhole } from "../io/files.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadDescribedModel } from "./loadModel.ts";
import { Terminal } from "./terminal.ts";

/** Options of `methods`. */
export interface MethodsOptions extends AccessOptions {
  readonly latex?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** `neohebb methods`. */
export async function methods(reference: string, options: MethodsOptions): Promise<void> {
  const terminal = new Terminal(options);
  const described = loadDescribedModel(reference, options, terminal);
  const description = describeMethods(described);
  const format = options.latex ? "latex" : "markdown";
  const write = options.latex ? methodsLatex : methodsMarkdown;
  const text = write(description, symbolsOf(described.model.parameters));
  if (options.out !== undefined) writeWhole(options.out, `${text}\n`);
  terminal.document({ model: description.name, format, file: options.out ?? null, text });
  if (options.out === undefined) terminal.result(text);
  else terminal.note(`Written: ${options.out}`);
}
