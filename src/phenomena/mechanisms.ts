import type { Change } from "./effect.ts";
import { hippocampalLesion } from "./effects/conditioning/parts.ts";
import { amygdalaLesion, orbitofrontalLesion, withoutHabenula } from "./effects/lesions.ts";
import { withoutDips } from "./effects/reversal/parts.ts";

/** A mechanism of the reference brain that can be taken away from all effects. */
export interface Mechanism {
  /** Short name, the same for ever. */
  readonly id: string;
  readonly label: string;
  /** What of the brain is changed, in all arms. */
  readonly change: Change;
}

/**
 * The columns of the table of ablations. Parameters are those of `reference-brain-2`; a brain that lacks one says so in
 * the cell. Cholinergic interneurons, and a part of norepinephrine in the noise of decisions, are not in that brain.
 */
export const mechanisms: readonly Mechanism[] = [
  {
    id: "phasic-dopamine",
    label: "bursts of dopamine cells at rewards and at what announces them",
    change: { parameters: { rewardBurst: 0, cueBurst: 0 } },
  },
  {
    id: "dopamine-dips",
    label: "potentiation of the indirect pathway by dips of dopamine",
    change: { parts: withoutDips },
  },
  {
    id: "tonic-dopamine",
    label: "average reward in dopamine's tone, and the drive to act that follows it",
    change: { parameters: { tonicGain: 0, vigourShare: 0 } },
  },
  {
    id: "dopamine-on-excitability",
    label: "dopamine's effect on the excitability of striatal neurons",
    change: { parameters: { excitability: 0 } },
  },
  {
    id: "trace-delay",
    label: "eligibility beyond the present moment",
    change: { parameters: { traceTime: "20 ms", actorRise: "20 ms", actorDecay: "20 ms" } },
  },
  {
    id: "acetylcholine-on-attention",
    label: "nicotinic gain of sensory input",
    change: { parameters: { nicotinicShare: 0 } },
  },
  {
    id: "acetylcholine-on-plasticity",
    label: "muscarinic gate of plasticity and of evidence for another state",
    change: { parameters: { m1Share: 0, evidenceMuscarinic: 0 } },
  },
  {
    id: "acetylcholine-on-memory",
    label: "muscarinic support of perirhinal memory",
    change: { parameters: { memoryMuscarinic: 0 } },
  },
  {
    id: "norepinephrine-on-learning-rate",
    label: "β gate of plasticity",
    change: { parameters: { betaShare: 0, mapBeta: 0 } },
  },
  {
    id: "norepinephrine-on-reset",
    label: "α1 reset of attention and gain of evidence for another state",
    change: { parameters: { attentionReset: 0, evidenceAlpha: 0 } },
  },
  {
    id: "norepinephrine-on-attention",
    label: "α1 gate of learned attention",
    change: { parameters: { attentionAlpha: 0 } },
  },
  {
    id: "serotonin-on-patience",
    label: "serotonin's hold on anticipation",
    change: { parameters: { patienceSerotonin: 0 } },
  },
  {
    id: "serotonin-on-unlearning",
    label: "serotonin's part in giving up what used to pay",
    change: { parameters: { leavingSerotonin: 0, evidenceSerotonin: 0 } },
  },
  { id: "tagging", label: "capture of tagged changes", change: { parameters: { captureRate: 0 } } },
  { id: "amygdala", label: "amygdala", change: amygdalaLesion },
  { id: "hippocampus", label: "hippocampal context and novelty", change: hippocampalLesion },
  { id: "orbitofrontal-state", label: "orbitofrontal states and expectation", change: orbitofrontalLesion },
  { id: "habenula", label: "lateral habenula's inhibition of dopamine cells", change: withoutHabenula },
  {
    id: "sliding-thresholds",
    label: "homeostasis: sliding thresholds of dopamine signals",
    change: { parameters: { thresholdTime: "100000 s" } },
  },
];
