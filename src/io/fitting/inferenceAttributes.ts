import type { ModelFit } from "../../fitting/fits/modelFit.ts";
import type { FittedParameter } from "../../fitting/likelihood.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";

type Attributes = Readonly<Record<string, string>>;

/** What a parameter of single people is, for a file of draws. */
export function parameterAttributes(parameter: FittedParameter): Attributes {
  const { name, lower, upper } = parameter;
  return {
    long_name: name,
    units: "1",
    scale: "natural",
    description: `each record's own value, between ${lower} and ${upper}`,
  };
}

/** What levels, effects and spreads of the group are, for a file of draws. */
export function groupAttributes({ definition, job }: ModelFit, of: "effects" | "spreads"): Attributes {
  const what =
    of === "effects"
      ? "Level of the group (the median person) and effects of the design on it"
      : "Standard deviation of people around the level, or around an effect";
  return {
    units: "1",
    scale: "unbounded",
    description: `${what}, each on its parameter's scale without bounds: ${job.parameters.map((one) => scaleOf(one, definition)).join("; ")}`,
  };
}

function scaleOf({ name, lower, upper }: FittedParameter, { parameters }: BehaviourDefinition): string {
  const symbol = parameters.find((one) => one.name === name)?.symbol ?? name;
  const [hasLower, hasUpper] = [Number.isFinite(lower), Number.isFinite(upper)];
  const above = lower === 0 ? symbol : `(${symbol} - ${lower})`;
  if (hasLower && hasUpper) return `${name}: log(${above} / (${upper} - ${symbol}))`;
  if (hasLower) return `${name}: log(${above})`;
  if (hasUpper) return `${name}: log(${upper} - ${symbol})`;
  return `${name}: ${symbol}`;
}
