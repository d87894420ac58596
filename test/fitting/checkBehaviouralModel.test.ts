import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, root } from "../support/command.ts";

const bundled = join(root, "models", "behaviour", "q-learning.yaml");

describe("neohebb check of a behavioural model", () => {
  it("says what it fits and what a row must have", async () => {
    const { code, output } = await neohebb(["check", bundled]);
    expect(code).toBe(0);
    expect(output).toContain("2 parameters (learningRate, inverseTemperature), a row has choice, outcome");
  });

  it("ends with 3 and every problem with its place", async () => {
    const file = join(emptyFolder(), "mine.yaml");
    const text = readFileSync(bundled, "utf8")
      .replace("learningRate * pred", "learningRat * pred")
      .replace("value: {of: option", "value: {of: optio");
    writeFileSync(file, text);
    const { code, errors } = await neohebb(["check", file]);
    expect(code).toBe(3);
    expect(errors).toContain('did you mean "option"?');
    writeFileSync(file, text.replace("of: optio,", "of: option,"));
    const { errors: second } = await neohebb(["check", file]);
    expect(second).toMatch(/mine\.yaml:\d+:\d+: unknown name "learningRat"; did you mean "learningRate"\?/u);
  });

  it("gives the same as one JSON document", async () => {
    const { output } = await neohebb(["check", bundled, "--json"]);
    expect(JSON.parse(output)).toMatchObject({ kind: "behavioural model", ok: true, issues: [] });
  });
});
