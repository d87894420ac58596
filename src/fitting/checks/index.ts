export { type CalibrationOptions, calibrate } from "./calibration.ts";
export { type ConfusionOptions, confuse } from "./confusion.ts";
export { fittedPredictive } from "./fittedPredictive.ts";
export { type PowerOptions, power } from "./power.ts";
export {
  type GeneratedPredictiveOptions,
  generatedPredictive,
  type ParametersOf,
  type PosteriorPredictiveOptions,
  posteriorPredictive,
} from "./predictive.ts";
export { type RecoveryOptions, recover, recoveryLimits } from "./recovery.ts";
