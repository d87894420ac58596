import { exponential, logarithmOfOnePlus } from "../../math/double.ts";
import type { ChainRandom } from "./chainRandom.ts";
import type { Query, Search } from "./lanes.ts";
import { kineticEnergy, type Momentum } from "./massMatrix.ts";

/** A point of a trajectory. */
export interface PhasePoint {
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  readonly momentum: Float64Array;
  readonly velocity: Float64Array;
  logDensity: number;
}

/** What one iteration of NUTS did. */
export interface Transition {
  /** Mean probability of acceptance over the trajectory's points. */
  readonly acceptance: number;
  readonly depth: number;
  readonly steps: number;
  readonly divergent: boolean;
  /** Hamiltonian of the chosen point. */
  readonly energy: number;
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  readonly logDensity: number;
}

/** Error of the Hamiltonian above which a trajectory counts as divergent (Stan's value). */
const LARGEST_ERROR = 1000;

/** A stretch of trajectory: its two ends in the order of integration, the sum of its momenta, and the point chosen. */
interface Subtree {
  readonly firstMomentum: Float64Array;
  readonly firstVelocity: Float64Array;
  readonly lastMomentum: Float64Array;
  readonly lastVelocity: Float64Array;
  readonly sum: Float64Array;
  readonly chosen: Float64Array;
  readonly chosenGradient: Float64Array;
  chosenLogDensity: number;
  chosenEnergy: number;
  logWeight: number;
  level: number;
}

function subtree(dimension: number): Subtree {
  const vector = () => new Float64Array(dimension);
  return {
    ...{ firstMomentum: vector(), firstVelocity: vector(), lastMomentum: vector(), lastVelocity: vector() },
    ...{ sum: vector(), chosen: vector(), chosenGradient: vector() },
    ...{ chosenLogDensity: 0, chosenEnergy: 0, logWeight: 0, level: 0 },
  };
}

function phasePoint(dimension: number): PhasePoint {
  const vector = () => new Float64Array(dimension);
  return { position: vector(), gradient: vector(), momentum: vector(), velocity: vector(), logDensity: 0 };
}

/**
 * The No-U-Turn sampler with multinomial choice of the point (Hoffman & Gelman 2014; Betancourt 2017,
 * arXiv:1701.02434, appendix A): the trajectory is doubled forwards or backwards until its ends turn towards each other
 * by the generalised criterion, which is checked for the whole, and across the seam of each pair of halves as well.
 *
 * A new half is grown point by point; finished stretches wait on a stack and are joined as soon as two of the same
 * length lie beside each other.
 */
export class TrajectorySampler {
  readonly #dimension: number;
  readonly #maximumDepth: number;
  readonly #forward: PhasePoint;
  readonly #backward: PhasePoint;
  readonly #query: Query;
  readonly #whole: Subtree;
  readonly #free: Subtree[];
  readonly #stack: Subtree[] = [];
  readonly #seam: Float64Array;
  #acceptance = 0;
  #steps = 0;
  #divergent = false;

  constructor(dimension: number, maximumDepth: number) {
    this.#dimension = dimension;
    this.#maximumDepth = maximumDepth;
    this.#forward = phasePoint(dimension);
    this.#backward = phasePoint(dimension);
    this.#query = { position: new Float64Array(dimension), gradient: new Float64Array(dimension) };
    this.#whole = subtree(dimension);
    this.#free = Array.from({ length: maximumDepth + 2 }, () => subtree(dimension));
    this.#seam = new Float64Array(dimension);
  }

  /** Density and gradient at a position, into a point without momentum. */
  *evaluate(position: Float64Array): Search<Pick<PhasePoint, "position" | "gradient" | "logDensity">> {
    const query = this.#query;
    query.position.set(position);
    const logDensity = yield query;
    return { position: query.position.slice(), gradient: query.gradient.slice(), logDensity };
  }

  /** What the Hamiltonian loses (as a logarithm of probability) in one step with a fresh momentum; −∞ where it fails. */
  *gainOfOneStep(
    start: Pick<PhasePoint, "position" | "gradient" | "logDensity">,
    { momentum, step, random }: { momentum: Momentum; step: number; random: ChainRandom },
  ): Search<number> {
    const point = this.#forward;
    this.#begin(start, momentum, random);
    const before = kineticEnergy(point.momentum, point.velocity) - start.logDensity;
    yield* this.#leapfrog(point, momentum, step);
    const gain = before - (kineticEnergy(point.momentum, point.velocity) - point.logDensity);
    return Number.isNaN(gain) ? Number.NEGATIVE_INFINITY : gain;
  }

  #begin(
    start: Pick<PhasePoint, "position" | "gradient" | "logDensity">,
    momentum: Momentum,
    random: ChainRandom,
  ): void {
    const point = this.#forward;
    momentum.draw(random, point.momentum);
    momentum.velocity(point.momentum, point.velocity);
    point.position.set(start.position);
    point.gradient.set(start.gradient);
    point.logDensity = start.logDensity;
  }

  /** One step of the leapfrog integrator, in place. */
  *#leapfrog(point: PhasePoint, momentum: Momentum, step: number): Search<void> {
    const query = this.#query;
    const { position, gradient, momentum: p, velocity } = point;
    const half = 0.5 * step;
    for (let i = 0; i < p.length; i++) p[i] = p[i]! + half * gradient[i]!;
    momentum.velocity(p, velocity);
    for (let i = 0; i < p.length; i++) query.position[i] = position[i]! + step * velocity[i]!;
    point.logDensity = yield query;
    position.set(query.position);
    gradient.set(query.gradient);
    for (let i = 0; i < p.length; i++) p[i] = p[i]! + half * gradient[i]!;
    momentum.velocity(p, velocity);
  }

  /**
   * @param start - Position with its gradient and density.
   * @param step - Step size, > 0.
   */
  *transition(
    start: Pick<PhasePoint, "position" | "gradient" | "logDensity">,
    { momentum, step, random }: { momentum: Momentum; step: number; random: ChainRandom },
  ): Search<Transition> {
    const whole = this.#whole;
    const forward = this.#forward;
    this.#begin(start, momentum, random);
    copyPoint(forward, this.#backward);
    const energy = kineticEnergy(forward.momentum, forward.velocity) - start.logDensity;
    beginAt(whole, forward, energy, 0);
    this.#acceptance = 0;
    this.#steps = 0;
    this.#divergent = false;

    let depth = 0;
    while (depth < this.#maximumDepth) {
      const onwards = random.uniform() > 0.5;
      const end = onwards ? forward : this.#backward;
      const grown = yield* this.#grow(end, depth, { momentum, step: onwards ? step : -step, random, energy });
      if (grown === null) break;
      depth++;
      if (grown.logWeight > whole.logWeight || random.uniform() < exponential(grown.logWeight - whole.logWeight))
        choose(whole, grown);
      whole.logWeight = logarithmOfSum(whole.logWeight, grown.logWeight);
      const goesOn = this.#join(whole, grown, onwards);
      this.#free.push(grown);
      if (!goesOn) break;
    }
    return {
      acceptance: this.#steps === 0 ? 0 : this.#acceptance / this.#steps,
      ...{ depth, steps: this.#steps, divergent: this.#divergent },
      energy: whole.chosenEnergy,
      ...{ position: whole.chosen, gradient: whole.chosenGradient, logDensity: whole.chosenLogDensity },
    };
  }

  /** 2^depth further points from an end; null where they diverge or turn. */
  *#grow(
    end: PhasePoint,
    depth: number,
    { momentum, step, random, energy }: { momentum: Momentum; step: number; random: ChainRandom; energy: number },
  ): Search<Subtree | null> {
    const stack = this.#stack;
    const count = 2 ** depth;
    for (let n = 0; n < count; n++) {
      yield* this.#leapfrog(end, momentum, step);
      this.#steps++;
      let here = kineticEnergy(end.momentum, end.velocity) - end.logDensity;
      if (Number.isNaN(here)) here = Number.POSITIVE_INFINITY;
      const gain = energy - here;
      this.#acceptance += gain > 0 ? 1 : exponential(gain);
      const leaf = this.#free.pop()!;
      beginAt(leaf, end, here, gain);
      stack.push(leaf);
      if (-gain > LARGEST_ERROR) {
        this.#divergent = true;
        return this.#dropped();
      }
      while (stack.length >= 2 && stack[stack.length - 2]!.level === stack[stack.length - 1]!.level) {
        const second = stack.pop()!;
        const first = stack[stack.length - 1]!;
        const logWeight = logarithmOfSum(first.logWeight, second.logWeight);
        if (random.uniform() < exponential(second.logWeight - logWeight)) choose(first, second);
        first.logWeight = logWeight;
        first.level++;
        const goesOn = this.#join(first, second, true);
        this.#free.push(second);
        if (!goesOn) return this.#dropped();
      }
    }
    return stack.pop()!;
  }

  #dropped(): null {
    this.#free.push(...this.#stack.splice(0));
    return null;
  }

  /**
   * Joins to `first` a stretch that begins where it ends (or, not `onwards`, that was integrated backwards from where
   * it begins). True while none of the three checks says that the trajectory turns.
   */
  #join(first: Subtree, second: Subtree, onwards: boolean): boolean {
    const n = this.#dimension;
    const seam = this.#seam;
    // In the order of time: the earlier stretch from a to b, the later from c to d.
    const [aVelocity, bVelocity, bMomentum] = onwards
      ? [first.firstVelocity, first.lastVelocity, first.lastMomentum]
      : [second.lastVelocity, second.firstVelocity, second.firstMomentum];
    const [cVelocity, cMomentum, dVelocity] = onwards
      ? [second.firstVelocity, second.firstMomentum, second.lastVelocity]
      : [first.firstVelocity, first.firstMomentum, first.lastVelocity];
    const [earlier, later] = onwards ? [first.sum, second.sum] : [second.sum, first.sum];
    for (let i = 0; i < n; i++) seam[i] = earlier[i]! + cMomentum[i]!;
    let goesOn = moves(aVelocity, cVelocity, seam);
    for (let i = 0; i < n; i++) seam[i] = later[i]! + bMomentum[i]!;
    goesOn = moves(bVelocity, dVelocity, seam) && goesOn;
    for (let i = 0; i < n; i++) first.sum[i] = first.sum[i]! + second.sum[i]!;
    goesOn = moves(aVelocity, dVelocity, first.sum) && goesOn;
    (onwards ? first.lastVelocity : first.firstVelocity).set(second.lastVelocity);
    (onwards ? first.lastMomentum : first.firstMomentum).set(second.lastMomentum);
    return goesOn;
  }
}

/** The generalised criterion: both ends still move along the summed momentum. */
function moves(first: Float64Array, last: Float64Array, sum: Float64Array): boolean {
  let [atFirst, atLast] = [0, 0];
  for (let i = 0; i < sum.length; i++) {
    atFirst += first[i]! * sum[i]!;
    atLast += last[i]! * sum[i]!;
  }
  return atFirst > 0 && atLast > 0;
}

function beginAt(tree: Subtree, point: PhasePoint, energy: number, logWeight: number): void {
  tree.firstMomentum.set(point.momentum);
  tree.firstVelocity.set(point.velocity);
  tree.lastMomentum.set(point.momentum);
  tree.lastVelocity.set(point.velocity);
  tree.sum.set(point.momentum);
  tree.chosen.set(point.position);
  tree.chosenGradient.set(point.gradient);
  tree.chosenLogDensity = point.logDensity;
  tree.chosenEnergy = energy;
  tree.logWeight = logWeight;
  tree.level = 0;
}

function choose(into: Subtree, from: Subtree): void {
  into.chosen.set(from.chosen);
  into.chosenGradient.set(from.chosenGradient);
  into.chosenLogDensity = from.chosenLogDensity;
  into.chosenEnergy = from.chosenEnergy;
}

function copyPoint(from: PhasePoint, to: PhasePoint): void {
  to.position.set(from.position);
  to.gradient.set(from.gradient);
  to.momentum.set(from.momentum);
  to.velocity.set(from.velocity);
  to.logDensity = from.logDensity;
}

/** log(exp a + exp b) */
function logarithmOfSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  if (larger === Number.NEGATIVE_INFINITY) return larger;
  return larger + logarithmOfOnePlus(exponential(Math.min(a, b) - larger));
}
