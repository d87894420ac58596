import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataFileError, parseCsv } from "./csv.ts";

function problemsOf(text: string): string {
  try {
    parseCsv(text, "a.csv");
  } catch (error) {
    if (error instanceof DataFileError) return error.message;
    throw error;
  }
  return "no problem";
}

describe("reading separated values", () => {
  test("comma, tab or semicolon, any end of line, a byte-order mark", () => {
    const rows = [["1", "2.5"]];
    expect(parseCsv("a,b\n1,2.5\n", "f").rows).toEqual(rows);
    expect(parseCsv("a\tb\r\n1\t2.5", "f").rows).toEqual(rows);
    expect(parseCsv("\uFEFFa;b\r1;2.5\r\r", "f")).toEqual({
      delimiter: ";",
      header: ["a", "b"],
      rows,
      lines: [2],
    });
  });

  test("quotes hold separators, ends of lines and doubled quotes", () => {
    const table = parseCsv('a,"b ""x"""\n"1,5","two\nlines"\n3,4\n', "f");
    expect(table.header).toEqual(["a", 'b "x"']);
    expect(table.rows).toEqual([
      ["1,5", "two\nlines"],
      ["3", "4"],
    ]);
    expect(table.lines).toEqual([2, 4]);
  });

  test("row numbers written by R or pandas are allowed", () => {
    expect(parseCsv('"a","b"\n"1",5,6\n', "f").header).toEqual(["", "a", "b"]);
    expect(parseCsv(",a\n0,5\n", "f").header).toEqual(["", "a"]);
  });

  test("what is written with quotes is read back", () => {
    const cell = fc.string({ maxLength: 8 }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.constant("x")), { minLength: 1, maxLength: 5 }), (rows) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = ["a,b,c", ...rows.map((cells) => cells.map(quote).join(","))].join("\n");
        expect(parseCsv(text, "f").rows).toEqual(rows);
      }),
    );
  });
});

describe("a broken file is told by line", () => {
  test.each([
    ["", "a.csv: is empty (expected a line of column names)"],
    ["a,b\n", "a.csv: has column names but no rows"],
    ["PAR1\0\0", "a.csv: is not a text file (expected CSV or TSV with one row a trial)"],
    ['a,b\n1,"2\n3,4', "a.csv:2: a quote is opened but never closed"],
    ["a,a\n1,2", 'a.csv:1: column "a" appears twice'],
    ["a,\n1,2", "a.csv:1: column 2 has no name"],
  ])("%j", (text, message) => {
    expect(problemsOf(text)).toBe(message);
  });

  test("all rows of the wrong length at once, at most 50 shown", () => {
    expect(problemsOf("a,b\n1,2\n3\n4,5,6")).toBe(
      "a.csv:3: expected 2 cells as in the first line, got 1\na.csv:4: expected 2 cells as in the first line, got 3",
    );
    const many = problemsOf(`a,b\n1,2\n${"3\n".repeat(60)}`).split("\n");
    expect(many.length).toBe(51);
    expect(many[50]).toBe("a.csv: and 10 more problems");
  });
});
