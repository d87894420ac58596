import { expect, it } from "vitest";
import { figureCsv } from "./figureTable.ts";
import { everything, fitting } from "./gallery.ts";
import type { GalleryEffect } from "./messages.ts";
import { settingOf } from "./runLink.ts";
import { areasNamed, modulatorsNamed } from "./subjects.ts";

it("finds the areas and modulators that a claim names", () => {
  expect(areasNamed("SNc/VTA, OFC/PFC, HPC (CA1)")).toEqual([
    "prefrontal",
    "orbitofrontal",
    "hippocampus",
    "dopamineNuclei",
  ]);
  expect(modulatorsNamed(["Serotonin loss makes reversal perseverative", "5-HT: lets go", "DRN, OFC"])).toEqual([
    "serotonin",
  ]);
});

it("narrows effects by words, tier and verdict together", () => {
  const effect = (id: string, tier: 1 | 2, verdict: "pass" | "open") =>
    ({
      id,
      tier,
      verdict,
      name: `Name of ${id}`,
      covers: "",
      citation: "Clarke 2004",
      published: "",
      doi: "",
      areas: [],
      modulators: [],
    }) as unknown as GalleryEffect;
  const all = [effect("a-reversal", 1, "pass"), effect("b-reversal", 2, "pass"), effect("c", 1, "open")];
  const ids = (filter: Partial<typeof everything>) => fitting(all, { ...everything, ...filter }).map(({ id }) => id);
  expect(ids({})).toEqual(["a-reversal", "b-reversal", "c"]);
  expect(ids({ search: "CLARKE reversal" })).toEqual(["a-reversal", "b-reversal"]);
  expect(ids({ search: "reversal", tier: "1" })).toEqual(["a-reversal"]);
  expect(ids({ verdict: "open", tier: "2" })).toEqual([]);
});

it("takes from a link only what can be run", () => {
  const program = {
    kind: "preparation",
    removals: [
      { id: "x", mechanism: "", must: "spare" },
      { id: "y", mechanism: "", must: "abolish" },
    ],
  };
  const read = (linked: Record<string, unknown>) => settingOf(linked, program as never);
  expect(read({ subjects: 8, seed: 3, broken: "x" })).toEqual({ subjects: 8, seed: 3, broken: "x" });
  expect(read({ subjects: 1e9, seed: "3", broken: "z" })).toEqual({ subjects: 16, seed: 5, broken: "y" });
});

it("writes a figure as CSV with all digits, quoting what must be quoted", () => {
  const csv = figureCsv({
    title: "",
    x: { label: "delay, from onset", unit: "s", logarithmic: false },
    y: { label: "change", unit: "%" },
    places: [],
    curves: [{ label: "this model", x: [0, 1], y: [1 / 3, Number.NaN] }],
    published: [{ label: "published", curve: 0, x: [1], y: [2], error: [] }],
  });
  expect(csv).toBe('"delay, from onset (s)",this model,published\n0,0.3333333333333333,\n1,,2\n');
});
