import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { formatIssues, loadExperiment } from "../src/cli/loadExperiment.ts";
import { emptyFolder, root } from "./support/command.ts";

interface Sample {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const samples: readonly Sample[] = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .flatMap((page) =>
    [...readFileSync(join(root, "docs", page), "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```/gmu)].map(
      ([, language, text]) => ({ page, language: language!, text: text! }),
    ),
  );

const experiments = samples.filter(({ text }) => text.startsWith("neohebb: experiment/"));

describe("the documentation", () => {
  it("shows experiments that are sound", () => {
    expect(experiments.length).toBeGreaterThan(0);
    for (const { page, text } of experiments) {
      const { experiment, issues } = loadExperiment(text, join(root, page), []);
      expect(formatIssues(issues), page).toBe("");
      expect(experiment, page).not.toBeNull();
    }
  });

  it("shows code that runs the experiment that it shows", async () => {
    const code = samples.find(({ page, language }) => page === "experiments.md" && language === "ts")!.text;
    const folder = emptyFolder();
    writeFileSync(join(folder, "my-reversal.yaml"), experiments.find(({ page }) => page === "experiments.md")!.text);
    writeFileSync(join(folder, "package.json"), '{"name": "neohebb"}');
    for (const part of ["models", "data", "references.bib"]) symlinkSync(join(root, part), join(folder, part));
    writeFileSync(join(folder, "code.ts"), code);
    await build({
      entryPoints: [join(folder, "code.ts")],
      outfile: join(folder, "code.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "silent",
      alias: { neohebb: join(root, "src", "index.ts"), "neohebb/node": join(root, "src", "node.ts") },
      banner: {
        js: 'import { createRequire as here } from "node:module"; const require = here(import.meta.url);',
      },
    });
    const { status, stdout, stderr } = spawnSync(process.execPath, ["code.mjs"], { cwd: folder, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^[0-9a-f]{64} 0\.\d+ \d+\n$/u);
  });
});
