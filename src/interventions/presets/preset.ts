import type { Evidence } from "../drug.ts";

/** A change of one kind of molecule: how many there are, relative to usual. */
export interface Change extends Evidence {
  /** Receptor by its name in model files; or a modulator. */
  readonly receptor?: string;
  readonly modulator?: string;
  /** Of a modulator: what changes. */
  readonly of?: "transporter" | "enzyme" | "synthesis";
  /** 0 none, 1 as usual. */
  readonly factor: number;
}

/** A polymorphism or knock-out: the densities that it comes to. */
export interface Genotype {
  /** Name used in experiment files. */
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly changes: readonly Change[];
}
