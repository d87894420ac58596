import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jsonSchemaOf } from "./jsonSchema.ts";
import { modelFileSchema, modelPartSchema } from "./modelFile.ts";

describe("the published JSON Schemas", () => {
  it.each([
    ["model-1.json", modelFileSchema, "neohebb model, format 1"],
    ["model-part-1.json", modelPartSchema, "part of a neohebb model, format 1"],
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
