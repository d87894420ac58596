import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatIssue } from "../spec/index.ts";
import { checkBibliography, citation, keysIn, readBibliography } from "./bibliography.ts";
import { bibliography } from "./fixtures/models.ts";

const text = `% a comment with @ signs
@article{one2001,
  author = {One, Anna and Two, B. and Three, C.},
  title = {{A {title} with
    braces}},
  journal = {Journal},
  volume = 3,
  year = {2001}
}
@book{two2002, title = "Quoted", author = {Two, B. and Other, D.}, year = 2002}
@article{broken, title = {open
`;

describe("a bibliography", () => {
  it("is read entry by entry, the entry's own text kept", () => {
    const entries = readBibliography(text);
    expect([...entries.keys()]).toEqual(["one2001", "two2002"]);
    expect(entries.get("one2001")!.fields).toMatchObject({ title: "A title with braces", volume: "3", year: "2001" });
    expect(entries.get("two2002")!.text).toMatch(/^@book\{two2002.*\}$/u);
    expect([...entries.values()].map(citation)).toEqual([
      "One et al. (2001). A title with braces. Journal 3",
      "Two & Other (2002). Quoted",
    ]);
  });

  it("finds keys as words in texts", () => {
    const entries = readBibliography(text);
    expect(keysIn(["from two2002 (see one2001b), one2001", "two2002"], entries)).toEqual(["two2002", "one2001"]);
  });

  it("puts in texts of @string, joins parts, and skips comments and preambles", () => {
    const { entries, issues } = checkBibliography(
      '@comment{one}\n@preamble{"two"}\n@string{jn = {Journal of Nothing}}\n' +
        '@article(a1, author = "One, {A}. and Two, B.", title = "A, b" # {c}, journal = jn, date = {2020-03})',
      "own.bib",
    );
    expect(issues).toEqual([]);
    expect([...entries.values()].map(citation)).toEqual(["One & Two (2020). A, bc. Journal of Nothing"]);
  });

  it.each([
    ["@article{, title = {x}}", "1:10: @article has no key (expected @article{key, …})"],
    ["@article", "2:1: @article without an entry (expected @article{key, …})"],
    [
      "@article{a b, title = {x}}",
      '1:12: the key of entry "a" is not followed by a comma (expected a key without blanks, then ,)',
    ],
    ["@article{a, title}", '1:13: entry "a" has a field without a value (expected name = {value})'],
    ["@article{a, title = , year = 1}", '1:21: a field of entry "a" has no value (expected {value})'],
    [
      "@article{a, title = {x} year = 1}",
      '1:25: the field "title" of entry "a" is not followed by a comma (expected , or })',
    ],
    ["\n@article{a, title = {x}, year = 1", '2:1: entry "a" is not closed (expected })'],
    ["@article{a, title = {x, year = 1}", '1:1: entry "a" is not closed (expected })'],
    ["@misc{a, editor={E}, title={T}, year=1}\n@misc{a,}", '2:7: the key "a" occurs twice; first in line 1'],
    ["@misc{a, title = {T}}", '1:7: warning: entry "a" has no author (or editor), no year'],
  ])("says what is wrong and where: %j", (text, message) => {
    const { issues, entries } = checkBibliography(
      `${text}\n@book{b, author = {B}, title = {T}, year = 2}\n`,
      "own.bib",
    );
    expect(issues.map(formatIssue)).toEqual([`own.bib:${message}`]);
    expect(entries.has("b")).toBe(true); // What follows is read all the same.
  });

  it("of this package has an author, a year and a title for each entry", () => {
    expect(bibliography.size).toBeGreaterThan(20);
    const text = readFileSync(new URL("../../references.bib", import.meta.url), "utf8");
    expect(checkBibliography(text, "references.bib").issues).toEqual([]);
    for (const { key, fields } of bibliography.values())
      expect([key, fields.author ?? fields.editor, fields.year, fields.title].every(Boolean), key).toBe(true);
  });
});
