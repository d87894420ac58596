export {
  type AcceptedSet,
  advanceCampaign,
  beginCampaign,
  type Campaign,
  type CampaignSettings,
  candidatesOf,
  defaultDeviation,
  type Evaluation,
  evaluationsOf,
  heldEffects,
  meanLoss,
} from "./campaign.ts";
export { type ConflictReport, conflictsOf } from "./conflicts.ts";
export { type Ensemble, ensembleOf, type Identifiability, identifiabilityOf } from "./ensemble.ts";
export {
  bandDistance,
  bandsOf,
  type EffectLoss,
  type EffectOutcome,
  effectLoss,
  lostEffect,
  overSeeds,
} from "./loss.ts";
export { chooseProxy, type ProxyChoice } from "./proxy.ts";
export { type BandRobustness, type EffectRobustness, robustnessOf } from "./robustness.ts";
export { type SearchedParameter, searchedParameters } from "./searchSpace.ts";
export { type Sensitivity, sensitivityCandidates, sensitivityOf } from "./sensitivity.ts";
