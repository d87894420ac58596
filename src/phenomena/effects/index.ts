import type { Effect } from "../effect.ts";
import { achDopamineSequential } from "./achDopamineSequential.ts";
import { bcmThresholdShift } from "./bcmThresholdShift.ts";
import { daRpeTransfer } from "./conditioning/daRpeTransfer.ts";
import { d1D2Signs } from "./d1D2Signs.ts";
import { daWindowSpines } from "./daWindowSpines.ts";
import { lateLtpD1D5 } from "./lateLtpD1D5.ts";
import { nbPairingMap } from "./nbPairingMap.ts";
import { stcTwoPathway } from "./stcTwoPathway.ts";
import { synapticScaling } from "./synapticScaling.ts";
import { twoEligibilityTraces } from "./twoEligibilityTraces.ts";

/** The effects that are programmed: one line each. */
export const effects: readonly Effect[] = [
  achDopamineSequential,
  bcmThresholdShift,
  d1D2Signs,
  daRpeTransfer,
  daWindowSpines,
  lateLtpD1D5,
  nbPairingMap,
  stcTwoPathway,
  synapticScaling,
  twoEligibilityTraces,
];
