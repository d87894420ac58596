import type { Command } from "commander";
import type { DiffOptions } from "./diffCommand.ts";
import type { ExplainOptions } from "./explainCommand.ts";
import type { MethodsOptions } from "./methodsCommand.ts";
import type { MigrateOptions } from "./migrateCommand.ts";
import { allowOutside, json } from "./sharedOptions.ts";

/** Adds the commands that describe models. */
export function addModelCommands(program: Command): void {
  program
    .command("explain")
    .description("show a model's equations, memory and work, what modulators do, where values come from")
    .argument("<model>", "bundled model or model file")
    .addOption(allowOutside())
    .option("--projection <name>", "only this projection and what concerns it")
    .option("--bibtex", "print the BibTeX entries of the sources that the model names")
    .addOption(json())
    .action(async (model: string, options: ExplainOptions) =>
      (await import("./explainCommand.ts")).explain(model, options),
    );
  program
    .command("methods")
    .description("write the tables by which a paper describes the model (Nordlie et al. 2009), as Markdown or LaTeX")
    .argument("<model>", "bundled model or model file")
    .addOption(allowOutside())
    .option("--latex", "LaTeX instead of Markdown")
    .option("--out <file>", "write to this file instead of standard output")
    .addOption(json())
    .action(async (model: string, options: MethodsOptions) =>
      (await import("./methodsCommand.ts")).methods(model, options),
    );
  program
    .command("migrate")
    .description("bring a file (model, experiment, protocol) of an earlier format to the one of this version")
    .argument("<file>", "file")
    .option("--write", "write the file instead of printing it")
    .addOption(json())
    .action(async (file: string, options: MigrateOptions) =>
      (await import("./migrateCommand.ts")).migrateFile(file, options),
    );
  program
    .command("diff")
    .description("say in what two models differ (exit code 0 whether they do or not)")
    .argument("<a>", "bundled model or model file")
    .argument("<b>", "bundled model or model file")
    .addOption(allowOutside())
    .addOption(json())
    .action(async (a: string, b: string, options: DiffOptions) =>
      (await import("./diffCommand.ts")).diff(a, b, options),
    );
}
