import type { Expression } from "../program.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import { scalar } from "./vectors.ts";

/** Normalised time t / a² from which the series in sines is taken, below it that in images. */
const crossover = 0.3;

/** Parameters of a first passage, and what happened; all single numbers. */
export interface WienerTerms {
  /** Of evidence, per second, towards the upper boundary. */
  readonly drift: Expression;
  /** Distance between the boundaries. */
  readonly threshold: Expression;
  /** Seconds that do not belong to the decision. */
  readonly nonDecisionTime: Expression;
  /** Start as a share of the threshold, 0 … 1. */
  readonly bias: Expression;
  /** 1 where the upper boundary was reached, 0 where the lower. */
  readonly isUpper: Expression;
  /** Seconds. */
  readonly reactionTime: Expression;
}

/**
 * Logarithm of the density of a Wiener process' first passage through one of two boundaries, by the two series of
 * Navarro & Fuss 2009 (doi:10.1016/j.jmp.2009.02.003), noise 1.
 *
 * With w the distance of the start from the boundary as a share of the threshold a and u = t / a², the series in images,
 * Σ (w + 2k) exp(−(w + 2k)² / 2u) for k = −3 … 2, is taken for u < 0.3, that in sines, Σ k exp(−k² π² u / 2) sin(kπw)
 * for k = 1 … 4, from there. What is left out is below 10⁻¹² of the sum for 0.001 ≤ w ≤ 0.999 and any u. The largest
 * term of each is taken out of the sum, so that neither underflows. −∞ up to the non-decision time.
 */
export function wienerLogDensity(lowering: ExpressionLowering, terms: WienerTerms): Expression {
  const keep = (expression: Expression) => lowering.settled(scalar(expression)).elements[0]!;
  const { constant, add, subtract, multiply, divide, logarithm, select } = build;
  const isUpper = keep(terms.isUpper);
  const a = keep(terms.threshold);
  const drift = keep(terms.drift);
  const bias = keep(terms.bias);
  const time = keep(subtract(terms.reactionTime, terms.nonDecisionTime));
  // Towards the lower boundary; the upper one is the same with drift and start mirrored.
  const v = keep(select(isUpper, build.unary("negate", drift), drift));
  const w = keep(select(isUpper, subtract(build.one, bias), bias));
  const u = keep(divide(time, multiply(a, a)));
  const isShort = keep(build.binary("less", u, constant(crossover)));
  const common = subtract(
    build.unary("negate", multiply(v, add(multiply(a, w), multiply(constant(0.5), multiply(v, time))))),
    multiply(constant(2), logarithm(a)),
  );
  const short = shortSeries(keep, w, u);
  const long = longSeries(keep, w, u);
  const density = add(
    common,
    add(select(isShort, short.logLargest, long.logLargest), logarithm(select(isShort, short.sum, long.sum))),
  );
  return select(build.binary("less", constant(0), time), density, constant(Number.NEGATIVE_INFINITY));
}

type Keep = (expression: Expression) => Expression;

/** Σ (w + 2k) exp(−2k (w + k) / u), and the logarithm of what was taken out, (2π u³)^−½ exp(−w² / 2u). */
function shortSeries(keep: Keep, w: Expression, u: Expression): { logLargest: Expression; sum: Expression } {
  const { constant, add, subtract, multiply, divide, exponential } = build;
  // F = exp(−2w / u), G = exp(−2(1 − w) / u); the terms are products of their powers.
  const f = keep(exponential(divide(multiply(constant(-2), w), u)));
  const g = keep(exponential(divide(multiply(constant(-2), subtract(build.one, w)), u)));
  const fg = keep(multiply(f, g));
  const f2g = keep(multiply(f, fg));
  const fg2 = keep(multiply(fg, g));
  const square = keep(multiply(fg, fg));
  const beyond = (distance: number, weight: Expression) => multiply(add(w, constant(distance)), weight);
  const sum = [
    beyond(-2, g),
    beyond(2, f2g),
    beyond(-4, multiply(square, multiply(g, g))),
    beyond(4, multiply(multiply(square, f2g), f2g)),
    beyond(-6, multiply(multiply(square, fg2), multiply(square, multiply(multiply(g, g), fg)))),
  ].reduce(add, w);
  const logLargest = subtract(
    constant(-0.9189385332046727),
    add(multiply(constant(1.5), build.logarithm(u)), divide(multiply(w, w), multiply(constant(2), u))),
  );
  return { logLargest, sum };
}

/** Σ k exp(−(k² − 1) π² u / 2) sin(kπw) / sin(πw), and the logarithm of π sin(πw) exp(−π² u / 2). */
function longSeries(keep: Keep, w: Expression, u: Expression): { logLargest: Expression; sum: Expression } {
  const { constant, add, subtract, multiply, exponential } = build;
  const exponent = keep(multiply(constant((-Math.PI * Math.PI) / 2), u));
  const q = keep(exponential(exponent));
  const q3 = keep(multiply(multiply(q, q), q));
  const q8 = keep(multiply(multiply(q3, q3), multiply(q, q)));
  const q15 = multiply(multiply(q8, q3), multiply(q3, q));
  const angle = keep(multiply(constant(Math.PI), w));
  const cosine = keep(build.unary("cosine", angle));
  const square = keep(multiply(cosine, cosine));
  // sin(kx) / sin(x) are the Chebyshev polynomials of the second kind in cos(x).
  const second = multiply(constant(2), cosine);
  const third = subtract(multiply(constant(4), square), build.one);
  const fourth = multiply(cosine, subtract(multiply(constant(8), square), constant(4)));
  const sum = [
    multiply(multiply(constant(2), second), q3),
    multiply(multiply(constant(3), third), q8),
    multiply(multiply(constant(4), fourth), q15),
  ].reduce(add, build.one);
  const logLargest = add(add(constant(1.1447298858494002), exponent), build.logarithm(build.unary("sine", angle)));
  return { logLargest, sum };
}
