import type { TrialValues } from "../environments/environment.ts";
import type { Setting } from "../model/simulate.ts";
import type { KnownOfTrials } from "./trialsSeen.ts";

/** Names under which environments tell which option is best, and the block. */
const names = { bestOption: "correctOption", block: "block" } as const;

/**
 * A setting that keeps what its task says at the beginning of trials beyond the model's columns: the best option and
 * the block.
 */
export function watchedSetting(setting: Setting): {
  readonly watched: Setting;
  /** What is known of the trials of the person simulated last. */
  lastKnown(): KnownOfTrials;
} {
  let last: TrialValues[] = [];
  const { environment } = setting;
  const watched: Setting = {
    ...setting,
    environment: {
      ...environment,
      play(options, random, trials) {
        const session = environment.play(options, random, trials);
        const seen: TrialValues[] = [];
        last = seen;
        return {
          begin(trial) {
            const values = session.begin(trial);
            seen.push(values);
            return values;
          },
          observe: (trial, values) => session.observe(trial, values),
        };
      },
    },
  };
  return {
    watched,
    lastKnown: () => ({ bestOption: columnOf(last, names.bestOption), block: columnOf(last, names.block) }),
  };
}

function columnOf(seen: readonly TrialValues[], name: string): Float64Array | undefined {
  if (!seen.some((values) => name in values)) return undefined;
  return Float64Array.from(seen, (values) => values[name] ?? Number.NaN);
}
