import type { TaskKind } from "../task.ts";
import { baitedChoice } from "./baitedChoice.ts";
import { cuedChoice } from "./cuedChoice.ts";
import { delayChoice } from "./delayChoice.ts";
import { delayedReward } from "./delayedReward.ts";
import { effortChoice } from "./effortChoice.ts";
import { gainLossPairs } from "./gainLossPairs.ts";
import { gainLossReversal } from "./gainLossReversal.ts";
import { gambleChoice } from "./gambleChoice.ts";
import { hazardReversal } from "./hazardReversal.ts";
import { independentBandit } from "./independentBandit.ts";
import { oddballVigour } from "./oddballVigour.ts";
import { oneDirectionReward } from "./oneDirectionReward.ts";
import { patchLeaving } from "./patchLeaving.ts";
import { predictedPicture } from "./predictedPicture.ts";
import { predictiveInference } from "./predictiveInference.ts";
import { probabilisticSelection } from "./probabilisticSelection.ts";
import { restlessBandit } from "./restlessBandit.ts";
import { rewardSwitching } from "./rewardSwitching.ts";
import { rewardWaiting } from "./rewardWaiting.ts";
import { signalDetectionReward } from "./signalDetectionReward.ts";
import { twoStep } from "./twoStep.ts";
import { volatileBandit } from "./volatileBandit.ts";

/** Tasks in which options are chosen for what they bring. */
export const choiceTasks: readonly TaskKind[] = [
  hazardReversal,
  volatileBandit,
  independentBandit,
  restlessBandit,
  baitedChoice,
  rewardSwitching,
  gainLossReversal,
  cuedChoice,
  probabilisticSelection,
  gainLossPairs,
  twoStep,
  predictiveInference,
  predictedPicture,
  effortChoice,
  delayChoice,
  delayedReward,
  gambleChoice,
  patchLeaving,
  rewardWaiting,
  oddballVigour,
  oneDirectionReward,
  signalDetectionReward,
];
