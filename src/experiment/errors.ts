/** A simulated quantity stopped being a number. */
export class NumericalError extends Error {
  override readonly name = "NumericalError";
  readonly group: string;
  readonly subject: number;
  /** From 0. */
  readonly trial: number;
  /** Steps since the session began. */
  readonly step: number;
  readonly variable: string;
  readonly element: number;
  /** The value one step before, or null if the trouble is there from the beginning. */
  readonly lastFinite: number | null;

  constructor(details: {
    group: string;
    subject: number;
    trial: number;
    step: number;
    variable: string;
    element: number;
    lastFinite: number | null;
  }) {
    const { group, subject, trial, step, variable, element, lastFinite } = details;
    super(
      `${variable}[${element}] is not a finite number in group "${group}", subject ${subject}, trial ${trial} (from 0), ` +
        `step ${step} of the session; ${
          lastFinite === null ? "it was so from the beginning" : `one step before it was ${lastFinite}`
        }`,
    );
    this.group = group;
    this.subject = subject;
    this.trial = trial;
    this.step = step;
    this.variable = variable;
    this.element = element;
    this.lastFinite = lastFinite;
  }
}

/** The run was interrupted; finished units are kept. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** A quantity stopped being a number in a run whose inputs the caller writes. */
export class UnstableRunError extends Error {
  override readonly name = "UnstableRunError";
  readonly variable: string;
  readonly element: number;
  readonly subject: number;
  /** Steps made when it was noticed. */
  readonly step: number;

  constructor(details: { variable: string; element: number; subject: number; step: number }) {
    const { variable, element, subject, step } = details;
    super(
      `${variable}[${element}] of subject ${subject} is not a finite number after ${step} steps; ` +
        "a shorter step or smaller rates may help, or the drive wrote such a number",
    );
    this.variable = variable;
    this.element = element;
    this.subject = subject;
    this.step = step;
  }
}

/** A rest is too long to be stepped and cannot be passed in closed form. */
export class RestError extends Error {
  override readonly name = "RestError";
}
