import { type Evaluation, heldEffects } from "./campaign.ts";
import type { EffectLoss } from "./loss.ts";
import type { SearchedParameter } from "./searchSpace.ts";

/** How far each parameter is moved. */
const share = 0.2;

/** What a change of one parameter does. */
export interface ParameterSensitivity {
  readonly parameter: string;
  /** Factor of the parameter's value: 0.8 or 1.2, less where its range ends before. */
  readonly factor: number;
  readonly loss: number;
  /** Effects that then hold and did not, and those that no longer do. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** What ±20 % of each parameter flip. */
export interface Sensitivity {
  /** Number of the evaluation round which parameters were moved. */
  readonly of: number;
  readonly loss: number;
  readonly changes: readonly ParameterSensitivity[];
}

/** The set itself, then for each parameter the set with 0.8 and with 1.2 times its value, within its range. */
export function sensitivityCandidates(
  parameters: readonly SearchedParameter[],
  values: Readonly<Record<string, number>>,
): Record<string, number>[] {
  return [
    { ...values },
    ...parameters.flatMap(({ name, low, high }) =>
      [1 - share, 1 + share].map((factor) => ({
        ...values,
        [name]: Math.min(high, Math.max(low, values[name]! * factor)),
      })),
    ),
  ];
}

/** Compares the outcomes of `sensitivityCandidates` with the first of them. */
export function sensitivityOf(
  parameters: readonly SearchedParameter[],
  { id, values }: Pick<Evaluation, "id" | "values">,
  outcomes: readonly { readonly loss: number; readonly effects: Readonly<Record<string, EffectLoss>> }[],
): Sensitivity {
  const candidates = sensitivityCandidates(parameters, values);
  const [own, ...moved] = outcomes;
  const before = heldEffects(own!);
  return {
    of: id,
    loss: own!.loss,
    changes: moved.map((outcome, place) => {
      const { name } = parameters[Math.floor(place / 2)]!;
      const after = heldEffects(outcome);
      return {
        parameter: name,
        factor: candidates[place + 1]![name]! / values[name]!,
        loss: outcome.loss,
        gained: after.filter((effect) => !before.includes(effect)),
        lost: before.filter((effect) => !after.includes(effect)),
      };
    }),
  };
}
