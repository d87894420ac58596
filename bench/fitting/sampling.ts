import { fitSettings } from "../../src/fitting/fits/settings.ts";
import type { ChainOptions } from "../../src/fitting/inference/chain.ts";
import { bulkEffectiveSize } from "../../src/fitting/inference/convergence.ts";
import { chainGroups } from "../../src/fitting/inference/sample.ts";
import { groupChains, groupDraws } from "../../src/fitting/inference/sampleGroup.ts";
import type { SamplingPlan } from "../../src/fitting/inference/samplingPlan.ts";
import { quantityOf } from "../../src/fitting/inference/summariseDraws.ts";
import { createLikelihood } from "../../src/fitting/kernel/createLikelihood.ts";
import { learners } from "./jobs.ts";
import type { FittingPeer } from "./peers.ts";
import { Threads, type Times, timed } from "./threads.ts";

const CHAINS = 4;
const TRIALS = 200;
const ITERATIONS = { warmup: 1000, draws: 1000 } as const satisfies ChainOptions;
export const OWN = "neohebb";
/** Standard errors that the means of two programs may lie apart. */
const APART = 5;

/** What a run of all chains gave. */
export interface Sampled extends Times {
  /** Bulk effective sizes of the group's means, then of its spreads. */
  readonly group: readonly number[];
  /** Of all people's coefficients. */
  readonly people: readonly number[];
  /** Mean and standard deviation of the draws of what `group` is about. */
  readonly moments: readonly (readonly [number, number])[];
}

/** A program's runs on one data set. */
export interface SamplingRow {
  readonly program: string;
  readonly subjects: number;
  /** The run with which all begins, its preparation and compilation counted. */
  readonly first: Sampled;
  /** Seconds that preparation and compilation took by themselves. */
  readonly preparation: number;
  /** The least of the later runs. */
  readonly seconds: number;
  /** Without preparation. */
  readonly rate: Rate;
  /** With preparation. */
  readonly firstRate: Rate;
}

/** Effective samples a second of real time. */
export interface Rate {
  /** The least of the group's parameters. */
  readonly least: number;
  /** Mean over all parameters, people's too. */
  readonly mean: number;
}

/**
 * Hierarchical Q-learning by NUTS in two threads, and by NumPyro.
 *
 * @param options.forms - Of NumPyro; the best of them runs again in the rounds.
 */
export async function measureSampling(
  subjects: number,
  options: {
    worker: string;
    rounds: number;
    peer: FittingPeer | null;
    forms: readonly Form[];
    say: (text: string) => void;
  },
): Promise<SamplingRow[]> {
  const { worker, rounds, peer, say } = options;
  const { job, behaviour } = learners(subjects, TRIALS);
  const begun = await timed(() => Threads.start(worker, job, CHAINS / 2));
  const threads = begun.result;
  const likelihood = await createLikelihood(job.program, job.parameters, job.rows);
  let seed = 0;
  let prior: SamplingPlan["prior"] | null = null;
  const own = async (): Promise<Sampled> => {
    const settings = fitSettings({ method: "nuts", chains: CHAINS, seed: ++seed, ...ITERATIONS });
    const { result, ...times } = await timed(async () => {
      const [plan] = await threads.perform([{ kind: "plan" }], settings);
      if (!plan || "impossible" in plan) throw new Error("what the group does is impossible under the model");
      const groups = chainGroups(CHAINS).map((chains) => groupChains(plan, ITERATIONS, chains));
      const done = await threads.perform(
        groups.map((states) => ({ kind: "chains" as const, plan, states })),
        settings,
      );
      return { plan, chains: done.flatMap(({ states }) => states.map(({ draws }) => draws)) };
    });
    prior = result.plan.prior;
    const { effects, spreads, people } = groupDraws(likelihood, result.plan, result.chains);
    const columns = (draws: readonly Float64Array[], count: number) =>
      Array.from({ length: count }, (_, k) => quantityOf(draws, count, k));
    const group = [...columns(effects, 2), ...columns(spreads, 2)];
    return {
      ...times,
      group: group.map(bulkEffectiveSize),
      people: columns(people, 2 * subjects).map(bulkEffectiveSize),
      moments: group.map((chains) => momentsOf(chains.flatMap((chain) => [...chain]))),
    };
  };

  say(`${subjects} subjects: neohebb`);
  const first = await own();
  const runs: Sampled[] = [];
  const peers = peer === null ? [] : await startPeerRows(peer, { ...options, subjects, behaviour, prior: prior! });
  for (let round = 0; round < rounds; round++) {
    runs.push(await own());
    for (const one of peers.filter(({ isBest }) => isBest)) {
      try {
        one.runs.push(await one.run());
      } catch (error) {
        say(`${one.program} did not run again: ${(error as Error).message}`);
        one.isBest = false;
      }
    }
  }
  await threads.end();
  for (const one of peers) for (const text of disagreements(one, runs)) say(text);
  const row = (program: string, begin: Sampled, preparation: number, later: readonly Sampled[]): SamplingRow => {
    const whole = { ...begin, wall: begin.wall + (program === OWN ? begun.wall : 0) };
    const seconds = Math.min(...later.map(({ wall }) => wall));
    return { program, subjects, first: whole, preparation, seconds, rate: rateOf(later), firstRate: rateOf([whole]) };
  };
  return [
    row(OWN, first, begun.wall, runs),
    ...peers.map((one) =>
      row(one.program, one.first, one.preparation, one.runs.length > 0 ? one.runs : [one.prepared]),
    ),
  ];
}

function rateOf(runs: readonly Sampled[]): Rate {
  const wall = Math.min(...runs.map((run) => run.wall));
  const average = (of: (run: Sampled) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const all = ({ group, people }: Sampled) => [...group, ...people];
  return {
    least: average(({ group }) => Math.min(...group)) / wall,
    mean: average((run) => all(run).reduce((a, b) => a + b) / all(run).length) / wall,
  };
}

function momentsOf(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)];
}

/** A peer in one of its forms. */
interface PeerRow {
  readonly program: string;
  readonly first: Sampled;
  /** The first run without what compilation took. */
  readonly prepared: Sampled;
  readonly preparation: number;
  /** Whether no other form gives more effective samples a second. */
  isBest: boolean;
  readonly runs: Sampled[];
  run(): Promise<Sampled>;
}

/** A form of NumPyro's model, and a way to run its chains. */
export interface Form {
  readonly centred: boolean;
  readonly method: "parallel" | "vectorized";
}

export const FORMS: readonly Form[] = [
  { centred: false, method: "parallel" },
  { centred: true, method: "parallel" },
  { centred: false, method: "vectorized" },
  { centred: true, method: "vectorized" },
];

/** The form of a row's program. */
export function formOf(program: string): Form {
  return FORMS.find((form) => nameOf(form) === program)!;
}

function nameOf({ centred, method }: Form): string {
  return `NumPyro, ${centred ? "centred" : "non-centred"}, ${method}`;
}

async function startPeerRows(
  peer: FittingPeer,
  of: {
    subjects: number;
    behaviour: { choice: readonly (readonly number[])[]; outcome: readonly (readonly number[])[] };
    prior: SamplingPlan["prior"];
    forms: readonly Form[];
    say: (text: string) => void;
  },
): Promise<PeerRow[]> {
  const { subjects, behaviour, say } = of;
  const prior = {
    mean: [...of.prior.mean],
    meanDeviation: [...of.prior.standardDeviation],
    spread: [...of.prior.spread],
  };
  const rows: PeerRow[] = [];
  for (const form of of.forms) {
    const name = nameOf(form);
    say(`${subjects} subjects: ${name}`);
    let seed = 0;
    const request = { ...form, ...behaviour, prior, subjects, chains: CHAINS };
    const run = () => peer.ask<Sampled>({ ...request, ...ITERATIONS, seed: ++seed });
    try {
      // The same program for two iterations takes as long to compile, and next to nothing to run.
      const compiling = await peer.ask<Times>({ ...request, warmup: 1, draws: 5, seed: 0 });
      const first = await run();
      const prepared = { ...first, wall: first.wall - compiling.wall };
      rows.push({ program: name, first, prepared, preparation: compiling.wall, isBest: false, runs: [], run });
    } catch (error) {
      say(`${name} is left out: ${(error as Error).message}`);
    }
  }
  if (rows.length === 0) return rows;
  rows.reduce((a, b) => (rateOf([b.prepared]).least > rateOf([a.prepared]).least ? b : a)).isBest = true;
  return rows;
}

/** Where the posterior's means differ from ours by more than chance allows: one of the programs has not mixed. */
function disagreements({ program, first }: PeerRow, runs: readonly Sampled[]): string[] {
  const least = Math.min(...first.group);
  return runs.flatMap((run) =>
    run.moments.flatMap(([mean, deviation], i) => {
      const [other, otherDeviation] = first.moments[i]!;
      const error = Math.hypot(deviation / Math.sqrt(run.group[i]!), otherDeviation / Math.sqrt(first.group[i]!));
      const distance = Math.abs(mean - other) / error;
      if (distance <= APART) return [];
      const sizes = `effective draws: ${least.toFixed(0)} there, ${Math.min(...run.group).toFixed(0)} here`;
      return [`${program}: a mean lies ${distance.toFixed(1)} standard errors from ours (${sizes})`];
    }),
  );
}
