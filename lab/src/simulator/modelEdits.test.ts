import { expect, it } from "vitest";
import { hasEdits, noEdits, patched, patchOf, readEdits } from "./modelEdits.ts";

const original = "a\nb\nc\nd\n";

it.each(["a\nX\nc\nd\n", "a\nb\nc\nd\ne\n", "c\nd\n", "", "a\nb\nb\nc\nd\n", original.repeat(2)])(
  "carries a changed text as the lines that differ: %j",
  (text) => {
    expect(patched(original, patchOf(original, text)!, "m.yaml")).toBe(text);
  },
);

it("puts a change only into the text that it was made for", () => {
  expect(patchOf(original, original)).toBeNull();
  const patch = patchOf(original, "a\nX\nc\nd\n")!;
  expect(patch).toMatchObject({ from: 1, removed: 1, lines: ["X"] });
  expect(() => patched("a\nb\nc\nd", patch, "m.yaml")).toThrow("m.yaml is another than the one that was changed");
});

it("reads what a link carries, and nothing else", () => {
  const edits = { parameters: { rate: "2 1/s" }, files: { "m.yaml": patchOf(original, "b\n")! } };
  expect(readEdits(JSON.parse(JSON.stringify(edits)))).toEqual(edits);
  expect([hasEdits(edits), hasEdits(noEdits)]).toEqual([true, false]);
  for (const wrong of [null, 3, {}, { parameters: { rate: 2 }, files: {} }, { parameters: {}, files: { m: {} } }])
    expect(readEdits(wrong)).toBeNull();
});
