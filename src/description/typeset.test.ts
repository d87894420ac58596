import { describe, expect, it } from "vitest";
import { type OutlineEquation, type OutlineText, parseExpression } from "../spec/index.ts";
import { equationLines, wrapFormula } from "./layout.ts";
import { latexNotation, plainNotation } from "./notation.ts";
import { latexText, plainSymbol } from "./symbols.ts";
import { symbolsOf, Typesetter } from "./typeset.ts";

const place = { file: "f", line: 1, column: 1, path: "" };
const text = (expression: string): OutlineText => ({
  text: expression,
  syntax: parseExpression(expression),
  scope: null,
  place,
});
const plain = (expression: string) => new Typesetter(plainNotation, new Map()).text(text(expression));
const latex = (expression: string) => new Typesetter(latexNotation, new Map()).text(text(expression));

describe("expressions in plain text", () => {
  it.each([
    ["a*b+c", "a · b + c"],
    ["a*(b+c)", "a · (b + c)"],
    ["a-(b-c)", "a − (b − c)"],
    ["a-b-c", "a − b − c"],
    ["a/(b*c)", "a / (b · c)"],
    ["a/b/c", "a / b / c"],
    ["-x^2", "−x²"],
    ["(-x)^-1", "(−x)⁻¹"],
    ["(a+b)^2", "(a + b)²"],
    ["positive(x) * abs(y - z)", "[x]₊ · |y − z|"],
    ["sqrt(x)", "√(x)"],
    ["where(a <= 2 and not b != c, 20 ms, x)", "where(a ≤ 2 and not b ≠ c, 20 ms, x)"],
    ["(20 ms) / x", "20 ms / x"],
    ["pre.rate * striatum.d1.rate", "pre.rate · striatum.d1.rate"],
  ])("%s is written %s", (expression, expected) => {
    expect(plain(expression)).toBe(expected);
  });

  it("mean the same when read again", () => {
    for (const expression of ["a-(b+c*d)/(e-f)", "a*(b/c)", "(a/b)*c", "-(a+b)", "a-(-b)", "(a-b)-(c-d)", "a/(b/c)"]) {
      const again = plain(expression).replaceAll("−", "-").replaceAll("·", "*");
      expect(stripped(parseExpression(again))).toEqual(stripped(parseExpression(expression)));
    }
  });
});

/** A tree without its places. */
function stripped(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (/[sS]pan$|unitAt/u.test(key) ? undefined : part)));
}

describe("expressions in LaTeX", () => {
  it.each([
    ["(a+b)/c", "\\frac{\\mathrm{a} + \\mathrm{b}}{\\mathrm{c}}"],
    ["a*(b+c)", "\\mathrm{a}\\,\\allowbreak (\\mathrm{b} + \\mathrm{c})"],
    ["where(a<b, 1, 0)", "\\begin{cases}1 & \\text{if } \\mathrm{a} < \\mathrm{b}\\\\ {}0 & \\text{else}\\end{cases}"],
    [
      "where(something < anything, first + second + third + fourth + fifth, otherwise)",
      "(\\mathrm{first} + \\mathrm{second} + \\mathrm{third} + \\mathrm{fourth} + \\mathrm{fifth}\\text{ if }\\mathrm{something} < \\mathrm{anything};\\allowbreak\\ \\mathrm{otherwise}\\text{ else})",
    ],
    ["pre.x_1^2", "\\mathrm{x\\_1}_{\\mathrm{pre}}^{2}"],
    ["positive(x)", "[\\mathrm{x}]_{+}"],
    ["0.2 1/s", "0.2\\,\\mathrm{1/s}"],
  ])("%s is written %s", (expression, expected) => {
    expect(latex(expression)).toBe(expected);
  });
});

describe("equations", () => {
  const equation = (target: string, derivative: boolean, right: string): OutlineEquation => ({
    target,
    derivative,
    event: null,
    expression: text(right),
  });

  it("bring a time constant to the left of a derivative", () => {
    const typesetter = new Typesetter(plainNotation, new Map());
    expect(typesetter.equation(equation("x", true, "(a - x) / (20 ms)"))).toMatchObject({
      left: "20 ms · d x/dt",
      right: "a − x",
    });
    expect(typesetter.equation(equation("x", true, "a / (b + c)"))).toMatchObject({
      left: "d x/dt",
      right: "a / (b + c)",
    });
  });

  it("are aligned at their signs and broken within the width", () => {
    const lines = equationLines(
      [
        { left: "x", right: "first + second · third", event: null },
        { left: "longer", right: "1", event: "outcome" },
      ],
      30,
      "  ",
    );
    expect(lines).toEqual(["       x = first", "           + second · third", "  on outcome:", "  longer = 1"]);
    for (const line of wrapFormula("aaaa · (bbbb + cccc) + dddd · eeee", 14))
      expect(line.length).toBeLessThanOrEqual(14);
  });
});

describe("symbols", () => {
  it("are written with Unicode", () => {
    expect(["\\tau_S", "\\tau_{W+}", "w_0", "\\theta_{\\mathrm{max}}", "k_{CS}"].map(plainSymbol)).toEqual([
      "τ_S",
      "τ_W+",
      "w₀",
      "θ_max",
      "k_CS",
    ]);
  });

  it("that two parameters share are used for neither", () => {
    const symbols = symbolsOf([
      { name: "a", symbol: "\\tau" },
      { name: "b", symbol: "\\tau" },
      { name: "c", symbol: "\\eta" },
    ]);
    expect([...symbols.keys()]).toEqual(["c"]);
  });

  it("and signs with a meaning in LaTeX are escaped", () => {
    expect(latexText("50 % of α2_x & {y} → #1 $ ~ ^ \\")).toBe(
      "50 \\% of $\\alpha$2\\_x \\& \\{y\\} $\\rightarrow$ \\#1 \\$ \\textasciitilde{} \\textasciicircum{} \\textbackslash{}",
    );
  });
});
