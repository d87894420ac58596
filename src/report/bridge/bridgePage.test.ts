import { describe, expect, it } from "vitest";
import { renderBridgePage } from "./bridgePage.ts";
import type { ReportedChange } from "./bridgeReport.ts";

/** A page of one block and one parameter, whose change has this interval. */
function pageOf(interval: Pick<ReportedChange, "size" | "low" | "high">): string {
  const change = { parameter: "learningRate", symbol: "α", subjects: 8, reference: 0.6, changed: 0.5, ...interval };
  const rows = [{ label: "D1 3 Ki", changes: [change] }];
  const matrices = [{ title: "Q-learning", note: "4 subjects.", rows, remarks: [] }];
  const report = { title: "Receptors", lead: "", version: "1", hash: "0", matrices, studies: [], facts: [] };
  return renderBridgePage(report);
}

describe("the page of a bridge", () => {
  it("draws changes with intervals, and says so where none has one instead of an empty picture", () => {
    const drawn = pageOf({ size: -0.8, low: -1.4, high: -0.2 });
    expect(drawn).toContain("<circle");
    expect(drawn).not.toContain("No picture of the changes");
    const none = pageOf({ size: null, low: null, high: null });
    expect(none).toContain("No picture of the changes: none has an interval");
    expect(none).not.toContain("<svg");
  });
});
