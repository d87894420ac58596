import type { Effect } from "../effect.ts";
import { achDopamineSequential } from "./achDopamineSequential.ts";
import { bcmThresholdShift } from "./bcmThresholdShift.ts";
import { cocaineCueBlocking } from "./conditioning/cocaineCueBlocking.ts";
import { conditionedInhibition } from "./conditioning/conditionedInhibition.ts";
import { daAdaptiveCoding } from "./conditioning/daAdaptiveCoding.ts";
import { daBlocking } from "./conditioning/daBlocking.ts";
import { daProbabilityCoding } from "./conditioning/daProbabilityCoding.ts";
import { daRewardTiming } from "./conditioning/daRewardTiming.ts";
import { daRpeTransfer } from "./conditioning/daRpeTransfer.ts";
import { lhbOmission } from "./conditioning/lhbOmission.ts";
import { overexpectation } from "./conditioning/overexpectation.ts";
import { overshadowingSalience } from "./conditioning/overshadowingSalience.ts";
import { partialReinforcementExtinction } from "./conditioning/partialReinforcementExtinction.ts";
import { rapidReacquisition } from "./conditioning/rapidReacquisition.ts";
import { secondOrder } from "./conditioning/secondOrder.ts";
import { d1D2Signs } from "./d1D2Signs.ts";
import { daWindowSpines } from "./daWindowSpines.ts";
import { extinctionRenewal } from "./extinction/extinctionRenewal.ts";
import { latentInhibition } from "./extinction/latentInhibition.ts";
import { renewalHippocampus } from "./extinction/renewalHippocampus.ts";
import { spontaneousRecovery } from "./extinction/spontaneousRecovery.ts";
import { traceConditioning } from "./extinction/traceConditioning.ts";
import { achAttentionGain } from "./goals/achAttentionGain.ts";
import { devaluationAndSpecificTransfer } from "./goals/devaluationAndSpecificTransfer.ts";
import { habitOvertraining } from "./goals/habitOvertraining.ts";
import { lateLtpD1D5 } from "./lateLtpD1D5.ts";
import { acquiredEquivalence } from "./memory/acquiredEquivalence.ts";
import { behaviouralTagging } from "./memory/behaviouralTagging.ts";
import { contextNoForgetting } from "./memory/contextNoForgetting.ts";
import { fcFlexibilityLearning } from "./memory/fcFlexibilityLearning.ts";
import { interleavedInterference } from "./memory/interleavedInterference.ts";
import { lcNoveltyMemory } from "./memory/lcNoveltyMemory.ts";
import { rippleSuppression } from "./memory/rippleSuppression.ts";
import { workingMemoryD1InvertedU } from "./memory/workingMemoryD1InvertedU.ts";
import { changePointSurprise } from "./motivation/changePointSurprise.ts";
import { conflictStimulation } from "./motivation/conflictStimulation.ts";
import { dopamineGainsLosses } from "./motivation/dopamineGainsLosses.ts";
import { dopamineRiskyGains } from "./motivation/dopamineRiskyGains.ts";
import { effortDopamine } from "./motivation/effortDopamine.ts";
import { goNoGoLearning } from "./motivation/goNoGoLearning.ts";
import { hypodopamineDelay } from "./motivation/hypodopamineDelay.ts";
import { medicationAtTest } from "./motivation/medicationAtTest.ts";
import { patchLeavingNorepinephrine } from "./motivation/patchLeavingNorepinephrine.ts";
import { pathwayStimulation } from "./motivation/pathwayStimulation.ts";
import { rewardSensitivity } from "./motivation/rewardSensitivity.ts";
import { serotoninDelayDiscounting } from "./motivation/serotoninDelayDiscounting.ts";
import { serotoninWaiting } from "./motivation/serotoninWaiting.ts";
import { vigour } from "./motivation/vigour.ts";
import { nbPairingMap } from "./nbPairingMap.ts";
import { aversiveAcquisition } from "./paradigms/aversiveAcquisition.ts";
import { aversiveBlocking } from "./paradigms/aversiveBlocking.ts";
import { aversiveExtinction } from "./paradigms/aversiveExtinction.ts";
import { contingencyCycling } from "./paradigms/contingencyCycling.ts";
import { magnitudeChange } from "./paradigms/magnitudeChange.ts";
import { mixedValence } from "./paradigms/mixedValence.ts";
import { punishmentMagnitude } from "./paradigms/punishmentMagnitude.ts";
import { rewardMagnitude } from "./paradigms/rewardMagnitude.ts";
import { safetySignal } from "./paradigms/safetySignal.ts";
import { summation } from "./paradigms/summation.ts";
import { unblockingByIdentity } from "./paradigms/unblockingByIdentity.ts";
import { unblockingByValue } from "./paradigms/unblockingByValue.ts";
import { compulsivityModelBased } from "./reversal/compulsivityModelBased.ts";
import { dopamineGenesReversal } from "./reversal/dopamineGenesReversal.ts";
import { exploreAfterChange } from "./reversal/exploreAfterChange.ts";
import { matchingLaw } from "./reversal/matchingLaw.ts";
import { norepinephrineBlockVolatility } from "./reversal/norepinephrineBlockVolatility.ts";
import { orbitofrontalLesionReversal } from "./reversal/orbitofrontalLesionReversal.ts";
import { reversalAcetylcholineSilencing } from "./reversal/reversalAcetylcholineSilencing.ts";
import { reversalD2 } from "./reversal/reversalD2.ts";
import { reversalDopamineSerotonin } from "./reversal/reversalDopamineSerotonin.ts";
import { reversalSerotoninPerseveration } from "./reversal/reversalSerotoninPerseveration.ts";
import { serialReversalSpeeding } from "./reversal/serialReversalSpeeding.ts";
import { serotoninLearningRate } from "./reversal/serotoninLearningRate.ts";
import { serotoninSurpriseReversal } from "./reversal/serotoninSurpriseReversal.ts";
import { thalamostriatalInterference } from "./reversal/thalamostriatalInterference.ts";
import { twoStepHealthy } from "./reversal/twoStepHealthy.ts";
import { uncertaintyMetaLearning } from "./reversal/uncertaintyMetaLearning.ts";
import { volatilityLearningRate } from "./reversal/volatilityLearningRate.ts";
import { edShiftLcSilencing } from "./shifting/edShiftLcSilencing.ts";
import { idEdNe } from "./shifting/idEdNe.ts";
import { idEdShift } from "./shifting/idEdShift.ts";
import { learningSet } from "./shifting/learningSet.ts";
import { wcstFrontalPerseveration } from "./shifting/wcstFrontalPerseveration.ts";
import { stcTwoPathway } from "./stcTwoPathway.ts";
import { synapticScaling } from "./synapticScaling.ts";
import { twoEligibilityTraces } from "./twoEligibilityTraces.ts";

/** The effects that are programmed: one line each. */
export const effects: readonly Effect[] = [
  achAttentionGain,
  achDopamineSequential,
  acquiredEquivalence,
  aversiveAcquisition,
  aversiveBlocking,
  aversiveExtinction,
  bcmThresholdShift,
  behaviouralTagging,
  changePointSurprise,
  cocaineCueBlocking,
  compulsivityModelBased,
  conditionedInhibition,
  conflictStimulation,
  contextNoForgetting,
  contingencyCycling,
  d1D2Signs,
  daAdaptiveCoding,
  daBlocking,
  daProbabilityCoding,
  daRewardTiming,
  daRpeTransfer,
  daWindowSpines,
  devaluationAndSpecificTransfer,
  dopamineGainsLosses,
  dopamineGenesReversal,
  dopamineRiskyGains,
  edShiftLcSilencing,
  effortDopamine,
  exploreAfterChange,
  extinctionRenewal,
  fcFlexibilityLearning,
  goNoGoLearning,
  habitOvertraining,
  hypodopamineDelay,
  idEdNe,
  idEdShift,
  interleavedInterference,
  lateLtpD1D5,
  latentInhibition,
  lcNoveltyMemory,
  learningSet,
  lhbOmission,
  magnitudeChange,
  matchingLaw,
  medicationAtTest,
  mixedValence,
  nbPairingMap,
  norepinephrineBlockVolatility,
  orbitofrontalLesionReversal,
  overexpectation,
  overshadowingSalience,
  partialReinforcementExtinction,
  patchLeavingNorepinephrine,
  pathwayStimulation,
  punishmentMagnitude,
  rapidReacquisition,
  renewalHippocampus,
  reversalAcetylcholineSilencing,
  reversalD2,
  reversalDopamineSerotonin,
  reversalSerotoninPerseveration,
  rewardMagnitude,
  rewardSensitivity,
  rippleSuppression,
  safetySignal,
  secondOrder,
  serialReversalSpeeding,
  serotoninDelayDiscounting,
  serotoninLearningRate,
  serotoninSurpriseReversal,
  serotoninWaiting,
  spontaneousRecovery,
  stcTwoPathway,
  summation,
  synapticScaling,
  thalamostriatalInterference,
  traceConditioning,
  twoEligibilityTraces,
  twoStepHealthy,
  unblockingByIdentity,
  unblockingByValue,
  uncertaintyMetaLearning,
  vigour,
  volatilityLearningRate,
  wcstFrontalPerseveration,
  workingMemoryD1InvertedU,
];
