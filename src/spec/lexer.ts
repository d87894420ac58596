import { SyntaxProblem } from "./syntax.ts";

/** The smallest pieces of equations. `newline` ends an equation (`;` too). */
export interface Token {
  readonly kind: "number" | "name" | "symbol" | "newline" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const tokenPattern =
  /(?<space>[ \t\r]+|#[^\n]*)|(?<newline>[\n;])|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-zµμ_%][\wµμ]*)|(?<symbol><=|>=|==|!=|\*\*|&&|\|\||[-+*/^(),.<>=[\]:!·−×])/uy;

const replacements: Readonly<Record<string, string>> = {
  "**": "^",
  "&&": "and",
  "||": "or",
  "!": "not",
  "·": "*",
  "×": "*",
  "−": "-",
};

/**
 * Splits a text into tokens; the last one is `end`.
 *
 * @throws SyntaxProblem at a character that has no meaning.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length) {
    tokenPattern.lastIndex = place;
    const match = tokenPattern.exec(text);
    if (!match?.groups)
      throw new SyntaxProblem(`unexpected character "${String.fromCodePoint(text.codePointAt(place)!)}"`, place);
    const end = tokenPattern.lastIndex;
    const replacement = Object.hasOwn(replacements, match[0]) ? replacements[match[0]] : undefined;
    if (replacement !== undefined)
      throw new SyntaxProblem(`unexpected "${match[0]}"`, place, { hint: `write "${replacement}"` });
    for (const kind of ["newline", "number", "name", "symbol"] as const)
      if (match.groups[kind] !== undefined) tokens.push({ kind, text: match[0], start: place, end });
    place = end;
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}
