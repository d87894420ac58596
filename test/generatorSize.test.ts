import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { generatorSize, MOST_GENERATOR_BYTES } from "../bench/generatorSize.ts";

it("is a small download: the code generator with the WebAssembly encoder has at most 30 kB, compressed", async () => {
  const bytes = await generatorSize(fileURLToPath(new URL("..", import.meta.url)));
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThanOrEqual(MOST_GENERATOR_BYTES);
});
