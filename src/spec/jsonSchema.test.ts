import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkShape } from "./checkShape.ts";
import { extensionSchema } from "./extension.ts";
import { formatIssue } from "./issue.ts";
import { jsonSchemaOf } from "./jsonSchema.ts";
import { modelFileSchema, modelPartSchema } from "./modelFile.ts";
import { readYaml } from "./readYaml.ts";

describe("the published JSON Schemas", () => {
  it.each([
    ["model-1.json", modelFileSchema, "neohebb model, format 1"],
    ["model-part-1.json", modelPartSchema, "part of a neohebb model, format 1"],
    ["model-extension-1.json", extensionSchema, "extension of a neohebb model, format 1"],
  ] as const)("%s is what the reader checks (else run: node tools/schema.mjs)", (file, schema, title) => {
    const published: unknown = JSON.parse(readFileSync(new URL(`../../schema/${file}`, import.meta.url), "utf8"));
    expect(published).toEqual(jsonSchemaOf(schema, title));
  });

  it("tell an editor what each key is", () => {
    const schema = jsonSchemaOf(modelFileSchema, "t") as {
      properties: Record<string, { const?: string }>;
      required: string[];
    };
    expect(schema.properties.neohebb?.const).toBe("model/1");
    expect(schema.required).toEqual(["neohebb", "name", "version", "summary", "step"]);
    expect(Object.keys(schema.properties)).toContain("projections");
  });
});

describe("the example on the language page", () => {
  it("has the form that the page describes", () => {
    const page = readFileSync(new URL("../../docs/model-language.md", import.meta.url), "utf8");
    const { data, positions, issues } = readYaml(/```yaml\n([\s\S]*?)```/u.exec(page)?.[1] ?? "", "page");
    expect([...issues, ...checkShape(modelFileSchema, data, positions)].map(formatIssue)).toEqual([]);
  });
});
