import type { Kinetics } from "../interventions/index.ts";
import { exponential } from "../spec/elementary.ts";

/** The level after one dose as a sum of exponentials, `Σ weight · exp(−rate · (t − at))`, and how it is given. */
export interface DoseCourse {
  /** Time of (the first) administration, s from the beginning of the session. */
  readonly at: number;
  /** Rates in 1/s; the level is 1 at the peak of a single dose, or in the steady state of an infusion. */
  readonly terms: readonly { readonly rate: number; readonly weight: number }[];
  /** Equal doses, s apart; absent: one. */
  readonly repeated?: { readonly every: number; readonly count: number };
  /** Length of an infusion at a constant rate, s; absent: all at once. */
  readonly infusion?: number;
}

/** How a drug is given, s: once, repeatedly (`every` and `for`), or as an infusion (`for` alone). */
export interface Regimen {
  readonly at: number;
  readonly every?: number;
  readonly for?: number;
}

const rounds = 200;

/**
 * The course of a drug that is absorbed, eliminated and enters the brain, each of first order (Bateman 1910; effect
 * compartment: Sheiner et al. 1979, doi 10.1002/cpt1979253358). Doses add up.
 *
 * @param kinetics - Half-lives or time to the peak, s.
 * @throws RangeError if the drug would have to peak after it can, or a time is not positive.
 */
export function doseCourse(kinetics: Kinetics, given: number | Regimen): DoseCourse {
  const { elimination, absorption, brain, timeToPeak } = kinetics;
  const regimen = typeof given === "number" ? { at: given } : given;
  for (const time of [elimination, absorption, brain, timeToPeak, regimen.every, regimen.for])
    if (time !== undefined && !(time > 0)) throw new RangeError("times of a course are longer than 0 s");
  const leaving = Math.LN2 / elimination;
  const absorbed = timeToPeak === undefined ? absorption && Math.LN2 / absorption : absorptionFor(timeToPeak, leaving);
  const rates = distinct([leaving, ...(absorbed ? [absorbed] : []), ...(brain ? [Math.LN2 / brain] : [])]);
  const raw = rates.map((rate) => ({
    rate,
    weight: rates.reduce((product, other) => (other === rate ? product : product / (other - rate)), 1),
  }));
  const isInfusion = regimen.for !== undefined && regimen.every === undefined;
  const most = isInfusion ? raw.reduce((level, { rate, weight }) => level + weight / rate, 0) : peakOf(raw);
  return {
    at: regimen.at,
    terms: raw.map(({ rate, weight }) => ({ rate, weight: weight / most })),
    ...(isInfusion ? { infusion: regimen.for } : {}),
    ...(regimen.every === undefined ? {} : { repeated: { every: regimen.every, count: countOf(regimen) } }),
  };
}

/** Doses that are given before the time is over, at least one. */
function countOf({ every, for: whole }: Regimen): number {
  return whole === undefined ? Number.MAX_SAFE_INTEGER : Math.max(1, Math.ceil(whole / every! - 1e-9));
}

/** Level relative to a single dose's peak (or an infusion's steady state) at a time from the session's beginning, s. */
export function courseLevel({ at, terms, repeated, infusion }: DoseCourse, time: number): number {
  const since = time - at;
  if (since < 0) return 0;
  if (infusion !== undefined) return Math.max(0, infused(terms, infusion, since));
  if (!repeated) return Math.max(0, sum(terms, since));
  const { every, count } = repeated;
  const given = Math.min(count, Math.floor(since / every) + 1);
  return Math.max(0, accumulated(terms, every, given, since));
}

/** Highest level under doses given so far apart for ever, relative to that of a single dose. */
export function accumulation({ terms }: Pick<DoseCourse, "terms">, every: number): number {
  const samples = 1440;
  const steady = (since: number) =>
    sum(
      terms.map(({ rate, weight }) => ({ rate, weight: weight / (1 - exponential(-rate * every)) })),
      since,
    );
  return Array.from({ length: samples }, (_, place) => steady((place * every) / samples)).reduce((a, b) =>
    Math.max(a, b),
  );
}

/** Equal doses add up: a geometric series for each rate. */
function accumulated(terms: DoseCourse["terms"], every: number, given: number, since: number): number {
  return terms.reduce((level, { rate, weight }) => {
    const ratio = exponential(-rate * every);
    const series = (1 - exponential(-rate * every * given)) / (1 - ratio);
    return level + weight * series * exponential(-rate * (since - (given - 1) * every));
  }, 0);
}

/** `∫ level(t − u) du` over the infusion. */
function infused(terms: DoseCourse["terms"], length: number, since: number): number {
  return terms.reduce((level, { rate, weight }) => {
    const later = since > length ? exponential(-rate * (since - length)) : 1;
    return level + (weight / rate) * (later - exponential(-rate * since));
  }, 0);
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
