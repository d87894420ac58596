import type { Effect } from "../effect.ts";
import { achDopamineSequential } from "./achDopamineSequential.ts";
import { bcmThresholdShift } from "./bcmThresholdShift.ts";
import { conditionedInhibition } from "./conditioning/conditionedInhibition.ts";
import { daBlocking } from "./conditioning/daBlocking.ts";
import { daProbabilityCoding } from "./conditioning/daProbabilityCoding.ts";
import { daRewardTiming } from "./conditioning/daRewardTiming.ts";
import { daRpeTransfer } from "./conditioning/daRpeTransfer.ts";
import { overshadowingSalience } from "./conditioning/overshadowingSalience.ts";
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
  conditionedInhibition,
  d1D2Signs,
  daBlocking,
  daProbabilityCoding,
  daRewardTiming,
  daRpeTransfer,
  daWindowSpines,
  lateLtpD1D5,
  nbPairingMap,
  overshadowingSalience,
  stcTwoPathway,
  synapticScaling,
  twoEligibilityTraces,
];
