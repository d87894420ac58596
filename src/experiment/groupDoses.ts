import { DoseError, drugDose, drugTargetDose, findDrug, occupancyLink, receptorDose } from "../interventions/index.ts";
import type { LoweredModel, Manipulations, ModulatorTarget, Path, ReceptorLigand } from "../spec/index.ts";
import { accumulation, type DoseCourse } from "./doseCourse.ts";
import { courseOf, readTime } from "./doseKinetics.ts";
import type { DoseFile } from "./groupFile.ts";
import { ModelNames, type NamedPart } from "./modelNames.ts";
import type { DoseWindow } from "./plan.ts";
import { readTiming, type TimedTask } from "./timing.ts";
import type { Report, Treatment, TreatmentProblem } from "./treatment.ts";

/** Looks up where a dose acts in a model, and reads its amount, time and course. */
export function resolveDose(file: DoseFile, model: LoweredModel, task: TimedTask, path: Path): Treatment {
  const problems: TreatmentProblem[] = [];
  const report: Report = (key, message, hint = null) => {
    problems.push({ path: [...path, key], message, hint });
  };
  const notes: string[] = [];
  const when = readTiming(file, task, path.join("."), report, (message) => notes.push(message));
  const course = courseOf(file, report);
  const areas = localAreas(file, model, report);
  const reader = new DoseReader(file, model, report);
  const amounts = reader.amounts();
  const nothing = { texts: [], notes: [...notes, ...reader.notes].map((message) => ({ path, message })), problems };
  if (problems.length > 0) return { windows: [], descriptions: [], manipulations: {}, ...nothing };
  const share = course ? singleDose(file, course) : 1;
  const levels = amounts.map((amount) => scaledBy(amount, share));
  const given = levels.filter(({ dose }) => dose > 0 || reader.isPlain);
  return {
    ...nothing,
    windows: given.flatMap(({ inputs }) => inputs.flatMap((input) => windowsOf(input, when, course, areas))),
    manipulations: needsOf(
      given.filter(({ dose }) => dose > 0),
      areas,
    ),
    descriptions: levels.map(({ receptor, label, dose, action }) => ({
      receptor,
      label,
      dose,
      ...(file.trials ? { trials: file.trials } : {}),
      ...actionText(action, course, file),
    })),
  };
}

/** What a single dose reaches of a level that was measured under a dose a day. */
function singleDose({ drug, dose }: DoseFile, course: DoseCourse): number {
  const link = drug === undefined || course.infusion !== undefined ? null : occupancyLink(drug, String(dose));
  return link?.daily ? 1 / accumulation(course, 86_400) : 1;
}

function scaledBy(amount: Amount, share: number): Amount {
  if (share === 1) return amount;
  const inputs = amount.inputs.map((input) => ({ ...input, dose: input.dose * share }));
  return { ...amount, dose: amount.dose * share, inputs };
}

/** One input that a dose sets. */
type InputDose = Pick<DoseWindow, "input" | "dose" | "alone">;

/** A dose at one place of action: what people see of it, and the program's inputs that it sets. */
interface Amount {
  /** Receptor, or modulator. */
  readonly receptor: string;
  readonly label: string;
  readonly dose: number;
  /** What it does, if it is not an insurmountable antagonist. */
  readonly action?: string;
  readonly inputs: readonly InputDose[];
  /** What the model must let in. */
  readonly ligand?: ReceptorLigand;
  readonly target?: ModulatorTarget;
}

function windowsOf(
  { input, dose, alone }: InputDose,
  when: ReturnType<typeof readTiming>,
  course: DoseCourse | null,
  areas: readonly string[] | null,
): DoseWindow[] {
  const timed: DoseWindow = alone
    ? { input, dose, from: 0, to: null, alone }
    : { input, dose, ...when, ...(course ? { course } : {}) };
  return areas ? areas.map((area) => ({ ...timed, input: `${input}.${area}` })) : [timed];
}

function needsOf(amounts: readonly Amount[], areas: readonly string[] | null): Manipulations {
  const ligands: Record<string, ReceptorLigand[]> = {};
  const targets: Record<string, ModulatorTarget[]> = {};
  for (const { receptor, ligand, target } of amounts) {
    if (ligand) ligands[receptor] = [...(ligands[receptor] ?? []), ligand];
    if (target) targets[receptor] = [...(targets[receptor] ?? []), target];
  }
  const local = (areas ?? []).flatMap((area) =>
    amounts.flatMap(({ inputs }) => inputs.map(({ input }) => ({ input, area }))),
  );
  return {
    ...(Object.keys(ligands).length > 0 ? { ligands } : {}),
    ...(Object.keys(targets).length > 0 ? { targets } : {}),
    ...(local.length > 0 ? { local } : {}),
  };
}

function actionText(action: string | undefined, course: DoseCourse | null, { area, during }: DoseFile) {
  const details = [
    course ? "time course; dose at the peak" : "",
    area === undefined ? "" : `in ${[area].flat().join(", ")}`,
    during?.stage === undefined ? "" : `in stage ${[during.stage].flat().join(", ")}`,
    during?.session === undefined ? "" : `in session ${[during.session].flat().join(", ")}`,
  ].filter((text) => text !== "");
  if (details.length === 0) return action ? { action } : {};
  return { action: `${action ?? "antagonist"} (${details.join("; ")})` };
}

function localAreas({ area }: DoseFile, model: LoweredModel, report: Report): string[] | null {
  if (area === undefined) return null;
  const names = new ModelNames(model);
  return [area].flat().flatMap((name) => {
    const found = names.find(["area"], name);
    if (!("message" in found)) return [found.name];
    report("area", found.message, found.hint);
    return [];
  });
}

const inhibition: Readonly<Record<ModulatorTarget, string>> = {
  transporter: "reuptake inhibitor",
  enzyme: "enzyme inhibitor",
  depletion: "depletion",
  synthesis: "precursor",
  efflux: "releaser",
};

/** Reads one dose of a file. */
class DoseReader {
  readonly notes: string[] = [];
  readonly #file: DoseFile;
  readonly #model: LoweredModel;
  readonly #names: ModelNames;
  readonly #report: Report;

  constructor(file: DoseFile, model: LoweredModel, report: Report) {
    this.#file = file;
    this.#model = model;
    this.#names = new ModelNames(model);
    this.#report = report;
  }

  /** The dose needs nothing of the model that every model has not. */
  get isPlain(): boolean {
    return this.#file.area === undefined && this.#file.receptor !== undefined && this.#file.action === undefined;
  }

  amounts(): Amount[] {
    const { receptor, drug, modulator, action, efficacy, dissociation } = this.#file;
    const given = [receptor, drug, modulator].filter((name) => name !== undefined);
    if (given.length !== 1) {
      const hint = given.length === 0 ? null : "it has several";
      this.#report("dose", "a dose needs either a receptor, a modulator or a drug", hint);
      return [];
    }
    if (receptor === undefined && (action ?? efficacy ?? dissociation) !== undefined)
      this.#report("action", "an action is given with a receptor", "a drug's own action is among its data");
    if (modulator === undefined && this.#file.site !== undefined)
      this.#report("site", "a site is given with a modulator", "a drug's own sites are among its data");
    try {
      if (receptor !== undefined) return this.#atReceptor(receptor);
      return modulator !== undefined ? this.#atSite(modulator) : this.#ofDrug(drug!);
    } catch (error) {
      if (!(error instanceof DoseError)) throw error;
      this.#report(drug !== undefined && !findDrug(drug) ? "drug" : "dose", error.message, error.hint);
      return [];
    }
  }

  #named(kind: "receptor" | "modulator", name: string): NamedPart | null {
    const found = this.#names.find([kind], name);
    if (!("message" in found)) return found;
    this.#report(kind, found.message, found.hint);
    return null;
  }

  #atReceptor(name: string): Amount[] {
    const dose = receptorDose(String(this.#file.dose));
    const receptor = this.#named("receptor", name);
    if (!receptor) return [];
    const { action = "antagonist", efficacy, dissociation } = this.#file;
    if (action !== "agonist" && efficacy !== undefined) this.#report("efficacy", "only an agonist has an efficacy");
    if (action !== "slow" && dissociation !== undefined)
      this.#report("dissociation", "only a slow antagonist has a half-life on the receptor", "add action: slow");
    if (action !== "slow") return [bound(receptor, dose, action, efficacy ?? 1)];
    const halfLife =
      dissociation === undefined ? { problem: "a slow antagonist needs its half-life" } : readTime(dissociation);
    if (typeof halfLife !== "number" || !(halfLife > 0)) {
      const problem = typeof halfLife === "number" ? "a half-life is longer than 0 s" : halfLife.problem;
      this.#report("dissociation", problem, 'for example "20 min"');
      return [];
    }
    return [slowlyBound(receptor, dose, Math.LN2 / halfLife)];
  }

  #atSite(name: string): Amount[] {
    const dose = receptorDose(String(this.#file.dose));
    const modulator = this.#named("modulator", name);
    const { site } = this.#file;
    if (!modulator) return [];
    if (site === undefined) {
      this.#report("site", "say where the drug acts", "transporter, enzyme, depletion, synthesis or efflux");
      return [];
    }
    if (site === "enzyme" && !this.#hasEnzyme(modulator.name))
      this.#report(
        "site",
        `no enzyme removes ${modulator.name} in the model`,
        `write site: transporter, or give an area modulators.${modulator.name}.enzyme`,
      );
    return [siteAmount(modulator, site, dose)];
  }

  #hasEnzyme(modulator: string): boolean {
    return this.#model.modulators.find(({ name }) => name === modulator)?.enzyme ?? false;
  }

  #ofDrug(name: string): Amount[] {
    const text = String(this.#file.dose);
    const atReceptors = drugDose(name, text).flatMap(({ receptor, dose, action, efficacy }): Amount[] => {
      const known = this.#model.receptors.find((other) => other.name === receptor);
      if (known) return [bound(known, dose, action, efficacy)];
      this.notes.push(`the model has no receptor ${receptor}, to which ${name} binds`);
      return [];
    });
    const atSites = drugTargetDose(name, text).flatMap(({ modulator, site, dose, onlyRemoval }): Amount[] => {
      const known = this.#model.modulators.find((other) => other.name === modulator);
      if (!known) this.notes.push(`the model has no ${modulator}, on whose ${site} ${name} acts`);
      if (!known) return [];
      if (site !== "enzyme" || known.enzyme) return [siteAmount(known, site, dose)];
      // Where no enzyme is told from transport, all removal of such a modulator is by the enzyme.
      if (onlyRemoval) return [{ ...siteAmount(known, "transporter", dose), action: inhibition.enzyme }];
      this.notes.push(`no enzyme removes ${modulator} in the model, which ${name} inhibits`);
      return [];
    });
    const found = [...atReceptors, ...atSites];
    if (found.length > 0) return found;
    this.#report("drug", `${name} acts nowhere in the model`, this.notes.join("; "));
    return [];
  }
}

function bound(
  { name, label }: Pick<NamedPart, "name" | "label">,
  dose: number,
  action: "antagonist" | "competitor" | "agonist",
  efficacy: number,
): Amount {
  const shown = { receptor: name, label, dose };
  if (action === "antagonist") return { ...shown, inputs: [{ input: `antagonist.${name}`, dose }] };
  if (action === "competitor")
    return { ...shown, action, ligand: "competitor", inputs: [{ input: `competitor.${name}`, dose }] };
  return {
    ...shown,
    action: efficacy < 1 ? `partial agonist (efficacy ${efficacy})` : action,
    ligand: "agonist",
    inputs: [
      { input: `agonist.${name}`, dose },
      { input: `agonistEffect.${name}`, dose: dose * efficacy },
    ],
  };
}

function slowlyBound({ name, label }: NamedPart, dose: number, rate: number): Amount {
  return {
    receptor: name,
    label,
    dose,
    action: "slow antagonist",
    ligand: "slow",
    inputs: [
      { input: `association.${name}`, dose: rate * dose },
      { input: `dissociation.${name}`, dose: rate, alone: true },
    ],
  };
}

function siteAmount({ name, label }: Pick<NamedPart, "name" | "label">, site: ModulatorTarget, dose: number): Amount {
  const inputs = [{ input: `${site}.${name}`, dose }];
  return { receptor: name, label, dose, action: inhibition[site], target: site, inputs };
}
