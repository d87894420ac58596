import { DoseError, drugDose, drugTargetDose, findDrug, receptorDose } from "../interventions/index.ts";
import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel, Path } from "../spec/index.ts";
import { type DoseCourse, doseCourse } from "./doseCourse.ts";
import { courseProblem, readKinetics, readTime } from "./doseKinetics.ts";
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

/** Looks up where a dose acts in a model, and reads its amount, trials and course. */
export function resolveDoses(file: DoseFile, model: LoweredModel, trials: number, path: Path): ResolvedDose {
  const problems: DoseProblem[] = [];
  const report: Report = (key, message, hint = null) => {
    problems.push({ path: [...path, key], message, hint });
  };
  const { from, to } = trialWindow(file, trials, report);
  const course = courseOf(file, report);
  const amounts = amountsOf(file, model, report);
  if (problems.length > 0) return { windows: [], descriptions: [], problems };
  return {
    windows: amounts.flatMap(({ inputs }) =>
      inputs.map(({ input, dose, alone }) =>
        alone ? { input, dose, from: 0, to: null, alone } : { input, dose, from, to, ...(course ? { course } : {}) },
      ),
    ),
    descriptions: amounts.map(({ receptor, label, dose, action }) => ({
      receptor,
      label,
      dose,
      ...(file.trials ? { trials: file.trials } : {}),
      ...(course ? { action: `${action ?? "antagonist"} (time course; dose at the peak)` } : action ? { action } : {}),
    })),
    problems,
  };
}

type Report = (key: string, message: string, hint?: string | null) => void;
type Receptor = LoweredModel["receptors"][number];
type Site = NonNullable<DoseFile["site"]>;

/** A dose at one place of action: what people see of it, and the program's inputs that it sets. */
interface Amount {
  /** Receptor, or modulator. */
  readonly receptor: string;
  readonly label: string;
  readonly dose: number;
  /** What it does, if it is not an insurmountable antagonist. */
  readonly action?: string;
  readonly inputs: readonly Pick<DoseWindow, "input" | "dose" | "alone">[];
}

function trialWindow(file: DoseFile, trials: number, report: Report): { from: number; to: number | null } {
  if (!file.trials) return { from: 0, to: null };
  const [first, last] = file.trials;
  if (first > last) report("trials", `the last trial (${last}) comes before the first one (${first})`);
  if (last > trials) report("trials", `there is no trial ${last}`, `the session has ${trials} trials, counted from 1`);
  return { from: first - 1, to: last };
}

function courseOf(file: DoseFile, report: Report): DoseCourse | null {
  if (!file.course) {
    if (file.at !== undefined) report("at", "a time of administration needs a course", "add course: true");
    return null;
  }
  if (file.trials) report("trials", "a dose with a course has no trials", "say with `at` when it was given");
  const at = file.at === undefined ? 0 : readTime(file.at);
  if (typeof at !== "number") report("at", at.problem, at.hint);
  const kinetics = file.course === true ? publishedKinetics(file, report) : readKinetics(file.course);
  if (kinetics && "problem" in kinetics) report("course", kinetics.problem, kinetics.hint);
  if (!kinetics || "problem" in kinetics || typeof at !== "number") return null;
  const problem = courseProblem(kinetics);
  if (problem === null) return doseCourse(kinetics, at);
  report("course", problem);
  return null;
}

function publishedKinetics({ drug }: DoseFile, report: Report) {
  const kinetics = drug === undefined ? undefined : findDrug(drug)?.kinetics;
  if (kinetics) return kinetics;
  report(
    "course",
    "there are no published kinetics here",
    'write half-lives: {elimination: "2 h", absorption: "10 min"}',
  );
  return null;
}

function amountsOf(file: DoseFile, model: LoweredModel, report: Report): Amount[] {
  const { receptor, drug, modulator } = file;
  const given = [receptor, drug, modulator].filter((name) => name !== undefined);
  if (given.length !== 1) {
    report(
      "dose",
      "a dose needs either a receptor, a modulator or a drug",
      given.length === 0 ? null : "it has several",
    );
    return [];
  }
  if (receptor === undefined && (file.action ?? file.efficacy ?? file.dissociation) !== undefined)
    report("action", "an action is given with a receptor", "a drug's own action is among its data");
  try {
    if (receptor !== undefined) return atReceptor(receptor, file, model, report);
    return modulator !== undefined ? atSite(modulator, file, model, report) : ofDrug(drug!, file, model, report);
  } catch (error) {
    if (!(error instanceof DoseError)) throw error;
    report(drug !== undefined && !findDrug(drug) ? "drug" : "dose", error.message, error.hint);
    return [];
  }
}

function atReceptor(name: string, file: DoseFile, model: LoweredModel, report: Report): Amount[] {
  const dose = receptorDose(String(file.dose));
  const receptor = named("receptor", name, model.receptors, report);
  return receptor ? [withAction(receptor, dose, file, report)] : [];
}

function withAction(receptor: Receptor, dose: number, file: DoseFile, report: Report): Amount {
  const { name, label } = receptor;
  const action = file.action ?? "antagonist";
  if (action !== "agonist" && file.efficacy !== undefined) report("efficacy", "only an agonist has an efficacy");
  if (action !== "slow" && file.dissociation !== undefined)
    report("dissociation", "only a slow antagonist has a half-life on the receptor", "add action: slow");
  if (action === "antagonist") return { receptor: name, label, dose, inputs: [{ input: receptor.antagonist, dose }] };
  const shown = { receptor: name, label, dose, action: action === "slow" ? "slow antagonist" : action };
  if (!receptor.ligands.includes(action)) {
    report("action", `the model lets no ${action} in at ${name}`, `add it to receptors.${name}.ligands of the model`);
    return { ...shown, inputs: [] };
  }
  if (action === "competitor") return { ...shown, inputs: [{ input: `competitor.${name}`, dose }] };
  if (action === "agonist") {
    const effect = dose * (file.efficacy ?? 1);
    return {
      ...shown,
      action: effect < dose ? `partial agonist (efficacy ${file.efficacy})` : action,
      inputs: [
        { input: `agonist.${name}`, dose },
        { input: `agonistEffect.${name}`, dose: effect },
      ],
    };
  }
  const halfLife =
    file.dissociation === undefined
      ? { problem: "a slow antagonist needs its half-life" }
      : readTime(file.dissociation);
  if (typeof halfLife !== "number" || !(halfLife > 0)) {
    report(
      "dissociation",
      typeof halfLife === "number" ? "a half-life is longer than 0 s" : halfLife.problem,
      'for example "20 min"',
    );
    return { ...shown, inputs: [] };
  }
  const rate = Math.LN2 / halfLife;
  return {
    ...shown,
    inputs: [
      { input: `association.${name}`, dose: rate * dose },
      { input: `dissociation.${name}`, dose: rate, alone: true },
    ],
  };
}

function atSite(name: string, file: DoseFile, model: LoweredModel, report: Report): Amount[] {
  const dose = receptorDose(String(file.dose));
  const modulator = named("modulator", name, model.modulators, report);
  if (!modulator) return [];
  if (file.site === undefined) {
    report("site", "say where the drug acts", "transporter, enzyme or depletion");
    return [];
  }
  if (modulator.targets.includes(file.site)) return [siteAmount(modulator, file.site, dose)];
  const hint = `add it to modulators.${modulator.name}.targets of the model`;
  report("site", `the model has no ${file.site} of ${modulator.name} that drugs reach`, hint);
  return [];
}

const inhibition: Readonly<Record<Site, string>> = {
  transporter: "reuptake inhibitor",
  enzyme: "enzyme inhibitor",
  depletion: "depletion",
};

function siteAmount({ name, label }: LoweredModel["modulators"][number], site: Site, dose: number): Amount {
  return { receptor: name, label, dose, action: inhibition[site], inputs: [{ input: `${site}.${name}`, dose }] };
}

function ofDrug(name: string, file: DoseFile, model: LoweredModel, report: Report): Amount[] {
  const text = String(file.dose);
  const atReceptors = drugDose(name, text).flatMap(({ receptor, dose }): Amount[] => {
    const known = model.receptors.find((other) => other.name === receptor);
    return known
      ? [{ receptor: known.name, label: known.label, dose, inputs: [{ input: known.antagonist, dose }] }]
      : [];
  });
  const targets = drugTargetDose(name, text);
  const atSites = targets.flatMap(({ modulator, site, dose }) => {
    const known = model.modulators.find((other) => other.name === modulator);
    return known?.targets.includes(site) ? [siteAmount(known, site, dose)] : [];
  });
  const found = [...atReceptors, ...atSites];
  const [target] = targets;
  if (found.length === 0)
    report(
      "drug",
      `${name} ${target ? "acts nowhere in the model" : "binds to none of the model's receptors"}`,
      target ? `give the model modulators.${target.modulator}.targets: [${target.site}]` : null,
    );
  return found;
}

function named<T extends { readonly name: string; readonly label: string }>(
  kind: "receptor" | "modulator",
  name: string,
  known: readonly T[],
  report: Report,
): T | null {
  const found = known.find((one) => one.name === name || one.label === name);
  if (found) return found;
  const nearest = nearestName(
    name,
    known.flatMap((other) => [other.name, other.label]),
  );
  const hint = nearest ? `did you mean "${nearest}"?` : `it has ${known.map((other) => other.name).join(", ")}`;
  report(kind, `the model has no ${kind} "${name}"`, hint);
  return null;
}
