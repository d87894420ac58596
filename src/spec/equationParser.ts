import { type Token, tokenize } from "./lexer.ts";
import { circuitGrammar, Parser } from "./parser.ts";
import { type EquationSyntax, SyntaxProblem } from "./syntax.ts";

/** Reads equations, one a line (or separated by `;`); a line that is wrong does not keep others from being read. */
export function parseEquations(
  text: string,
  grammar = circuitGrammar,
): { equations: EquationSyntax[]; problems: SyntaxProblem[] } {
  const equations: EquationSyntax[] = [];
  const problems: SyntaxProblem[] = [];
  const attempt = <T>(action: () => T): T | null => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      problems.push(error);
      return null;
    }
  };
  const tokens = attempt(() => tokenize(text)) ?? tokenizeByLine(text, problems);
  for (const line of splitLines(tokens)) {
    const equation = attempt(() => new Parser(line, text, grammar).equation());
    if (equation) equations.push(equation);
  }
  return { equations, problems };
}

/** Tokens of the lines that have any meaning, when the text as a whole has not. */
function tokenizeByLine(text: string, problems: SyntaxProblem[]): Token[] {
  problems.length = 0;
  const tokens: Token[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    try {
      const shifted = tokenize(line).map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
      tokens.push(...shifted.slice(0, -1));
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      problems.push(new SyntaxProblem(error.message, error.offset + start, detailsOf(error)));
    }
    start += line.length + 1;
    tokens.push({ kind: "newline", text: "\n", start: start - 1, end: start });
  }
  return tokens;
}

function detailsOf(problem: SyntaxProblem): { hint?: string } {
  return problem.hint === undefined ? {} : { hint: problem.hint };
}

/** Lines of tokens, each closed by an `end`; an open parenthesis continues the line unless the next begins anew. */
function splitLines(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [];
  let line: Token[] = [];
  let depth = 0;
  const close = (at: number): void => {
    if (line.length > 0) lines.push([...line, { kind: "end", text: "", start: at, end: at }]);
    line = [];
    depth = 0;
  };
  tokens.forEach((token, place) => {
    if (token.text === "(" || token.text === "[") depth++;
    if (token.text === ")" || token.text === "]") depth--;
    if (token.kind === "end") close(line.at(-1)?.end ?? token.start);
    else if (token.kind !== "newline") line.push(token);
    else if (depth <= 0 || token.text === ";" || beginsEquation(tokens, place + 1))
      close(line.at(-1)?.end ?? token.start);
  });
  close(line.at(-1)?.end ?? 0);
  return lines;
}

function beginsEquation(tokens: readonly Token[], place: number): boolean {
  const [first, second, third] = [tokens[place], tokens[place + 1], tokens[place + 2]];
  if (first?.kind !== "name") return false;
  return second?.text === "=" || (first.text === "d" && second?.kind === "name" && third?.text === "/");
}
