import type { ModulatorTarget, ReceptorLigand } from "./lowered.ts";

/** An area's name, or null for every place. */
type Where = string | null;

/**
 * What is done to a model's cells, terminals, receptors and transporters while it is lowered, by full names.
 *
 * Statements and inputs are added only where something is asked for; without any the program is the same, bit for bit.
 * Entries for the same place add up: shares of lost cells and factors are multiplied.
 */
export interface Manipulations {
  /** Ligands that receptors let in besides those that the model declares. */
  readonly ligands?: Readonly<Record<string, readonly ReceptorLigand[]>>;
  /** Places where drugs act on modulators besides those that the model declares. */
  readonly targets?: Readonly<Record<string, readonly ModulatorTarget[]>>;
  /** Inputs of drugs that have a second one, `<input>.<area>`, which reaches that area alone. */
  readonly local?: readonly { readonly input: string; readonly area: string }[];
  /** Cells that are lost: of a population (drawn for each subject), or of a nucleus (its terminals everywhere). */
  readonly cells?: readonly { readonly of: string; readonly share: number }[];
  /** Terminals that are lost: of a nucleus in an area (null: everywhere), or of a projection. */
  readonly terminals?: readonly { readonly of: string; readonly area: Where; readonly share: number }[];
  /** Receptors' density relative to the model's, at least 0. */
  readonly densities?: readonly { readonly receptor: string; readonly area: Where; readonly factor: number }[];
  /** Number of transporters or enzyme molecules relative to the model's, at least 0. */
  readonly removals?: readonly {
    readonly modulator: string;
    readonly by: "transporter" | "enzyme";
    readonly area: Where;
    readonly factor: number;
  }[];
  /** Synthesis of a modulator relative to the model's, at least 0: what terminals release, or refill their vesicles with. */
  readonly synthesis?: readonly { readonly modulator: string; readonly area: Where; readonly factor: number }[];
  /**
   * Light on a nucleus' or population's somata (`area` null), on a nucleus' terminals in an area, or on a projection's
   * terminals: inputs `excitation.<of>[.<area>]`, added to firing, and `inhibition.<of>[.<area>]`, the share that firing
   * loses. `share`: of a population's cells, those that carry the opsin (default all).
   */
  readonly light?: readonly { readonly of: string; readonly area: Where; readonly share?: number }[];
  /**
   * Deep-brain stimulation of a nucleus or population: input `stimulation.<of>`, the share by which its output is held
   * at its mean over a window, s.
   */
  readonly stimulation?: readonly { readonly of: string; readonly window: number }[];
  /** Traits: a parameter is multiplied by 1 + Σ slope·z, with one standard normal z a subject and trait. */
  readonly traits?: readonly { readonly parameter: string; readonly trait: string; readonly slope: number }[];
}

/** Product of the factors of entries that concern an area. */
export function factorIn(
  entries: readonly { readonly area: Where; readonly factor: number }[] | undefined,
  area: string | null,
): number {
  return (entries ?? [])
    .filter((entry) => entry.area === null || entry.area === area)
    .reduce((product, { factor }) => product * factor, 1);
}

/** Share of a nucleus' terminals that is left in an area. */
export function terminalsLeft({ cells = [], terminals = [] }: Manipulations, nucleus: string, area: Where): number {
  const lost = [
    ...cells.filter(({ of }) => of === nucleus),
    ...terminals.filter((entry) => entry.of === nucleus && (entry.area === null || entry.area === area)),
  ];
  return lost.reduce((left, { share }) => left * (1 - share), 1);
}

/** Factor on the number of a modulator's transporters or enzyme molecules in an area. */
export function removalFactor(
  { removals = [] }: Manipulations,
  modulator: string,
  by: "transporter" | "enzyme",
  area: string,
): number {
  return factorIn(
    removals.filter((entry) => entry.modulator === modulator && entry.by === by),
    area,
  );
}

/** Factor on a modulator's synthesis in an area. */
export function synthesisFactor({ synthesis = [] }: Manipulations, modulator: string, area: string): number {
  return factorIn(
    synthesis.filter((entry) => entry.modulator === modulator),
    area,
  );
}
