import type { TaskPreset } from "../task.ts";

const day = 86_400;
const rising = [1, 5, 10];

/** Published schedules of levers, cues and needs, by name. */
export const operantPresets: Readonly<Record<string, TaskPreset>> = {
  "devaluation-and-transfer": {
    doc: "Two levers with an outcome each (random ratio rising to 10, 10 sessions of 20 rewards each), tones for these and a third outcome (8 sessions of 8), then 5 min of choice with the first outcome sated, then the tones with both levers, without reward. Corbit & Balleine 2005, doi 10.1523/JNEUROSCI.4507-04.2005 (numbers chosen).",
    schedule: {
      levers: ["left lever", "right lever"],
      outcomes: { pellet: 1, sucrose: 1, polycose: 1 },
      cues: { tone1: { modality: "auditory" }, tone2: { modality: "auditory" }, tone3: { modality: "auditory" } },
      stages: [
        {
          name: "instrumental",
          sessions: 10,
          ...trained("pellet", "sucrose"),
          rewards: 20,
          duration: 1800,
          apart: true,
        },
        {
          name: "pavlovian",
          pause: day,
          sessions: 8,
          cues: {
            tone1: { count: 8, duration: 30, outcome: "pellet", deliveries: 4 },
            tone2: { count: 8, duration: 30, outcome: "sucrose", deliveries: 4 },
            tone3: { count: 8, duration: 30, outcome: "polycose", deliveries: 4 },
          },
          gap: [60, 120],
        },
        choiceTest("devaluation test"),
        {
          name: "transfer test",
          pause: day,
          levers: { "left lever": {}, "right lever": {} },
          cues: {
            tone1: { count: 4, duration: 30 },
            tone2: { count: 4, duration: 30 },
            tone3: { count: 4, duration: 30 },
          },
          gap: [30, 60],
        },
      ],
    },
  },
  "contingency-reversal": {
    doc: "Two levers with an outcome each, test with one sated; the outcomes change levers, test; more of it, test. Bradfield & Balleine 2017, doi 10.1523/JNEUROSCI.3860-16.2017 (numbers chosen).",
    schedule: {
      levers: ["left lever", "right lever"],
      outcomes: { pellet: 1, sucrose: 1 },
      stages: [
        { name: "training", sessions: 4, ...trained("pellet", "sucrose"), rewards: 20, duration: 1800, apart: true },
        choiceTest("test 1"),
        {
          name: "reversal",
          pause: day,
          sessions: 4,
          ...trained("sucrose", "pellet"),
          rewards: 20,
          duration: 1800,
          apart: true,
        },
        choiceTest("test 2"),
        {
          name: "more reversal",
          pause: day,
          sessions: 4,
          ...trained("sucrose", "pellet"),
          rewards: 20,
          duration: 1800,
          apart: true,
        },
        choiceTest("test 3"),
      ],
    },
  },
  ...habits(),
  ...cueBlocking(),
};

function trained(left: string, right: string): object {
  return {
    levers: { "left lever": { outcome: left, ratio: rising }, "right lever": { outcome: right, ratio: rising } },
  };
}

/** Five minutes of choice without reward after one outcome was eaten to satiety. */
function choiceTest(name: string): object {
  return { name, pause: day, drive: { pellet: 0.1 }, levers: { "left lever": {}, "right lever": {} }, duration: 300 };
}

/** Short or long training on a ratio or interval schedule, then a test after one of four treatments. */
function habits(): Record<string, TaskPreset> {
  const doc =
    "One lever: two sessions of continuous reward, then 30-min sessions of random ratio 20 or random interval 60 s; 5 min without reward. Yin et al. 2004, doi 10.1111/j.1460-9568.2004.03095.x (numbers of sessions chosen).";
  const schedules = { ratio: { ratio: [20] }, interval: { interval: 60 } };
  const lengths = { short: 5, long: 20 };
  const treatments: Record<string, readonly object[]> = {
    valued: [],
    devalued: [],
    paired: [{ name: "malaise", pause: day, context: "cage", given: [{ outcomes: ["pellet", "malaise"], count: 6 }] }],
    unpaired: [
      {
        name: "malaise",
        pause: day,
        context: "cage",
        given: [
          { outcomes: ["pellet"], count: 6 },
          { outcomes: ["malaise"], count: 6 },
        ],
      },
    ],
  };
  const presets: Record<string, TaskPreset> = {};
  for (const [schedule, rule] of Object.entries(schedules)) {
    for (const [length, sessions] of Object.entries(lengths)) {
      for (const [treatment, stages] of Object.entries(treatments)) {
        presets[`habit-${schedule}-${length}-${treatment}`] = {
          doc: `${doc} ${schedule}, ${sessions} sessions, ${treatment}${treatment.endsWith("valued") ? " (satiety)" : " with malaise outside"}.`,
          schedule: {
            levers: ["lever"],
            outcomes: { pellet: 1, malaise: -1 },
            contexts: ["chamber", "cage"],
            stages: [
              {
                name: "continuous",
                sessions: 2,
                levers: { lever: { outcome: "pellet" } },
                rewards: 30,
                duration: 1800,
              },
              {
                name: "training",
                pause: day,
                sessions,
                levers: { lever: { outcome: "pellet", ...rule } },
                duration: 1800,
              },
              ...stages,
              {
                name: "test",
                pause: day,
                ...(treatment === "devalued" && { drive: { pellet: 0.1 } }),
                levers: { lever: {} },
                duration: 300,
              },
            ],
          },
        };
      }
    }
  }
  return presets;
}

/** Does a trained tone block learning about a light, with food and with cocaine? */
function cueBlocking(): Record<string, TaskPreset> {
  const doc =
    "Five sessions of outcomes with a tone (or without), five with tone and light; then a lever that turns on the light and one that does nothing. Panlilio et al. 2007, doi 10.1016/j.pbb.2007.03.005 (deliveries and times chosen).";
  const presets: Record<string, TaskPreset> = {};
  for (const outcome of ["food", "cocaine"]) {
    for (const blocked of [true, false]) {
      const shown = { count: 20, duration: 6, outcome, at: 5 };
      presets[`cue-blocking-${outcome}-${blocked ? "blocking" : "control"}`] = {
        doc: `${doc} ${outcome}, ${blocked ? "tone first" : "no cue first"}.`,
        schedule: {
          levers: ["light lever", "other lever"],
          outcomes: { [outcome]: 1 },
          cues: { tone: { modality: "auditory" }, light: { modality: "visual" } },
          stages: [
            blocked
              ? { name: "tone", sessions: 5, cues: { tone: shown }, gap: [15, 25] }
              : { name: "outcome alone", sessions: 5, given: [{ outcomes: [outcome], count: 20 }], gap: [15, 25] },
            { name: "compound", pause: day, sessions: 5, cues: { light: { ...shown, with: ["tone"] } }, gap: [15, 25] },
            {
              name: "test",
              pause: day,
              levers: { "light lever": { cue: "light" }, "other lever": {} },
              duration: 3600,
            },
          ],
        },
      };
    }
  }
  return presets;
}
