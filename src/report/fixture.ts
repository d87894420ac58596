import type {
  AlignedTraces,
  Attribution,
  BehaviourComparison,
  Curve,
  Distribution,
  Effect,
  GroupSummary,
  MeasureName,
  PlasticityMap,
  SignalSummary,
  Summary,
} from "../analysis/summary.ts";

/** A small generator of numbers in [0, 1), the same each time. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const blockLength = 15;

/** What an invented group does: where its curve after a reversal begins and ends, and how fast it rises. */
interface Habit {
  readonly first: number;
  readonly last: number;
  readonly trials: number;
  readonly spread: number;
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

function distribution(values: readonly number[]): Distribution {
  const sorted = [...values].sort((left, right) => left - right);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  const [a, b, c, d, e] = [0.025, 0.25, 0.5, 0.75, 0.975].map((share) => quantile(sorted, share));
  return { mean, standardDeviation: Math.sqrt(variance), quantiles: [a!, b!, c!, d!, e!], values };
}

function curve(x: readonly number[], mean: readonly number[], subjects: number): Curve {
  const half = mean.map((value) => 1.96 * Math.sqrt(Math.max(0.0004, value * (1 - value)) / (subjects * 4)));
  return {
    x,
    mean,
    low: mean.map((value, index) => Math.max(0, value - half[index]!)),
    high: mean.map((value, index) => Math.min(1, value + half[index]!)),
    subjects,
  };
}

function groupOf(
  id: string,
  label: string,
  kind: GroupSummary["kind"],
  subjects: number,
  { first, last, trials, spread }: Habit,
): GroupSummary {
  const next = generator(id.length * 7919 + subjects + Math.round(first * 1000));
  const wobble = (size: number): number => (next() + next() + next() - 1.5) * size;
  const bounded = (value: number): number => Math.min(1, Math.max(0, value));
  const x = Array.from({ length: blockLength }, (_, trial) => trial + 1);
  const rise = (trial: number): number => last - (last - first) * Math.exp(-(trial - 1) / trials);
  const reversal = x.map((trial) => bounded(rise(trial) + wobble(0.015)));
  const around = Array.from({ length: 20 }, (_, index) => index - 5);
  const many = (centre: number, width: number): Distribution =>
    distribution(Array.from({ length: subjects }, () => bounded(centre + wobble(width * 2))));
  return {
    id,
    label,
    kind,
    subjects,
    measures: {
      accuracy: many((last + first) / 2 + 0.13, spread),
      earlyAccuracy: many((reversal[0]! + reversal[3]! + reversal[5]!) / 3, spread),
      firstBlockAccuracy: many(last - 0.05, spread * 1.3),
      winStay: many(last + 0.2, spread * 1.2),
      loseShift: many(0.9 - last / 2, spread * 1.5),
      perseveration: many(0.5 - first, spread),
      omissions: many(0.004, 0.01),
      ...(kind === "agent"
        ? {}
        : { reactionTime: distribution(Array.from({ length: subjects }, () => 0.55 + next() * 0.5)) }),
    },
    reversalCurve: curve(x, reversal, subjects),
    acquisitionCurve: curve(
      x,
      x.map((trial) => bounded(last - (last - 0.35) * Math.exp(-(trial - 1) / (trials * 0.8)) + wobble(0.02))),
      subjects,
    ),
    formerCurve: curve(
      x,
      x.map((trial) => bounded((1 - rise(trial)) * Math.exp(-(trial - 1) / 8) * 0.8 + 0.08)),
      subjects,
    ),
    aroundReversal: curve(
      around,
      around.map((trial) => bounded((trial < 0 ? last : rise(trial + 1)) + wobble(0.012))),
      subjects,
    ),
    sessionCurve: curve(
      Array.from({ length: 90 }, (_, trial) => trial + 1),
      Array.from({ length: 90 }, (_, trial) => bounded(rise((trial % blockLength) + 1) + wobble(0.03))),
      subjects,
    ),
    subjectCurves: Array.from({ length: subjects }, () => {
      const own = wobble(spread * 2);
      return x.map((trial) => Math.round(bounded(rise(trial) + own + wobble(0.4)) * 5) / 5);
    }),
  };
}

const human: Habit = { first: 0.17, last: 0.71, trials: 3.4, spread: 0.11 };
const blocks: readonly { id: string; label: string; receptors: readonly string[]; habit: Habit; about: string }[] = [
  {
    id: "dopamine-block",
    label: "dopamine block",
    receptors: ["D1", "D2"],
    habit: { first: 0.15, last: 0.58, trials: 4.6, spread: 0.12 },
    about: "Antagonist at dopamine receptors throughout the session.",
  },
  {
    id: "acetylcholine-block",
    label: "acetylcholine block",
    receptors: ["M1", "nicotinic"],
    habit: { first: 0.12, last: 0.66, trials: 6.4, spread: 0.1 },
    about: "Antagonist at muscarinic and nicotinic receptors throughout the session.",
  },
  {
    id: "norepinephrine-block",
    label: "norepinephrine block",
    receptors: ["α1", "β"],
    habit: { first: 0.16, last: 0.7, trials: 4, spread: 0.1 },
    about: "Antagonist at adrenergic receptors throughout the session.",
  },
  {
    id: "serotonin-block",
    label: "serotonin block",
    receptors: ["5-HT2A"],
    habit: { first: 0.13, last: 0.71, trials: 4.4, spread: 0.1 },
    about: "Antagonist at 5-HT2A receptors throughout the session.",
  },
];

function people(subjects: readonly [number, number]): Summary["people"] {
  const citation =
    "Zorowitz, Solis, Niv & Bennett (2023). Inattentive responding can induce spurious associations between task behaviour and symptom measures. Nature Human Behaviour. doi:10.1038/s41562-023-01640-7";
  return [
    {
      ...groupOf("zorowitz2023-attentive", `${subjects[0]} attentive people`, "people", subjects[0], human),
      citation,
      note: "Attentive: all attention checks passed.",
    },
    {
      ...groupOf("zorowitz2023", `${subjects[1]} people (all)`, "people", subjects[1], {
        ...human,
        last: 0.67,
        spread: 0.12,
      }),
      citation,
      note: "Attentive: all attention checks passed.",
    },
  ];
}

function agents(subjects: number): Summary["agents"] {
  const make = (id: string, label: string, description: string, habit: Habit) => ({
    ...groupOf(id, label, "agent", subjects, habit),
    description,
  });
  return [
    make("guessing", "guessing", "Chooses at random.", { first: 0.33, last: 0.33, trials: 1, spread: 0.05 }),
    make(
      "win-stay-lose-shift",
      "win-stay, lose-shift",
      "Repeats a rewarded choice, leaves an unrewarded one for a random other.",
      { first: 0.22, last: 0.62, trials: 1.8, spread: 0.06 },
    ),
    make("perseverating", "perseverating", "Repeats the last choice, with 5 % random ones.", {
      first: 0.3,
      last: 0.35,
      trials: 5,
      spread: 0.18,
    }),
    make(
      "q-learner",
      "one-rate Q-learner",
      "Learns the value of each option with one rate (0.4) and chooses by softmax.",
      {
        first: 0.15,
        last: 0.8,
        trials: 3.2,
        spread: 0.08,
      },
    ),
  ];
}

function rootMeanSquare(first: readonly number[], second: readonly number[]): number {
  return Math.sqrt(first.reduce((sum, value, index) => sum + (value - second[index]!) ** 2, 0) / first.length);
}

function comparisonOf(group: GroupSummary, reference: GroupSummary): BehaviourComparison {
  const measures: readonly MeasureName[] = ["accuracy", "winStay", "loseShift", "perseveration"];
  const distances = [
    {
      name: "reversalCurve",
      label: "Mean accuracy by trial after a reversal",
      distance: rootMeanSquare(group.reversalCurve!.mean, reference.reversalCurve!.mean),
      noiseCeiling99: 0.057,
    },
    ...measures.map((name) => ({
      name,
      label: `${descriptions[name]![0]}, distribution over subjects`,
      distance: rootMeanSquare(group.measures[name]!.quantiles, reference.measures[name]!.quantiles),
      noiseCeiling99: 0.061,
    })),
  ];
  const statistics = distances.map((statistic) => ({
    ...statistic,
    noiseMedian: statistic.noiseCeiling99 / 2,
    exceeds: statistic.distance > statistic.noiseCeiling99,
  }));
  const exceeding = statistics.filter(({ exceeds }) => exceeds);
  return {
    reference: reference.id,
    group: group.id,
    subjects: group.subjects,
    statistics,
    distinguishable: exceeding.length > 0,
    reasons:
      exceeding.length > 0
        ? exceeding.map(({ label, distance }) => `${label}: distance ${distance.toFixed(3)} exceeds the noise ceiling.`)
        : ["No distance exceeds its noise ceiling. That does not show that the two are the same."],
  };
}

const descriptions: Readonly<Record<string, readonly [string, string]>> = {
  accuracy: ["Accuracy", "Share of choices that were of the best option, over all trials with a choice."],
  earlyAccuracy: ["Accuracy, trials 1–6 after a reversal", "Share of choices of the best option on trials 1–6."],
  firstBlockAccuracy: ["Accuracy before any reversal", "Share of choices of the best option over the first block."],
  winStay: ["Win-stay", "Share of choices equal to the one before, after a reward."],
  loseShift: ["Lose-shift", "Share of choices other than the one before, after no reward."],
  perseveration: ["Perseveration", "Share of choices of the formerly best option on trials 1–6."],
  omissions: ["Omissions", "Share of trials without a choice."],
  reactionTime: ["Reaction time", "Median time from cue to choice."],
};

function effectOf(group: GroupSummary, control: GroupSummary, measure: MeasureName): Effect {
  const [own, reference] = [group.measures[measure]!, control.measures[measure]!];
  const difference = own.mean - reference.mean;
  const dz = difference / (own.standardDeviation || 1);
  return { group: group.id, measure, difference, dz, low: dz - 0.27, high: dz + 0.27 };
}

const areas = [
  ["sensoryCortex", "SCx"],
  ["orbitofrontalCortex", "OFC"],
  ["prefrontalCortex", "PFC"],
  ["hippocampus", "HPC"],
  ["ventralStriatum", "VS"],
  ["dorsalStriatum", "DS"],
  ["amygdala", "AMY"],
] as const;
const modulators = [
  ["dopamine", "DA", "VTA"],
  ["acetylcholine", "ACh", "BF"],
  ["norepinephrine", "NE", "LC"],
  ["serotonin", "5-HT", "DRN"],
] as const;

function signalList(): SignalSummary[] {
  const nuclei = modulators.map(
    ([modulator, , label]): SignalSummary => ({
      name: `${label}.rate`,
      label,
      kind: "nucleus",
      area: label,
      areaLabel: label,
      modulator,
      receptor: null,
      unit: "1",
    }),
  );
  const concentrations = areas.flatMap(([area, areaLabel]) =>
    modulators.map(
      ([modulator, label]): SignalSummary => ({
        name: `${area}.${modulator}`,
        label,
        kind: "concentration",
        area,
        areaLabel,
        modulator,
        receptor: null,
        unit: "1",
      }),
    ),
  );
  const receptors = ["ventralStriatum", "dorsalStriatum", "prefrontalCortex"].flatMap((area) =>
    [...blocks].flatMap(({ receptors: names }, place) =>
      names.map(
        (receptor): SignalSummary => ({
          name: `${area}.${receptor}`,
          label: receptor,
          kind: "occupancy",
          area,
          areaLabel: areas.find(([name]) => name === area)![1],
          modulator: modulators[place]![0],
          receptor,
          unit: "1",
        }),
      ),
    ),
  );
  const activity = areas.map(
    ([area, areaLabel]): SignalSummary => ({
      name: `${area}.activity`,
      label: areaLabel,
      kind: "activity",
      area,
      areaLabel,
      modulator: null,
      receptor: null,
      unit: "1",
    }),
  );
  return [...nuclei, ...concentrations, ...receptors, ...activity];
}

function tracesOf(group: string, signals: readonly SignalSummary[]): AlignedTraces[] {
  const next = generator(group.length * 31);
  const time = Array.from({ length: 42 }, (_, index) => -0.99 + index * 0.06);
  const shape = (signal: SignalSummary, moment: string, rewarded: boolean, t: number): number => {
    const size = { cue: 0.25, choice: 0.12, outcome: rewarded ? 0.9 : -0.35 }[moment] ?? 0;
    const part = signal.modulator === "dopamine" ? 1 : signal.modulator === "norepinephrine" ? -0.4 : 0.25;
    const delay = signal.kind === "nucleus" ? 0 : 0.15;
    const bump = t > delay ? ((t - delay) / 0.2) * Math.exp(1 - (t - delay) / 0.2) : 0;
    const base = signal.kind === "occupancy" ? 0.2 : 1;
    const blocked = blocks.find(({ id }) => id === group)?.receptors.includes(signal.receptor ?? "") ? 0.25 : 1;
    return (base + base * size * part * bump) * blocked + (next() - 0.5) * 0.01;
  };
  return (["cue", "choice", "outcome"] as const).flatMap((alignedTo) =>
    (alignedTo === "outcome" ? (["all", "rewarded", "unrewarded"] as const) : (["all"] as const)).map(
      (trials): AlignedTraces => {
        const mean = signals.map((signal) => time.map((t) => shape(signal, alignedTo, trials !== "unrewarded", t)));
        const shifted = (by: number): number[][] => mean.map((values) => values.map((value) => value + by));
        return { group, alignedTo, trials, time, mean, low: shifted(-0.03), high: shifted(0.03) };
      },
    ),
  );
}

const projectionLabels = [
  "SCx → OFC",
  "SCx → PFC",
  "SCx → HPC",
  "OFC → VS D1",
  "OFC → VS D2",
  "SCx → DS D1",
  "SCx → DS D2",
  "HPC → VS D1",
  "PFC → DS D1",
  "PFC → DS D2",
  "AMY → VS D1",
  "OFC → OFC",
];

function plasticityOf(groups: readonly string[]): PlasticityMap {
  const phases = ["cue", "choice", "delay", "outcome", "interval"];
  const parts = Array.from({ length: 6 }, (_, block) => `trials ${block * 15 + 1}–${(block + 1) * 15}`);
  const weights = [0.01, 0.06, 0.03, 1, 0.1];
  return {
    projections: projectionLabels.map((label) => ({
      name: label,
      label,
      sourceArea: label.split(" → ")[0]!,
      targetArea: label.split(" → ")[1]!,
    })),
    phases,
    blocks: parts,
    groups: groups.map((group, place) => {
      const next = generator(place * 101 + 5);
      const size = (projection: number): number =>
        0.004 *
        Math.exp(-projection / 4) *
        (1 - 0.13 * place * (projection % 3 === 0 ? 1 : 0.3)) *
        (0.9 + next() * 0.2);
      return {
        group,
        byPhase: projectionLabels.map((_, projection) => weights.map((weight) => weight * size(projection))),
        byBlock: projectionLabels.map((_, projection) =>
          parts.map((_part, block) => size(projection) * Math.exp(-block / 5)),
        ),
        netChange: projectionLabels.map((_, projection) => size(projection) * (projection % 2 === 0 ? 9 : -6)),
      };
    }),
  };
}

function attributionOf(control: GroupSummary, plasticity: PlasticityMap): Attribution[] {
  const next = generator(77);
  const kinds = [
    ["dopamine", "gain"],
    ["dopamine", "timing"],
    ["acetylcholine", "gain"],
    ["acetylcholine", "eligibility"],
    ["norepinephrine", "gain"],
    ["norepinephrine", "threshold"],
    ["serotonin", "gain"],
  ] as const;
  const own = plasticity.groups[0]!.byPhase.map((row) => row.reduce((sum, value) => sum + value, 0));
  return kinds.map(([modulator, effect]) => {
    const dz = (next() - 0.8) * 1.4;
    const make = (measure: MeasureName): Effect => ({
      group: `${control.id}-without`,
      measure,
      difference: dz / 10,
      dz,
      low: dz - 0.25,
      high: dz + 0.25,
    });
    return {
      modulator,
      effect,
      control: own,
      frozen: own.map((value) => value * (modulator === "dopamine" ? 0.2 + next() * 0.3 : 0.6 + next() * 0.6)),
      accuracyDifference: make("accuracy"),
      earlyAccuracyDifference: make("earlyAccuracy"),
    };
  });
}

/** Invented results of the default experiment's shape, the same each time: for tests of the report only. */
export function inventedSummary(subjects = 64, real: readonly [number, number] = [301, 406]): Summary {
  const control = {
    ...groupOf("control", "control", "virtual", subjects, { ...human, last: 0.7, trials: 3.1, spread: 0.1 }),
    description: "No drug.",
    doses: [],
  };
  const blocked = blocks.map(({ id, label, habit, receptors, about }) => ({
    ...groupOf(id, label, "virtual", subjects, habit),
    description: about,
    doses: receptors.map((receptor) => ({ receptor, label: receptor, dose: 3 })),
  }));
  const groups = [control, ...blocked];
  const samples = people(real);
  const simple = agents(subjects);
  const measures = Object.entries(descriptions).map(([name, [label, doc]]) => ({
    name: name as MeasureName,
    label,
    unit: name === "reactionTime" ? "s" : "1",
    doc,
  }));
  const effects = blocked.flatMap((group) => measures.map(({ name }) => effectOf(group, control, name)));
  const signals = signalList();
  const plasticity = plasticityOf(groups.map(({ id }) => id));
  return {
    format: "neohebb-summary/1",
    name: "three-armed-reversal",
    title: "Learning and reversal under receptor block",
    description:
      "Virtual subjects learn which of three options pays best, and learn anew each time that changes: without a drug, and with the receptors of one of four modulators blocked.",
    version: "0.1.0",
    seed: 2001,
    subjectsPerGroup: subjects,
    specification: { neohebb: "experiment/1", name: "three-armed-reversal", subjects, seed: 2001 },
    specificationHash: "3f".repeat(32),
    resultHash: "a7".repeat(32),
    command: "npx neohebb run experiments/three-armed-reversal.yaml --seed 2001",
    task: {
      id: "three-armed-reversal-v1",
      title: "three-armed bandit with reversals",
      summary:
        "One of three options is rewarded with probability 0.8, each other with 0.2; after every 15 trials another one becomes the best.",
      trials: 90,
      blockLength,
      optionLabels: ["option A", "option B", "option C"],
      phases: [
        { name: "interval", start: 0, duration: 1 },
        { name: "cue and choice", start: 1, duration: 2 },
        { name: "delay", start: 3, duration: 0.5 },
        { name: "outcome", start: 3.5, duration: 1 },
      ],
    },
    model: {
      name: "reference",
      version: 1,
      summary: "A circuit of cortex, hippocampus, striatum and amygdala under four modulators.",
      parameters: { measured: 14, derived: 9, fitted: 31, chosen: 22 },
      operators: [
        { name: "actionReadout", local: false, doc: "The first motor unit over threshold is the action taken." },
      ],
    },
    measures,
    control: "control",
    groups,
    people: samples,
    agents: simple,
    comparisons: [...groups, ...simple].map((group) => comparisonOf(group, samples[0]!)),
    effects,
    expectations: blocked.map(({ id }, index) => {
      const effect = effects.find(({ group, measure }) => group === id && measure === "earlyAccuracy")!;
      const direction = index === 3 ? ("unchanged" as const) : ("lower" as const);
      const side = effect.low! > 0 ? "higher" : effect.high! < 0 ? "lower" : "unchanged";
      return {
        group: id,
        measure: "earlyAccuracy" as const,
        direction,
        statement: "Reversal learning is impaired after the block, by published experiments in several species.",
        source: "An Author & Another (2001). A title. A journal 12:34–56. doi:10.1016/s0896-6273(01)00100-1",
        verdict:
          side === direction
            ? ("confirmed" as const)
            : side === "unchanged" || direction === "unchanged"
              ? ("unclear" as const)
              : ("contradicted" as const),
      };
    }),
    signals,
    traces: groups.flatMap(({ id }) => tracesOf(id, signals)),
    plasticity,
    attribution: attributionOf(control, plasticity),
    warnings: [],
  };
}
