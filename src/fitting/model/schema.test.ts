import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { jsonSchemaOf } from "../../spec/index.ts";
import { behaviourSchema } from "./behaviourFile.ts";

it("the published schema is what the reader checks (else run: node tools/schema.mjs)", () => {
  const file = new URL("../../../schema/behaviour-1.json", import.meta.url);
  const published: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(published).toEqual(jsonSchemaOf(behaviourSchema, "neohebb behavioural model, format 1"));
});
