import type { Simulation } from "../src/engine/simulation.ts";

/** Key of the random numbers of workload R. */
export const SEED = [0x12345678, 0x9abcdef0] as const;

/** A size of the workload: R has 512 units and 16,384 synapses a subject, R16 sixteen times as many. */
export interface Size {
  readonly units: number;
  readonly projections: number;
  /** What is taken off the external drive, which is drawn from 0 to 1. */
  readonly threshold: number;
}

export const R: Size = { units: 512, projections: 4, threshold: 0.5 };
export const R16: Size = { units: 8192, projections: 64, threshold: 0.5 };
/** Rectified units, of which about 30 % are active. */
export const R_SKIP: Size = { units: 512, projections: 4, threshold: 0.7 };

const GROUP = 64;

/** What the definition draws: external drive of the units, then the first weights of each projection. */
export function startValues({ units, projections, threshold }: Size = R) {
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const external = Float32Array.from({ length: units }, () => next() - threshold);
  const weights = Array.from({ length: projections }, () =>
    Float32Array.from({ length: GROUP * GROUP }, () => next() * 0.03),
  );
  return { external, weights };
}

/** Initialises and writes the start values. */
export function start(simulation: Simulation, size: Size = R): void {
  const { external, weights } = startValues(size);
  simulation.initialise();
  simulation.write("network.units.external", 0, external);
  for (let place = 0; place < simulation.subjects.length; place++) {
    weights.forEach((values, p) => {
      simulation.write(`p${p}.weight`, place, values);
    });
  }
}

/** The two digests of the definition: of activations and weights, and of everything. */
export function digests(simulation: Simulation, size: Size = R): { readonly digest: string; readonly full: string } {
  const numbers = Array.from({ length: size.projections }, (_, p) => p);
  const some = ["network.units.activation", ...numbers.map((p) => `p${p}.weight`)];
  const rest = ["network.units.output", "network.units.drive", ...[0, 1, 2, 3].map((m) => `network.M${m}`)];
  const all = [...some, ...numbers.map((p) => `p${p}.eligibility`), ...rest];
  const places = simulation.subjects.map((_, place) => place);
  const read = (names: readonly string[]) => places.flatMap((p) => names.map((name) => simulation.read(name, p)));
  return { digest: digest(read(some)), full: digest(read(all)) };
}

/** Hash of the bits of all numbers, in order. */
export function digest(arrays: readonly Float32Array[]): string {
  let hash = 0x811c9dc5;
  for (const values of arrays) {
    for (const word of new Uint32Array(values.buffer, values.byteOffset, values.length)) {
      hash = Math.imul(hash ^ word, 0x01000193);
      hash ^= hash >>> 15;
    }
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
