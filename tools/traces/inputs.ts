/** Inputs of the reference traces: fixed, written out in the files, times in whole milliseconds. */

/** A rectangular pulse; a spike has width 0 and area 1. */
export interface Pulse {
  readonly input: string;
  /** ms */
  readonly from: number;
  /** ms; 0 for a spike. */
  readonly width: number;
  /** Height; for a spike its area. */
  readonly value: number;
}

/** Length of every trace, ms. */
export const duration = 10_000;

/** Times of spikes: some pairs of either order at different intervals, then single spikes; no two at the same time. */
const presynaptic = [
  500, 620, 1000, 1340, 1600, 2100, 2135, 2700, 3050, 3400, 4012, 4500, 5020, 5300, 5600, 6105, 6400, 7000, 7250, 8000,
];
const postsynaptic = [
  505, 640, 990, 1310, 1602, 2110, 2150, 2695, 3052, 3480, 4000, 4510, 5005, 5290, 5608, 6100, 6440, 7015, 7240, 8004,
];

const spikes: readonly Pulse[] = [
  ...presynaptic.map((from) => ({ input: "presynaptic", from, width: 0, value: 1 })),
  ...postsynaptic.map((from) => ({ input: "postsynaptic", from, width: 0, value: 1 })),
];

const firing = (input: string, pulses: readonly (readonly [from: number, width: number, value: number])[]): Pulse[] =>
  pulses.map(([from, width, value]) => ({ input, from, width, value }));

const rates: readonly Pulse[] = [
  ...firing("presynaptic", [
    [500, 800, 1],
    [2000, 500, 0.5],
    [3500, 1500, 0.8],
    [6500, 700, 1],
  ]),
  ...firing("postsynaptic", [
    [700, 900, 0.6],
    [2200, 1000, 1],
    [4200, 600, 0.4],
    [6800, 1000, 1.2],
  ]),
  ...firing("reward", [
    [1500, 500, 1],
    [3600, 200, -0.5],
    [5500, 700, 0.7],
    [8200, 400, 1],
  ]),
];

const dopamine = firing("dopamineFiring", [
  [1200, 100, 10],
  [2400, 200, 5],
  [4300, 100, 20],
  [5800, 400, 3],
  [8300, 100, 10],
]);

/**
 * Bursts of dopamine neurons as single spikes, so that simulators in which dopamine is a spike train (NEST) can run the
 * same input.
 */
const dopamineSpikes: readonly Pulse[] = [1200, 1233, 2450, 2500, 4300, 4320, 5803, 5906, 8300].map((from) => ({
  input: "dopamineFiring",
  from,
  width: 0,
  value: 1,
}));

/** Inputs by rule. */
export const inputsOf: Readonly<Record<string, readonly Pulse[]>> = {
  dopamineGatedHebbian: rates,
  rewardModulatedHebbian: rates,
  dopamineModulatedTiming: [...spikes, ...dopamineSpikes],
  striatalDopamine: [...spikes, ...dopamine],
  sequentialNeuromodulation: [
    ...spikes,
    ...dopamine,
    ...firing("acetylcholineFiring", [
      [400, 2000, 1],
      [4800, 1000, 2],
    ]),
  ],
  twoTraces: [
    ...spikes,
    ...firing("norepinephrineFiring", [
      [1200, 100, 10],
      [5800, 300, 5],
    ]),
    ...firing("serotoninFiring", [
      [2400, 100, 10],
      [7500, 300, 5],
    ]),
  ],
};
