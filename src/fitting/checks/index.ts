export { calibrate } from "./calibration.ts";
export { confuse } from "./confusion.ts";
export { fittedPredictive } from "./fittedPredictive.ts";
export { power } from "./power.ts";
export { generatedPredictive } from "./predictive.ts";
export { recover } from "./recovery.ts";
