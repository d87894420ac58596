/** Length of things in seconds, for protocols that last from milliseconds to days. */
export const minute = 60;
export const hour = 3600;
export const day = 86400;

/** A rectangular pulse into an input of the model; overlapping ones add up. Times in s, values in SI. */
export interface PreparationPulse {
  readonly input: string;
  /** Unit, or units from … to (excluded); default 0. */
  readonly unit?: number | readonly [from: number, end: number];
  readonly from: number;
  /** Default one step. */
  readonly width?: number;
  /** `spike` is one step of 1/step. */
  readonly value: number | "spike";
  /** Default 1. */
  readonly repetitions?: number;
  /** From one beginning to the next. */
  readonly period?: number;
}

/** What one group of copies of the preparation undergoes. */
export interface PreparationArm {
  readonly label: string;
  readonly pulses: readonly PreparationPulse[];
  /** Parameters of the model with other values. */
  readonly parameters?: Readonly<Record<string, number | string>>;
  /** Readings taken at other times than the preparation's, by name. */
  readonly at?: Readonly<Record<string, number>>;
}

/** A variable of the model at a time. */
export interface Reading {
  readonly variable: string;
  /** One element, or `all`: a row of them. */
  readonly element: number | "all";
  /** s */
  readonly at: number;
}

/** An isolated piece of tissue: a small model, and what is done to it. */
export interface Preparation {
  readonly kind: "preparation";
  /** Name of a file of `models/preparations`. */
  readonly model: string;
  /** Copies an arm, unless the command says otherwise; they differ by the scatter of the parameters. */
  readonly subjects: number;
  readonly arms: Readonly<Record<string, PreparationArm>>;
  readonly readings: Readonly<Record<string, Reading>>;
}
