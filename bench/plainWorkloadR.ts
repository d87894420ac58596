import { boxMuller, philoxInto } from "../src/math/random.ts";
import { exponential } from "../src/math/single.ts";
import { digest, R, SEED, startValues } from "./startValues.ts";

const fround = Math.fround;
const GROUP = 64;
const DECAY = Float32Array.of(0.9, 0.95, 0.8, 0.98);
const SHARES = [
  [1, 0.2, -0.1, 0.05],
  [0.5, 0.5, 0, 0.1],
  [-0.3, 0.8, 0.2, 0],
  [0.9, 0, 0.3, -0.2],
].map((row) => Float32Array.from(row));
const [UNIT_RATE, NOISE, GATE] = [fround(0.2), fround(0.1 * Math.sqrt(0.2)), fround(2e-4)];
const [STEP, DECAY_OF_TRACE, MAXIMUM] = [fround(0.01), fround(0.98), fround(0.05)];

/** Workload R for one subject as one would write it in JavaScript with typed arrays; the same bits. */
export class PlainWorkloadR {
  readonly #subject: number;
  readonly #modulators = new Float32Array(4);
  readonly #gates = new Float32Array(R.projections);
  readonly #activation = new Float32Array(R.units);
  readonly #rate = new Float32Array(R.units);
  readonly #input = new Float32Array(R.units);
  readonly #noise = new Float32Array(R.units);
  readonly #words = new Uint32Array(4);
  readonly #external: Float32Array;
  readonly #weights: readonly Float32Array[];
  readonly #traces = Array.from({ length: R.projections }, () => new Float32Array(GROUP * GROUP));
  #clock = 0;

  constructor(subject: number) {
    this.#subject = subject;
    const { external, weights } = startValues();
    this.#external = external;
    this.#weights = weights;
  }

  step(): void {
    this.#stepModulators();
    this.#drawNoise();
    this.#stepUnits();
    for (let p = 0; p < R.projections; p++) this.#stepSynapses(p);
    this.#clock++;
  }

  /** Activations and weights, for the digest. */
  state(): readonly Float32Array[] {
    return [this.#activation, ...this.#weights];
  }

  #stepModulators(): void {
    const m = this.#modulators;
    const t = this.#clock;
    for (let i = 0; i < 4; i++) {
      const phasic = t % 100 !== 10 * i ? 0 : i === 0 && t % 300 === 0 ? -1 : 1;
      m[i] = fround(fround(m[i]! * DECAY[i]!) + phasic);
    }
    SHARES.forEach((share, p) => {
      let sum = fround(m[0]! * share[0]!);
      for (let i = 1; i < 4; i++) sum = fround(sum + fround(m[i]! * share[i]!));
      this.#gates[p] = fround(sum * GATE);
    });
  }

  #drawNoise(): void {
    const noise = this.#noise;
    const words = this.#words;
    for (let u = 0; u < R.units; u += 4) {
      philoxInto(words, u >>> 2, this.#clock, this.#subject, 0, SEED[0], SEED[1]);
      [noise[u], noise[u + 1]] = boxMuller(words[0]!, words[1]!);
      [noise[u + 2], noise[u + 3]] = boxMuller(words[2]!, words[3]!);
    }
  }

  #stepUnits(): void {
    const [activation, rate, input] = [this.#activation, this.#rate, this.#input];
    const [external, noise] = [this.#external, this.#noise];
    for (let u = 0; u < R.units; u++) {
      const old = activation[u]!;
      const drive = fround(fround(fround(input[u]! - old) + external[u]!) * UNIT_RATE);
      const x = fround(fround(old + drive) + fround(noise[u]! * NOISE));
      activation[u] = x;
      rate[u] = fround(1 / fround(1 + exponential(-fround(x * 4))));
    }
  }

  #stepSynapses(p: number): void {
    const weights = this.#weights[p]!;
    const traces = this.#traces[p]!;
    const [rate, gate] = [this.#rate, this.#gates[p]!];
    const [pre, post] = [GROUP * p, R.units / 2 + GROUP * p];
    for (let i = 0; i < GROUP; i++) {
      const factor = fround(rate[post + i]! * STEP);
      let sum = 0;
      for (let j = 0; j < GROUP; j++) {
        const n = GROUP * i + j;
        const r = rate[pre + j]!;
        const w = weights[n]!;
        sum = fround(sum + fround(w * r));
        const e = fround(fround(traces[n]! * DECAY_OF_TRACE) + fround(factor * r));
        traces[n] = e;
        const grown = fround(w + fround(gate * e));
        weights[n] = Math.min(Math.max(grown, 0), MAXIMUM);
      }
      this.#input[post + i] = sum;
    }
  }
}

/** Runs so many subjects for so many steps and digests activations and weights. */
export function runPlain(subjects: number, steps: number): string {
  const all = Array.from({ length: subjects }, (_, subject) => new PlainWorkloadR(subject));
  for (const one of all) for (let t = 0; t < steps; t++) one.step();
  return digest(all.flatMap((one) => one.state()));
}
