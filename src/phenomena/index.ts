export {
  type BoardEntry,
  countTiers,
  effectOf,
  isDoneByBrain,
  judgedEntry,
  notYetEntry,
  selectClaims,
  type TierCount,
} from "./board.ts";
export { type Candidate, CandidateSessions } from "./candidates.ts";
export type { Claim, SourceSeen } from "./claim.ts";
export { claimOf, claims } from "./claims.ts";
export type { Ablation, Band, Change, Effect, Figure, Measure } from "./effect.ts";
export { type EffectFigure, effectFigure } from "./effectFigure.ts";
export { effects } from "./effects/index.ts";
export { estimateEffect } from "./estimateEffect.ts";
export { evaluateScalar } from "./evaluateMeasure.ts";
export {
  expressionOf,
  type JudgedAblation,
  type JudgedBand,
  type Judgement,
  judge,
  measuresOf,
  readingsOf,
} from "./judge.ts";
export { type Mechanism, mechanisms } from "./mechanisms.ts";
export type { Preparation, PreparationArm, PreparationPulse, Reading } from "./preparation.ts";
export { type EffectReadings, type EffectRun, modelFileOf, runEffect } from "./runEffect.ts";
export { PreparationError, runPreparation } from "./runPreparation.ts";
export { runSessions, SessionsError, type SessionsResult } from "./runSessions.ts";
export type { SessionArm, Sessions, TrialWindow } from "./sessions.ts";
export { average, SubjectTrials, type TrialChoice } from "./subjectTrials.ts";
export {
  type FactorialCell,
  measureWindow,
  type PlasticityWindow,
  type WindowCurve,
  type WindowMap,
} from "./window/measureWindow.ts";
export { writtenEffect } from "./writtenEffect.ts";
