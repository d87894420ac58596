import { type FilterRow, measureFilters } from "./filters.ts";
import { measurePeaks, type PeakRow } from "./peaks.ts";
import { type FittingPeer, type FittingPeerName, startFittingPeer } from "./peers.ts";
import { measureSampling, type SamplingRow } from "./sampling.ts";

/** What `npm run bench -- --fitting` measures. */
export interface FittingBench {
  readonly date: string;
  /** Versions of the peers that ran. */
  readonly peers: Readonly<Partial<Record<FittingPeerName, string>>>;
  readonly sampling: readonly SamplingRow[];
  readonly peaks: readonly PeakRow[];
  readonly filters: readonly FilterRow[];
}

const SIZES = [20, 200];

/** Fits by chains, fits of single subjects, and a filter's likelihood, each beside its peer in turns. */
export async function measureFitting(options: {
  worker: string;
  peers: boolean;
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
  const filters = await beside("pyhgf", (peer) => measureFilters({ ...options, peer }));
  const peaks = await beside("scipy", (peer) => measurePeaks({ ...options, peer }));
  const sampling = await beside("numpyro", async (peer) => {
    const rows: SamplingRow[] = [];
    for (const subjects of SIZES) rows.push(...(await measureSampling(subjects, { ...options, peer })));
    return rows;
  });
  return { date: new Date().toISOString().slice(0, 10), peers: versions, sampling, peaks, filters };
}
