import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CandidateSessions, effectOf, runSessions, type Sessions } from "../src/phenomena/index.ts";
import { lowerModel, readModel } from "../src/spec/index.ts";

const path = fileURLToPath(new URL("../models/reference-brain-2/reference-brain-2.yaml", import.meta.url));
const source = readModel(path, (file) => readFileSync(file, "utf8"));
const fitted = lowerModel(source).parameters.filter(({ status, range }) => status === "fitted" && range !== null);

/** Other values than the model's, none of them whole. */
const shifted = (factor: number) =>
  Object.fromEntries(fitted.map(({ name, value }, place) => [name, value * (place % 2 === 0 ? factor : 1 / factor)]));

describe("candidates in one batch", () => {
  it("have the readings of a brain with their values as constants", async () => {
    const whole = effectOf("da-blocking")!.protocol as Sessions;
    const sessions: Sessions = { ...whole, arms: Object.fromEntries(Object.entries(whole.arms).slice(0, 1)) };
    const candidates = [shifted(1.13), shifted(0.83)];
    const run = { subjects: 2, seed: 5 };
    const batch = new CandidateSessions(
      sessions,
      source,
      fitted.map(({ name }) => name),
    );
    const together = await batch.run({ ...run, candidates });
    const alone = await Promise.all(
      candidates.map((parameters) => runSessions({ ...run, sessions, source, change: { parameters } })),
    );
    expect(together).toEqual(alone.map(({ readings }) => readings));
    expect(together[0]).not.toEqual(together[1]);
  }, 120_000);

  it("scale what an arm scales, and so does the model's own value", async () => {
    const schedule = {
      cues: { A: { modality: "visual" } },
      trials: { "A+": { cues: [{ cue: "A", until: 1 }], outcomes: [{ at: 1 }] } },
      stages: [{ name: "training", trials: { "A+": 4 }, interval: [2, 3] }],
    };
    const arm = { label: "four trials", task: { id: "conditioning-v1", schedule } };
    const sessions: Sessions = {
      ...{ kind: "sessions", subjects: 2, windows: {} },
      arms: { arm },
      readings: { approach: (trials) => trials.where({ last: 1 }).mean("approach") },
    };
    const scaled: Sessions = { ...sessions, arms: { arm: { ...arm, scaled: { cueEta: 0.5 } } } };
    const run = { subjects: 2, seed: 5 };
    const batch = new CandidateSessions(scaled, source, ["cueEta"]);
    const own = fitted.find((parameter) => parameter.name === "cueEta")!.value;
    const values = [own, 1.5 * own];
    const candidates = await batch.run({ ...run, candidates: values.map((cueEta) => ({ cueEta })) });
    const given = values.map((value) => ({ parameters: { cueEta: value / 2 } }));
    for (const [place, change] of given.entries())
      expect(candidates[place]).toEqual((await runSessions({ ...run, sessions, source, change })).readings);
    expect((await runSessions({ ...run, sessions: scaled, source })).readings).toEqual(candidates[0]);
    expect(candidates[0]).not.toEqual(candidates[1]);
  }, 120_000);
});
