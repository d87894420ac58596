import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modelReference } from "../tools/reference/modelReference.ts";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs", "reference-model.md"), "utf8");

describe("the reference of model files", () => {
  it("is what the schema says (else run: node tools/reference.mjs)", () => {
    expect(modelReference(root)).toBe(page);
  });

  it("gives every key a type, a meaning and an example", () => {
    const rows = page.split("\n").filter((line) => /^\| `/u.test(line));
    expect(rows.length).toBeGreaterThan(150);
    for (const row of rows) {
      const cells = row.split(/(?<!\\)\|/u).map((cell) => cell.trim());
      expect(cells, row).toHaveLength(7);
      for (const place of [1, 2, 3, 4, 5]) expect(cells[place], row).not.toBe("");
      expect(cells[5], row).not.toBe("–");
    }
  });

  it("links to headings that it has", () => {
    const anchors = new Set(
      [...page.matchAll(/^#+ (.*)$/gmu)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\p{L}\p{N}_ -]/gu, "")
          .replaceAll(" ", "-"),
      ),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/gu)].map(([, anchor]) => anchor!);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(anchors).toContain(link);
  });
});
