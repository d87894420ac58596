import { type ModelOutline, SyntaxProblem } from "../spec/index.ts";
import { type Dimension, parseUnit, type Quantity } from "../units/index.ts";
import { evaluateExpression } from "./evaluateExpression.ts";

/** Parameters of the rules that a model's projections follow, by names such as `pathway.rate`. */
export class RuleValues {
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly #projections: ModelOutline["projections"];

  constructor({ projections }: ModelOutline) {
    this.#projections = projections;
    this.dimensions = new Map(
      projections.flatMap(({ name, given }) =>
        given.map((parameter) => [`${name}.${parameter.name}`, parseUnit(parameter.unit).dimension] as const),
      ),
    );
  }

  /**
   * Adds to names what projections give to their rules, and the rules' defaults, as far as these are known beforehand:
   * numbers and expressions of the model's parameters. What reads quantities of the model has no value of its own.
   *
   * @param parameters - Names of the model's parameters; their values are among `names`.
   * @param changed - Parameters that have a value in `names` already.
   */
  addTo(
    names: Map<string, Quantity>,
    parameters: Iterable<string>,
    changed: Readonly<Record<string, number>> = {},
  ): Map<string, Quantity> {
    const ofModel = new Map([...parameters, "step"].map((name) => [name, names.get(name)!]));
    for (const projection of this.#projections) {
      const own = new Map(ofModel);
      for (const { name, expression, isDefault } of projection.given) {
        const full = `${projection.name}.${name}`;
        const value = Object.hasOwn(changed, full)
          ? names.get(full)!
          : evaluated(expression.syntax, isDefault ? own : ofModel, this.dimensions.get(full)!);
        if (value === null) continue;
        own.set(name, value);
        names.set(full, value);
      }
    }
    return names;
  }
}

function evaluated(
  syntax: Parameters<typeof evaluateExpression>[0],
  names: ReadonlyMap<string, Quantity>,
  dimension: Dimension,
): Quantity | null {
  try {
    return { ...evaluateExpression(syntax, names), dimension };
  } catch (error) {
    if (error instanceof SyntaxProblem) return null;
    throw error;
  }
}
