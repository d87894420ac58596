import { type Issue, IssueCollector, type Location } from "../spec/index.ts";

/** An entry of a BibTeX file. */
export interface BibliographyEntry {
  readonly key: string;
  readonly type: string;
  /** The entry as it stands in the file. */
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Entries of a BibTeX file by key, and what is wrong with the others. */
export interface ReadBibliography {
  readonly entries: ReadonlyMap<string, BibliographyEntry>;
  readonly issues: readonly Issue[];
}

/** Reads a BibTeX file: entries `@type{key, field = {…}, …}`; everything else, what is malformed too, is skipped. */
export function readBibliography(text: string): ReadonlyMap<string, BibliographyEntry> {
  return checkBibliography(text, "").entries;
}

/**
 * Reads a BibTeX file and says, with line and column, what is wrong with it: entries that are malformed or end nowhere,
 * keys that are missing or occur twice (errors), and entries without author, title or year (warnings). Sound entries are
 * given in any case. Texts of `@string` are put in where a value names them; `@comment` and `@preamble` are skipped.
 */
export function checkBibliography(text: string, file: string): ReadBibliography {
  return new BibliographyReader(text, file).read();
}

/** Says that an entry cannot be read, and from where on the text can be looked at again. */
class Malformed extends Error {
  readonly place: number;
  readonly expected: string | undefined;
  constructor(place: number, message: string, expected?: string) {
    super(message);
    this.place = place;
    this.expected = expected;
  }
}

class BibliographyReader {
  readonly #text: string;
  readonly #file: string;
  readonly #issues = new IssueCollector();
  readonly #entries = new Map<string, BibliographyEntry>();
  readonly #lineOf = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  #place = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  read(): ReadBibliography {
    const beginning = /^[ \t]*@[ \t]*(\w+)\s*/gmu;
    for (let match = beginning.exec(this.#text); match; match = beginning.exec(this.#text)) {
      const start = this.#text.indexOf("@", match.index);
      this.#place = beginning.lastIndex;
      try {
        this.#item(match[1]!.toLowerCase(), start);
        beginning.lastIndex = this.#place;
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        const details = error.expected === undefined ? {} : { expected: error.expected };
        this.#issues.error("syntax", this.#at(error.place), error.message, details);
      }
    }
    return { entries: this.#entries, issues: this.#issues.all };
  }

  #item(type: string, start: number): void {
    const close = { "{": "}", "(": ")" }[this.#text[this.#place] ?? ""];
    if (type === "comment" && close === undefined) return;
    if (close === undefined) throw new Malformed(this.#place, `@${type} without an entry`, `@${type}{key, …}`);
    this.#place++;
    if (type === "comment" || type === "preamble") this.#through(close, start, `@${type}`);
    else if (type === "string") {
      for (const [name, value] of Object.entries(this.#fields(close, start, "@string"))) this.#texts.set(name, value);
    } else this.#entry(type, start, close);
  }

  #entry(type: string, start: number, close: string): void {
    const [, before = "", key = ""] = this.#match(/(\s*)([^\s,{}()="]*)/uy);
    const keyPlace = this.#place - key.length;
    if (key === "") throw new Malformed(keyPlace - before.length, `@${type} has no key`, `@${type}{key, …}`);
    this.#blanks();
    const what = `entry "${key}"`;
    if (this.#text[this.#place] === ",") this.#place++;
    else if (this.#text[this.#place] !== close)
      throw new Malformed(this.#place, `the key of ${what} is not followed by a comma`, "a key without blanks, then ,");
    const fields = this.#fields(close, start, what);
    const line = this.#lineOf.get(key);
    if (line !== undefined) {
      const hint = { hint: `first in line ${line}` };
      this.#issues.error("duplicate", this.#at(keyPlace), `the key "${key}" occurs twice`, hint);
      return;
    }
    this.#lineOf.set(key, this.#at(start).line);
    this.#entries.set(key, { key, type, text: this.#text.slice(start, this.#place), fields });
    const missing = [
      ...(fields.author || fields.editor ? [] : ["author (or editor)"]),
      ...(fields.title ? [] : ["title"]),
      ...(yearOf(fields) === null ? ["year"] : []),
    ];
    if (missing.length > 0)
      this.#issues.warning("missing", this.#at(keyPlace), `${what} has no ${missing.join(", no ")}`);
  }

  /** `name = value, …` up to and with the closing sign. */
  #fields(close: string, start: number, what: string): Record<string, string> {
    const fields: Record<string, string> = {};
    for (;;) {
      this.#blanks();
      const here = this.#text[this.#place];
      if (here === close) {
        this.#place++;
        return fields;
      }
      if (this.#isAtEnd()) throw new Malformed(start, `${what} is not closed`, close);
      if (here === ",") {
        this.#place++;
        continue;
      }
      const [, name] = this.#match(/([\w-]+)\s*=\s*/uy);
      if (name === undefined) throw new Malformed(this.#place, `${what} has a field without a value`, "name = {value}");
      const value = this.#value(start, what);
      fields[name.toLowerCase()] = value.replace(/[{}]/gu, "").replace(/\s+/gu, " ").trim();
      this.#blanks();
      if (this.#text[this.#place] !== "," && this.#text[this.#place] !== close)
        throw this.#isAtEnd()
          ? new Malformed(start, `${what} is not closed`, close)
          : new Malformed(this.#place, `the field "${name}" of ${what} is not followed by a comma`, `, or ${close}`);
    }
  }

  /** Braces, quotes, numbers and names of texts, joined by `#`. */
  #value(start: number, what: string): string {
    let value = "";
    for (;;) {
      const here = this.#text[this.#place];
      if (here === "{" || here === '"') {
        const from = ++this.#place;
        this.#through(here === "{" ? "}" : '"', start, what);
        value += this.#text.slice(from, this.#place - 1);
      } else {
        const [word = ""] = this.#match(/[^\s,#{}()"=]+/uy);
        if (word === "") throw new Malformed(this.#place, `a field of ${what} has no value`, "{value}");
        value += this.#texts.get(word.toLowerCase()) ?? word;
      }
      if (this.#match(/\s*#\s*/uy).length === 0) return value;
    }
  }

  /** Goes behind a closing sign that stands outside of braces. */
  #through(close: string, start: number, what: string): void {
    for (let depth = 0; this.#place < this.#text.length; this.#place++) {
      const sign = this.#text[this.#place]!;
      if (sign === "\\") this.#place++;
      else if (sign === "@" && what !== "@comment" && this.#isAtEnd()) break;
      else if (sign === close && depth === 0) {
        this.#place++;
        return;
      } else if (sign === "{") depth++;
      else if (sign === "}") depth--;
    }
    throw new Malformed(start, `${what} is not closed`, close);
  }

  /** Whether the text ends here or another entry begins: what is still open is not closed. */
  #isAtEnd(): boolean {
    const before = this.#text.slice(this.#text.lastIndexOf("\n", this.#place - 1) + 1, this.#place);
    const next = /@[ \t]*\w+\s*[{(]/uy;
    next.lastIndex = this.#place;
    return this.#place >= this.#text.length || (before.trim() === "" && next.test(this.#text));
  }

  #blanks(): void {
    this.#match(/\s*/uy);
  }

  /** What a pattern matches here, and goes behind it; nothing if it does not match. */
  #match(pattern: RegExp): readonly string[] {
    pattern.lastIndex = this.#place;
    const found = pattern.exec(this.#text);
    if (found) this.#place = pattern.lastIndex;
    return found ?? [];
  }

  #at(place: number): Location {
    const lines = this.#text.slice(0, place).split("\n");
    return { file: this.#file, line: lines.length, column: lines.at(-1)!.length + 1, path: "" };
  }
}

/** The keys of a bibliography that stand as words in texts, in order of appearance. */
export function keysIn(texts: readonly string[], bibliography: ReadonlyMap<string, BibliographyEntry>): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    if (bibliography.has(text)) found.add(text);
    else for (const word of text.matchAll(/[\p{L}\w:-]+/gu)) if (bibliography.has(word[0])) found.add(word[0]);
  }
  return [...found];
}

/** An entry in one line: authors, year, title, journal, DOI. */
export function citation({ fields }: BibliographyEntry): string {
  const authors = (fields.author ?? fields.editor ?? "?").split(/\s+and\s+/u).map((name) => name.split(",")[0] ?? name);
  const names = authors.length > 2 ? `${authors[0]} et al.` : authors.join(" & ");
  const journal = fields.journal ?? fields.journaltitle ?? fields.booktitle ?? fields.publisher;
  const place = [journal, fields.volume].filter(Boolean).join(" ");
  const doi = fields.doi ? `doi:${fields.doi}` : "";
  return [`${names} (${yearOf(fields) ?? "?"})`, fields.title, place, doi].filter(Boolean).join(". ");
}

function yearOf({ year, date }: BibliographyEntry["fields"]): string | null {
  return year || date?.slice(0, 4) || null;
}
