import { type FilterRow, measureFilters } from "./filters.ts";
import { measurePeaks, type PeakRow } from "./peaks.ts";
import { type FittingPeer, type FittingPeerName, startFittingPeer } from "./peers.ts";
import { FORMS, formOf, measureSampling, OWN, type SamplingRow } from "./sampling.ts";

/** What `npm run bench -- --fitting` measures. */
export interface FittingBench {
  readonly date: string;
  /** Versions of the peers that ran. */
  readonly peers: Readonly<Partial<Record<FittingPeerName, string>>>;
  readonly sampling: readonly SamplingRow[];
  readonly peaks: readonly PeakRow[];
  readonly filters: readonly FilterRow[];
}

/** Numbers of subjects unless one is asked for. */
const SIZES: readonly number[] = [20, 200];

/** Fits by chains, fits of single subjects, and a filter's likelihood, each beside its peer in turns. */
export async function measureFitting(options: {
  worker: string;
  peers: boolean;
  /** The only number of subjects for chains; null: the usual ones. */
  subjects: number | null;
  rounds: number;
  say: (text: string) => void;
}): Promise<FittingBench> {
  const { say } = options;
  const versions: Partial<Record<FittingPeerName, string>> = {};
  const beside = async <T>(name: FittingPeerName, measure: (peer: FittingPeer | null) => Promise<T>): Promise<T> => {
    const peer = options.peers ? await startFittingPeer(name, say) : null;
    if (peer !== null) versions[name] = peer.version;
    try {
      return await measure(peer);
    } finally {
      peer?.end();
    }
  };
  const filters = await beside("pyhgf", (single) =>
    beside("pyhgf, double precision", (double) => measureFilters({ ...options, peers: { single, double } })),
  );
  const peaks = await beside("scipy", (peer) => measurePeaks({ ...options, peer }));
  const sampling = await beside("numpyro", async (peer) => {
    const rows: SamplingRow[] = [];
    // NumPyro's best form for few subjects is taken for many, where a run takes minutes.
    let forms = FORMS;
    for (const subjects of options.subjects === null ? SIZES : [options.subjects]) {
      const found = await measureSampling(subjects, { ...options, peer, forms });
      rows.push(...found);
      const others = found.filter(({ program }) => program !== OWN);
      if (others.length > 0) forms = [formOf(others.reduce((a, b) => (b.rate.least > a.rate.least ? b : a)).program)];
    }
    return rows;
  });
  return { date: new Date().toISOString().slice(0, 10), peers: versions, sampling, peaks, filters };
}
