import type { BehaviourProgram, Expression, Statement } from "../program.ts";
import type { BehaviourDefinition, Sizes } from "./definition.ts";

/** From what a response is drawn; expressions hold after the response's `prepare`. */
export type ResponseDistribution =
  /** One of so many options, with the probabilities that `score` gives. */
  | { readonly kind: "options"; readonly options: number }
  | { readonly kind: "normal"; readonly mean: Expression; readonly standardDeviation: Expression }
  | {
      readonly kind: "wiener";
      readonly drift: Expression;
      readonly threshold: Expression;
      readonly nonDecisionTime: Expression;
      readonly bias: Expression;
    }
  | {
      readonly kind: "ballistic";
      readonly drifts: readonly Expression[];
      readonly startRange: Expression;
      readonly threshold: Expression;
      readonly nonDecisionTime: Expression;
      readonly driftDeviation: Expression;
    };

/** A part of the trial, in order. */
export type LoweredStep =
  | { readonly kind: "statements"; readonly statements: readonly Statement[] }
  | {
      readonly kind: "response";
      /** Number of the response in the program. */
      readonly response: number;
      /** Columns that it fills: the choice or value, then the reaction time if there is one. */
      readonly columns: readonly number[];
      /** When there is a response at all; on data alone. */
      readonly condition: Expression;
      /** What must be there besides for its probability to be known. */
      readonly needs: readonly number[];
      readonly prepare: readonly Statement[];
      /** Adds the logarithm; reads the response's columns. */
      readonly score: readonly Statement[];
      readonly distribution: ResponseDistribution;
    }
  | { readonly kind: "observe"; readonly columns: readonly number[]; readonly condition: Expression };

/** A behavioural model laid out for sizes. */
export interface LoweredBehaviour {
  readonly definition: BehaviourDefinition;
  readonly sizes: Sizes;
  readonly program: BehaviourProgram;
  /** The trial once more, in the parts that a simulation needs. */
  readonly steps: readonly LoweredStep[];
  /** Whether there are indices that must be looked at with the data (`interpret` does). */
  readonly hasUnprovenIndex: boolean;
}
