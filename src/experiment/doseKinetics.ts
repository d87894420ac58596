import { findDrug, type Kinetics } from "../interventions/index.ts";
import { parseQuantity, sameDimension, timeDimension, UnitError } from "../units/index.ts";
import { type DoseCourse, doseCourse, type Regimen } from "./doseCourse.ts";
import type { DoseFile } from "./groupFile.ts";
import type { Report } from "./treatment.ts";

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
export function courseProblem(kinetics: Kinetics, regimen: number | Regimen = 0): string | null {
  try {
    doseCourse(kinetics, regimen);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Reads how a dose changes in time; null if it stays, or if something is wrong. */
export function courseOf(file: DoseFile, report: Report): DoseCourse | null {
  if (!file.course) {
    const key = (["at", "every", "for"] as const).find((one) => file[one] !== undefined);
    if (key === "at") report("at", "a time of administration needs a course", "add course: true");
    else if (key) report(key, "repeated doses and infusions need a course", "add course: true");
    return null;
  }
  if (file.trials) report("trials", "a dose with a course has no trials", "say with `at` when it was given");
  if (file.during?.phase !== undefined) report("during", "a dose with a course has no phase", "give stage or session");
  const regimen = readRegimen(file, report);
  const kinetics = file.course === true ? publishedKinetics(file, report) : readKinetics(file.course);
  if (kinetics && "problem" in kinetics) report("course", kinetics.problem, kinetics.hint);
  if (!kinetics || "problem" in kinetics || !regimen) return null;
  const problem = courseProblem(kinetics, regimen);
  if (problem === null) return doseCourse(kinetics, regimen);
  report("course", problem);
  return null;
}

function readRegimen(file: DoseFile, report: Report): Regimen | null {
  const regimen: { at: number; every?: number; for?: number } = { at: 0 };
  for (const key of ["at", "every", "for"] as const) {
    const text = file[key];
    if (text === undefined) continue;
    const time = readTime(text);
    if (typeof time !== "number") {
      report(key, time.problem, time.hint);
      return null;
    }
    if (key !== "at" && !(time > 0)) report(key, "a time between doses, or of all doses, is longer than 0 s");
    regimen[key] = time;
  }
  return regimen;
}

function publishedKinetics({ drug }: DoseFile, report: Report): Kinetics | null {
  const kinetics = drug === undefined ? undefined : findDrug(drug)?.kinetics;
  if (kinetics) return kinetics;
  report(
    "course",
    "there are no published kinetics here",
    'write half-lives: {elimination: "2 h", absorption: "10 min"}',
  );
  return null;
}
