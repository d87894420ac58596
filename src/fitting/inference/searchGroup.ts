import type { GroupDesign } from "./groupDesign.ts";
import type { GroupPrior } from "./groupPrior.ts";
import { type Group, type GroupStepOptions, groupStep, type PersonEstimate } from "./groupStep.ts";
import type { PersonPosterior } from "./personPosterior.ts";
import { type GroupLimits, scoringStep } from "./scoringStep.ts";

/** A group with everybody under it. */
export interface GroupState {
  readonly group: Group;
  /** Null for those who could not be fitted, [person]. */
  readonly found: readonly (PersonEstimate | null)[];
  /** 1 for those who could be fitted, [person]. */
  readonly weights: Float64Array;
  /** Logarithm of the likelihood of all who could be fitted. */
  readonly logMarginal: number;
}

export interface GroupSearch extends GroupState {
  readonly iterations: number;
  readonly converged: boolean;
}

export interface GroupSearchOptions {
  readonly prior: GroupPrior;
  readonly shape: GroupStepOptions["shape"];
  /** Step that is left, in units of the standard errors, below which the search ends. */
  readonly tolerance: number;
  readonly limit: number;
  readonly onIteration: (iteration: number, logMarginal: number) => void;
}

/** Asks for everybody under a group. */
export interface PeopleQuery {
  readonly group: Group;
  /** As they were before; null at the beginning. */
  readonly before: GroupState["found"] | null;
}

/** A search that yields queries and goes on with the people's estimates, whoever makes them. */
export type PeopleSearch<Result> = Generator<PeopleQuery, Result, GroupState["found"]>;

/** Share of the prior's spread below which people are taken for equal. */
const SMALLEST_SPREAD = 0.03;
/** Times the prior's spread: people differ by no more. */
const MOST_SPREAD = 20;
/** Times the prior's standard deviation: a group's effects are no farther from the prior's mean. */
const MOST_EFFECT = 10;
/** Steps of expectation–maximisation by which a search begins: they come near without leaving the greater peak. */
const PLAIN_STEPS = 5;
/** Of likelihood that may be lost, as its logarithm: Laplace's method is not exact, and neither is the slope. */
const SLACK = 0.02;
/** Iterations in which the likelihood has to gain, as its logarithm, that much; otherwise there is nothing to be gained. */
const PATIENCE = 15;
const LEAST_GAIN = 0.01;
/** Smallest share of a step: where no larger one keeps the likelihood, it is at its peak. */
const LEAST_SHARE = 1 / 64;

/**
 * The group under which people are most probable, from the prior's. It rests where the step that is left is small beside
 * the standard errors, or where no step gains likelihood any more.
 */
export function* searchGroup(posterior: PersonPosterior, options: GroupSearchOptions): PeopleSearch<GroupSearch> {
  const { prior, shape, tolerance, limit, onIteration } = options;
  const { design } = posterior.people;
  const count = design.coefficients.length;
  const limits = limitsOf(prior);
  let group: Group = { effects: prior.mean.slice(), covariance: diagonal(prior.spread) };
  let state: GroupState | null = null;
  let best: GroupState | null = null;
  let iterations = 0;
  let converged = false;
  let share = 1;
  let size = Number.POSITIVE_INFINITY;
  let gained = { logMarginal: Number.NEGATIVE_INFINITY, at: 0 };
  while (!converged && iterations < limit) {
    state = stateOf(group, yield { group, before: state?.found ?? null });
    posterior.setGroup(group.covariance);
    iterations++;
    const order: number = best === null ? 1 : compare(state, best);
    if (order < 0) {
      state = best!;
      posterior.setGroup(state.group.covariance);
      share *= 0.25;
    } else onIteration(iterations, state.logMarginal);
    if (order > 0) best = state;
    if (best!.logMarginal > gained.logMarginal + LEAST_GAIN)
      gained = { logMarginal: best!.logMarginal, at: iterations };
    const isExhausted = iterations - gained.at >= PATIENCE;
    const people = filled(state.found, count);
    if (shape === "full" || (iterations <= PLAIN_STEPS && order >= 0)) {
      const { weights } = state;
      const next = groupStep(design, people, { shape, floor: limits.floor, weights });
      converged = order < 0 || change(state.group, next, design) < tolerance;
      group = next;
    } else {
      const { weights } = state;
      const { precision } = posterior;
      const step = { group: state.group, weights, share, limits, scales: prior.spread, precision };
      const scored = scoringStep(design, people, step);
      converged = scored.size < tolerance || share < LEAST_SHARE;
      // Steps that grow swing about the place of rest.
      if (order > 0) share = scored.size > size ? Math.max(LEAST_SHARE, 0.5 * share) : Math.min(1, 2 * share);
      size = scored.size;
      group = scored.group;
    }
    if (converged || !isExhausted) continue;
    state = best!;
    converged = true;
  }
  return { ...state!, iterations, converged };
}

/** Whether a state is better (1) or worse (−1) than another, or hardly worse (0). More people count first. */
function compare(state: GroupState, other: GroupState): -1 | 0 | 1 {
  const fitted = state.weights.reduce((sum, weight, p) => sum + weight - other.weights[p]!, 0);
  if (fitted !== 0) return fitted > 0 ? 1 : -1;
  if (state.logMarginal > other.logMarginal) return 1;
  return state.logMarginal >= other.logMarginal - SLACK ? 0 : -1;
}

/** @throws RangeError if nobody could be fitted */
function stateOf(group: Group, found: GroupState["found"]): GroupState {
  const weights = Float64Array.from(found, (estimate) => (estimate === null ? 0 : 1));
  if (!weights.includes(1))
    throw new RangeError("no person could be fitted: the responses are impossible under the model");
  const logMarginal = found.reduce((sum, estimate) => sum + (estimate?.logMarginal ?? 0), 0);
  return { group, found, weights, logMarginal };
}

function limitsOf({ mean, standardDeviation, spread }: GroupPrior): GroupLimits {
  return {
    lowest: mean.map((x, at) => x - MOST_EFFECT * standardDeviation[at]!),
    highest: mean.map((x, at) => x + MOST_EFFECT * standardDeviation[at]!),
    floor: spread.map((x) => SMALLEST_SPREAD * x),
    ceiling: spread.map((x) => MOST_SPREAD * x),
  };
}

function diagonal(spread: Float64Array): Float64Array {
  const matrix = new Float64Array(spread.length * spread.length);
  spread.forEach((x, k) => {
    matrix[k * spread.length + k] = x * x;
  });
  return matrix;
}

/** Zeros for those who could not be fitted. */
export function filled(people: GroupState["found"], count: number): PersonEstimate[] {
  const none = { mode: new Float64Array(count), covariance: new Float64Array(count * count), logMarginal: 0 };
  return people.map((estimate) => estimate ?? none);
}

/** The largest change of an effect or a standard deviation, in units of the standard deviation. */
function change(before: Group, after: Group, design: GroupDesign): number {
  const count = design.coefficients.length;
  const columns = design.between.names.length;
  let most = 0;
  for (let k = 0; k < count; k++) {
    const spread = Math.sqrt(after.covariance[k * count + k]!);
    most = Math.max(most, Math.abs(Math.sqrt(before.covariance[k * count + k]!) / spread - 1));
    for (let j = k * columns; j < (k + 1) * columns; j++)
      most = Math.max(most, Math.abs(after.effects[j]! - before.effects[j]!) / spread);
  }
  return most;
}
