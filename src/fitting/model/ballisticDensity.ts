import type { Expression } from "../program.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import { scalar } from "./vectors.ts";

/** Parameters of a race of linear ballistic accumulators, and when it was over; all single numbers but the drifts. */
export interface BallisticTerms {
  /** Mean drift of each accumulator, per second. */
  readonly drifts: readonly Expression[];
  /** Starts are uniform between 0 and this. */
  readonly startRange: Expression;
  /** Evidence at which an accumulator wins, from 0; at least the range of starts. */
  readonly threshold: Expression;
  /** Seconds that do not belong to the decision. */
  readonly nonDecisionTime: Expression;
  /** Standard deviation of the drifts from trial to trial. */
  readonly driftDeviation: Expression;
  /** Seconds. */
  readonly reactionTime: Expression;
}

/** Logarithms for each accumulator at the response's time. */
export interface BallisticLogs {
  /** Of the density of its arrival. */
  readonly density: readonly Expression[];
  /** Of the probability that it has not arrived yet. */
  readonly survival: readonly Expression[];
  /** 1 where the response came after the non-decision time and the threshold is no lower than the starts. */
  readonly isPossible: Expression;
}

const inverseRootTwoPi = 0.3989422804014327;

/**
 * Arrival of linear ballistic accumulators (Brown & Heathcote 2008, doi:10.1016/j.cogpsych.2007.12.002, equations 1
 * and 2). The densities are defective: with the probability that all drifts are negative nobody ever arrives.
 *
 * With n₁ = (b − A − tv) / ts, n₂ = (b − tv) / ts and g(n) = nΦ(n) + φ(n) the probability that it has not arrived is
 * ts (g(n₂) − g(n₁)) / A, which stays accurate where it is small.
 */
export function ballisticLogs(lowering: ExpressionLowering, terms: BallisticTerms): BallisticLogs {
  const keep = (expression: Expression) => lowering.settled(scalar(expression)).elements[0]!;
  const { add, subtract, multiply, divide, logarithm, exponential, constant } = build;
  const [range, threshold, deviation] = [terms.startRange, terms.threshold, terms.driftDeviation].map(keep) as [
    Expression,
    Expression,
    Expression,
  ];
  const time = keep(subtract(terms.reactionTime, terms.nonDecisionTime));
  const scale = keep(multiply(time, deviation));
  const standardNormal = (n: Expression) => ({
    cumulative: keep(build.unary("normalCumulative", n)),
    density: keep(multiply(constant(inverseRootTwoPi), exponential(multiply(constant(-0.5), multiply(n, n))))),
  });
  const logs = terms.drifts.map((written) => {
    const drift = keep(written);
    const far = keep(divide(subtract(threshold, multiply(time, drift)), scale));
    const near = keep(subtract(far, divide(range, scale)));
    const [atFar, atNear] = [standardNormal(far), standardNormal(near)];
    const arrives = add(
      multiply(drift, subtract(atFar.cumulative, atNear.cumulative)),
      multiply(deviation, subtract(atNear.density, atFar.density)),
    );
    const waits = subtract(
      add(multiply(far, atFar.cumulative), atFar.density),
      add(multiply(near, atNear.cumulative), atNear.density),
    );
    return {
      density: logarithm(divide(arrives, range)),
      survival: logarithm(divide(multiply(scale, waits), range)),
    };
  });
  const isPossible = build.all([
    build.binary("less", constant(0), time),
    build.binary("lessOrEqual", range, threshold),
  ]);
  return { density: logs.map((one) => one.density), survival: logs.map((one) => one.survival), isPossible };
}
