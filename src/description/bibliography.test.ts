import { describe, expect, it } from "vitest";
import { citation, keysIn, readBibliography } from "./bibliography.ts";
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

  it("of this package has an author, a year and a title for each entry", () => {
    expect(bibliography.size).toBeGreaterThan(20);
    for (const { key, fields } of bibliography.values())
      expect([key, fields.author ?? fields.editor, fields.year, fields.title].every(Boolean), key).toBe(true);
  });
});
