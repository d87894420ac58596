import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { jsonSchemaOf } from "../spec/index.ts";
import { experimentSchema } from "./experimentFile.ts";

it("the published JSON Schema is what the reader checks (else run: node tools/schema.mjs)", () => {
  const file = new URL("../../schema/experiment-1.json", import.meta.url);
  const published: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(published).toEqual(jsonSchemaOf(experimentSchema, "neohebb experiment, format 1"));
});
