import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Table, takeRows } from "../math/table.ts";
import { groupFromTable } from "./behaviour.ts";
import { measureDescriptions } from "./measures.ts";

const name = { id: "g", label: "G", kind: "people" } as const;
const missing = Number.NaN;

/** One subject, two blocks of four trials; option 0 is best first, then 1. */
const single: Table = {
  subject: new Float64Array(8),
  block: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
  trial: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7),
  choice: Float64Array.of(0, 0, 2, 0, 0, missing, 1, 1),
  outcome: Float64Array.of(1, 0, 0, 1, 0, 0, 1, 1),
  bestOption: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
  reactionTime: Float64Array.of(0.5, 0.7, 0.9, 0.4, 0.6, missing, 0.8, 1),
};

describe("measures of one subject", () => {
  const { measures } = groupFromTable(single, name);

  test("accuracy counts choices only, never omissions", () => {
    expect(measures.accuracy!.mean).toBeCloseTo(5 / 7, 12);
    expect(measures.firstBlockAccuracy!.mean).toBe(0.75);
    expect(measures.earlyAccuracy!.mean).toBeCloseTo(2 / 3, 12);
    expect(measures.omissions!.mean).toBe(1 / 8);
  });

  test("win-stay and lose-shift run across block borders and leave out pairs with an omission", () => {
    // After reward: 0→0 stay, 0→0 stay over the border, 1→1 stay. After none: 0→2 shift, 2→0 shift.
    expect(measures.winStay!.mean).toBe(1);
    expect(measures.loseShift!.mean).toBe(1);
  });

  test("perseveration is the choice of the option that was best in the block before", () => {
    expect(measures.perseveration!.mean).toBeCloseTo(1 / 3, 12);
  });

  test("reaction time is the median over trials with a choice", () => {
    expect(measures.reactionTime!.mean).toBeCloseTo(0.7, 12);
  });
});

describe("curves of one subject", () => {
  const group = groupFromTable(single, name);

  test("run by trial within the blocks after a reversal, with a gap where nothing was chosen", () => {
    expect(group.subjectCurves).toEqual([[0, null, 1, 1]]);
    expect(group.subjectFormerCurves).toEqual([[1, null, 0, 0]]);
    expect(group.acquisitionCurve!.mean).toEqual([1, 1, 0, 1]);
    expect(group.reversalCurve!.x).toEqual([1, 2, 3, 4]);
  });

  test("around a reversal go back into the block before", () => {
    expect(group.aroundReversal!.x).toEqual([-4, -3, -2, -1, 0, 1, 2, 3]);
    expect(group.aroundReversal!.mean.slice(0, 5)).toEqual([1, 1, 0, 1, 0]);
  });
});

test("without blocks, reversals are found where the best option changes", () => {
  const { block: _, ...rest } = single;
  expect(groupFromTable(rest, name).measures).toEqual(groupFromTable(single, name).measures);
});

test("a new block with the same best option is no reversal", () => {
  const group = groupFromTable({ ...single, bestOption: new Float64Array(8) }, name);
  expect(group.reversalCurve).toBeNull();
  expect(group.measures.perseveration).toBeUndefined();
});

test("where the best option changes within blocks there are no reversals", () => {
  const group = groupFromTable({ ...single, bestOption: Float64Array.of(0, 1, 0, 1, 1, 0, 1, 0) }, name);
  expect(group.reversalCurve).toBeNull();
  expect(group.measures.accuracy).toBeDefined();
});

test("what is not in the table is left out, not made up", () => {
  const group = groupFromTable({ subject: single.subject!, choice: single.choice! }, name);
  expect(Object.keys(group.measures)).toEqual(["omissions"]);
  expect(group.sessionCurve).toBeNull();
  expect(() => groupFromTable({ choice: single.choice! }, name)).toThrow('no column "subject"');
  expect(() => groupFromTable({ subject: single.subject! }, name)).toThrow('no numeric column "choice"');
  expect(() => groupFromTable({ subject: new Float64Array(0), choice: new Float64Array(0) }, name)).toThrow(
    "no trials",
  );
});

test("sessions are kept apart: no reversal and no stay between them", () => {
  const twoSessions = { ...single, session: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1) };
  const group = groupFromTable(twoSessions, name);
  expect(group.reversalCurve).toBeNull();
  expect(group.measures.winStay!.mean).toBe(1);
});

/** Random tables of several subjects with 2 blocks of 3 trials. */
const tables = fc
  .array(
    fc.array(fc.record({ choice: fc.constantFrom(0, 1, 2, missing), outcome: fc.constantFrom(0, 1) }), {
      minLength: 6,
      maxLength: 6,
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((subjects): Table => {
    const trials = subjects.flat();
    return {
      subject: Float64Array.from(trials, (_, row) => Math.floor(row / 6)),
      block: Float64Array.from(trials, (_, row) => Math.floor((row % 6) / 3)),
      trial: Float64Array.from(trials, (_, row) => row % 6),
      choice: Float64Array.from(trials, ({ choice }) => choice),
      outcome: Float64Array.from(trials, ({ outcome }) => outcome),
      bestOption: Float64Array.from(trials, (_, row) => Math.floor((row % 6) / 3)),
    };
  });

test("nothing depends on the order of rows", () => {
  fc.assert(
    fc.property(tables, fc.nat(), (table, seed) => {
      const rows = Array.from(table.subject!.keys()).sort(
        (a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101),
      );
      expect(groupFromTable(takeRows(table, rows), name)).toEqual(groupFromTable(table, name));
    }),
    { numRuns: 20 },
  );
});

test("shares lie between 0 and 1 and curves inside their intervals", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const group = groupFromTable(table, name);
      for (const { name: measure } of measureDescriptions) {
        for (const value of group.measures[measure]?.values ?? []) {
          if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
        }
      }
      const curve = group.sessionCurve;
      curve?.mean.forEach((value, place) => {
        if (Number.isNaN(value)) return;
        expect(curve.low[place]!).toBeLessThanOrEqual(value + 1e-12);
        expect(curve.high[place]!).toBeGreaterThanOrEqual(value - 1e-12);
      });
    }),
    { numRuns: 20 },
  );
});

describe("graded responses to cues", () => {
  /** Two subjects, two blocks; cue 0 is rewarded in the first block, cue 1 never. */
  const cues: Table = {
    subject: Float64Array.of(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2),
    block: Float64Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1),
    trial: Float64Array.of(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5),
    choice: new Float64Array(12).fill(missing),
    outcome: Float64Array.of(1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0),
    cue: Float64Array.of(0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0),
    response: Float64Array.of(0.2, 0.1, 0.6, 0.3, 0.8, 0.2, 0, 0.4, 0.6, 0, 0, 1),
  };
  const group = groupFromTable(cues, name);

  test("are measured by whether the cue is ever rewarded, before extinction", () => {
    expect(group.measures.conditionedResponse!.values).toEqual([0.4, 0.5]);
    expect(group.measures.unrewardedCueResponse!.values).toEqual([0.2, 0]);
    expect(group.measures.discrimination!.mean).toBeCloseTo(0.35, 12);
  });

  test("run by presentation of each cue over the whole session", () => {
    const curves = group.responseCurves!.map(({ cue, rewarded, curve }) => ({ cue, rewarded, x: curve.x }));
    expect(curves).toEqual([
      { cue: 0, rewarded: true, x: [1, 2, 3] },
      { cue: 1, rewarded: false, x: [1, 2, 3] },
    ]);
    const [first, second] = group.responseCurves!;
    for (const [place, value] of [0.3, 0.6, 0.9].entries()) expect(first!.curve.mean[place]).toBeCloseTo(value, 12);
    for (const [place, value] of [0.05, 0.15, 0.1].entries()) expect(second!.curve.mean[place]).toBeCloseTo(value, 12);
  });

  test("leave no omissions and no curves of choices behind, because nothing was to be chosen", () => {
    expect(Object.keys(group.measures)).toEqual(["conditionedResponse", "unrewardedCueResponse", "discrimination"]);
    expect([group.reversalCurve, group.sessionCurve, group.subjectCurves]).toEqual([null, null, []]);
  });

  test("are absent from tasks without them", () => {
    expect(groupFromTable(single, name).responseCurves).toBeUndefined();
  });
});

test("subjects of the same number in two groups are two subjects", () => {
  const rows = [...Array(8).keys(), ...Array(8).keys()];
  const both = { ...takeRows(single, rows), group: rows.map((_, row) => (row < 8 ? "a" : "b")) };
  const group = groupFromTable(both, name);
  expect(group.subjects).toBe(2);
  expect(group.measures.winStay!.values).toEqual([1, 1]);
});
