import type { Kinetics } from "../interventions/index.ts";
import { exponential } from "../spec/elementary.ts";

/** A dose's time course as a sum of exponentials: `Σ weight · exp(−rate · (t − at))`, 1 at its peak, 0 before `at`. */
export interface DoseCourse {
  /** Time of administration, s from the session's beginning. */
  readonly at: number;
  /** Rates in 1/s. */
  readonly terms: readonly { readonly rate: number; readonly weight: number }[];
}

const rounds = 200;

/**
 * The course of a drug that is absorbed, eliminated and enters the brain, each of first order (Bateman 1910; effect
 * compartment: Sheiner et al. 1979, doi 10.1002/cpt1979253358).
 *
 * @param kinetics - Half-lives or time to the peak, s.
 * @throws RangeError if the drug would have to peak after it can, or a time is not positive.
 */
export function doseCourse(kinetics: Kinetics, at: number): DoseCourse {
  const { elimination, absorption, brain, timeToPeak } = kinetics;
  for (const time of [elimination, absorption, brain, timeToPeak])
    if (time !== undefined && !(time > 0)) throw new RangeError("times of a course are longer than 0 s");
  const leaving = Math.LN2 / elimination;
  const absorbed = timeToPeak === undefined ? absorption && Math.LN2 / absorption : absorptionFor(timeToPeak, leaving);
  const rates = distinct([leaving, ...(absorbed ? [absorbed] : []), ...(brain ? [Math.LN2 / brain] : [])]);
  const raw = rates.map((rate) => ({
    rate,
    weight: rates.reduce((product, other) => (other === rate ? product : product / (other - rate)), 1),
  }));
  const peak = peakOf(raw);
  return { at, terms: raw.map(({ rate, weight }) => ({ rate, weight: weight / peak })) };
}

/** Level relative to the peak at a time of the session, s. */
export function courseLevel({ at, terms }: DoseCourse, time: number): number {
  if (time < at) return 0;
  return Math.max(0, sum(terms, time - at));
}

function sum(terms: DoseCourse["terms"], time: number): number {
  return terms.reduce((level, { rate, weight }) => level + weight * exponential(-rate * time), 0);
}

/** Rates that are equal have no such sum; they are moved apart by a ten-thousandth or two. */
function distinct(rates: readonly number[]): number[] {
  const found: number[] = [];
  for (const rate of rates) {
    let own = rate;
    while (found.some((other) => Math.abs(other - own) < 1e-4 * other)) own *= 1.0002;
    found.push(own);
  }
  return found;
}

/** Largest level: the course rises once and falls once. */
function peakOf(terms: DoseCourse["terms"]): number {
  let [low, high] = [0, terms.reduce((span, { rate }) => span + 10 / rate, 0)];
  for (let round = 0; round < rounds; round++) {
    const third = (high - low) / 3;
    if (sum(terms, low + third) < sum(terms, high - third)) low += third;
    else high -= third;
  }
  return Math.max(sum(terms, 0), sum(terms, low));
}

/** Rate of absorption at which level peaks at a time: the course has its peak where absorption equals elimination. */
function absorptionFor(timeToPeak: number, leaving: number): number {
  if (!(timeToPeak * leaving < 1))
    throw new RangeError("a drug that is absorbed faster than eliminated peaks before 1.44 half-lives");
  let [low, high] = [leaving * 1.001, 1e6 / timeToPeak];
  // The level still rises at that time if absorption is slow: the peak comes earlier the faster the absorption is.
  for (let round = 0; round < rounds; round++) {
    const rate = (low + high) / 2;
    const slope = leaving * exponential(-leaving * timeToPeak) - rate * exponential(-rate * timeToPeak);
    if (slope < 0) low = rate;
    else high = rate;
  }
  return low;
}
