import type { TaskPreset } from "../task.ts";
import { alone, cuesOf, day, followed, hour, minute, preset } from "./presetParts.ts";

const shock = { shock: -1 };

const toLittle = { response: "approach", reference: "training", below: 0.15, run: 10, minimum: 60 };
const kehoe = "Kehoe 2006, doi 10.1101/lm.169306 (times and numbers of trials chosen)";
const training = (name: string, count: number, pause = 0) => ({
  name,
  ...(pause > 0 && { pause }),
  trials: { "A+": count },
  interval: [6, 12],
});
const toneTrials = { cues: cuesOf("auditory", ["A"]), trials: { "A+": followed("A", 2), A: alone("A", 2) } };

/** Extinction and what brings the response back: places, time, new training; partial reinforcement; gaps. */
export const extinctionPresets: Readonly<Record<string, TaskPreset>> = {
  ...renewal(),
  ...spontaneousRecovery(),
  "rapid-reacquisition": reacquisition(120, true),
  "rapid-reacquisition-short": reacquisition(6, true),
  "rapid-reacquisition-naive": reacquisition(120, false),
  "rapid-reacquisition-mixed": mixedReacquisition(),
  ...partialReinforcement(),
  "delay-conditioning": gap(0),
  "trace-conditioning": gap(2),
  ...behaviouralTagging(),
  "tone-pairing": tonePairing(true, 0),
  "tone-pairing-burst-alone": tonePairing(false, 0),
  "tone-pairing-late-burst": tonePairing(true, 2),
};

/** Conditioning, extinction and test, each in its own box or not. */
function renewal(): Record<string, TaskPreset> {
  const doc =
    "10 min in each of three boxes; 8 shocks after the cue in the first; 60 trials of the cue alone over 3 sessions in the second; 4 in the third. Bouton & Bolles 1979, doi 10.1016/0023-9690(79)90057-2 (cue of 10 s shortened to 2 s).";
  const group = (conditioning: string, extinction: string | null, test: string): TaskPreset =>
    preset(
      `${doc} Conditioning in ${conditioning}, ${extinction ? `extinction in ${extinction}` : "no extinction"}, test in ${test}.`,
      {
        cues: cuesOf("auditory", ["A"]),
        outcomes: shock,
        contexts: ["A", "B", "C"],
        contextOverlap: 0.15,
        awake: true,
        trials: { "A+": followed("A", 2), A: alone("A", 2) },
        stages: [
          ...["A", "B", "C"].map((context) => ({ name: "exposure", exposure: 10 * minute, context })),
          { name: "training", pause: day, trials: { "A+": 8 }, context: conditioning, interval: [50, 70] },
          extinction
            ? {
                name: "extinction",
                pause: day,
                trials: { A: 60 },
                context: extinction,
                sessions: 3,
                interval: [24, 36],
              }
            : { name: "waiting", pause: 3 * day, exposure: 10 * minute, context: "B" },
          { name: "test", pause: day, trials: { A: 4 }, context: test, interval: [24, 36] },
        ],
      },
    );
  return {
    "renewal-aba": group("A", "B", "A"),
    "renewal-abb": group("A", "B", "B"),
    "renewal-abc": group("A", "B", "C"),
    "renewal-aaa": group("A", "A", "A"),
    "renewal-no-extinction": group("A", null, "A"),
    "renewal-no-extinction-elsewhere": group("A", null, "C"),
  };
}

/** Seven delays after extinction, three without it. */
function spontaneousRecovery(): Record<string, TaskPreset> {
  const doc =
    "7 shocks after the cue, 1 h later 20 trials of the cue alone, then 8 more after a delay. Quirk 2002, doi 10.1101/lm.49602 (cue of 30 s shortened to 3 s).";
  const group = (extinction: boolean, pause: number, label: string): TaskPreset =>
    preset(`${doc} ${extinction ? "Test" : "Without extinction, test"} after ${label}.`, {
      cues: cuesOf("auditory", ["A"]),
      outcomes: shock,
      trials: { "A+": followed("A", 3), A: alone("A", 3) },
      stages: [
        { name: "training", trials: { "A+": 7 }, interval: [60, 120] },
        ...(extinction ? [{ name: "extinction", pause: hour, trials: { A: 20 }, interval: [30, 60] }] : []),
        { name: "test", pause: extinction ? pause : pause + hour, trials: { A: 8 }, interval: [30, 60] },
      ],
    });
  const days = (count: number): string => (count === 0 ? "1 h" : `${count} d`);
  const named = (prefix: string, extinction: boolean, delays: readonly number[]) =>
    delays.map((count) => [
      `${prefix}-${days(count).replace(" ", "")}`,
      group(extinction, count === 0 ? hour : count * day, days(count)),
    ]);
  return Object.fromEntries([
    ...named("spontaneous-recovery", true, [0, 1, 2, 4, 6, 10, 14]),
    ...named("spontaneous-recovery-none", false, [0, 10, 14]),
  ]);
}

function reacquisition(first: number, trained: boolean): TaskPreset {
  const history = trained
    ? `${first} trials of training, extinction until the response stays below 15 %, training, extinction, training`
    : "As long in the box without cues, then training";
  return preset(`${history}. ${kehoe}.`, {
    ...toneTrials,
    stages: trained
      ? [
          training("training", first),
          { name: "extinction", pause: day, trials: { A: 300 }, interval: [6, 12], until: toLittle },
          training("reacquisition", 120, day),
          { name: "second extinction", pause: day, trials: { A: 300 }, interval: [6, 12], until: toLittle },
          training("second reacquisition", 120, day),
        ]
      : [{ name: "exposure", exposure: 900 }, training("training", 120, day)],
  });
}

/** Rewarded and unrewarded trials among each other after extinction. */
function mixedReacquisition(): TaskPreset {
  return preset(
    `120 trials of training, extinction until the response stays below 15 %, then reward on half of the trials. ${kehoe}; after Ricker & Bouton 1996, Anim Learn Behav 24:423.`,
    {
      ...toneTrials,
      stages: [
        training("training", 120),
        { name: "extinction", pause: day, trials: { A: 300 }, interval: [6, 12], until: toLittle },
        { name: "reacquisition", pause: day, trials: { "A+": 20, A: 20 }, interval: [6, 12] },
      ],
    },
  );
}

function partialReinforcement(): Record<string, TaskPreset> {
  const group = (cue: number, probability: number): TaskPreset =>
    preset(
      `A cue of ${cue} s with reward of probability ${probability} until 120 rewards, then 150 trials without. Chan & Harris 2019, doi 10.1037/xan0000190 (all times a fifth).`,
      {
        cues: cuesOf("auditory", ["A"]),
        trials: { "A+": followed("A", cue), "A-": alone("A", cue) },
        stages: [
          { name: "training", trials: { "A+": 120, "A-": Math.round(120 / probability) - 120 }, interval: [6, 12] },
          { name: "extinction", trials: { "A-": 150 }, interval: [6, 12] },
        ],
      },
    );
  return {
    "partial-reinforcement-continuous-6s": group(6, 1),
    "partial-reinforcement-third-2s": group(2, 1 / 3),
    "partial-reinforcement-continuous-10s": group(10, 1),
    "partial-reinforcement-fifth-2s": group(2, 0.2),
  };
}

function gap(time: number): TaskPreset {
  return preset(
    `24 pairings over two sessions, the shock ${time} s after the cue's end; the cue alone 6 times on the next day. Bang & Brown 2009, J Neurosci 29:4346 (cue and gap shortened).`,
    {
      cues: cuesOf("auditory", ["A"]),
      outcomes: { shock: -1 },
      trials: {
        "A+": followed("A", 4, { at: 4 + time }),
        A: { ...alone("A", 4), marks: [{ name: "expected", at: 4 + time }] },
      },
      stages: [
        { name: "training", trials: { "A+": 24 }, sessions: 2, interval: [40, 80] },
        { name: "test", pause: day, trials: { A: 6 }, interval: [40, 80] },
      ],
    },
  );
}

/** Training once on a platform, an arena some time before or after, test early or late. */
function behaviouralTagging(): Record<string, TaskPreset> {
  const doc =
    "One weak shock (0.3) on leaving a platform, five minutes in an arena at some time; response on the platform later. Moncada & Viola 2007, doi 10.1523/JNEUROSCI.1083-07.2007 (strengths chosen).";
  const retentions = { "15min": 15 * minute, "24h": day };
  const arenas: Record<string, { readonly at: number; readonly arena: "novel" | "familiar" } | null> = {
    weak: null,
    "novel-1h-before": { at: -hour, arena: "novel" },
    "novel-1h-after": { at: hour, arena: "novel" },
    "novel-4h-before": { at: -4 * hour, arena: "novel" },
    "novel-4h-after": { at: 4 * hour, arena: "novel" },
    "familiar-1h-before": { at: -hour, arena: "familiar" },
    strong: null,
  };
  const group = (name: string, delay: string, retention: number): TaskPreset => {
    const visit = arenas[name] ?? null;
    const { at = 0, arena = "novel" } = visit ?? {};
    const before = visit !== null && at < 0;
    const after = visit !== null && at > 0 && at < retention;
    const stay = { exposure: 5 * minute, context: arena };
    return preset(`${doc} Group ${name}, test after ${delay}.`, {
      cues: cuesOf("tactile", ["platform"]),
      outcomes: { shock: -1 },
      contexts: ["box", "novel", "familiar"],
      trials: {
        shock: followed("platform", 10, { amount: name === "strong" ? 1 : 0.3 }),
        platform: alone("platform", 10),
      },
      stages: [
        { name: "habituation", exposure: 30 * minute, context: "familiar" },
        ...(before ? [{ name: "arena", pause: day + at, ...stay }] : []),
        { name: "training", pause: before ? -at - 5 * minute : day, trials: { shock: 1 } },
        ...(after ? [{ name: "arena", pause: at, ...stay }] : []),
        { name: "test", pause: after ? retention - at - 5 * minute : retention, trials: { platform: 1 } },
      ],
    });
  };
  return Object.fromEntries(
    Object.keys(arenas).flatMap((name) =>
      Object.entries(retentions).map(([delay, time]) => [
        `behavioural-tagging-${name}-${delay}`,
        group(name, delay, time),
      ]),
    ),
  );
}

/**
 * Sixteen tones, each on its own channel and half on the next ones; one of them is paired with nucleus basalis, or the
 * burst comes without it or too late.
 */
function tonePairing(tone: boolean, burst: number): TaskPreset {
  const tones = Array.from({ length: 16 }, (_, index) => `tone ${index + 1}`);
  const channel = (index: number, strength: number) => (tones[index] ? [[tones[index], strength] as const] : []);
  const tuning = { trials: Object.fromEntries(tones.map((tone) => [tone, 20])), interval: [0.4, 0.4] };
  return preset(
    `Tuning to sixteen tones (20 times 0.1 s each), 60 ${tone ? "times tone 7" : "times no tone"} with a burst of nucleus basalis (mark nucleusBasalis) ${burst} s after it every 4 s, tuning again at once and after 30, 60 and 120 min. Froemke et al. 2007, doi 10.1038/nature06289 (tones and numbers chosen).`,
    {
      cues: Object.fromEntries(
        tones.map((tone, index) => [
          tone,
          {
            modality: "auditory",
            features: Object.fromEntries([
              ...channel(index - 1, 0.5),
              ...channel(index, 1),
              ...channel(index + 1, 0.5),
            ]),
          },
        ]),
      ),
      trials: {
        ...Object.fromEntries(tones.map((tone) => [tone, alone(tone, 0.1)])),
        paired: { ...(tone && alone("tone 7", 0.1)), marks: [{ name: "nucleusBasalis", at: burst }] },
      },
      awake: true,
      stages: [
        { name: "tuning", ...tuning },
        { name: "pairing", trials: { paired: 60 }, interval: [3.9 - burst, 3.9 - burst] },
        { name: "tuning after 0 min", ...tuning },
        { name: "tuning after 30 min", pause: 27 * minute, ...tuning },
        { name: "tuning after 60 min", pause: 27 * minute, ...tuning },
        { name: "tuning after 120 min", pause: 57 * minute, ...tuning },
      ],
    },
    { before: 0.2, after: 0.1 },
  );
}
