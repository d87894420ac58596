import { nearestName } from "../../math/nearestName.ts";
import { parseExpression, type Syntax, SyntaxProblem } from "../../spec/index.ts";
import { formulaFunctions } from "./formulaFunctions.ts";
import { type QuotedText, takeQuotes } from "./quotes.ts";

/** How to compute a column from others, as written after `--map`. */
export interface Formula {
  readonly syntax: Syntax;
  /** Names in the syntax that stand for what is in quotes: a text, or a column whose name is no plain word. */
  readonly quoted: ReadonlyMap<string, QuotedText>;
}

/** Name of a value that is missing, where no column is called so. */
export const missingValue = "missing";

/** Functions by the names that other languages have for them. */
const usualNames: Readonly<Record<string, string>> = {
  ...{ if: "select", ifelse: "select", if_else: "select", where: "select", iff: "select" },
  ...{ modulo: "mod", remainder: "mod", fmod: "mod", ln: "log", pow: "^", power: "^", trunc: "floor", ceil: "ceiling" },
  ...{ isnan: "present", isna: "present", is_na: "present", notna: "present" },
};

/** Reads a formula. @returns What is wrong with it, if anything is. */
export function parseFormula(text: string): Formula | string {
  if (text.trim() === "") return "there is nothing after the =; write a column or a formula of columns";
  const { plain, quoted, problem, placeOf } = takeQuotes(text);
  if (problem !== null) return problem;
  try {
    const formula = { syntax: parseExpression(plain), quoted };
    return firstProblem(formula.syntax, formula) ?? formula;
  } catch (error) {
    if (error instanceof SyntaxProblem) return explain(error, text, placeOf(error.offset));
    throw error;
  }
}

function explain({ message, expected, hint }: SyntaxProblem, text: string, place: number): string {
  const before = text.slice(Math.max(0, place - 20), place).trim();
  const where = before === "" ? "at its beginning" : `after "${before}"`;
  const wanted = expected === undefined ? "" : `, where ${expected} is expected`;
  const advice = hint ?? (text[place] === "%" ? "for the remainder write mod(x, y)" : null);
  return `${message} ${where}${wanted}${advice === null ? "" : `; ${advice}`}`;
}

function firstProblem(syntax: Syntax, formula: Formula): string | null {
  const inside = (part: Syntax): string | null => firstProblem(part, formula);
  switch (syntax.kind) {
    case "number":
      if (syntax.unit === "mod") return "write mod(x, y) for the remainder";
      return syntax.unit === null ? null : `numbers have no units here, got ${syntax.digits} ${syntax.unit}`;
    case "name":
      if (syntax.slice !== null) return "names of columns stand alone";
      return textOf(syntax, formula) === null
        ? null
        : `the text '${textOf(syntax, formula)}' can only be compared with a column, by == or !=, as in COLUMN == '${textOf(syntax, formula)}'`;
    case "prefix":
      return inside(syntax.operand);
    case "infix": {
      const comparison = comparedText(syntax, formula);
      return comparison === null ? (inside(syntax.left) ?? inside(syntax.right)) : null;
    }
    case "call": {
      const known = Object.hasOwn(formulaFunctions, syntax.name) ? formulaFunctions[syntax.name] : undefined;
      if (!known) return unknownFunction(syntax.name);
      const given = syntax.arguments.length;
      if (given < known.least || given > known.most) return `${known.signature} is needed, got ${given} values`;
      if (syntax.name === "present" && syntax.arguments[0]!.kind !== "name") return "present takes a column";
      return syntax.arguments.map(inside).find((problem) => problem !== null) ?? null;
    }
  }
}

function unknownFunction(name: string): string {
  const known = Object.keys(formulaFunctions);
  const usual = Object.hasOwn(usualNames, name.toLowerCase()) ? usualNames[name.toLowerCase()]! : null;
  const nearest = usual ?? nearestName(name, known);
  return `there is no function ${name}; ${nearest === null ? `there are ${known.join(", ")}` : `did you mean ${nearest}?`}`;
}

/** The text in quotes that a name stands for; null for a column. */
function textOf(syntax: Syntax, { quoted }: Formula): string | null {
  if (syntax.kind !== "name" || syntax.parts.length !== 1) return null;
  const found = quoted.get(syntax.parts[0]!);
  return found?.kind === "text" ? found.text : null;
}

/** A column and the text that it is compared with; null where nothing of the kind is. */
export function comparedText(
  { operator, left, right }: Extract<Syntax, { kind: "infix" }>,
  formula: Formula,
): { readonly column: string; readonly text: string } | null {
  if (operator !== "==" && operator !== "!=") return null;
  const texts = [textOf(left, formula), textOf(right, formula)] as const;
  const [side, text] = texts[0] === null ? ([left, texts[1]] as const) : ([right, texts[0]] as const);
  if (text === null || side.kind !== "name" || textOf(side, formula) !== null) return null;
  return { column: columnOf(side, formula), text };
}

/** Name of the column that is meant. */
export function columnOf({ parts }: Extract<Syntax, { kind: "name" }>, { quoted }: Formula): string {
  const found = parts.length === 1 ? quoted.get(parts[0]!) : undefined;
  return found?.text ?? parts.join(".");
}

/** Names of the columns in a formula. */
export function formulaNames(formula: Formula): string[] {
  const within = (syntax: Syntax): string[] => {
    switch (syntax.kind) {
      case "name":
        return textOf(syntax, formula) === null ? [columnOf(syntax, formula)] : [];
      case "prefix":
        return within(syntax.operand);
      case "infix":
        return [...within(syntax.left), ...within(syntax.right)];
      case "call":
        return syntax.arguments.flatMap(within);
      default:
        return [];
    }
  };
  return [...new Set(within(formula.syntax))];
}
