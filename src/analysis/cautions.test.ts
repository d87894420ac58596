import { describe, expect, test } from "vitest";
import { groupFromTable } from "./behaviour.ts";
import { cautions } from "./cautions.ts";

/** Ten trials a subject, the first so many without a choice. */
function omitting(omissions: readonly number[], label: string) {
  const rows = omissions.flatMap((count, subject) =>
    Array.from({ length: 10 }, (_, trial) => ({ subject, choice: trial < count ? Number.NaN : 1 })),
  );
  const table = {
    subject: Float64Array.from(rows, ({ subject }) => subject),
    choice: Float64Array.from(rows, ({ choice }) => choice),
    bestOption: new Float64Array(rows.length).fill(1),
  };
  return groupFromTable(table, { id: label, label, kind: "virtual" });
}

describe("cautions", () => {
  test("count the subjects who chose on fewer than half of the trials, and never", () => {
    const [caution, ...others] = cautions([omitting([0, 0, 1, 0, 5], "Control"), omitting([6, 10, 0, 10, 5], "Block")]);
    expect(caution).toContain("Block: 3 of 5 subjects chose on fewer than half of the trials, 2 of them on none");
    expect(others).toEqual([]);
  });

  test("say that fewer than five subjects have no effects, where groups are compared", () => {
    const [few, other] = [omitting([0, 0], "Control"), omitting([0, 0], "Block")];
    expect(cautions([few, other])).toEqual([expect.stringContaining("With 2 subjects a group")]);
    expect(cautions([few])).toEqual([]);
  });
});
