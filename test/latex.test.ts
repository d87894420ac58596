import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, root } from "./support/command.ts";

const packages = ["amsmath.sty", "amssymb.sty", "array.sty", "booktabs.sty", "caption.sty", "longtable.sty"];

/** Why LaTeX cannot be run here, or null. */
function missing(): string | null {
  if (spawnSync("pdflatex", ["--version"]).error) return "there is no pdflatex";
  const absent = packages.filter((name) => spawnSync("kpsewhich", [name]).status !== 0);
  return absent.length > 0 ? `LaTeX has no ${absent.join(", ")}` : null;
}

const reason = missing();
if (reason !== null) console.warn(`The tables for papers are not compiled: ${reason}.`);

/** Most that a line may stand over the edge, pt: less is not seen. */
const seen = 2;

describe.skipIf(reason !== null)("the tables that papers need, as LaTeX", () => {
  it.each([
    "reference-brain",
    join(root, "examples", "rules", "models", "dopamineModulatedTiming.yaml"),
    join(root, "examples", "rules", "models", "taggingAndCapture.yaml"),
    join(root, "examples", "models", "histamine.yaml"),
  ])("of %s compile without an error, and fit on the page", { timeout: 120_000 }, async (model) => {
    const { code, output, errors } = await neohebb(["methods", model, "--latex"]);
    expect(code, errors).toBe(0);
    const folder = emptyFolder();
    writeFileSync(join(folder, "methods.tex"), output);
    const options = ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "methods.tex"];
    const { status, stdout } = spawnSync("pdflatex", options, { cwd: folder, encoding: "utf8" });
    expect(status, stdout.slice(-2000)).toBe(0);
    const log = readFileSync(join(folder, "methods.log"), "latin1");
    const over = [...log.matchAll(/Overfull \\hbox \((\d+\.\d+)pt too wide\)[^\n]*/gu)];
    expect(over.filter(([, points]) => Number(points) > seen).map(([line]) => line)).toEqual([]);
    expect(log).not.toMatch(/Missing character|Undefined control sequence|undefined references/u);
  });
});
