/** An entry of a BibTeX file. */
export interface BibliographyEntry {
  readonly key: string;
  readonly type: string;
  /** The entry as it stands in the file. */
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads a BibTeX file: entries `@type{key, field = {…}, …}`; everything else is skipped. */
export function readBibliography(text: string): ReadonlyMap<string, BibliographyEntry> {
  const entries = new Map<string, BibliographyEntry>();
  for (const match of text.matchAll(/^@(\w+)\s*\{\s*([^,\s]+)\s*,/gmu)) {
    const end = closing(text, text.indexOf("{", match.index));
    if (end < 0) continue;
    const body = text.slice(match.index + match[0].length, end);
    const key = match[2]!;
    entries.set(key, {
      key,
      type: match[1]!.toLowerCase(),
      text: text.slice(match.index, end + 1),
      fields: fieldsOf(body),
    });
  }
  return entries;
}

/** Place of the brace that closes the one at `open`, or -1. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let place = open; place < text.length; place++) {
    if (text[place] === "{") depth++;
    if (text[place] === "}" && --depth === 0) return place;
  }
  return -1;
}

function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let place = 0; ; ) {
    const match = /\s*(\w+)\s*=\s*/y;
    match.lastIndex = place;
    const found = match.exec(body);
    if (!found) return fields;
    const start = match.lastIndex;
    const braced = body[start] === "{";
    const plain = /[^,\n]*/uy;
    plain.lastIndex = start;
    const end = braced ? closing(body, start) : start + (plain.exec(body)?.[0].length ?? 0);
    if (end < start) return fields;
    const value = body.slice(braced ? start + 1 : start, end);
    fields[found[1]!.toLowerCase()] = value.replace(/[{}]/gu, "").replace(/^"|"$/gu, "").replace(/\s+/gu, " ").trim();
    const comma = body.indexOf(",", end);
    if (comma < 0) return fields;
    place = comma + 1;
  }
}

/** The keys of a bibliography that stand as words in texts, in order of appearance. */
export function keysIn(texts: readonly string[], bibliography: ReadonlyMap<string, BibliographyEntry>): string[] {
  const found = new Set<string>();
  for (const text of texts)
    for (const word of text.matchAll(/[\w:-]+/gu)) if (bibliography.has(word[0])) found.add(word[0]);
  return [...found];
}

/** An entry in one line: authors, year, title, journal, DOI. */
export function citation({ fields }: BibliographyEntry): string {
  const authors = (fields.author ?? "").split(/\s+and\s+/u).map((name) => name.split(",")[0] ?? name);
  const names = authors.length > 2 ? `${authors[0]} et al.` : authors.join(" & ");
  const place = [fields.journal ?? fields.booktitle ?? fields.publisher, fields.volume].filter(Boolean).join(" ");
  const doi = fields.doi ? `doi:${fields.doi}` : "";
  return [`${names} (${fields.year ?? "?"})`, fields.title, place, doi].filter(Boolean).join(". ");
}
