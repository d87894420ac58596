export { calibrate } from "./calibration.ts";
export { confuse } from "./confusion.ts";
export { fittedPredictive, type PredictiveSource, predictiveDraw } from "./fittedPredictive.ts";
export { power } from "./power.ts";
export { generatedPredictive, usualSimulations } from "./predictive.ts";
export { recover } from "./recovery.ts";
