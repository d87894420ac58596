import { checkShape } from "./checkShape.ts";
import { parseEquations } from "./equationParser.ts";
import { reportSyntax } from "./expressionLowering.ts";
import { type Issue, IssueCollector } from "./issue.ts";
import { modelPartSchema } from "./modelFile.ts";
import { parseExpression } from "./parser.ts";
import type { Path, Positions } from "./positions.ts";
import { quantityOf, unitDimension } from "./quantities.ts";
import { readYaml } from "./readYaml.ts";
import { sourceText } from "./symbols.ts";
import { SyntaxProblem } from "./syntax.ts";

/** Keys under which texts of the language stand. */
const expressions = new Set(["expression", "initial", "transmits", "activity", "default"]);

/**
 * What is wrong with a file that models import (rules, areas, …) when it is looked at alone: its form, units and
 * grammar. Names and dimensions can be checked only in a model.
 */
export function checkModelPart(text: string, file: string): readonly Issue[] {
  const { data, positions, issues } = readYaml(text, file);
  const collector = new IssueCollector();
  for (const issue of issues) collector.add(issue);
  if (data === undefined) return collector.all;
  for (const issue of checkShape(modelPartSchema, data, positions)) collector.add(issue);
  if (!collector.hasErrors) checkTexts(data, positions, [], collector);
  return collector.all;
}

/** Checks units and grammar of all texts below a place of well-formed data. */
export function checkTexts(data: unknown, positions: Positions, path: Path, issues: IssueCollector): void {
  if (typeof data !== "object" || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    const here = [...path, key];
    if (key === "equations" || key === "on") checkEquations(value, positions, here, issues);
    else if (typeof value === "object") checkTexts(value, positions, here, issues);
    else if (typeof value === "string") checkText(key, value, positions, here, issues);
    else if (key === "unit") unitDimension({ value, positions, path: here }, issues);
  }
}

function checkText(key: string, value: string, positions: Positions, path: Path, issues: IssueCollector): void {
  if (key === "unit") unitDimension({ value, positions, path }, issues);
  else if (key === "lag" || (key === "value" && path[0] === "parameters"))
    quantityOf({ value, positions, path }, issues);
  else if (expressions.has(key)) {
    const text = sourceText(value, positions, path);
    try {
      parseExpression(value);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      reportSyntax(issues, text, error);
    }
  }
}

function checkEquations(value: unknown, positions: Positions, path: Path, issues: IssueCollector): void {
  if (typeof value === "string") {
    const text = sourceText(value, positions, path);
    for (const problem of parseEquations(value).problems) reportSyntax(issues, text, problem);
  } else if (Array.isArray(value)) {
    for (const [place, item] of value.entries()) checkEquations(item, positions, [...path, place], issues);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) checkEquations(item, positions, [...path, key], issues);
  }
}
