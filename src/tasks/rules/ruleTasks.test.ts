import { describe, expect, test } from "vitest";
import { mean } from "../../math/statistics.ts";
import { checkTask } from "../checkTask.ts";
import { type Policy, runTask } from "../runTask.ts";
import type { TaskKind, TrialRow } from "../task.ts";
import { acquiredEquivalence } from "./acquiredEquivalence.ts";
import { cardSorting } from "./cardSorting.ts";
import { contextCategories } from "./contextCategories.ts";
import { contextualReversal } from "./contextualReversal.ts";
import { Criterion } from "./criterion.ts";
import { learningSet } from "./learningSet.ts";
import { ruleTasks } from "./ruleTasks.ts";
import { serialReversal } from "./serialReversal.ts";
import { setShifting } from "./setShifting.ts";

const forms = ruleTasks.flatMap((kind) =>
  Object.keys(kind.presets ?? { "": 0 }).map((preset) => ({ id: kind.id, preset, kind })),
);

describe.each(forms)("$id $preset", ({ kind, preset }) => {
  test("obeys every rule of the interface", () => {
    const form = preset === "" ? undefined : preset;
    expect(checkTask({ ...kind, make: (options) => kind.make(options, form) })).toEqual([]);
  });
});

function play(kind: TaskKind, policy: Policy, preset?: string, options: Record<string, number> = {}, subject = 0) {
  return runTask(kind.make(options, preset), { seed: 4, subject }, policy);
}

/** Features at a place that can be acted on. */
function featuresAt(objects: Float32Array, places: number, place: number): number[] {
  const count = objects.length / places;
  return [...objects.subarray(place * count, (place + 1) * count).keys()].filter(
    (f) => objects[place * count + f]! > 0,
  );
}

/** Always takes the left or first place. */
const first: Policy = ({ available }) => (available ? { choice: 0, time: 0.4 } : {});

/**
 * Keeps to what was right: remembers which features went with reward and which did not, and takes the place with the
 * better ones.
 */
function learner(rate: number, places = 2): Policy {
  const values = new Map<number, number>();
  let taken: number[] = [];
  return ({ available, objects, feedback, outcome, phase }) => {
    if (phase === "outcome" && feedback) {
      const reward = outcome![0]! > 0 ? 1 : -1;
      for (const feature of taken)
        values.set(feature, (values.get(feature) ?? 0) + rate * (reward - (values.get(feature) ?? 0)));
    }
    if (!available || !objects) return {};
    const open = [...available.keys()].filter((place) => available[place]! > 0);
    const worth = (place: number): number =>
      featuresAt(objects, places, place).reduce((sum, f) => sum + (values.get(f) ?? 0), 0);
    const choice = open.reduce((best, place) => (worth(place) > worth(best) ? place : best));
    taken = featuresAt(objects, places, choice);
    return { choice, time: 0.4 };
  };
}

describe("a criterion", () => {
  const trialsTo = (rule: ConstructorParameters<typeof Criterion>[0], choices: readonly boolean[]) => {
    const criterion = new Criterion(rule);
    return choices.findIndex((correct) => {
      criterion.add(correct);
      return criterion.reached;
    });
  };
  const wrong = false;
  const right = true;

  test("needs the last eight of eleven right ones among twelve", () => {
    const rule = { window: 12, needed: 11, run: 8 };
    expect(trialsTo(rule, Array(20).fill(right))).toBe(10);
    const late = [right, right, right, right, right, wrong, ...Array(20).fill(right)];
    expect(trialsTo(rule, late)).toBe(13);
  });

  test("counts right ones in a row", () => {
    expect(trialsTo({ window: 3, needed: 3 }, [right, right, wrong, right, right, right])).toBe(5);
  });
});

describe("set shifting", () => {
  const { rows, moments } = play(setShifting, learner(0.4));
  const ofStage = (index: number) => rows.filter(({ stage }) => stage === index);

  test("goes through seven stages, each to six in a row or eighty trials", () => {
    expect([...new Set(moments.map(({ stage }) => stage))]).toEqual(["SD", "CD", "REV1", "ID", "REV2", "ED", "REV3"]);
    for (let stage = 0; stage < 7; stage++) {
      const trials = ofStage(stage);
      expect(trials.at(-1)!.criterionReached).toBe(1);
      expect(trials.slice(-6).every(({ correct }) => correct === 1)).toBe(true);
    }
    expect(play(setShifting, () => ({})).rows.length).toBe(7 * 80);
  });

  test("keeps the dimension until the extradimensional shift, and begins with either by the number of the subject", () => {
    expect(ofStage(4)[0]!.relevantDimension).toBe(ofStage(0)[0]!.relevantDimension);
    expect(ofStage(5)[0]!.relevantDimension).toBe(1 - ofStage(0)[0]!.relevantDimension!);
    expect(play(setShifting, () => ({}), undefined, {}, 1).rows[0]!.relevantDimension).toBe(1);
  });

  test("shows one dimension at first, two later, and new exemplars at both shifts", () => {
    const shown = (stage: string) => moments.filter((moment) => moment.stage === stage && moment.phase === "cue");
    expect(featuresAt(shown("SD")[0]!.objects!, 2, 0).length).toBe(1);
    expect(featuresAt(shown("CD")[0]!.objects!, 2, 0).length).toBe(2);
    const used = (stage: string) => new Set(shown(stage).flatMap(({ objects }) => featuresAt(objects!, 2, 0)));
    for (const feature of used("ID")) expect(used("CD").has(feature) || used("ED").has(feature)).toBe(false);
  });

  test("pays every right choice and no wrong one; a reversal turns right and wrong around", () => {
    for (const { correct, outcome } of rows) expect(outcome).toBe(correct);
    expect(ofStage(2)[0]!.target).not.toBe(ofStage(1)[0]!.target);
    expect(
      Math.abs(mean(play(setShifting, first, undefined, { criterion: 50 }).rows.map(({ correct }) => correct!)) - 0.5),
    ).toBeLessThan(0.07);
  });
});

describe("card sorting", () => {
  const byRule = (rule: (category: number) => number): Policy => {
    let category = 0;
    let run = 0;
    return ({ objects, available, phase, outcome }) => {
      if (phase === "outcome") {
        run = outcome![0]! > 0 ? run + 1 : 0;
        if (run === 10) {
          category++;
          run = 0;
        }
      }
      if (!available) return {};
      const sample = featuresAt(objects!, 5, 4);
      return { choice: sample[rule(category)]! % 4, time: 1 };
    };
  };

  test("six rules are completed in sixty cards by one who knows them", () => {
    const { rows } = play(
      cardSorting,
      byRule((category) => category % 3),
    );
    expect(rows.length).toBe(60);
    expect(rows.every(({ correct, outcome }) => correct === 1 && outcome === 1)).toBe(true);
    expect(rows.at(-1)!.rule).toBe(2);
  });

  test("one who stays with colour perseverates on every card of the second rule", () => {
    const { rows } = play(
      cardSorting,
      byRule(() => 0),
    );
    expect(rows.length).toBe(128);
    expect(rows.slice(0, 10).every(({ perseverative }) => Number.isNaN(perseverative))).toBe(true);
    expect(
      rows
        .slice(10)
        .every(({ perseverative, correct, sortedBy }) => perseverative === 1 && correct === 0 && sortedBy === 0),
    ).toBe(true);
  });
});

describe("a learning set", () => {
  test("has 32 problems of 50 trials, then of 6, and two new objects for each", () => {
    const { description } = learningSet.make();
    expect(description.trials).toBe(32 * 50 + (300 - 32 + 40) * 6);
    const { moments, rows } = play(learningSet, first, undefined, { problems: 12, longProblems: 2, laterProblems: 3 });
    expect(rows.filter(({ problem }) => problem === 1).length).toBe(50);
    expect(rows.filter(({ problem }) => problem === 2).length).toBe(6);
    for (const { objects, phase } of moments) {
      if (phase !== "cue") continue;
      const [left, right] = [featuresAt(objects!, 2, 0), featuresAt(objects!, 2, 1)];
      expect([left.length, right.length]).toEqual([4, 4]);
      expect(left.some((feature) => right.includes(feature))).toBe(false);
    }
    expect(rows.filter(({ later }) => later === 1).length).toBe(18);
  });

  test("is at chance on first trials and certain from the second for one who stays or shifts", () => {
    let target: string | null = null;
    let last: readonly string[] = [];
    let problem = "";
    const { rows } = play(
      learningSet,
      ({ objects, available, phase, outcome }) => {
        if (phase === "outcome") target = outcome![0]! > 0 ? last[0]! : last[1]!;
        if (!available) return {};
        const looks = [0, 1].map((place) => featuresAt(objects!, 2, place).join());
        if ([...looks].sort().join() !== problem) target = null;
        problem = [...looks].sort().join();
        const choice = target === null ? 0 : looks.indexOf(target);
        last = [looks[choice]!, looks[1 - choice]!];
        return { choice, time: 0.3 };
      },
      undefined,
      { longProblems: 0, problems: 200 },
    );
    const accuracy = (place: number) =>
      mean(rows.filter((row) => row.trialInBlock === place).map((row) => row.correct!));
    expect(Math.abs(accuracy(0) - 0.5)).toBeLessThan(0.1);
    expect(accuracy(1)).toBe(1);
  });
});

test("acquired equivalence trains six pairs and tests them with two new ones without feedback", () => {
  const wise: Policy = ({ available, objects }) => {
    if (!available) return {};
    const face = featuresAt(objects!, 3, 2)[0]!;
    const kind = (place: number) => Math.floor((featuresAt(objects!, 3, place)[0]! - 4) / 2);
    return { choice: kind(0) === (face < 2 ? 0 : 1) ? 0 : 1, time: 0.5 };
  };
  const { rows } = play(acquiredEquivalence, wise);
  const tested = rows.filter(({ stage }) => stage === 3);
  expect(tested.length).toBe(48);
  expect(tested.filter(({ transfer }) => transfer === 1).length).toBe(12);
  expect(rows.filter(({ stage, transfer }) => stage! < 3 && transfer === 1)).toEqual([]);
  expect(rows.every(({ correct }) => correct === 1)).toBe(true);
  expect(tested.every(({ outcome }) => outcome === 0)).toBe(true);
  expect(rows.filter(({ stage }) => stage! < 3).length).toBe(24);
});

describe("reversal in a context", () => {
  const objectPolicy =
    (object: (stage: string) => number): Policy =>
    ({ available, objects, stage }) => {
      if (!available) return {};
      return { choice: featuresAt(objects!, 2, 0)[0] === object(stage) ? 0 : 1, time: 0.3 };
    };

  test("is in the other box or in the same one, and ends with choices that are not rewarded", () => {
    const right = play(contextualReversal, () => ({})).rows[0]!.rightObject!;
    const knowing = objectPolicy((stage) => (stage === "reversal" || stage === "relearning" ? 1 - right : right));
    const other = play(contextualReversal, knowing).rows;
    expect([...new Set(other.map(({ context }) => context))]).toEqual([0, 1]);
    expect(other.map(({ block }) => block)).toEqual([
      ...Array(18).fill(0),
      ...Array(18).fill(1),
      ...Array(8).fill(2),
      ...Array(20).fill(3),
    ]);
    expect(
      other.filter(({ block }) => block === 2).every(({ outcome, correct }) => outcome === 0 && correct === 1),
    ).toBe(true);
    expect(play(contextualReversal, knowing, "same-context").rows.every(({ context }) => context === 0)).toBe(true);
  });

  test("alternates between two boxes with opposite rules if asked to", () => {
    const { rows } = play(contextualReversal, first, "alternating");
    expect(rows.length).toBe(240);
    expect([0, 40, 80].map((trial) => rows[trial]!.context)).toEqual([0, 1, 0]);
    expect(rows[0]!.rightObject).not.toBe(rows[40]!.rightObject);
  });
});

test("gardens come in blocks or mixed; accepting pays the level's points; knowing the garden earns most", () => {
  const gardens = (preset: string) =>
    play(contextCategories, first, preset)
      .rows.slice(0, 400)
      .map(({ garden }) => garden!);
  const changes = (list: readonly number[]) =>
    list.filter((garden, trial) => trial > 0 && garden !== list[trial - 1]).length;
  expect(changes(gardens("blocked-200"))).toBe(1);
  expect(changes(gardens("blocked-20"))).toBe(19);
  expect(changes(gardens("blocked-2"))).toBe(199);
  expect(Math.abs(changes(gardens("interleaved")) - 200)).toBeLessThan(35);
  const plan = play(contextCategories, first).rows;
  expect(new Set(plan.map(({ value }) => value))).toEqual(new Set([-0.5, -0.25, 0, 0.25, 0.5]));
  for (const row of plan) expect(row.outcome).toBeCloseTo(row.test === 1 ? 0 : row.value!, 9);
  const wise = play(contextCategories, ({ available, trial }) =>
    available ? { choice: plan[trial]!.value! > 0 ? 0 : 1, time: 1 } : {},
  );
  const sum = (rows: readonly TrialRow[]) => rows.reduce((total, { outcome }) => total + outcome!, 0);
  expect(sum(wise.rows)).toBeGreaterThan(sum(plan) + 50);
  expect(wise.rows.every(({ value, correct }) => value === 0 || correct === 1)).toBe(true);
});

describe("serial reversal", () => {
  test("goes to criterion nine times, and pays nothing for the wrong place", () => {
    const { rows } = play(serialReversal, learner(0.6));
    expect(rows.at(-1)!.reversal).toBe(9);
    for (const { outcome, correct } of rows) expect(outcome).toBe(correct);
    for (let reversal = 0; reversal < 9; reversal++) {
      const [now, next] = [reversal, reversal + 1].map(
        (number) => rows.find((row) => row.reversal === number)!.rightObject,
      );
      expect(next).not.toBe(now);
      const block = rows.filter((row) => row.reversal === reversal);
      expect(block.slice(-8).every(({ correct }) => correct === 1)).toBe(true);
      expect(block.at(-1)!.criterionReached).toBe(1);
    }
  });

  test("can be probabilistic", () => {
    const { rows } = play(serialReversal, first, "spatial-probabilistic", { reversals: 20 });
    expect(
      Math.abs(mean(rows.filter(({ correct }) => correct === 1).map(({ outcome }) => outcome!)) - 0.8),
    ).toBeLessThan(0.06);
    expect(
      Math.abs(mean(rows.filter(({ correct }) => correct === 0).map(({ outcome }) => outcome!)) - 0.2),
    ).toBeLessThan(0.06);
  });

  test("with retention learns another discrimination before and tests it on the next day", () => {
    const { rows, moments, sessions } = play(serialReversal, learner(0.5), "visual-with-retention");
    expect([...new Set(moments.map(({ stage }) => stage))]).toEqual([
      "before",
      "retention",
      "acquisition",
      "reversal 1",
      "reversal 2",
      "reversal 3",
      "reversal 4",
    ]);
    const old = rows.filter(({ reversal }) => Number.isNaN(reversal));
    expect(old.every(({ object }) => object! >= 2)).toBe(true);
    expect(rows.filter(({ reversal }) => reversal! >= 0).every(({ object }) => object! < 2)).toBe(true);
    for (const session of new Set(sessions))
      expect(sessions.filter((one) => one === session).length).toBeLessThanOrEqual(30);
    expect(sessions[rows.findIndex(({ retention }) => retention === 1)]).toBe(
      sessions[rows.findIndex(({ retention }) => retention === 1) - 1]! + 1,
    );
  });

  test("of levers has its retention test and its reversal on one day", () => {
    const { moments, sessions } = play(serialReversal, learner(0.6), "levers-with-retention");
    expect([...new Set(moments.map(({ stage }) => stage))]).toEqual(["acquisition", "retention 1", "reversal 1"]);
    expect(new Set(sessions).size).toBe(2);
    const day = (stage: string) => moments.find((moment) => moment.stage === stage && moment.trialStarts)!.session;
    expect([day("acquisition"), day("retention 1"), day("reversal 1")]).toEqual([0, 1, 1]);
  });
});
