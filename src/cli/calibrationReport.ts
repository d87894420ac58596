import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Campaign,
  conflictsOf,
  type Evaluation,
  ensembleOf,
  identifiabilityOf,
  meanLoss,
  type Sensitivity,
  sensitivityCandidates,
  sensitivityOf,
} from "../calibration/index.ts";
import { readJson } from "../io/calibration/campaignFiles.ts";
import type { CandidateThreads } from "../io/calibration/candidateThreads.node.ts";
import { makeFolder, writeWhole } from "../io/files.ts";
import { shortPath } from "../io/machine.ts";
import { campaignText, number } from "./calibrationText.ts";
import type { Terminal } from "./terminal.ts";

/** What a report is made from. */
export interface CalibrationReport {
  readonly campaign: Campaign;
  readonly evaluations: readonly Evaluation[];
  readonly threads: CandidateThreads;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
}

/**
 * Writes conflicts, sensitivity, identifiability and ensemble of a calibration into a folder. What ±20 % of each
 * parameter do is evaluated now, unless the folder has it for the best set.
 *
 * @throws RangeError for too few evaluations, Interrupted
 */
export async function writeCalibrationReport(run: CalibrationReport): Promise<void> {
  const { campaign, evaluations, folder, terminal } = run;
  const conflicts = conflictsOf(evaluations);
  const ensemble = ensembleOf(campaign, evaluations);
  const identifiability = identifiabilityOf(campaign);
  makeFolder(folder);
  const sensitivity = await sensitivityIn(run);
  const write = (name: string, value: unknown) => writeWhole(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  const report = { settings: campaign.settings, accepted: campaign.accepted, conflicts, identifiability, sensitivity };
  write("calibration-report.json", { programHash: campaign.programHash, ...report });
  write("ensemble.json", ensemble);
  write("sensitivity.json", sensitivity);
  const text = [
    `# Calibration of ${campaign.settings.model}`,
    "",
    fenced(campaignText(campaign)),
    "",
    "## Effects that conflict",
    `Correlation of losses over ${conflicts.evaluations} sets of parameters; below 0, what helps one harms the other.`,
    "",
    ...table(
      ["effect", "effect", "correlation"],
      conflicts.pairs.slice(0, 20).map((pair) => [...pair.effects, number(pair.correlation)]),
    ),
    "",
    `Not moved by these parameters: ${conflicts.unmoved.join(", ") || "none"}.`,
    "",
    "## Sensitivity",
    `What a change of a fifth of one parameter does to the best set (loss ${number(sensitivity.loss)}).`,
    "",
    ...table(
      ["parameter", "factor", "loss", "then holds", "no longer holds"],
      sensitivity.changes.map(({ parameter, factor, loss, gained, lost }) => [
        parameter,
        number(factor),
        number(loss),
        gained.join(", "),
        lost.join(", "),
      ]),
    ),
    "",
    "## Identifiability",
    "Principal directions of the search's distribution, the worst fixed first; deviations of logarithmic parameters are factors e.",
    "",
    ...table(
      ["deviation", "parameters"],
      identifiability.directions.map(({ deviation, parameters }) => [
        number(deviation),
        parameters.map(({ name, component }) => `${number(component)} ${name}`).join(", "),
      ]),
    ),
    "",
    "## Ensemble",
    `${ensemble.sets.length} sets with losses ${number(ensemble.best)} … ${number(ensemble.worst)}, as far apart as can be (ensemble.json).`,
    "",
  ].join("\n");
  writeWhole(join(folder, "report.md"), text);
  terminal.result(text);
  terminal.result(`Report: ${shortPath(folder)}`);
  terminal.document({ programHash: campaign.programHash, ...report, ensemble });
}

async function sensitivityIn({ campaign, threads, folder, signal, terminal }: CalibrationReport): Promise<Sensitivity> {
  const best = campaign.accepted.at(-1)!;
  const path = join(folder, "sensitivity.json");
  if (existsSync(path)) {
    const kept = readJson(path) as Sensitivity;
    if (kept.of === best.id && kept.loss === best.loss) return kept;
  }
  const { parameters, effects, subjects, seeds } = campaign.settings;
  const candidates = sensitivityCandidates(parameters, best.values);
  terminal.note(`evaluating ${candidates.length} sets round the best …`);
  const losses = await threads.evaluate({ candidates, effects, subjects, seeds, signal });
  const outcomes = losses.map((own) => ({ loss: meanLoss(own), effects: own }));
  return sensitivityOf(parameters, best, outcomes);
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)];
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
