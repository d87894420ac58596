import { describe, expect, it } from "vitest";
import { renderInferencePage } from "./inferencePage.ts";
import type { InferenceReport, InferredParameter } from "./inferenceReport.ts";

const parameter = (name: string, refusal: string | null): InferredParameter => ({
  ...{ name, label: name, kind: "release", lower: 0.1, upper: 1, recovery: 0.7, coverage50: 0.5, coverage95: 0.94 },
  ...{
    ranks: { histogram: [5, 5, 4, 6], probability: 0.8, band: [0, 11] },
    refusal,
    truth: [0.2, 0.8],
    means: [0.3, 0.7],
  },
});

const report: InferenceReport = {
  ...{ title: "What choices tell", version: "0.0.0", hash: "ab", command: "npx neohebb infer", draws: 20, seed: 1 },
  ...{ subjectsADraw: 4, summaries: ["accuracy"], observed: "<data>", method: ["doi:10.1093/genetics/162.4.2025"] },
  parameters: [parameter("dopamine", null), parameter("D1", "not identifiable from this task: recovery r = 0.27")],
  subjects: ["a", "b"].map((subject, at) => ({
    ...{ subject, isUnlike: at === 1, parameters: { dopamine: { mean: 0.4, lower: 0.2, upper: 0.6 } } },
  })),
};
const text = (page: string) => page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/gu, " ").replace(/<[^>]+>/gu, "");

describe("the page of an inference", () => {
  const page = renderInferencePage(report, { script: "" });

  it("says in words what is refused, and nothing of it about anybody", () => {
    expect(text(page)).toContain("Can be told from this task: dopamine release.");
    expect(text(page)).toContain("D1 release: not identifiable from this task: recovery r = 0.27");
    expect(page).not.toContain('id="inferred-D1"');
    expect(page).toContain('id="inferred-dopamine"');
    expect(text(page)).toContain("1 of 2 observed subjects behave like none of the simulated ones");
    expect(page).not.toContain("<data>");
  });

  it("shows recovery and calibration where nobody was observed or all is refused", () => {
    const none = { ...report, subjects: null, parameters: [parameter("D1", "not identifiable")] };
    const alone = text(renderInferencePage(none, { script: "" }));
    expect(alone).toContain("nothing is inferred");
    expect(alone).toContain("True and inferred shares of simulated subjects");
    expect(alone).toContain("Ranks of true shares in their posteriors");
    expect(alone).not.toMatch(/undefined|NaN|null/u);
  });
});
