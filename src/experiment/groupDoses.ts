import { DoseError, drugDose, findDrug, receptorDose } from "../interventions/index.ts";
import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel, Path } from "../spec/index.ts";
import type { DoseDescription } from "./experiment.ts";
import type { ExperimentFile } from "./experimentFile.ts";
import type { DoseWindow } from "./plan.ts";

type DoseFile = NonNullable<ExperimentFile["groups"][string]["doses"]>[number];

/** Something wrong with a dose. */
export interface DoseProblem {
  readonly path: Path;
  readonly message: string;
  readonly hint: string | null;
}

/** What a dose of an experiment file comes to. */
export interface ResolvedDose {
  readonly windows: readonly DoseWindow[];
  readonly descriptions: readonly DoseDescription[];
  readonly problems: readonly DoseProblem[];
}

/** Looks up a dose's receptor or drug in a model and reads its amount and trials. */
export function resolveDoses(file: DoseFile, model: LoweredModel, trials: number, path: Path): ResolvedDose {
  const problems: DoseProblem[] = [];
  const report = (key: string, message: string, hint: string | null = null) => {
    problems.push({ path: [...path, key], message, hint });
  };
  const { from, to } = trialWindow(file, trials, report);
  const amounts = receptorAmounts(file, model, report);
  if (problems.length > 0) return { windows: [], descriptions: [], problems };
  return {
    windows: amounts.map(({ receptor, dose }) => ({ input: receptor.antagonist, dose, from, to })),
    descriptions: amounts.map(({ receptor, dose }) => ({
      receptor: receptor.name,
      label: receptor.label,
      dose,
      ...(file.trials ? { trials: file.trials } : {}),
    })),
    problems,
  };
}

type Report = (key: string, message: string, hint?: string | null) => void;
type Receptor = LoweredModel["receptors"][number];

function trialWindow(file: DoseFile, trials: number, report: Report): { from: number; to: number | null } {
  if (!file.trials) return { from: 0, to: null };
  const [first, last] = file.trials;
  if (first > last) report("trials", `the last trial (${last}) comes before the first one (${first})`);
  if (last > trials) report("trials", `there is no trial ${last}`, `the session has ${trials} trials, counted from 1`);
  return { from: first - 1, to: last };
}

function receptorAmounts(file: DoseFile, model: LoweredModel, report: Report): { receptor: Receptor; dose: number }[] {
  const { receptor, drug } = file;
  if ((receptor === undefined) === (drug === undefined)) {
    report("dose", "a dose needs either a receptor or a drug", receptor === undefined ? null : "it has both");
    return [];
  }
  try {
    return receptor !== undefined
      ? atReceptor(receptor, String(file.dose), model, report)
      : ofDrug(drug!, String(file.dose), model, report);
  } catch (error) {
    if (!(error instanceof DoseError)) throw error;
    report(drug !== undefined && !findDrug(drug) ? "drug" : "dose", error.message, error.hint);
    return [];
  }
}

function atReceptor(
  name: string,
  amount: string,
  model: LoweredModel,
  report: Report,
): { receptor: Receptor; dose: number }[] {
  const dose = receptorDose(amount);
  const receptor = model.receptors.find((known) => known.name === name || known.label === name);
  if (receptor) return [{ receptor, dose }];
  const known = model.receptors.flatMap((other) => [other.name, other.label]);
  const nearest = nearestName(name, known);
  report(
    "receptor",
    `the model has no receptor "${name}"`,
    nearest ? `did you mean "${nearest}"?` : `it has ${model.receptors.map((other) => other.name).join(", ")}`,
  );
  return [];
}

function ofDrug(
  name: string,
  amount: string,
  model: LoweredModel,
  report: Report,
): { receptor: Receptor; dose: number }[] {
  const found = drugDose(name, amount).flatMap(({ receptor, dose }) => {
    const known = model.receptors.find((other) => other.name === receptor);
    return known ? [{ receptor: known, dose }] : [];
  });
  if (found.length === 0) report("drug", `${name} binds to none of the model's receptors`);
  return found;
}
