import {
  fittedPredictive,
  type PredictiveSource,
  predictiveDraw,
  usualSimulations,
} from "../../fitting/checks/index.ts";
import type { KnownOfTrials } from "../../fitting/checks/trialsSeen.ts";
import type { PredictiveCheck } from "../../fitting/fitSummary.ts";
import { type ExecutorMaker, FitInterrupted } from "../../fitting/fits/executor.ts";
import type { ModelFit } from "../../fitting/fits/modelFit.ts";

/** Responses that were simulated in every trial, as a file of draws takes them. */
export interface PredictedResponses {
  readonly from: PredictiveSource;
  readonly simulations: number;
  /** [record][simulation] → values, [column, trial]. */
  readonly values: readonly (readonly Float64Array[])[];
}

/** Which chain and draw a simulation's parameters are, in a file of draws. */
export function placeOf(simulation: number, { sampled }: ModelFit, simulations: number) {
  const { chains } = sampled!;
  return predictiveDraw(simulation, { chains: chains.length, draws: chains[0]!.count, simulations });
}

/** Numbers beyond which simulated responses are not kept for the file of draws (512 MiB). */
const MOST_NUMBERS = 2 ** 26;

/**
 * What a fitted model would have done in every trial, and the simulated responses themselves where draws are written.
 *
 * @throws FitInterrupted
 */
export async function predictionsOf(
  fit: ModelFit,
  options: {
    readonly from: PredictiveSource;
    readonly known: readonly (KnownOfTrials | undefined)[];
    readonly onRecord?: (done: number, total: number) => void;
    /** Where people are simulated; default: in the present thread. */
    readonly executor?: ExecutorMaker | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<{ readonly check: PredictiveCheck; readonly responses: PredictedResponses | null }> {
  const { from, known, onRecord, executor, signal } = options;
  const simulations = usualSimulations;
  const { columns } = fit.job.program;
  const trials = fit.job.rows.reduce((sum, own) => sum + own.trials, 0);
  const isKept = fit.sampled !== null && trials * columns.length * simulations <= MOST_NUMBERS;
  const values: Float64Array[][] = fit.job.rows.map(() => []);
  const check = await fittedPredictive(fit, {
    ...{ seed: fit.settings.seed, from, known, simulations, executor },
    ...(isKept && {
      onPredicted: (record: number, simulation: number, own: Float64Array) => {
        values[record]![simulation] = own;
      },
    }),
    ...(onRecord && { onPerson: onRecord }),
    ...(signal && { signal }),
  });
  if (check === null) throw new FitInterrupted();
  return { check, responses: isKept ? { from, simulations, values } : null };
}
