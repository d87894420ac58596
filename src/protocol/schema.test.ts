import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { jsonSchemaOf } from "../spec/index.ts";
import { protocolSchema } from "./protocolFile.ts";

it("the published schema is what the reader checks (else run: node tools/schema.mjs)", () => {
  const published: unknown = JSON.parse(readFileSync(new URL("../../schema/protocol-1.json", import.meta.url), "utf8"));
  expect(published).toEqual(jsonSchemaOf(protocolSchema, "neohebb protocol, format 1"));
});
