import { createLikelihood } from "../../src/fitting/kernel/createLikelihood.ts";
import { LANES } from "../../src/fitting/likelihood.ts";
import { believers } from "./jobs.ts";
import type { FittingPeer } from "./peers.ts";
import { type Times, timed } from "./threads.ts";

const SUBJECTS = 100;
const TRIALS = 300;
const REPEATS = { own: 50, peer: 10 } as const;
/** Parameter vectors at which each subject is evaluated: tonic and meta volatility, decision precision. */
const VECTORS = [
  [-4, -6, 1],
  [-3.5, -5.5, 1.5],
] as const;
/** Relative difference of likelihoods and gradients from ours. */
const TOLERANCE = { single: 2e-3, double: 1e-8 } as const;
type Precision = keyof typeof TOLERANCE;

/** Seconds for value and gradient of all subjects' likelihoods at two parameter vectors each, on one thread. */
export interface FilterRow {
  readonly program: string;
  /** Processor time of all subjects once. */
  readonly seconds: number;
  /** Real time of what comes before the first value. */
  readonly preparation: number;
}

interface PeerValues extends Times {
  /** [subject][vector] */
  readonly values: readonly (readonly number[])[];
  /** [subject][vector][parameter] */
  readonly gradients: readonly (readonly (readonly number[])[])[];
}

/** Likelihood and gradient of the three-level filter, ours and pyhgf's. */
export async function measureFilters(options: {
  rounds: number;
  peers: Readonly<Record<Precision, FittingPeer | null>>;
  say: (text: string) => void;
}): Promise<FilterRow[]> {
  const { rounds, say } = options;
  say(`three-level filter, ${SUBJECTS} subjects`);
  const { job, behaviour } = believers(SUBJECTS, TRIALS);
  const compiled = await timed(() => createLikelihood(job.program, job.parameters, job.rows));
  const likelihood = compiled.result;
  const count = job.parameters.length;
  const parameters = Float64Array.from(
    { length: count * LANES },
    (_, i) => VECTORS[i % LANES]![Math.floor(i / LANES)]!,
  );
  const result = new Float64Array((1 + count) * LANES);
  const own = () =>
    timed(() => {
      for (let repeat = 0; repeat < REPEATS.own; repeat++)
        for (let subject = 0; subject < SUBJECTS; subject++) likelihood.evaluate(subject, parameters, result);
    });
  await own();
  const request = {
    events: behaviour.event,
    choices: behaviour.choice,
    parameters: Array.from({ length: SUBJECTS }, () => VECTORS),
    repeats: 1,
  };
  const peers: { precision: Precision; peer: FittingPeer; first: PeerValues; runs: number[] }[] = [];
  for (const precision of ["single", "double"] as const) {
    const peer = options.peers[precision];
    if (peer !== null) peers.push({ precision, peer, first: await peer.ask<PeerValues>(request), runs: [] });
  }
  const runs: number[] = [];
  // Runs are short, so there are more of them.
  for (let round = 0; round < 3 * rounds; round++) {
    runs.push((await own()).processor / REPEATS.own);
    for (const one of peers)
      one.runs.push((await one.peer.ask<PeerValues>({ repeats: REPEATS.peer })).processor / REPEATS.peer);
  }
  for (let subject = 0; subject < SUBJECTS; subject++) {
    likelihood.evaluate(subject, parameters, result);
    for (const { first, precision } of peers)
      for (let lane = 0; lane < LANES; lane++) {
        const other = [first.values[subject]![lane]!, ...first.gradients[subject]![lane]!];
        other.forEach((value, i) => {
          checkAgreement(value, result[i * LANES + lane]!, precision);
        });
      }
  }
  return [
    { program: "neohebb", seconds: Math.min(...runs), preparation: compiled.wall },
    ...peers.map(({ precision, first, runs: own }) => ({
      ...{ program: `pyhgf, ${precision} precision`, seconds: Math.min(...own), preparation: first.wall },
    })),
  ];
}

function checkAgreement(other: number, own: number, precision: Precision): void {
  const difference = Math.abs(other - own) / Math.max(1, Math.abs(own));
  if (!(difference <= TOLERANCE[precision])) throw new Error(`pyhgf: ${other} differs from ours, ${own}`);
}
