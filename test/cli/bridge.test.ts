import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, tinyExperiment } from "../support/command.ts";

describe("bridge", () => {
  it("writes the matrix of a small experiment as page and numbers", async () => {
    const out = join(emptyFolder(), "bridge");
    const arguments_ = ["bridge", tinyExperiment, "--subjects", "6", "--no-studies", "--out", out, "--json", "--quiet"];
    const { code, output, errors } = await neohebb([...arguments_, "--model", "q-learning"]);
    expect(code, errors).toBe(0);
    const document = JSON.parse(output) as { matrices: { rows: { changes: unknown[] }[]; subjects: number }[] };
    expect(document.matrices[0]!.subjects).toBe(6);
    expect(document.matrices[0]!.rows.length).toBeGreaterThan(0);
    expect(readFileSync(join(out, "bridge.html"), "utf8")).toContain("</html>");
    expect(existsSync(join(out, "bridge.json"))).toBe(true);
  });

  it("says what a wrong name should have been", async () => {
    const receptor = await neohebb(["bridge", "--block", "dopaminD1", "--no-studies"]);
    expect(receptor.code).toBe(2);
    expect(receptor.errors).toContain('did you mean "dopamineD1"?');
    const model = await neohebb(["bridge", "--model", "q-lerning", "--no-studies"]);
    expect(model.code).toBe(2);
    expect(model.errors).toContain('did you mean "q-learning"?');
    const dose = await neohebb(["bridge", "--dose", "-1"]);
    expect(dose.code).toBe(2);
  });
});

describe("infer", () => {
  it("needs a parameter that the circuit has", async () => {
    const none = await neohebb(["infer"]);
    expect(none.code).toBe(2);
    const wrong = await neohebb(["infer", "--parameter", "dopamin"]);
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toContain('did you mean "dopamine"?');
  });
});
