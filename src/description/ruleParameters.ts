import type { LoweredModel, ModelOutline, OutlineGiven, OutlineRuleParameter, ParameterStatus } from "../spec/index.ts";
import { formatQuantity, parseUnit } from "../units/index.ts";
import { placeText } from "./places.ts";

/** What one projection uses for a parameter of its rule. */
export interface RuleParameterUse {
  readonly projection: string;
  /** As written: the rule's default, or what the projection gives. */
  readonly text: string;
  /** Value where the text is the name of one of the model's parameters; else null. */
  readonly value: string | null;
  readonly isDefault: boolean;
  /** Of a parameter that is named: its own; of a number: chosen; of another expression: derived. */
  readonly status: ParameterStatus;
  /** `file:line` of the text. */
  readonly from: string;
  /** `file:line` of the default that it overrides; null if there is none or it holds. */
  readonly overrides: string | null;
}

/** A parameter of a plasticity rule: its default, and what the projections that follow the rule use. */
export interface ExplainedRuleParameter {
  readonly rule: string;
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** Null where each projection must give it. */
  readonly default: string | null;
  /** Of the default. */
  readonly status: ParameterStatus;
  readonly source: string;
  /** `file:line` of the default. */
  readonly from: string;
  readonly uses: readonly RuleParameterUse[];
}

/** The parameters of all rules that projections follow. */
export function explainRuleParameters(
  { rules, projections }: ModelOutline,
  { parameters }: LoweredModel,
): ExplainedRuleParameter[] {
  return rules.flatMap((rule) => {
    const followers = projections.filter((projection) => projection.rule === rule.name);
    if (followers.length === 0) return [];
    return rule.parameters.map((parameter) => {
      const { name, unit, doc, status, source, place } = parameter;
      const uses = followers.flatMap((projection) => {
        const given = projection.given.find((one) => one.name === name);
        return given ? [useOf(projection.name, given, parameter, parameters)] : [];
      });
      const usual = parameter.default?.text ?? null;
      return { rule: rule.name, name, unit, doc, default: usual, status, source, from: placeText(place), uses };
    });
  });
}

function useOf(
  projection: string,
  { expression, isDefault }: OutlineGiven,
  parameter: OutlineRuleParameter,
  parameters: LoweredModel["parameters"],
): RuleParameterUse {
  const { syntax, text, place } = expression;
  const named = syntax.kind === "name" ? parameters.find(({ name }) => name === syntax.parts.join(".")) : undefined;
  const isNumber = syntax.kind === "number" || (syntax.kind === "prefix" && syntax.operand.kind === "number");
  return {
    projection,
    text,
    value: named ? formatQuantity({ value: named.value, dimension: parseUnit(named.unit).dimension }) : null,
    isDefault,
    status: isDefault ? parameter.status : (named?.status ?? (isNumber ? "chosen" : "derived")),
    from: placeText(place),
    overrides: isDefault || parameter.default === null ? null : placeText(parameter.place),
  };
}

/** What is used, in a line: `learningRate = 0.05 1/s`. */
export function usedText({ text, value }: RuleParameterUse): string {
  return value === null ? text : `${text} = ${value}`;
}

/** Parameters whose default some projection leaves as it is. */
export function defaultsInUse(parameters: readonly ExplainedRuleParameter[]): ExplainedRuleParameter[] {
  return parameters.filter(({ uses }) => uses.some(({ isDefault }) => isDefault));
}
