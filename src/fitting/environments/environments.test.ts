import { describe, expect, it } from "vitest";
import { RandomSequence } from "../../math/random.ts";
import { type Environment, optionValues, type TrialValues } from "./environment.ts";
import { environmentNamed, environments } from "./index.ts";

/** Plays a task with the responses that `respond` gives; every trial's values. */
function play(
  environment: Environment,
  trials: number,
  respond: (values: TrialValues, trial: number) => TrialValues,
  given = {},
  seed = 1,
): TrialValues[] {
  const options = optionValues(environment, given);
  const session = environment.play(options, new RandomSequence([seed, 0], 0, "test"), trials);
  return Array.from({ length: trials }, (_, trial) => {
    let values: TrialValues = session.begin(trial);
    for (const response of Object.entries(respond(values, trial))) {
      values = { ...values, [response[0]]: response[1] };
      values = { ...values, ...session.observe(trial, values) };
    }
    return values;
  });
}

const named = (id: string) => environmentNamed(id);
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const share = (values: readonly number[], noise: number, expected: number) =>
  expect(Math.abs(mean(values) - expected)).toBeLessThan(noise / Math.sqrt(values.length));

describe("every environment", () => {
  it.each(environments.map((one) => [one.id, one] as const))(
    "%s gives only columns that it names, within their counts",
    (_, one) => {
      const counts = one.counts(optionValues(one));
      const random = new RandomSequence([9, 0], 0, "responses");
      const choices = Object.keys(one.columns).filter((name) => /choice$/iu.test(name));
      const respond = (values: TrialValues) =>
        Object.fromEntries(
          choices.filter((name) => values[name] === undefined).map((name) => [name, random.integer(counts[name]!)]),
        );
      for (const values of play(one, Math.min(one.trials, 300), respond)) {
        for (const [name, value] of Object.entries(values)) {
          expect(Object.keys(one.columns)).toContain(name);
          if (counts[name] === undefined) continue;
          expect(Number.isInteger(value) && value >= 0 && value < counts[name]).toBe(true);
        }
      }
    },
  );

  it.each(environments.map((one) => [one.id, one] as const))(
    "%s is the same for the same seed, another for another",
    (_, one) => {
      const passive = (seed: number) =>
        play(one, 120, () => ({ choice: 0, firstChoice: 0, secondChoice: 0 }), {}, seed);
      expect(passive(3)).toEqual(passive(3));
      if (one.id !== "contexts") expect(passive(3)).not.toEqual(passive(4));
    },
  );

  it("gives nothing upon a response that is missing, where the response matters", () => {
    for (const id of ["bandit", "reversal", "restless-bandit", "two-step", "go-no-go", "full-feedback", "horizon"])
      for (const { outcome } of play(named(id), 20, () => ({ choice: Number.NaN, firstChoice: Number.NaN })))
        expect(outcome).toBeUndefined();
  });

  it("refuses options that there are not, or that are out of range", () => {
    expect(() => optionValues(named("reversal"), { god: 1 })).toThrow('has no option "god"; did you mean "good"?');
    expect(() => optionValues(named("reversal"), { good: 2 })).toThrow("option good of environment reversal is 2");
    expect(() => optionValues(named("reversal"), { arms: 2.5 })).toThrow("a whole number from 2 to 16");
    expect(() => optionValues(named("reversal"), { good: [0.5] })).toThrow("is one number, not a list");
    expect(() => environmentNamed("reversl")).toThrow('did you mean "reversal"?');
  });
});

describe("as published:", () => {
  it("reversal pays the better arm with 0.7 and moves it every 40 trials", () => {
    const values = play(named("reversal"), 4000, ({ correctOption }) => ({ choice: correctOption! }));
    share(
      values.map(({ outcome }) => outcome!),
      2,
      0.7,
    );
    for (const [trial, { correctOption }] of values.entries())
      if (trial > 0) expect(correctOption !== values[trial - 1]!.correctOption).toBe(trial % 40 === 0);
  });

  it("the restless bandit keeps the mean at the centre and the spread of a long walk", () => {
    const outcomes = play(named("restless-bandit"), 20_000, () => ({ choice: 2 })).map(({ outcome }) => outcome!);
    expect(Math.abs(mean(outcomes) - 50)).toBeLessThan(5);
    const deviation = Math.sqrt(mean(outcomes.map((one) => (one - mean(outcomes)) ** 2)));
    expect(Math.abs(deviation - Math.sqrt(2.8 ** 2 / (1 - 0.9836 ** 2) + 16))).toBeLessThan(2.5);
  });

  it("the two-step task leads to the usual state in 0.7 and rewards between 0.25 and 0.75", () => {
    const values = play(named("two-step"), 4000, () => ({ firstChoice: 1, secondChoice: 0 }));
    share(
      values.map(({ secondState }) => secondState!),
      2,
      0.7,
    );
    const rate = mean(values.map(({ outcome }) => outcome!));
    expect(rate > 0.25 && rate < 0.75).toBe(true);
  });

  it("set-size learning shows each stimulus nine times, and one response of three is right", () => {
    const values = play(named("set-size-learning"), 180, () => ({ choice: 0 }));
    const seen = new Map<string, number>();
    for (const { block, stimulus } of values)
      seen.set(`${block} ${stimulus}`, (seen.get(`${block} ${stimulus}`) ?? 0) + 1);
    expect([...seen.values()].every((times) => times === 9)).toBe(true);
    expect(new Set(values.map(({ setSize }) => setSize))).toEqual(new Set([2, 3, 4, 5, 6]));
    for (const key of seen.keys()) {
      const outcomes = values
        .filter(({ block, stimulus }) => `${block} ${stimulus}` === key)
        .map(({ outcome }) => outcome);
      expect(new Set(outcomes).size).toBe(1);
    }
  });

  it("go/no-go rewards in 0.8 after the right action, and punishes in 0.2", () => {
    const values = play(named("go-no-go"), 4000, ({ stimulus }) => ({ choice: stimulus! < 2 ? 1 : 0 }));
    share(
      values.filter(({ stimulus }) => stimulus! % 2 === 0).map(({ outcome }) => outcome!),
      2,
      0.8,
    );
    share(
      values.filter(({ stimulus }) => stimulus! % 2 === 1).map(({ outcome }) => outcome!),
      2,
      -0.2,
    );
  });

  it("delay discounting has the 27 offers of the questionnaire in each pass, put off where that is asked for", () => {
    const values = play(named("delay-discounting"), 54, () => ({}), { frontDelays: [0, 30] });
    const offers = (rows: readonly TrialValues[]) =>
      rows
        .map(
          ({ soonerAmount, laterAmount, laterDelay, soonerDelay }) =>
            `${soonerAmount} ${laterAmount} ${laterDelay! - soonerDelay!}`,
        )
        .sort();
    expect(offers(values.slice(0, 27))).toEqual(offers(values.slice(27)));
    expect(new Set(offers(values)).size).toBe(27);
    // Hyperbolic rates at which both are worth the same run from 0.00016 to 0.25 (Kirby et al. 1999).
    const rates = values.slice(0, 27).map((one) => (one.laterAmount! / one.soonerAmount! - 1) / one.laterDelay!);
    expect(Math.min(...rates)).toBeCloseTo(0.00016, 5);
    expect(Math.max(...rates)).toBeCloseTo(0.25, 2);
  });

  it("the horizon task forces four choices and leaves one or six", () => {
    const values = play(named("horizon"), 400, ({ choice }) => ({ choice: choice ?? 0 }));
    for (const game of new Set(values.map((one) => one.game))) {
      const trials = values.filter((one) => one.game === game);
      if (game === values.at(-1)!.game) continue;
      expect(trials.filter(({ isForced }) => isForced === 1)).toHaveLength(4);
      expect([5, 10]).toContain(trials.length);
      expect(trials.length - 4).toBe(trials[0]!.horizon);
    }
  });

  it("predictive inference changes the mean now and then, not within three trials", () => {
    const values = play(named("predictive-inference"), 4000, () => ({ prediction: 150 }));
    const changes = values.flatMap(({ isChange }, trial) => (isChange === 1 ? [trial] : []));
    const gaps = changes.slice(1).map((trial, at) => trial - changes[at]!);
    expect(Math.min(...gaps)).toBeGreaterThan(3);
    share(gaps, 45, 3 + 1 / 0.1);
  });

  it("volatile events are stable for 120 trials, then switch every 30 to 40", () => {
    const events = Array.from({ length: 40 }, (_, seed) =>
      play(named("volatile-events"), 160, () => ({ choice: 1 }), {}, seed + 1).map(({ event }) => event!),
    );
    share(
      events.flatMap((one) => one.slice(0, 120)),
      2,
      0.75,
    );
    share(
      events.flatMap((one) => one.slice(120, 150)),
      2,
      0.2,
    );
  });

  it("of the cues one is valid, for a while", () => {
    const values = play(named("cue-validity"), 3000, () => ({ choice: 0 }), { validities: [0.9] });
    const isValid = values.map(({ relevantCue, firstCue, secondCue, target }) =>
      (relevantCue === 0 ? firstCue : secondCue) === target ? 1 : 0,
    );
    share(isValid, 1.5, 0.9);
    expect(new Set(values.map(({ relevantCue }) => relevantCue)).size).toBe(2);
  });
});
