import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const arenaTime = 5 * minute;

/** When an arena is visited, s from training, and which one. */
interface Visit {
  readonly at: number;
  readonly arena: "novel" | "familiar";
}

/** A shock in the box, perhaps an arena some time before or after, and the box again. */
function group(
  label: string,
  shock: number,
  retention: number,
  visit?: Visit,
  treatment?: SessionArm["treatment"],
): SessionArm {
  const { at = 0, arena = "novel" } = visit ?? {};
  const stay = { name: "arena", exposure: arenaTime, context: arena };
  return {
    label,
    task: {
      id: "conditioning-v1",
      options: { before: 10 },
      schedule: {
        cues: { tone: { modality: "auditory" } },
        outcomes: { shock: -1 },
        contexts: ["box", "novel", "familiar"],
        trials: {
          shock: { outcomes: [{ at: 0, amount: shock }] },
          box: { marks: [{ name: "expected", at: 0 }] },
        },
        stages: [
          { name: "habituation", exposure: 30 * minute, context: "familiar" },
          ...(at < 0 ? [{ ...stay, pause: day + at }] : []),
          { name: "training", pause: at < 0 ? -at - arenaTime : day, trials: { shock: 1 } },
          ...(at > 0 ? [{ ...stay, pause: at }] : []),
          { name: "test", pause: at > 0 ? retention - at - arenaTime : retention, trials: { box: 1 } },
        ],
      },
    },
    ...(treatment && { treatment }),
  };
}

const weak = 0.3;
const strong = 1;
const hourBefore: Visit = { at: -hour, arena: "novel" };
const block: SessionArm["treatment"] = {
  doses: [{ receptor: "dopamineD1", dose: "4 Ki", area: "hippocampus", during: { stage: "arena" } }],
};
const noProteins: SessionArm["treatment"] = {
  manipulations: [{ proteinSynthesis: 0.95, during: { stage: "arena" } }],
};

const share = (arm: string): string =>
  `(mean(${arm}.test) - mean(${arm}.naive)) / (mean(strong.test) - mean(strong.naive))`;
const shares = {
  weak: "weak training alone",
  before1: "arena 1 h before",
  after1: "arena 1 h after",
  before4: "arena 4 h before",
  after4: "arena 4 h after",
  familiar: "familiar arena 1 h before",
  d1: "D1/D5 block in the hippocampus",
  synthesis: "synthesis of proteins blocked",
  late: "arena 1 h before the test",
};

/** A weak memory lasts for a day if something new is met within about an hour. */
export const behaviouralTagging: Effect = {
  id: "behavioural-tagging",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      weak: group("weak", weak, day),
      before1: group("arena 1 h before", weak, day, hourBefore),
      after1: group("arena 1 h after", weak, day, { at: hour, arena: "novel" }),
      before4: group("arena 4 h before", weak, day, { at: -4 * hour, arena: "novel" }),
      after4: group("arena 4 h after", weak, day, { at: 4 * hour, arena: "novel" }),
      familiar: group("familiar arena 1 h before", weak, day, { at: -hour, arena: "familiar" }),
      strong: group("strong", strong, day),
      d1: group("arena 1 h before, D1/D5 block", weak, day, hourBefore, block),
      synthesis: group("arena 1 h before, synthesis block", weak, day, hourBefore, noProteins),
      late: group("arena 1 h before the test", weak, day, { at: 23 * hour, arena: "novel" }),
      weakShort: group("weak, 15 min", weak, 15 * minute),
      before1Short: group("arena 1 h before, 15 min", weak, 15 * minute, hourBefore),
      strongNovel: group("strong, arena 1 h before", strong, day, hourBefore),
    },
    windows: {},
    readings: {
      naive: (trials) => trials.where({ stage: "training" }).mean("freezingBefore"),
      test: (trials) => trials.where({ stage: "test" }).mean("freezingBefore"),
    },
  },
  remarks: [
    "The platform is part of the box and no cue of its own: what is learned is the place, in which the shock comes after 10 s. Response: freezing in the first 10 s in the box, less that before the shock.",
    "D1/D5 receptors are blocked in the hippocampus, and proteins not made, while the subject is in the arena; products are made at no other time.",
  ],
  measures: {
    ...Object.fromEntries(
      Object.entries(shares).map(([arm, doc]) => [
        arm,
        { expression: share(arm), unit: "1", doc: `Retention after a day, of that after strong training: ${doc}.` },
      ]),
    ),
    short: {
      expression:
        "(mean(before1Short.test) - mean(before1Short.naive)) / (mean(weakShort.test) - mean(weakShort.naive))",
      unit: "1",
      doc: "Retention after 15 min, novelty over none.",
    },
    strongNovel: { expression: share("strongNovel"), unit: "1", doc: "Strong training, with novelty over without." },
    strong: {
      expression: "mean(strong.test) - mean(strong.naive)",
      unit: "1",
      doc: "Retention after a day, strong training.",
    },
  },
  criterion: [
    { text: "S at -1 h", value: "before1", low: 0.4, high: 1.1 },
    { text: "S at +1 h", value: "after1", low: 0.4, high: 1.1 },
    { text: "S(weak alone)", value: "weak", high: 0.25 },
    { text: "S at -4 h", value: "before4", high: 0.35 },
    { text: "S at +4 h", value: "after4", high: 0.35 },
    { text: "S, familiar arena", value: "familiar", high: 0.35 },
    { text: "S, D1/D5 block", value: "d1", high: 0.3 },
    { text: "S, synthesis block", value: "synthesis", high: 0.3 },
  ],
  sideObservations: [
    {
      text: "short-term test at 15 min is the same with and without novelty (ratio in [0.85, 1.15])",
      bands: [{ text: "15 min", value: "short", low: 0.85, high: 1.15 }],
    },
    {
      text: "novelty before testing only (23 h after training) gives no retention gain (S <= 0.3)",
      bands: [{ text: "S, before the test", value: "late", high: 0.3 }],
    },
    {
      text: "strong training is unaffected by adding novelty (ratio in [0.85, 1.2])",
      bands: [{ text: "strong", value: "strongNovel", low: 0.85, high: 1.2 }],
    },
  ],
  ablations: [
    {
      id: "no-capture",
      mechanism: "capture of products by tagged synapses",
      must: "abolish",
      change: { parameters: { captureRate: 0 } },
    },
    {
      id: "no-hippocampal-dopamine",
      mechanism: "dopamine of locus coeruleus and ventral tegmental area in the hippocampus",
      must: "abolish",
      change: {
        treatment: {
          manipulations: [{ fibreLesion: ["locusCoeruleus", "ventralTegmentalArea"], area: "hippocampus" }],
        },
      },
    },
    {
      id: "no-striatal-dopamine",
      mechanism: "dopamine in the striatum",
      must: "spare",
      change: {
        treatment: {
          manipulations: [{ fibreLesion: "ventralTegmentalArea", area: ["dorsalStriatum", "ventralStriatum"] }],
        },
      },
    },
  ],
  figure: {
    title: "Retention after a day",
    x: { label: "arena from training", unit: "h" },
    y: { label: "retention", unit: "of strong training" },
    curves: [{ label: "this model, novel arena", x: [-4, -1, 1, 4], y: ["before4", "before1", "after1", "after4"] }],
    published: [],
  },
};
