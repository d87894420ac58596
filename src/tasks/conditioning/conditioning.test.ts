import { describe, expect, test } from "vitest";
import { checkTask } from "../checkTask.ts";
import { type Policy, runTask } from "../runTask.ts";
import type { TrialRow } from "../task.ts";
import { conditioning } from "./conditioning.ts";

const idle: Policy = () => ({});

function play(schedule: unknown, options: Record<string, number> = {}, subject = 0, policy: Policy = idle) {
  return runTask(conditioning.make(options, schedule), { seed: 3, subject }, policy);
}

/** Rows of one type of trial. */
function rowsOf(rows: readonly TrialRow[], schedule: string, type: string): TrialRow[] {
  const { trials } = conditioning.presets![schedule]!.schedule as { trials: object };
  const index = Object.keys(trials).indexOf(type);
  expect(index).toBeGreaterThanOrEqual(0);
  return rows.filter((row) => row.type === index);
}

const small = {
  cues: { A: { modality: "visual" }, B: { modality: "visual" }, X: { modality: "auditory", strength: 0.5 } },
  overlap: 0.2,
  trials: {
    "AX+": {
      cues: [
        { cue: "A", until: 2 },
        { cue: "X", from: 1, until: 2 },
      ],
      outcomes: [{ at: 3, amount: 2 }],
    },
    "B-": { cues: [{ cue: "B", until: 1 }] },
  },
  stages: [{ name: "training", trials: { "AX+": 4, "B-": 4 }, interval: [6, 12] }],
};

describe.each(Object.keys(conditioning.presets!))("preset %s", (name) => {
  test("obeys every rule of the interface", () => {
    const kind = { ...conditioning, make: (options = {}) => conditioning.make(options, name) };
    expect(checkTask(kind)).toEqual([]);
  });
});

describe("a trial", () => {
  const { moments, rows } = play(small);

  test("is cut where a cue or an outcome begins or ends, with times as in the schedule", () => {
    const first = rows.findIndex((row) => row.type === 0);
    const trial = moments.filter((moment) => moment.trial === first).map(({ phase, duration }) => [phase, duration]);
    expect(trial.slice(0, -1)).toEqual([
      ["before", 1],
      ["cue", 1],
      ["cue", 1],
      ["trace", 1],
      ["outcome", expect.closeTo(0.2, 9)],
      ["after", 1],
    ]);
    expect(trial.at(-1)![0]).toBe("interval");
  });

  test("shows a cue on its own feature and the one shared within its modality, so that the cosine is the overlap", () => {
    const { world } = conditioning.make({}, small).description;
    expect(world.features.map(({ name }) => name)).toEqual(["A", "any visual", "B", "X", "any auditory"]);
    const shown = (type: number) => {
      const trial = rows.findIndex((row) => row.type === type);
      return moments.find((moment) => moment.trial === trial && moment.phase === "cue")!.objects!;
    };
    const [a, b] = [shown(0), shown(1)];
    const product = a.reduce((sum, value, place) => sum + value * b[place]!, 0);
    expect(product).toBeCloseTo(0.2, 6);
    expect(a.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 6);
  });

  test("records outcome, its time and the responses by part of the trial", () => {
    const level: Record<string, number> = { before: 0.1, cue: 0.5, trace: 0.8, after: 0.2 };
    const { rows: answered } = play(small, {}, 0, ({ phase, marks }) => ({
      responses: [phase === "cue" && marks.includes("X") ? 0.7 : (level[phase] ?? 0), 0],
    }));
    const row = answered.find(({ type }) => type === 0)!;
    expect([row.outcome, row.outcomeTime]).toEqual([2, 3]);
    expect(row.approach).toBeCloseTo(0.7, 9);
    expect(row.approachCue).toBeCloseTo(0.6, 9);
    expect(row.approachBefore).toBeCloseTo(0.1, 9);
    expect(row.approachTrace).toBeCloseTo(0.8, 9);
    expect(row.approachAfter).toBeCloseTo(0.2, 9);
    expect(answered.find(({ type }) => type === 1)!.approachTrace).toBeNaN();
  });

  test("is separated from the next by an interval within its limits", () => {
    const intervals = play("reward-prediction-error").moments.filter(({ phase }) => phase === "interval");
    const times = intervals.map(({ duration }) => duration + 2);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(6 - 1e-9);
    expect(Math.max(...times)).toBeLessThanOrEqual(12 + 1e-9);
    expect(times.reduce((sum, time) => sum + time, 0) / times.length).toBeCloseTo(9, 0);
    expect(intervals.every(({ rest }) => rest)).toBe(true);
  });
});

describe("published schedules", () => {
  test("rewards come as often as each cue says", () => {
    for (const [type, probability] of Object.entries({ p0: 0, p25: 0.25, p50: 0.5, p75: 0.75, p100: 1 })) {
      const rows = [0, 1, 2, 3].flatMap((subject) =>
        rowsOf(play("reward-probability", {}, subject).rows, "reward-probability", type),
      );
      expect(rows.length).toBe(4 * 180);
      expect(Math.abs(rows.reduce((sum, { outcome }) => sum + outcome!, 0) / rows.length - probability)).toBeLessThan(
        0.06,
      );
    }
  });

  test("an omitted reward leaves a mark at the time at which it was expected", () => {
    const { rows, moments } = play("reward-prediction-error");
    expect(rowsOf(rows, "reward-prediction-error", "A-").length).toBe(8);
    const expected = moments.filter(({ marks }) => marks.includes("expected"));
    expect(expected.length).toBe(8);
    expect(expected.every(({ stage, phase, outcome }) => stage === "test" && phase === "after" && !outcome)).toBe(true);
  });

  test("late and early rewards come half a second from the usual time", () => {
    const { rows } = play("reward-timing");
    expect(new Set(rowsOf(rows, "reward-timing", "late").map(({ outcomeTime }) => outcomeTime))).toEqual(
      new Set([1.5]),
    );
    expect(new Set(rowsOf(rows, "reward-timing", "early").map(({ outcomeTime }) => outcomeTime))).toEqual(
      new Set([0.5]),
    );
  });

  test("a blocked cue is always with the trained one in the compound stage, and roles change from subject to subject", () => {
    const compound = (subject: number) => {
      const { moments } = play("blocking", {}, subject);
      return moments.find(({ marks }) => marks.includes("A") && marks.includes("X"))!.objects!;
    };
    expect(compound(0)).not.toEqual(compound(1));
    expect(compound(0)).toEqual(compound(4));
    const { rows } = play("blocking");
    expect(rowsOf(rows, "blocking", "X").every(({ outcome }) => outcome === 0)).toBe(true);
    expect(rowsOf(rows, "blocking", "AX+").every(({ outcome }) => outcome === 1)).toBe(true);
  });

  test("renewal tests in the box that its name says", () => {
    const contexts = (name: string) =>
      [0, 1, 2].map((stage) => play(name).rows.find(({ block }) => block === stage + 3)!.context);
    expect(contexts("renewal-aba")).toEqual([0, 1, 0]);
    expect(contexts("renewal-abc")).toEqual([0, 1, 2]);
    expect(contexts("renewal-aaa")).toEqual([0, 0, 0]);
    const { moments } = play("renewal-abb");
    const cosine = moments[0]!.context.reduce((sum, value, place) => sum + value * moments[1]!.context[place]!, 0);
    expect(cosine).toBeCloseTo(0.15, 6);
  });

  test("spontaneous recovery is tested after days offline, in a session of its own", () => {
    const { moments, sessions } = play("spontaneous-recovery-10d");
    const pauses = moments.filter(({ phase }) => phase === "pause").map(({ duration }) => duration);
    expect(pauses).toEqual([3600, 864_000]);
    expect(sessions).toEqual([...Array(7).fill(0), ...Array(20).fill(1), ...Array(8).fill(2)]);
  });

  test("a novel arena is visited at its hour before or after weak training", () => {
    const start = (name: string, stage: string) => play(name).moments.find((moment) => moment.stage === stage)!.time;
    const before = "behavioural-tagging-novel-1h-before-24h";
    expect(start(before, "training") - start(before, "arena")).toBeCloseTo(3600, 6);
    const after = "behavioural-tagging-novel-4h-after-24h";
    expect(start(after, "arena") - start(after, "training")).toBeGreaterThan(4 * 3600);
    expect(start(after, "test") - start(after, "training")).toBeLessThan(86_400 + 60);
    expect(start(after, "test") - start(after, "training")).toBeGreaterThan(86_400 - 60);
  });

  test("sixteen neighbouring tones overlap and others do not", () => {
    const { moments } = play("tone-pairing", { trialScale: 0.05 });
    const code = (tone: number) => moments.find(({ marks }) => marks.includes(`tone ${tone}`))!.objects!;
    const product = (a: number, b: number) => code(a).reduce((sum, value, place) => sum + value * code(b)[place]!, 0);
    expect(product(7, 8)).toBeCloseTo(1, 6);
    expect(product(7, 9)).toBeCloseTo(0.25, 6);
    expect(product(7, 10)).toBe(0);
  });
});

test("extinction ends once the response has stayed below its share of the level reached in training", () => {
  const cue: Policy = ({ phase, stage, trial }) => ({
    responses: [phase === "cue" ? (stage === "training" ? 0.8 : Math.max(0, 0.8 - (trial - 120) * 0.01)) : 0, 0],
  });
  const rows = play("rapid-reacquisition", {}, 0, cue).rows.filter(({ block }) => block === 1);
  // 0.8 − 0.01 n falls below 0.12 at trial 69; ten such trials end the stage.
  expect(rows.length).toBe(79);
  expect(play("rapid-reacquisition", {}, 0, () => ({ responses: [0.5, 0] })).rows.length).toBe(
    120 + 300 + 120 + 300 + 120,
  );
});

describe("a schedule with mistakes", () => {
  const make = (change: object) => () => conditioning.make({}, { ...small, ...change });

  test("is refused with every place and what is allowed there", () => {
    expect(
      make({
        cues: { A: { modality: "visul" }, B: { modality: "visual", strength: 2 } },
        stages: [{ name: "training", trials: { "B-": -1 }, intervall: [1, 2] }],
      }),
    ).toThrow(
      [
        'task conditioning-v1: schedule.cues.A.modality: expected one of visual, auditory, olfactory, tactile, gustatory, got "visul"; did you mean "visual"?',
        "schedule.cues.B.strength: expected a number from 0 to 1, got 2",
        'schedule.stages[0]: there is no "intervall"; did you mean "interval"?',
        "schedule.stages[0].trials.B-: expected a whole number from 0 to 10000, got -1",
      ].join("\n"),
    );
  });

  test("is refused where a name stands for nothing", () => {
    expect(make({ stages: [{ name: "training", trials: { "AX-": 3 } }] })).toThrow(
      'schedule.stages[0].trials: there is no "AX-"; did you mean "AX+"?',
    );
    expect(make({ stages: [{ name: "training", trials: { "B-": 3 }, context: "attic" }] })).toThrow(
      'schedule.stages[0].context: there is no "attic"; expected one of box',
    );
    expect(make({ stages: [] })).toThrow("schedule.stages: expected at least 1 items, got 0");
  });

  test("is refused where times do not fit or a stage is two things", () => {
    expect(
      make({ trials: { T: { cues: [{ cue: "A", from: 2, until: 1 }] } }, stages: [{ name: "t", trials: { T: 1 } }] }),
    ).toThrow("schedule.trials.T.cues[0].until: expected a time above 2, got 1");
    expect(make({ stages: [{ name: "t", trials: { "B-": 1 }, exposure: 10 }] })).toThrow(
      'schedule.stages[0]: expected either "trials" or "exposure"',
    );
  });

  test("a preset that does not exist is named with the nearest one", () => {
    expect(() => conditioning.make({}, "bloking")).toThrow('there is no "bloking"; did you mean "blocking"?');
    expect(() => conditioning.make({}, 5)).toThrow("schedule: expected cues, trials, stages");
  });
});
