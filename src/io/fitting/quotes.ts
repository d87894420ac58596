/** What stands in quotes in a formula: a text in ' or ", the name of a column in `. */
export interface QuotedText {
  readonly kind: "text" | "column";
  readonly text: string;
}

/** A formula whose quotes are replaced by names. */
export interface TextWithoutQuotes {
  readonly plain: string;
  readonly quoted: ReadonlyMap<string, QuotedText>;
  /** What is wrong with the quotes, or null. */
  readonly problem: string | null;
  /** Place in the formula as written of a place in `plain`. */
  placeOf(offset: number): number;
}

/** Replaces what is in quotes by names that occur nowhere else in the formula. */
export function takeQuotes(text: string): TextWithoutQuotes {
  let stem = "quoted";
  while (text.includes(stem)) stem += "_";
  const quoted = new Map<string, QuotedText>();
  /** Of each quote: where its name ends in `plain`, and its end in the text. */
  const ends: { readonly plain: number; readonly text: number }[] = [];
  let plain = "";
  let place = 0;
  let problem: string | null = null;
  while (place < text.length) {
    const mark = text[place]!;
    if (mark !== "'" && mark !== '"' && mark !== "`") {
      plain += mark;
      place++;
      continue;
    }
    const close = text.indexOf(mark, place + 1);
    if (close < 0) {
      problem = `the quote ${text.slice(place)} is opened but not closed`;
      break;
    }
    const name = `${stem}${quoted.size}`;
    quoted.set(name, { kind: mark === "`" ? "column" : "text", text: text.slice(place + 1, close) });
    plain += name;
    place = close + 1;
    ends.push({ plain: plain.length, text: place });
  }
  const placeOf = (offset: number): number => {
    const last = ends.findLast((one) => one.plain <= offset);
    return last ? offset - last.plain + last.text : offset;
  };
  return { plain, quoted, problem, placeOf };
}
