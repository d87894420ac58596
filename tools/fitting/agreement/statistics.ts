import { readFileSync } from "node:fs";
import { join } from "node:path";
import { leaveOneOut, pointAccuracy, widelyApplicable } from "../../../src/fitting/comparison/predictiveAccuracy.ts";
import { modelFrequencies } from "../../../src/fitting/comparison/randomEffects.ts";
import {
  bulkEffectiveSize,
  meanEffectiveSize,
  missingInformation,
  monteCarloErrors,
  potentialScaleReduction,
  tailEffectiveSize,
} from "../../../src/fitting/inference/convergence.ts";
import { fitSubjects } from "../../../src/fitting/inference/fitSubjects.ts";
import { type Choices, qLearning } from "../../../src/fitting/inference/fixtures/qLearning.ts";
import { power } from "./likelihoods.ts";

function fixture<T>(root: string, path: string): T {
  const text = readFileSync(join(root, "src", "fitting", path), "utf8");
  return JSON.parse(text.replaceAll("Infinity", "null")) as T;
}

/** Largest difference, relative where the reference is above 1; pairs without a reference do not count. */
function worst(pairs: Iterable<readonly [number, number | null]>): number {
  let most = 0;
  for (const [ours, theirs] of pairs)
    if (theirs !== null && Number.isFinite(theirs))
      most = Math.max(most, Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)));
  return most;
}

const line = (quantity: string, reference: string, cases: string, difference: number) =>
  `| ${quantity} | ${reference} | ${cases} | ${power(difference)} |`;

interface ChainCase {
  readonly chains: readonly (readonly number[])[];
  readonly scaleReduction: number | null;
  readonly bulk: number;
  readonly tail: number;
  readonly mean: number;
  readonly meanError: number;
  readonly deviationError: number;
  readonly missingInformation: readonly number[];
}

export function convergenceRows(root: string): string[] {
  const cases = fixture<ChainCase[]>(root, "inference/fixtures/convergence.json").map((one) => ({
    ...one,
    draws: one.chains.map((chain) => Float64Array.from(chain)),
  }));
  type Case = (typeof cases)[number];
  const compared: readonly (readonly [string, (one: Case) => readonly (readonly [number, number | null])[]])[] = [
    ["split-R̂", ({ draws, scaleReduction }) => [[potentialScaleReduction(draws), scaleReduction]]],
    ["bulk effective size", ({ draws, bulk }) => [[bulkEffectiveSize(draws), bulk]]],
    ["tail effective size", ({ draws, tail }) => [[tailEffectiveSize(draws), tail]]],
    ["effective size of the mean", ({ draws, mean }) => [[meanEffectiveSize(draws), mean]]],
    ["Monte Carlo error of the mean", ({ draws, meanError }) => [[monteCarloErrors(draws).mean, meanError]]],
    [
      "Monte Carlo error of the deviation",
      ({ draws, deviationError }) => [[monteCarloErrors(draws).standardDeviation, deviationError]],
    ],
    ["E-BFMI", (one) => one.draws.map((chain, i) => [missingInformation(chain), one.missingInformation[i]!] as const)],
  ];
  return compared.map(([name, pairs]) =>
    line(name, "ArviZ 0.23.4", `${cases.length} sets of chains`, worst(cases.flatMap(pairs))),
  );
}

interface Sums {
  readonly expected: number;
  readonly standardError: number;
  readonly parameters: number;
  readonly points: readonly number[];
}

interface AccuracyCase {
  readonly logDensity: readonly (readonly number[])[];
  readonly draws: number;
  readonly loo: Sums & { readonly shapes: readonly (number | null)[] };
  readonly waic: Sums;
}

export function accuracyRows(root: string): string[] {
  const cases = fixture<AccuracyCase[]>(root, "comparison/fixtures/accuracy.json").map((one) => ({
    ...one,
    found: one.logDensity.map((of) => pointAccuracy(Float64Array.from(of), 0.8)),
  }));
  const points = cases.flatMap(({ found, loo, waic }) =>
    found.map((point, i) => ({ point, loo: loo.points[i]!, waic: waic.points[i]!, shape: loo.shapes[i]! })),
  );
  const number = `${points.length} observations`;
  const sums = cases.flatMap(({ found, loo, waic, draws }) => {
    const [a, b] = [leaveOneOut(found, draws), widelyApplicable(found)];
    return [
      [a.expected, loo.expected],
      [a.standardError, loo.standardError],
      [a.effectiveParameters, loo.parameters],
      [b.expected, waic.expected],
      [b.standardError, waic.standardError],
      [b.effectiveParameters, waic.parameters],
    ] as const;
  });
  const of = (name: string, pairs: readonly (readonly [number, number | null])[]) =>
    line(name, "ArviZ 0.23.4", number, worst(pairs));
  return [
    of(
      "leave-one-out of each observation",
      points.map(({ point, loo }) => [point.leaveOneOut, loo] as const),
    ),
    of(
      "Pareto k",
      points.map(({ point, shape }) => [point.paretoShape, shape] as const),
    ),
    of(
      "WAIC of each observation",
      points.map(({ point, waic }) => [point.widelyApplicable, waic] as const),
    ),
    line("sums, their errors, effective parameters", "ArviZ 0.23.4", `${cases.length} models`, worst(sums)),
  ];
}

interface SelectionCase {
  readonly models: number;
  readonly logEvidence: readonly number[];
  readonly concentrations: readonly number[];
  readonly responsibilities: readonly number[];
  readonly exceedance: readonly number[];
  readonly omnibusRisk: number;
  readonly protectedExceedance: readonly number[];
}

export function selectionRows(root: string): string[] {
  const cases = fixture<SelectionCase[]>(root, "comparison/fixtures/modelSelection.json").map((one) => ({
    one,
    found: modelFrequencies(Float64Array.from(one.logEvidence), one.models),
  }));
  const names = {
    concentrations: "concentrations of the frequencies",
    responsibilities: "responsibilities",
    exceedance: "exceedance probabilities",
    protectedExceedance: "protected exceedance probabilities",
  } as const;
  const rows = (Object.keys(names) as (keyof typeof names)[]).map((key) =>
    line(
      names[key],
      "SciPy, another algorithm",
      `${cases.length} tables of evidence`,
      worst(cases.flatMap(({ one, found }) => [...found[key]].map((value, i) => [value, one[key][i]!] as const))),
    ),
  );
  const risk = worst(cases.map(({ one, found }) => [found.omnibusRisk, one.omnibusRisk] as const));
  return [
    ...rows,
    line("Bayesian omnibus risk", "SciPy, another algorithm", `${cases.length} tables of evidence`, risk),
  ];
}

interface PeakCase extends Choices {
  readonly unbounded: readonly number[];
  readonly logLikelihood: number;
  readonly laplaceEvidence: number;
}

export function peakRows(root: string): string[] {
  const cases = fixture<PeakCase[]>(root, "inference/fixtures/alone.json");
  const fits = fitSubjects(qLearning(cases))!;
  const of = (name: string, pairs: readonly (readonly [number, number])[]) =>
    line(name, "SciPy", `${cases.length} people`, worst(pairs));
  return [
    of(
      "peak of the posterior (unbounded scale)",
      fits.flatMap((fit, i) => [...fit.unbounded].map((x, d) => [x, cases[i]!.unbounded[d]!] as const)),
    ),
    of(
      "log likelihood there",
      fits.map((fit, i) => [fit.logLikelihood, cases[i]!.logLikelihood] as const),
    ),
    of(
      "Laplace evidence",
      fits.map((fit, i) => [fit.logEvidence!, cases[i]!.laplaceEvidence] as const),
    ),
  ];
}
