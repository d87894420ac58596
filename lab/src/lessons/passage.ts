import { type TermId, terms } from "../glossary/terms.ts";

/** A piece of text; with a term it is a word that the glossary explains. */
export interface Piece {
  readonly text: string;
  readonly term: TermId | null;
}

/**
 * Splits a text at its `[[term]]` and `[[term|words]]`.
 *
 * @throws RangeError for a term that the glossary has not.
 */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\[\[[^\]]+\]\])/u).flatMap((piece): Piece[] => {
    const [, id, words] = /^\[\[(\w+)(?:\|([^\]]+))?\]\]$/u.exec(piece) ?? [];
    if (id === undefined) return piece === "" ? [] : [{ text: piece, term: null }];
    if (!(id in terms)) throw new RangeError(`the glossary has no term ${id}`);
    return [{ text: words ?? terms[id as TermId].name, term: id as TermId }];
  });
}
