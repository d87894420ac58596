import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, root } from "../support/command.ts";

const example = join(root, "examples", "rules", "shortTermPlasticity.yaml");

interface Document {
  readonly resultHash: string;
  readonly curves: readonly { condition: string; x: number[]; y: number[] }[];
  readonly comparisons: readonly { within: boolean }[];
  readonly manifest: { name: string; files: Record<string, string> };
}

describe("run of a protocol", () => {
  it("prints curve and table within 80 columns and writes a whole folder", async () => {
    const out = join(emptyFolder(), "out");
    const { code, output, errors } = await neohebb(["run", example, "--out", out]);
    expect([code, errors]).toEqual([0, ""]);
    expect(Math.max(...output.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(output).toMatch(/o depressing {3}x facilitating/u);
    expect(output).toMatch(/^ {12}1 {2,}0\.5 /mu);
    expect(output).toMatch(/depressing +solved separately +\S+ {2}yes/u);
    expect(readdirSync(out).sort()).toEqual(["curve.csv", "curve.svg", "manifest.json", "report.html"]);
    const [head, first] = readFileSync(join(out, "curve.csv"), "utf8").split("\r\n");
    expect(head).toBe("curve,number of the spike,share of the resources released,reference,standardError");
    expect(first).toBe("depressing,1,0.5,0.5,");
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain("Markram");
    expect(page).not.toMatch(/<script|https?:\/\/(?!doi\.org|www\.w3\.org)/u);
  });

  it("is found by the path in the documents where nothing of the kind is in the folder", async () => {
    const folder = emptyFolder();
    const path = "examples/rules/shortTermPlasticity.yaml";
    const { code, output } = await neohebb(["run", path, "--out", join(folder, "out"), "--json"], { cwd: folder });
    expect(code).toBe(0);
    expect((JSON.parse(output) as Document).manifest.name).toBe("short-term-plasticity");
    const { code: wrong, errors } = await neohebb(["run", "examples/rules/none.yaml"], { cwd: folder });
    expect([wrong, errors]).toEqual([3, expect.stringContaining("no such file")]);
  });

  it("gives the same hash again, another for another parameter, and does not overwrite unasked", async () => {
    const out = join(emptyFolder(), "out");
    const run = async (...more: string[]) => {
      const { code, output, errors } = await neohebb(["run", example, "--out", out, "--json", ...more]);
      return { code, errors, document: code === 0 ? (JSON.parse(output) as Document) : null };
    };
    const first = await run();
    expect(first.document!.manifest.name).toBe("short-term-plasticity");
    expect(first.document!.comparisons.every(({ within }) => within)).toBe(true);
    const refused = await run();
    expect([refused.code, refused.errors]).toEqual([2, expect.stringContaining("--force")]);
    const again = await run("--force");
    expect(again.document!.resultHash).toBe(first.document!.resultHash);
    const other = await run("--force", "--set", "parameters.share=0.4");
    expect(other.document!.resultHash).not.toBe(first.document!.resultHash);
    expect(other.document!.comparisons.every(({ within }) => within)).toBe(false);
  });

  it("refuses a faulty file and leaves nothing behind", async () => {
    const folder = emptyFolder();
    const file = join(folder, "faulty.yaml");
    const model = join(root, "examples", "rules", "models", "shortTermPlasticity.yaml");
    const text = readFileSync(example, "utf8").replace("models/shortTermPlasticity.yaml", model);
    writeFileSync(file, text.replace("input: presynaptic", "input: presynaptik"));
    for (const name of ["run", "check"]) {
      const { code, errors } = await neohebb([name, file], { cwd: folder });
      expect([code, errors]).toEqual([3, expect.stringMatching(/faulty\.yaml:\d+:\d+: .*did you mean "presynaptic"/u)]);
    }
    expect(existsSync(join(folder, "results"))).toBe(false);
  });

  it("checks a sound file and says what a dry run would do", async () => {
    const checked = await neohebb(["check", example]);
    expect([checked.code, checked.output]).toEqual([0, expect.stringContaining('protocol "short-term-plasticity"')]);
    const dry = await neohebb(["run", example, "--dry-run"]);
    expect(dry.output).toContain("2 curves, 20 points, at most 2000 steps");
  });
});
