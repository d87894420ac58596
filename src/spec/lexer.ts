import { SyntaxProblem } from "./syntax.ts";

/** The smallest pieces of equations. `newline` ends an equation (`;` too). */
export interface Token {
  readonly kind: "number" | "name" | "symbol" | "newline" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Each kind of token is a group of its own: white space and comments, then in the order of `kinds`. */
const tokenPattern =
  /([ \t\r]+|#[^\n]*)|([\n;])|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-zµμ_%][\wµμ]*)|(<=|>=|==|!=|\*\*|&&|\|\||[-+*/^(),.<>=[\]:!·−×])/uy;

const kinds = ["newline", "number", "name", "symbol"] as const;

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
    if (!match)
      throw new SyntaxProblem(`unexpected character "${String.fromCodePoint(text.codePointAt(place)!)}"`, place);
    const end = tokenPattern.lastIndex;
    const kind = match[1] === undefined ? kinds.find((_, i) => match[2 + i] !== undefined) : undefined;
    if (kind === "symbol" && Object.hasOwn(replacements, match[0]))
      throw new SyntaxProblem(`unexpected "${match[0]}"`, place, { hint: `write "${replacements[match[0]]}"` });
    if (kind !== undefined) tokens.push({ kind, text: match[0], start: place, end });
    place = end;
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}
