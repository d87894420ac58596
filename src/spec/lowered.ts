import type { Program } from "../engine/program.ts";
import type { Manipulations } from "./manipulations.ts";
import type { Formula, Guard } from "./varied.ts";

/** How a value came about. */
export type ParameterStatus = "measured" | "derived" | "fitted" | "chosen";

/** A parameter as the file gives it, in SI units. */
export interface ParameterDescription {
  readonly name: string;
  readonly symbol: string | null;
  readonly value: number;
  readonly unit: string;
  readonly range: readonly [number, number] | null;
  readonly status: ParameterStatus;
  readonly source: string;
  readonly doc: string;
  /** Standard deviation of the natural logarithm over subjects; 0 = the same in all. */
  readonly scatter: number;
}

/** An area, nucleus, modulator or receptor: the name used everywhere and the label for plots. */
export interface Named {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
}

/**
 * Where drugs act on a modulator besides its receptors: what removes it, what empties its vesicles, its synthesis from a
 * precursor, and its efflux from terminals without firing.
 */
export type ModulatorTarget = "transporter" | "enzyme" | "depletion" | "synthesis" | "efflux";

/** Ligands of a receptor besides the insurmountable antagonist that it always has. */
export type ReceptorLigand = "agonist" | "competitor" | "slow";

/** How a projection's plasticity depends on one modulator. */
export interface Modulation {
  readonly name: string;
  readonly effect: "gain" | "timing" | "eligibility" | "threshold";
  /** Modulators that the expression reads (through occupancy or concentration). */
  readonly modulators: readonly string[];
}

/** A projection as reports see it. */
export interface ProjectionDescription extends Named {
  readonly source: string;
  readonly target: string;
  readonly sourceArea: string;
  readonly targetArea: string;
  /** Name of the plastic weight variable in the program, or null if nothing in it is plastic. */
  readonly weight: string | null;
  readonly modulations: readonly Modulation[];
}

/** A subject-level quantity that can be recorded. */
export interface SignalDescription {
  /** Variable in the program. */
  readonly variable: string;
  readonly label: string;
  readonly kind: "nucleus" | "concentration" | "occupancy" | "activity";
  /** Area or nucleus. */
  readonly area: string;
  readonly modulator: string | null;
  readonly receptor: string | null;
  readonly unit: string;
}

/** What connects the model with the world: names of program variables. */
export interface Body {
  /** Input that holds the strength of each feature, wherever it is. */
  readonly stimuli: string | null;
  /** Input: strength of each feature at each place, `[place, feature]`. */
  readonly objects: string | null;
  /** Input: number of the dimension (colour, shape, pitch, …) that each feature belongs to, in order of appearance. */
  readonly dimensions: string | null;
  /** Input: the context that the subject is in. */
  readonly context: string | null;
  /** Input: code of the own position. */
  readonly position: string | null;
  /** Input: amount of each kind of outcome received now. */
  readonly outcomes: string | null;
  /** Input: need of each kind of outcome, 1 = usual, 0 = sated. */
  readonly drive: string | null;
  /** Input, 1 for each action that can be taken now. */
  readonly available: string | null;
  /** Input, efference copy: 1 for the action just taken. */
  readonly selected: string | null;
  /** Input: what is received now, summed over the kinds of outcome (punishment negative, times the need of it). */
  readonly reward: string | null;
  /** Input: 1 while an outcome (rewarded or not) is perceived. */
  readonly feedback: string | null;
  /** Motor output, one unit per action: the first (and, among several, largest) value above threshold acts. */
  readonly action: { readonly variable: string; readonly threshold: number } | null;
  /** Graded response (subject domain), for tasks that read a single one. */
  readonly response: string | null;
  /** Graded responses by the names that tasks give them ("approach", "freezing"). */
  readonly responses: Readonly<Record<string, string>>;
}

/** Switches applied while lowering. */
export interface LowerOptions {
  /** Sizes declared under `dimensions`. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Parameter values that replace the file's, as text with unit or number in SI. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /**
   * Parameters of which the host gives each subject a value of its own (`LoweredModel.perSubject`). One of a projection's
   * rule (`projection.parameter`) must have a value under `parameters`, too.
   */
  readonly perSubject?: readonly string[];
  /** Modulatory effects held at their resting value; `effect` absent = all effects of that modulator on plasticity. */
  readonly frozen?: readonly { readonly modulator: string; readonly effect?: Modulation["effect"] }[];
  /** Modulators whose nuclei's firing is supplied by the host (inputs `yoked.<nucleus>`). */
  readonly yoked?: readonly string[];
  /** What is done to cells, terminals, receptors and transporters. */
  readonly manipulations?: Manipulations;
}

/** How parameters that differ between subjects get into a program. */
export interface PerSubject {
  readonly parameters: readonly string[];
  /** Variables that the host writes before `initialise`, and how their values follow from the parameters. */
  readonly variables: readonly { readonly variable: string; readonly formula: Formula }[];
  /** What must come out as in the program for every subject. */
  readonly guards: readonly Guard[];
}

/** What becomes of a model's variables over an interval without steps. */
export interface RestDescription {
  /** Routine to fire once the fast variables have settled. */
  readonly event: "rest";
  /** Input that gives the interval's length (s). */
  readonly input: "elapsed";
  /** Variables carried over the interval in closed form. */
  readonly closed: readonly string[];
  /** Variables that stand still. */
  readonly held: readonly string[];
  /** Variables left to the model's own equations on the event `offline`. */
  readonly authored: readonly string[];
}

/** A model checked and lowered: the program for the engine and everything that people need to know about it. */
export interface LoweredModel {
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly program: Program;
  readonly parameters: readonly ParameterDescription[];
  readonly areas: readonly Named[];
  readonly nuclei: readonly (Named & { readonly modulator: string; readonly rate: string })[];
  readonly modulators: readonly (Named & {
    readonly targets: readonly ModulatorTarget[];
    /** In some area an enzyme removes it, besides transporters. */
    readonly enzyme: boolean;
  })[];
  readonly receptors: readonly (Named & {
    readonly modulator: string;
    readonly antagonist: string;
    readonly ligands: readonly ReceptorLigand[];
  })[];
  readonly projections: readonly ProjectionDescription[];
  readonly signals: readonly SignalDescription[];
  readonly body: Body;
  /** How intervals without steps are passed; null if nothing in the model relaxes. */
  readonly rest: RestDescription | null;
  /** Parameters that differ between subjects; null if none was asked for. */
  readonly perSubject: PerSubject | null;
  readonly operators: readonly { readonly name: string; readonly local: boolean; readonly doc: string }[];
  readonly sources: readonly string[];
}
