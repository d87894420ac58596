import { nearestName } from "../../math/nearestName.ts";
import { bandit } from "./bandit.ts";
import { conditioning } from "./conditioning.ts";
import { conditioningChain } from "./conditioningChain.ts";
import { contexts } from "./contexts.ts";
import { cueValidity } from "./cueValidity.ts";
import { deckGambles } from "./deckGambles.ts";
import { delayDiscounting } from "./delayDiscounting.ts";
import { deterministicTwoStep } from "./deterministicTwoStep.ts";
import { effort } from "./effort.ts";
import type { Environment } from "./environment.ts";
import { fullFeedback } from "./fullFeedback.ts";
import { gambles } from "./gambles.ts";
import { goNoGo } from "./goNoGo.ts";
import { horizon } from "./horizon.ts";
import { perceptualChoice } from "./perceptualChoice.ts";
import { predictiveInference } from "./predictiveInference.ts";
import { probabilisticSelection } from "./probabilisticSelection.ts";
import { restlessBandit } from "./restlessBandit.ts";
import { reversal } from "./reversal.ts";
import { setSizeLearning } from "./setSizeLearning.ts";
import { shortBandits } from "./shortBandits.ts";
import { twoStep } from "./twoStep.ts";
import { volatileEvents } from "./volatileEvents.ts";

/** All task generators for behavioural models. */
export const environments: readonly Environment[] = [
  bandit,
  conditioning,
  conditioningChain,
  contexts,
  cueValidity,
  deckGambles,
  delayDiscounting,
  deterministicTwoStep,
  effort,
  fullFeedback,
  gambles,
  goNoGo,
  horizon,
  perceptualChoice,
  predictiveInference,
  probabilisticSelection,
  restlessBandit,
  reversal,
  setSizeLearning,
  shortBandits,
  twoStep,
  volatileEvents,
];

/** The generator of a name. @throws RangeError with the nearest name if there is none. */
export function environmentNamed(id: string): Environment {
  const found = environments.find((environment) => environment.id === id);
  if (found) return found;
  const names = environments.map((environment) => environment.id);
  const nearest = nearestName(id, names);
  throw new RangeError(
    `there is no environment "${id}"; ${nearest === null ? `there are ${names.join(", ")}` : `did you mean "${nearest}"?`}`,
  );
}
