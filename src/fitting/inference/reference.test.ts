import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareWithNumpyro, numpyroCases } from "./fixtures/numpyroCase.ts";

describe("posteriors equal NumPyro's within Monte Carlo error", () => {
  for (const name of numpyroCases)
    it(name, () => {
      const text = readFileSync(new URL(`./fixtures/group-${name}.json`, import.meta.url), "utf8");
      for (const { name: quantity, mean, standardDeviation } of compareWithNumpyro(name, text)) {
        expect(mean.difference, `mean of ${quantity}`).toBeLessThan(4.5 * mean.error);
        expect(standardDeviation.difference, `deviation of ${quantity}`).toBeLessThan(4.5 * standardDeviation.error);
      }
    }, 120_000);
});
