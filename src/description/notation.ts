import { latexText, superscript } from "./symbols.ts";

/** An expression set in type, with how tightly its outermost operation binds. */
export interface Typeset {
  readonly text: string;
  readonly power: number;
}

/** Binding of operations, from loose to tight. */
export const powers = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  whole: 9,
} as const;

/** How the parts of an expression are written. */
export interface Notation {
  readonly number: (digits: string, unit: string | null) => Typeset;
  readonly name: (parts: readonly string[]) => Typeset;
  readonly symbol: (latex: string, plain: string) => Typeset;
  readonly call: (name: string, given: readonly Typeset[]) => Typeset;
  readonly parenthesised: (inner: string) => string;
  readonly sign: (operand: string) => string;
  readonly not: (operand: string) => string;
  readonly product: (left: string, right: string) => string;
  /** A quotient of parts as they are; it says how tightly they must bind. */
  readonly quotient: { readonly least: number; readonly power: number; write(left: string, right: string): string };
  readonly raised: (base: string, exponent: string) => string;
  readonly operators: Readonly<Record<"+" | "-" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or", string>>;
}

const whole = (text: string): Typeset => ({ text, power: powers.whole });

/** Name of the sum over a unit's synapses, as a function. */
export const presynapticSum = "sum over pre";

function inParentheses({ text, power }: Typeset, notation: Notation): string {
  return power >= powers.product ? text : notation.parenthesised(text);
}

/** Plain text with Unicode signs. */
export const plainNotation: Notation = {
  number: (digits, unit) => ({ text: unit === null ? digits : `${digits} ${unit}`, power: unit === null ? 9 : 6.5 }),
  name: (parts) => whole(parts.join(".")),
  symbol: (_, plain) => whole(plain),
  call: (name, given) => {
    const [first = { text: "", power: 9 }] = given;
    if (name === "positive") return whole(`[${first.text}]₊`);
    if (name === "abs") return whole(`|${first.text}|`);
    if (name === presynapticSum) return { text: `Σ_pre ${inParentheses(first, plainNotation)}`, power: powers.product };
    return whole(`${name === "sqrt" ? "√" : name}(${given.map(({ text }) => text).join(", ")})`);
  },
  parenthesised: (inner) => `(${inner})`,
  sign: (operand) => `−${operand}`,
  not: (operand) => `not ${operand}`,
  product: (left, right) => `${left} · ${right}`,
  quotient: { least: powers.product, power: powers.product, write: (left, right) => `${left} / ${right}` },
  raised: (base, exponent) =>
    /^−?\d+$/u.test(exponent) ? base + superscript(exponent.replace("−", "-")) : `${base}^${exponent}`,
  operators: {
    ...{ "+": " + ", "-": " − ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ ", "==": " = ", "!=": " ≠ " },
    and: " and ",
    or: " or ",
  },
};

const roman = (text: string): string => `\\mathrm{${latexText(text).replace(/(?<!\\)\$([^$]*)\$/gu, "{$1}")}}`;

function latexName(parts: readonly string[]): string {
  const [side = "", ...rest] = parts;
  if ((side === "pre" || side === "post") && rest.length > 0) return `${roman(rest.join("."))}_{\\mathrm{${side}}}`;
  return roman(parts.join("."));
}

/** Characters that a formula shows, about: how wide it will be. */
function shownLength(latex: string): number {
  return latex.replace(/\\(?:[a-zA-Z]+|.)/gu, "").replace(/[{}\s]/gu, "").length;
}

/** Most characters of a line of `cases`, which cannot be broken. */
const longestCase = 44;

/** Two cases one above the other or, where these would be too wide for a column, one after the other. */
function choice(condition: string, yes: string, no: string): string {
  const width = Math.max(shownLength(yes), shownLength(no)) + shownLength(condition);
  if (width <= longestCase && ![condition, yes, no].some((text) => text.includes("\\text{ if }")))
    return `\\begin{cases}${yes} & \\text{if } ${condition}\\\\ {}${no} & \\text{else}\\end{cases}`;
  return `(${yes}\\text{ if }${condition};\\allowbreak\\ ${no}\\text{ else})`;
}

/** LaTeX formulae. */
export const latexNotation: Notation = {
  number: (digits, unit) => ({
    text: unit === null ? digits : `${digits}\\,${roman(unit)}`,
    power: unit === null ? 9 : 6.5,
  }),
  name: (parts) => whole(latexName(parts)),
  symbol: (latex) => whole(latex),
  call: (name, given) => {
    const texts = given.map(({ text }) => text);
    const [first = "", second = "", third = ""] = texts;
    if (name === "positive") return whole(`[${first}]_{+}`);
    if (name === "abs") return whole(`\\lvert ${first}\\rvert `);
    if (name === presynapticSum && given[0])
      return { text: `\\sum_{\\mathrm{pre}} ${inParentheses(given[0], latexNotation)}`, power: powers.product };
    if (name === "sqrt") return whole(`\\sqrt{${first}}`);
    if (name === "where") return whole(choice(first, second, third));
    return whole(`\\operatorname{${latexText(name)}}(${texts.join(",\\allowbreak ")})`);
  },
  parenthesised: (inner) => `(${inner})`,
  sign: (operand) => `-${operand}`,
  not: (operand) => `\\neg ${operand}`,
  product: (left, right) => `${left}\\,\\allowbreak ${right}`,
  quotient: { least: 0, power: powers.power, write: (left, right) => `\\frac{${left}}{${right}}` },
  raised: (base, exponent) => `${base}^{${exponent}}`,
  operators: {
    ...{
      "+": " + ",
      "-": " - ",
      "<": " < ",
      "<=": " \\leq ",
      ">": " > ",
      ">=": " \\geq ",
      "==": " = ",
      "!=": " \\neq ",
    },
    and: " \\wedge ",
    or: " \\vee ",
  },
};
