import type { TaskPreset } from "../task.ts";
import { cuesOf, preset, trialsOf } from "./presetParts.ts";

const interval = [6, 12];
const cs = 1.5;
const shock = { shock: -1 };

/** Cues that say what will not come, and what cues say together. */
export const inhibitionPresets: Readonly<Record<string, TaskPreset>> = {
  "conditioned-inhibition": preset(
    "A+ AX- B- BY- C+ intermixed; then X and Y by themselves; then each with the other exciter, C. Tobler et al. 2003, J Neurosci 23:10402 (numbers of trials chosen).",
    inhibition([
      { name: "test", trials: { X: 10, Y: 10 }, interval },
      { name: "summation", trials: { CX: 10, CY: 10 }, interval },
    ]),
  ),
  "conditioned-inhibition-retardation": preset(
    "As conditioned-inhibition, then the inhibitor X is followed by reward. Tobler et al. 2003.",
    inhibition([{ name: "retardation", trials: { "X+": 80 }, interval }]),
  ),
  "conditioned-inhibition-retardation-control": preset(
    "As conditioned-inhibition, then the neutral control Y is followed by reward. Tobler et al. 2003.",
    inhibition([{ name: "retardation", trials: { "Y+": 80 }, interval }]),
  ),
  "safety-signal": safetySignal([{ name: "summation", trials: { BX: 10, BY: 10, X: 10 }, interval }]),
  "safety-signal-retardation": safetySignal([{ name: "retardation", trials: { "X+": 40 }, interval }]),
  "safety-signal-retardation-control": safetySignal([{ name: "retardation", trials: { "Y+": 40 }, interval }]),
  summation: summation("food", 1),
  "aversive-summation": summation("shock", -1),
};

function inhibition(tests: readonly object[]): Record<string, unknown> {
  return {
    cues: { ...cuesOf("visual", ["A", "B", "C"]), ...cuesOf("auditory", ["X", "Y"]) },
    counterbalance: [["X", "Y"]],
    trials: {
      ...trialsOf({ "A+": "A", "C+": "C", "X+": "X", "Y+": "Y" }, cs, true),
      ...trialsOf(
        { "AX-": ["A", "X"], "B-": "B", "BY-": ["B", "Y"], X: "X", Y: "Y", CX: ["C", "X"], CY: ["C", "Y"] },
        cs,
        false,
      ),
    },
    stages: [
      { name: "training", trials: { "A+": 100, "AX-": 100, "B-": 100, "BY-": 100, "C+": 100 }, interval },
      ...tests,
    ],
  };
}

function safetySignal(tests: readonly object[]): TaskPreset {
  return preset(
    "A and B followed by shock, AX and Y by nothing, 60 each; then X and Y with B, or each followed by shock. A paradigm of the PVLV model; numbers of trials chosen.",
    {
      cues: { ...cuesOf("visual", ["A", "B"]), ...cuesOf("auditory", ["X", "Y"]) },
      outcomes: shock,
      counterbalance: [["X", "Y"]],
      trials: {
        ...trialsOf({ "A+": "A", "B+": "B", "X+": "X", "Y+": "Y" }, cs, true),
        ...trialsOf({ "AX-": ["A", "X"], "Y-": "Y", BX: ["B", "X"], BY: ["B", "Y"], X: "X" }, cs, false),
      },
      stages: [{ name: "training", trials: { "A+": 60, "AX-": 60, "B+": 60, "Y-": 60 }, interval }, ...tests],
    },
  );
}

function summation(kind: string, valence: 1 | -1): TaskPreset {
  return preset(
    "A+ B+ C- apart, 60 each, then every two of them together, without outcome. A paradigm of the PVLV model; numbers of trials chosen.",
    {
      cues: { A: { modality: "visual" }, B: { modality: "auditory" }, C: { modality: "olfactory" } },
      outcomes: { [kind]: valence },
      trials: {
        ...trialsOf({ "A+": "A", "B+": "B" }, cs, true),
        ...trialsOf({ "C-": "C", AB: ["A", "B"], AC: ["A", "C"], BC: ["B", "C"] }, cs, false),
      },
      stages: [
        { name: "training", trials: { "A+": 60, "B+": 60, "C-": 60 }, interval },
        { name: "test", trials: { AB: 6, AC: 6, BC: 6 }, interval },
      ],
    },
  );
}
