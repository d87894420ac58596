import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEquations } from "./equationParser.ts";
import { behaviourGrammar, parseExpression } from "./parser.ts";
import { type Syntax, SyntaxProblem } from "./syntax.ts";

/** The expression with all parentheses. */
function show(syntax: Syntax): string {
  switch (syntax.kind) {
    case "number":
      return syntax.unit === null ? syntax.digits : `${syntax.digits}[${syntax.unit}]`;
    case "name":
      return syntax.parts.join(".");
    case "call":
      return `${syntax.name}(${syntax.arguments.map(show).join(", ")})`;
    case "prefix":
      return `(${syntax.operator}${show(syntax.operand)})`;
    case "infix":
      return `(${show(syntax.left)} ${syntax.operator} ${show(syntax.right)})`;
  }
}

const problem = (text: string): SyntaxProblem => {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
  throw new Error(`no problem in ${text}`);
};

describe("expressions", () => {
  it.each([
    ["a + b * c", "(a + (b * c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a / b / c", "((a / b) / c)"],
    ["-a / b", "((-a) / b)"],
    ["-a ^ 2", "(-(a ^ 2))"],
    ["a ^ -2 * b", "((a ^ (-2)) * b)"],
    ["2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))"],
    ["a * -b", "(a * (-b))"],
    ["+a - +b", "(a - b)"],
    ["not a < b and c == d or e != f", "(((not(a < b)) and (c == d)) or (e != f))"],
    ["(a + b) * c", "((a + b) * c)"],
    ["striatum.d1.rate", "striatum.d1.rate"],
    ["where(a > 0, f(), g(a, b + 1))", "where((a > 0), f(), g(a, (b + 1)))"],
    ["20 ms", "20[ms]"],
    ["20ms", "20[ms]"],
    ["0.2 1/s * x", "(0.2[1/s] * x)"],
    ["5 mV/s", "5[mV/s]"],
    ["5 mV / s", "(5[mV] / s)"],
    ["3 m^2", "3[m^2]"],
    ["3 s^-1 + x", "(3[s^-1] + x)"],
    ["1/(1 + x)", "(1 / (1 + x))"],
    ["1e-3 * x", "(1e-3 * x)"],
    ["10 %", "10[%]"],
    ["2 * s.x", "(2 * s.x)"],
    ["x and\n y", "(x and y)"],
  ])("%s is read as %s", (text, expected) => {
    expect(show(parseExpression(text))).toBe(expected);
  });

  it.each([
    ["a +", 3, "the expression ends too early"],
    ["(a + b", 6, "the expression ends too early"],
    ["a + * b", 4, 'unexpected "*"'],
    ["a b", 2, 'unexpected "b"'],
    ["f(a,)", 4, 'unexpected ")"'],
    ["a = b", 2, 'unexpected "="'],
    ["a < b < c", 6, "comparisons cannot be chained"],
    ["a ** b", 2, 'unexpected "**"'],
    ["a && b", 2, 'unexpected "&&"'],
    ["a $ b", 2, 'unexpected character "$"'],
    ["a.", 2, "the expression ends too early"],
    ["", 0, "the expression ends too early"],
    ["units[1", 7, "the expression ends too early"],
  ])("%j is wrong at offset %d", (text, offset, message) => {
    expect([problem(text).offset, problem(text).message]).toEqual([offset, message]);
  });

  it("refuses what is nested too deeply instead of overflowing", () => {
    for (const text of [
      "(".repeat(5000),
      "-".repeat(5000),
      `${"x+".repeat(5000)}x`,
      "f(".repeat(5000),
      "2^".repeat(5000),
    ])
      expect(problem(text).message).toMatch(/too long or nested too deeply|too early/u);
  });

  it("throws nothing but syntax problems, whatever the text", () => {
    const piece = fc.constantFrom(
      "a",
      "b.c",
      "1",
      "2 ms",
      "+",
      "-",
      "*",
      "/",
      "^",
      "(",
      ")",
      ",",
      "<",
      "==",
      "=",
      "and",
      "not",
      "[",
      ":",
      "]",
      "\n",
      ";",
      "#",
      "d",
      "dt",
      "é",
      "%",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join(" ");
        try {
          const syntax = parseExpression(text);
          expect(syntax.span.end).toBeLessThanOrEqual(text.length);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxProblem);
        }
        expect(() => parseEquations(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it("reads back what it shows", () => {
    const leaf = fc.constantFrom("x", "y.z", "1", "2.5");
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc
          .tuple(tie("expression"), fc.constantFrom("+", "-", "*", "/"), tie("expression"))
          .map((parts) => `(${parts.join(" ")})`),
        tie("expression").map((inner) => `(-${inner})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        expect(show(parseExpression(text))).toBe(text);
      }),
    );
  });
});

describe("equations", () => {
  it("are one a line, with comments, and parentheses join lines", () => {
    const { equations, problems } = parseEquations(`
      # what comes in
      drive = a + (b *
        c)   # summed
      d rate/dt = (drive - rate) / tau; gain = 1
    `);
    expect(problems).toEqual([]);
    expect(equations.map((one) => [one.target, one.derivative, show(one.expression)])).toEqual([
      ["drive", false, "(a + (b * c))"],
      ["rate", true, "((drive - rate) / tau)"],
      ["gain", false, "1"],
    ]);
  });

  it("are read on after one that is wrong", () => {
    const text = "a = (b\nc = 1 +\nd x/dt = $\ne = 2\nf == 3\ng.h = 1\n= 2";
    const { equations, problems } = parseEquations(text);
    expect(equations.map((one) => one.target)).toEqual(["e"]);
    expect(problems.map((one) => text.slice(0, one.offset).split("\n").length).sort()).toEqual([1, 2, 3, 5, 6, 7]);
  });

  it("may use d as a name", () => {
    expect(parseEquations("d = d + 1").equations.map((one) => [one.target, one.derivative])).toEqual([["d", false]]);
  });

  it("name elements of vectors in behavioural models alone", () => {
    const text = "value[stimulus, choice + 1] = value[:, 0] - rate[choice]";
    const [equation] = parseEquations(text, behaviourGrammar).equations;
    expect(equation?.indices?.map((index) => (index.kind === "all" ? ":" : show(index)))).toEqual([
      "stimulus",
      "(choice + 1)",
    ]);
    const { expression } = equation!;
    expect(expression.kind === "infix" && expression.left.kind === "name" && expression.left.indices?.length).toBe(2);
    expect(() => parseExpression("value[choice]")).toThrow("single elements cannot be named here");
    expect(() => parseExpression("value[choice, 1]")).toThrow("single elements cannot be named here");
    expect(parseEquations("value[choice] = 1").problems[0]?.message).toBe("only an own variable can be assigned to");
    expect(() => parseExpression("value[choice", behaviourGrammar)).toThrow(SyntaxProblem);
    expect(() => parseExpression(`${"a[".repeat(300)}0${"]".repeat(300)}`, behaviourGrammar)).toThrow("too deeply");
  });
});
