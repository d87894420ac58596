import type { Kinetics } from "../interventions/index.ts";
import { parseQuantity, sameDimension, timeDimension, UnitError } from "../units/index.ts";
import { doseCourse } from "./doseCourse.ts";

/** Something wrong with a time. */
export interface TimeProblem {
  readonly problem: string;
  readonly hint: string | null;
}

/** A time of an experiment file in seconds, which may be negative. */
export function readTime(text: string): number | TimeProblem {
  const hint = 'write a time such as "30 min" or "2 h"';
  try {
    const { value, dimension } = parseQuantity(text);
    return sameDimension(dimension, timeDimension) ? value : { problem: `"${text}" is not a time`, hint };
  } catch (error) {
    if (error instanceof UnitError) return { problem: error.message, hint };
    throw error;
  }
}

/** Half-lives of an experiment file in seconds. */
export function readKinetics(texts: {
  readonly elimination: string;
  readonly absorption?: string | undefined;
  readonly timeToPeak?: string | undefined;
  readonly brain?: string | undefined;
}): Kinetics | TimeProblem {
  if (texts.timeToPeak !== undefined && (texts.absorption ?? texts.brain) !== undefined)
    return { problem: "a time to the peak stands instead of absorption and brain", hint: null };
  const read: Partial<Record<keyof Kinetics, number>> = {};
  for (const key of ["elimination", "absorption", "timeToPeak", "brain"] as const) {
    const text = texts[key];
    if (text === undefined) continue;
    const time = readTime(text);
    if (typeof time !== "number") return time;
    read[key] = time;
  }
  return { elimination: 0, ...read };
}

/** What is wrong with kinetics, or null. */
export function courseProblem(kinetics: Kinetics): string | null {
  try {
    doseCourse(kinetics, 0);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
