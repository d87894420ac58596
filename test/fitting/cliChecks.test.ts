import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FitChecks } from "../../src/fitting/fitSummary.ts";
import { emptyFolder, neohebb } from "../support/command.ts";

interface Document {
  readonly checks: FitChecks;
  readonly doubts: readonly string[];
}

describe("the checks of neohebb fit", () => {
  it("simulate, fit, say what comes back, and write it down", async () => {
    const out = join(emptyFolder(), "checks");
    const command = ["fit", "--recover", "--model", "delay-discounting-hyperbolic", "--subjects", "12", "--out", out];
    const { code, output } = await neohebb([...command, "--json", "--quiet"]);
    expect(code).toBe(0);
    const { checks, doubts } = JSON.parse(output) as Document;
    expect(checks.recovery!.models[0]!.parameters.map(({ name }) => name)).toEqual([
      "discountRate",
      "inverseTemperature",
    ]);
    expect(doubts).toEqual([]);
    expect(readdirSync(out).sort()).toEqual(["checks.json", "manifest.json", "report.html"]);
    expect((JSON.parse(readFileSync(join(out, "checks.json"), "utf8")) as Document).checks).toEqual(checks);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page.includes("npx neohebb fit --model delay-discounting-hyperbolic --recover --subjects 12")).toBe(true);
    const again = await neohebb(command);
    expect(again.code).toBe(2);
    expect(again.errors).toContain("--force");
  }, 60_000);

  it("go on where they were killed, with the same result", async () => {
    const folder = emptyFolder();
    const command = ["fit", "--recover", "--prior-predictive", "--model", "delay-discounting-hyperbolic"];
    const small = [...command, "--subjects", "8", "--simulations", "8", "--threads", "1"];
    const [whole, cut] = [join(folder, "whole"), join(folder, "cut")];
    await neohebb([...small, "--out", whole, "--quiet"]);
    const watch = (child: ChildProcess, errors: string) => {
      if (/prior of \S+: [1-9]/u.test(errors)) child.kill("SIGKILL");
    };
    expect((await neohebb([...small, "--out", cut], { watch })).signal).toBe("SIGKILL");
    expect(existsSync(cut)).toBe(false);
    const before = Number(readFileSync(join(folder, ".cut.partial", "seconds.json"), "utf8"));
    const { code, errors } = await neohebb(["resume", cut, "--threads", "2"]);
    expect(code).toBe(0);
    expect(errors).toContain("recovery of delay-discounting-hyperbolic: 8 of 8");
    const read = (out: string) => readFileSync(join(out, "checks.json"), "utf8");
    expect(read(cut)).toBe(read(whole));
    expect(readdirSync(folder).sort()).toEqual(["cut", "whole"]);
    // The time before counts, too, although nobody could take leave.
    const { timing } = JSON.parse(readFileSync(join(cut, "manifest.json"), "utf8")) as {
      readonly timing: { readonly seconds: number };
    };
    expect(before).toBeGreaterThan(0);
    expect(timing.seconds).toBeGreaterThan(before);
  }, 60_000);

  it("end with 4 where a parameter can't be read and that is asked", async () => {
    const few = ["fit", "--recover", "--model", "q-learning", "--trials", "5", "--subjects", "10", "--quiet"];
    const { code, output } = await neohebb([...few, "--strict", "--json"]);
    expect(code).toBe(4);
    expect((JSON.parse(output) as Document).doubts[0]).toMatch(
      /^q-learning: .* can't be read from 5 trials of reversal/,
    );
    expect((await neohebb(few)).code).toBe(0);
  }, 60_000);

  it.each([
    [["--recover"], "which model?"],
    [["--recover", "--model", "q-lerning"], 'did you mean "q-learning"?'],
    [["--recover", "--model", "q-learning", "--subjects", "anna"], "a check simulates its people; how many?"],
    [["--recover", "--model", "q-learning", "--environment", "revesal"], 'did you mean "reversal"?'],
    [["--power", "--model", "q-learning"], "say it with --parameter NAME"],
    [["--power", "--model", "q-learning", "--parameter", "rate"], "it has learningRate, inverseTemperature"],
    [["--sbc", "--model", "q-learning", "--simulations", "0"], "a whole number from 1 to 100000"],
    [["zorowitz2023", "--recover", "--model", "q-learning"], "checks simulate their data"],
  ])("refuse %j", async (options, message) => {
    const { code, errors } = await neohebb(["fit", ...options]);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });
});
