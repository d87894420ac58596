import { describe, expect, it } from "vitest";
import { modelOf, models } from "./fixtures/models.ts";
import { methodsLatex } from "./latex.ts";
import { methodsMarkdown } from "./markdown.ts";
import { describeMethods } from "./methods.ts";
import { symbolsOf } from "./typeset.ts";

const load = (path: string, text?: string) => {
  const model = modelOf(path, text);
  const description = describeMethods(model);
  const symbols = symbolsOf(model.model.parameters);
  return { description, markdown: methodsMarkdown(description, symbols), latex: methodsLatex(description, symbols) };
};
const small = load(models.small);
const brain = load(models.brain);
const hostile = load(
  "main.yaml",
  `neohebb: model/1
name: hostile
version: 1
summary: "100 % of a_b & {c} | $d$ \\\\e #f <g> *h* \`i\`"
extends: three-factor
areas: {striatum: {doc: "[starts] with & and % and ~ and ^"}}
inputs: {reward: {doc: "one | two \\\\\\\\ three"}}
parameters: {burstGain: {value: 2, status: chosen, source: "50 % \\\\input{x} & a_b 'µ' → é"}}
`,
);

describe("the tables of a model's description", () => {
  it("are those of Nordlie, Gewaltig & Plesser, with the parameters", () => {
    const letters = (tables: typeof small.description.tables) =>
      [...new Set(tables.map(({ letter }) => letter))].join("");
    expect(letters(small.description.tables)).toBe("ABCDEFGH");
    expect(letters(brain.description.tables)).toBe("ABCDEFGH");
    for (const { columns, widths, rows } of brain.description.tables) {
      expect(widths).toHaveLength(columns.length);
      expect(widths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  it("say where a rule keeps what belongs to no single synapse", () => {
    const { markdown } = load("examples/rules/models/twoTraces.yaml");
    expect(markdown).toMatch(/in each presynaptic unit:.*presynapticTrace.*in each postsynaptic unit:/u);
  });

  it("name every population, projection, input and parameter once", () => {
    const { model, outline } = modelOf(models.brain);
    const names = (letter: string, column: number) =>
      brain.description.tables
        .find((table) => table.letter === letter)!
        .rows.map((row) => row[column]!.map((part) => (part.kind === "text" ? part.text : "")).join(""));
    expect(names("B", 0)).toEqual([
      ...outline.areas.flatMap((area) => area.populations.map(({ name }) => name)),
      ...outline.nuclei.map(({ name }) => name),
    ]);
    expect(names("C", 0)).toEqual(outline.projections.map(({ name }) => name));
    expect(names("F", 0)).toEqual(outline.inputs.map(({ name }) => name));
    expect(names("H", 1)).toEqual(model.parameters.map(({ name }) => name));
  });

  it("describe a rule once, and for each projection what it is given", () => {
    const rows = brain.markdown.split("\n").filter((line) => line.includes("norepinephrineWindow ="));
    expect(rows).toHaveLength(2);
    expect(brain.markdown).toContain("directPathway with<br>`rate = η_A`");
  });
});

describe("Markdown", () => {
  it.each([
    ["small", small],
    ["brain", brain],
    ["hostile", hostile],
  ])("of %s has rows with as many cells as the head", (_, { markdown, description }) => {
    const tables = markdown.split("\n\n").filter((block) => block.startsWith("|"));
    expect(tables).toHaveLength(description.tables.length);
    for (const table of tables) {
      const counts = table.split("\n").map((line) => line.match(/(?<!\\)\|/gu)!.length);
      expect(new Set(counts).size, table).toBe(1);
    }
  });
});

/** LaTeX without what is escaped. */
const bare = (latex: string) => latex.replace(/\\[\\{}$&#_%,]/gu, " ");

describe("LaTeX", () => {
  it.each([
    ["small", small],
    ["brain", brain],
    ["hostile", hostile],
  ])("of %s has balanced braces, formulae and environments", (_, { latex }) => {
    let depth = 0;
    for (const character of bare(latex)) {
      if (character === "{") depth++;
      if (character === "}") depth--;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    for (const line of latex.split("\n")) expect(bare(line).split("$").length % 2, line).toBe(1);
    const open: string[] = [];
    for (const [, verb, environment] of latex.matchAll(/\\(begin|end)\{(\w+)\}/gu)) {
      if (verb === "begin") open.push(environment!);
      else expect(open.pop()).toBe(environment);
    }
    expect(open).toEqual([]);
  });

  it.each([
    ["small", small],
    ["brain", brain],
    ["hostile", hostile],
  ])("of %s has rows with as many cells as columns, and nothing that TeX would read otherwise", (_, { latex }) => {
    const tables = [...latex.matchAll(/\\begin\{longtable\}\{@\{\}(.*)@\{\}\}\n([\s\S]*?)\\end\{longtable\}/gu)];
    expect(tables.length).toBeGreaterThan(7);
    for (const [, columns, body] of tables) {
      const count = columns!.match(/L\{/gu)!.length;
      const rows = body!.split("\n").filter((line) => line.endsWith("\\\\") && !line.startsWith("\\caption"));
      for (const row of rows) {
        const cells = bare(row.replace(/\\begin\{cases\}.*?\\end\{cases\}/gu, "")).split("&").length;
        expect(cells, row).toBe(count);
        expect(row).not.toMatch(/^\s*[[*]/u);
      }
    }
    expect(bare(latex.slice(latex.indexOf("\\begin{document}")))).not.toMatch(/[%#~"]/u);
    expect(latex).not.toContain("\\input{");
    expect(latex).not.toMatch(/[^\p{ASCII}\u00a0-\u00ff]/u);
  });

  it("writes formulae with symbols", () => {
    expect(small.latex).toContain(
      "$\\tau_r\\,\\allowbreak \\frac{d\\,\\mathrm{rate}}{dt} = \\mathrm{cue.value} - \\mathrm{rate}$",
    );
    expect(small.latex).toContain("$\\eta$ & learning\\allowbreak{}Rate & 0.4 1/s, scatter 0.3 & chosen");
  });
});
