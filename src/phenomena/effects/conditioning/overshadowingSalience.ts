import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, hippocampalLesion } from "./parts.ts";

const group = (label: string, name: string): SessionArm => ({
  label,
  task: { id: "conditioning-v1", schedule: `overshadowing-${name}` },
});

/** Response to the first or second element of what was trained, 4 trials of each alone. */
const element = (place: 1 | 2) => (trials: SubjectTrials) =>
  conditioned(trials, "freezing", { stage: "test", equal: { type: place } });

const ratio = (compound: string, alone: string, doc: string) => ({
  expression: `mean(${compound}) / mean(${alone})`,
  unit: "1",
  doc,
});

/** Each cue learns from what the shock is beyond what all of them predict, in proportion to its strength. */
export const overshadowingSalience: Effect = {
  id: "overshadowing-salience",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      weak: group("weak alone", "weak"),
      strong: group("strong alone", "strong"),
      weakStrong: group("weak and strong", "weak-strong"),
      medium: group("medium alone", "medium"),
      mediumMedium: group("two medium", "medium-medium"),
      strongStrong: group("two strong", "strong-strong"),
    },
    windows: {},
    readings: { first: element(1), second: element(2) },
  },
  remarks: [
    "Suppression of feeding is read as the defensive response itself. The weak cue is visual, the strong one auditory.",
  ],
  measures: {
    oX: ratio("weakStrong.first", "weak.first", "Response to the weak cue after training beside the strong one."),
    oA: ratio("weakStrong.second", "strong.first", "Response to the strong cue after training beside the weak one."),
    oM: ratio("mediumMedium.first", "medium.first", "Response to a medium cue after training beside another one."),
    oS: ratio("strongStrong.first", "strong.first", "Response to a strong cue after training beside another one."),
  },
  criterion: [
    { text: "oX", value: "oX", low: 0.1, high: 0.75 },
    { text: "oA", value: "oA", low: 0.8, high: 1.1 },
    { text: "oM", value: "oM", low: 0.4, high: 0.92 },
  ],
  sideObservations: [
    {
      text: "X after AX is above chance (weak stimulus still learns: oX > 0.1)",
      bands: [{ text: "oX", value: "oX", low: 0.1 }],
    },
    {
      text: "Stretch, not scored: at high equal intensity mutual overshadowing was absent (oS near 1), which a pure summed-error model contradicts",
      bands: [],
    },
  ],
  ablations: [
    {
      id: "own-errors",
      mechanism: "error from the sum of what all cues predict (each synapse has its own instead)",
      must: "abolish",
      change: {
        parts: {
          areas: {
            amygdala: {
              populations: {
                acquisition: {
                  variables: { outcome: { unit: "1", initial: 0, doc: "What is received, while it is perceived." } },
                  equations: `
d rate/dt = (positive(drive + contextual) - rate) / rateTime
error = amygdala.central.error
outcome = feedback * amygdala.central.outcome
`,
                },
              },
            },
          },
          projections: {
            memoryToAcquisition: {
              equations:
                "weight = clip(weight + step * cueEta * gate * pre.associability * positive(post.outcome - where(post.outcome > 0, weight * pre.rate, 0)) * min(permission, 2) * pre.rate, 0, 4)",
            },
          },
        },
      },
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
  ],
  figure: {
    title: "Overshadowing",
    x: { label: "cue and its partner", unit: "1" },
    y: { label: "response", unit: "of that after training alone" },
    places: ["weak, by strong", "strong, by weak", "medium, by medium", "strong, by strong"],
    curves: [{ label: "this model", x: [0, 1, 2, 3], y: ["oX", "oA", "oM", "oS"] }],
    published: [],
  },
};
