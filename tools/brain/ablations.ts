import type { Changes } from "./model.ts";

/** Named mechanisms of the reference brain, each with the change that takes it away. */
export const ablations: readonly { readonly name: string; readonly changes: Changes }[] = [
  { name: "lateral inhibition of striatal credit", changes: { lateralInhibition: 0 } },
  { name: "pooled inhibition of orbitofrontal credit", changes: { expectationInhibition: 0 } },
  { name: "both inhibitions of credit", changes: { lateralInhibition: 0, expectationInhibition: 0 } },
  { name: "corticostriatal plasticity", changes: { striatalRate: 0 } },
  { name: "orbitofrontal input to the striatum", changes: { expectationGain: 0 } },
  { name: "trace of former choices", changes: { choiceHistoryGain: 0 } },
  { name: "α1: reset of the trace of former choices", changes: { resetRate: 0 } },
  { name: "fading of striatal changes", changes: { striatalForgettingTime: 1e5 } },
  { name: "fading of orbitofrontal changes", changes: { expectationForgettingTime: 1e5 } },
  { name: "dopamine burst at reward", changes: { rewardBurst: 0 } },
  { name: "dopamine dip through the habenula", changes: { habenulaDip: 0 } },
  { name: "dopamine burst at the cue", changes: { cueBurst: 0 } },
  { name: "learning of the state value (critic)", changes: { criticRate: 0 } },
  { name: "delayed rise of eligibility", changes: { traceRiseTime: 0.02 } },
  { name: "orbitofrontal error threshold", changes: { errorThreshold: 0 } },
  { name: "5-HT2A: unlearning after disappointed expectation", changes: { violationGain: 0 } },
  { name: "5-HT2A: orbitofrontal learning from worse outcomes", changes: { disappointmentSerotoninShare: 0 } },
  {
    name: "β receptors in plasticity",
    changes: { striatalBetaShare: 0, windowBetaShare: 0, orbitofrontalBetaShare: 0, amygdalaBetaShare: 0 },
  },
  { name: "α1 receptors", changes: { explorationShare: 0, thresholdAlpha1Share: 0 } },
  { name: "M1 receptors in plasticity", changes: { striatalMuscarinicShare: 0, orbitofrontalMuscarinicShare: 0 } },
  { name: "nicotinic gain", changes: { nicotinicShare: 0 } },
  {
    name: "dopamine in excitability and vigour",
    changes: { directExcitability: 0, indirectExcitability: 0, vigourShare: 0 },
  },
];
