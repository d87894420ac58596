import { ageing, type Change, findGenotype, genotypes } from "../interventions/index.ts";
import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel, Manipulations, Path } from "../spec/index.ts";
import { parseQuantity, UnitError } from "../units/index.ts";
import { changedModulation, joinedChanges } from "./changedModulation.ts";
import { readTime } from "./doseKinetics.ts";
import type { ManipulationFile } from "./groupFile.ts";
import { ModelNames, type NamedPart, type PartKind } from "./modelNames.ts";
import type { DoseWindow } from "./plan.ts";
import { readsTerminals } from "./readsTerminals.ts";
import { readTiming, type TimedTask, timingText } from "./timing.ts";
import type { Report, Treatment, TreatmentProblem } from "./treatment.ts";

/** Keys of which a manipulation has exactly one. */
const kinds = [
  "lesion",
  "fibreLesion",
  "light",
  "stimulation",
  "proteinSynthesis",
  "receptor",
  "modulator",
  "genotype",
  "age",
  "trait",
] as const;
type Kind = (typeof kinds)[number];

/** Keys that each kind may have besides. */
const details: Readonly<Record<Kind, readonly (keyof ManipulationFile)[]>> = {
  lesion: ["share"],
  fibreLesion: ["share", "area"],
  light: ["share", "area", "excitation", "inhibition", "trials", "during", "pulse", "shareOfTrials"],
  stimulation: ["strength", "window", "trials", "during", "pulse", "shareOfTrials"],
  proteinSynthesis: ["trials", "during", "pulse", "shareOfTrials"],
  receptor: ["density", "area"],
  modulator: ["transporter", "enzyme", "synthesis", "area"],
  genotype: [],
  age: [],
  trait: ["parameters"],
};

/** Input of models whose plasticity needs new proteins: the share of synthesis that is blocked. */
export const proteinSynthesisInput = "proteinSynthesisBlock";

/** Kinds that last as long as the subject: they cannot take turns. */
export function isPermanent(file: ManipulationFile): boolean {
  return !(["light", "stimulation", "proteinSynthesis"] as const).some((kind) => file[kind] !== undefined);
}

/** Looks up what a manipulation acts on in a model, and reads its strength and time. */
export function resolveManipulation(
  file: ManipulationFile,
  model: LoweredModel,
  task: TimedTask,
  path: Path,
): Treatment {
  return new ManipulationReader(file, model, task, path).read();
}

interface Found {
  readonly manipulations?: Manipulations;
  readonly windows?: readonly DoseWindow[];
  readonly text: string;
}

class ManipulationReader {
  readonly #file: ManipulationFile;
  readonly #model: LoweredModel;
  readonly #names: ModelNames;
  readonly #task: TimedTask;
  readonly #path: Path;
  readonly #problems: TreatmentProblem[] = [];
  readonly #notes: string[] = [];

  constructor(file: ManipulationFile, model: LoweredModel, task: TimedTask, path: Path) {
    this.#file = file;
    this.#model = model;
    this.#names = new ModelNames(model);
    this.#task = task;
    this.#path = path;
  }

  read(): Treatment {
    const kind = this.#kind();
    const found = kind && this.#checkKeys(kind) ? this.#readers[kind]() : null;
    const when = timingText(this.#file);
    const isSound = found !== null && this.#problems.length === 0;
    return {
      windows: isSound ? (found.windows ?? []) : [],
      manipulations: isSound ? (found.manipulations ?? {}) : {},
      descriptions: [],
      texts: isSound ? [when === "" ? found.text : `${found.text}, ${when}`] : [],
      notes: this.#notes.map((message) => ({ path: this.#path, message })),
      problems: this.#problems,
    };
  }

  readonly #report: Report = (key, message, hint = null) => {
    this.#problems.push({ path: [...this.#path, ...(key === "" ? [] : [key])], message, hint });
  };

  #kind(): Kind | null {
    const given = kinds.filter((kind) => this.#file[kind] !== undefined);
    if (given.length === 1) return given[0]!;
    const hint = given.length === 0 ? null : `it has ${given.join(" and ")}: write two`;
    this.#report(given[1] ?? "", `a manipulation needs one of ${kinds.join(", ")}`, hint);
    return null;
  }

  #checkKeys(kind: Kind): boolean {
    const allowed: readonly string[] = [kind, ...details[kind]];
    const wrong = Object.keys(this.#file).filter((key) => !allowed.includes(key));
    for (const key of wrong) {
      const can = details[kind].length > 0 ? `it can have ${details[kind].join(", ")}` : "it has nothing besides";
      this.#report(key, `"${key}" does not belong to ${kind}`, can);
    }
    return wrong.length === 0;
  }

  readonly #readers: Readonly<Record<Kind, () => Found | null>> = {
    lesion: () => this.#lesion(),
    fibreLesion: () => this.#fibreLesion(),
    light: () => this.#light(),
    stimulation: () => this.#stimulation(),
    proteinSynthesis: () => this.#proteinSynthesis(),
    receptor: () => this.#receptor(),
    modulator: () => this.#modulator(),
    genotype: () => this.#genotype(),
    age: () => {
      const age = this.#file.age!;
      return { manipulations: this.#changed(ageing(age), "age"), text: `as at the age of ${age} years` };
    },
    trait: () => this.#trait(),
  };

  #parts(key: Kind | "area", allowed: readonly PartKind[], given = this.#file[key]): NamedPart[] {
    return [given as string | string[]].flat().flatMap((name) => {
      const found = this.#names.find(allowed, name);
      if (!("message" in found)) return [found];
      this.#report(key, found.message, found.hint);
      return [];
    });
  }

  /** Areas that are given, or null for everywhere. */
  #areas(): (string | null)[] {
    return this.#file.area === undefined ? [null] : this.#parts("area", ["area"]).map(({ name }) => name);
  }

  #lesion(): Found {
    const parts = this.#parts("lesion", ["area", "population", "nucleus"]);
    const share = this.#file.share ?? 1;
    const cells = parts.flatMap((part) => {
      const lost = part.kind === "area" ? this.#names.populationsOf(part.name) : [part];
      if (lost.length === 0)
        this.#report("lesion", `area "${part.name}" has no populations`, "it has no cells to lose");
      return lost.map(({ name }) => ({ of: name, share }));
    });
    return { manipulations: { cells }, text: `${percent(share)} of the cells of ${labels(parts)} lost` };
  }

  #fibreLesion(): Found {
    const parts = this.#parts("fibreLesion", ["nucleus", "projection"]);
    const areas = this.#areas();
    const share = this.#file.share ?? 1;
    const terminals = parts.flatMap(({ name, kind }) => {
      if (kind === "projection" && areas[0] !== null)
        this.#report("area", `projection "${name}" ends in one area: its area is not chosen`);
      return areas.map((area) => ({ of: name, area, share }));
    });
    return {
      manipulations: { terminals },
      text: `${percent(share)} of the terminals of ${labels(parts)}${within(areas)} lost`,
    };
  }

  #light(): Found {
    const { excitation, inhibition, share } = this.#file;
    const parts = this.#parts("light", ["nucleus", "population", "projection"]);
    const areas = this.#areas();
    if (excitation === undefined && inhibition === undefined)
      this.#report("light", "say what the light does", "excitation: 2 (added to firing) or inhibition: 0.8 (a share)");
    const amounts: [string, number][] = [
      ["excitation", excitation === undefined ? 0 : this.#strength(excitation)],
      ["inhibition", inhibition ?? 0],
    ];
    const light = parts.flatMap(({ name, kind }) => {
      if (areas[0] !== null && kind !== "nucleus")
        this.#report(
          "area",
          `light on terminals in an area is for nuclei; "${name}" is a ${kind}`,
          "name a projection",
        );
      if (share !== undefined && kind !== "population")
        this.#report("share", "only cells of a population carry the opsin by a share");
      this.#checkRate(kind === "projection" ? this.#sourceOf(name) : name, "light");
      if (kind === "projection" && !readsTerminals(this.#model, name, `${this.#sourceOf(name)}.rate`))
        this.#report(
          "light",
          `light on the terminals of "${name}" would change nothing: nothing reads their firing`,
          'give it "into", or an equation that reads pre.rate',
        );
      return areas.map((area) => ({ of: name, area, ...(share === undefined ? {} : { share }) }));
    });
    const when = this.#when();
    const windows = light.flatMap(({ of, area }) =>
      amounts
        .filter(([, dose]) => dose !== 0)
        .map(([kind, dose]) => ({ input: `${kind}.${of}${area === null ? "" : `.${area}`}`, dose, ...when })),
    );
    const on = areas[0] === null ? labels(parts) : `terminals of ${labels(parts)} in ${areas.join(", ")}`;
    const does = [
      excitation === undefined ? "" : `adds ${excitation} to firing`,
      inhibition === undefined ? "" : `takes ${percent(inhibition)} of firing`,
    ];
    return { manipulations: { light }, windows, text: `light on ${on} ${does.filter(Boolean).join(" and ")}` };
  }

  #strength(given: string | number): number {
    if (typeof given === "number") return given;
    try {
      return parseQuantity(given).value;
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      this.#report("excitation", error.message, 'for example 2, or "20 Hz" if the rate has that unit');
      return 0;
    }
  }

  #sourceOf(projection: string): string {
    return this.#model.projections.find(({ name }) => name === projection)!.source;
  }

  #checkRate(owner: string, key: Kind): void {
    const variable = this.#model.program.variables.find(({ name }) => name === `${owner}.rate`);
    if (variable?.role !== "state")
      this.#report(key, `"${owner}" has no variable "rate" that light or stimulation could change`);
  }

  #stimulation(): Found {
    const parts = this.#parts("stimulation", ["nucleus", "population"]);
    const window = readTime(this.#file.window ?? "10 s");
    const strength = this.#file.strength ?? 1;
    if (typeof window !== "number") this.#report("window", window.problem, window.hint);
    else if (!(window > 0)) this.#report("window", "a window is longer than 0 s");
    for (const { name } of parts) this.#checkRate(name, "stimulation");
    const length = typeof window === "number" ? window : 1;
    const when = this.#when();
    return {
      manipulations: { stimulation: parts.map(({ name }) => ({ of: name, window: length })) },
      windows: parts.map(({ name }) => ({ input: `stimulation.${name}`, dose: strength, ...when })),
      text: `stimulation holds ${labels(parts)} at its mean by ${percent(strength)}`,
    };
  }

  #proteinSynthesis(): Found {
    const share = this.#file.proteinSynthesis!;
    const input = this.#model.program.variables.find(({ name }) => name === proteinSynthesisInput);
    if (input?.role !== "input" || input.domain.kind !== "subject")
      this.#report(
        "proteinSynthesis",
        "nothing in the model needs new proteins",
        `a model that does declares inputs.${proteinSynthesisInput}: {unit: "1"} and multiplies what it makes by 1 minus it`,
      );
    const windows = [{ input: proteinSynthesisInput, dose: share, ...this.#when() }];
    return { windows, text: `${percent(share)} of protein synthesis blocked` };
  }

  #receptor(): Found {
    const parts = this.#parts("receptor", ["receptor"]);
    const { density } = this.#file;
    if (density === undefined) this.#report("receptor", "say how many receptors there are", "density: 0.5");
    const areas = this.#areas();
    const densities = parts.flatMap(({ name }) =>
      areas.map((area) => ({ receptor: name, area, factor: density ?? 1 })),
    );
    return {
      manipulations: { densities },
      text: `${percent(density ?? 1)} of ${labels(parts)} receptors${within(areas)}`,
    };
  }

  #modulator(): Found {
    const { transporter, enzyme, synthesis } = this.#file;
    const parts = this.#parts("modulator", ["modulator"]);
    const given = Object.entries({ transporter, enzyme, synthesis }).filter(([, factor]) => factor !== undefined);
    if (given.length === 0)
      this.#report("modulator", "say what changes", "transporter: 0.5, enzyme: 0.4 or synthesis: 0.2");
    const areas = this.#areas();
    const changes = given.map(([of, factor]) => ({ of: of as NonNullable<Change["of"]>, factor: factor! }));
    const manipulations = parts.flatMap(({ name }) =>
      areas.map((area) =>
        changedModulation(
          changes.map((change) => ({ modulator: name, ...change })),
          area,
        ),
      ),
    );
    if (enzyme !== undefined) for (const { name } of parts) this.#checkEnzyme(name);
    const texts = changes.map(({ of, factor }) => `${percent(factor)} of the ${of}`);
    return {
      manipulations: joinedChanges(manipulations),
      text: `${texts.join(", ")} of ${labels(parts)}${within(areas)}`,
    };
  }

  #checkEnzyme(modulator: string): void {
    if (this.#model.modulators.find(({ name }) => name === modulator)?.enzyme) return;
    this.#report(
      "enzyme",
      `no enzyme removes ${modulator} in the model`,
      `give an area modulators.${modulator}.enzyme, or write transporter`,
    );
  }

  #genotype(): Found | null {
    const name = this.#file.genotype!;
    const found = findGenotype(name);
    if (found) return { manipulations: this.#changed(found.changes, "genotype"), text: found.label };
    const nearest = nearestName(
      name,
      genotypes.map(({ id }) => id),
    );
    const hint = nearest ? `did you mean "${nearest}"?` : `genotypes are ${genotypes.map(({ id }) => id).join(", ")}`;
    this.#report("genotype", `there is no genotype "${name}"`, hint);
    return null;
  }

  /** What of some changes the model has a place for; the rest is noted. */
  #changed(changes: readonly Change[], key: "genotype" | "age"): Manipulations {
    const { receptors, modulators } = this.#model;
    const possible = changes.filter(({ receptor, modulator, of }) => {
      const known = modulators.find(({ name }) => name === modulator);
      const has =
        receptor === undefined
          ? known && (of !== "enzyme" || known.enzyme)
          : receptors.some(({ name }) => name === receptor);
      if (!has) this.#notes.push(`the model has no ${receptor ?? `${of} of ${modulator}`}, which the ${key} changes`);
      return has;
    });
    if (possible.length === 0)
      this.#report(key, `nothing in the model is changed by the ${key}`, this.#notes.join("; "));
    return changedModulation(possible, null);
  }

  #trait(): Found {
    const { trait, parameters = {} } = this.#file;
    const known = this.#model.parameters.map(({ name }) => name);
    for (const name of Object.keys(parameters)) {
      if (known.includes(name)) continue;
      const nearest = nearestName(name, known);
      const hint = nearest ? `did you mean "${nearest}"?` : "`neohebb list parameters` shows them";
      this.#report("parameters", `the model has no parameter "${name}"`, hint);
    }
    const entries = Object.entries(parameters);
    if (entries.length === 0) this.#report("trait", "say which parameters differ", "parameters: {noveltyBurst: 0.2}");
    return {
      manipulations: { traits: entries.map(([parameter, slope]) => ({ parameter, trait: trait!, slope })) },
      text: `trait ${trait}: ${entries.map(([name, slope]) => `${name} × (1 + ${slope}·z)`).join(", ")}`,
    };
  }

  #when() {
    const note = (message: string) => this.#notes.push(message);
    return readTiming(this.#file, this.#task, this.#path.join("."), this.#report, note);
  }
}

/** Where something is done, as text after what is done. */
function within(areas: readonly (string | null)[]): string {
  return areas[0] === null ? "" : ` in ${areas.join(", ")}`;
}

function labels(parts: readonly NamedPart[]): string {
  return parts.map(({ label }) => label).join(", ");
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
