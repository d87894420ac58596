import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb } from "../support/command.ts";

const quick = ["phenomena", "--id", "stc-two-pathway", "--subjects", "8"];

describe("phenomena", () => {
  it("gives one object an effect, keeps readings and writes a page and a record", async () => {
    const folder = emptyFolder();
    const record = join(folder, "record");
    const { code, output, errors } = await neohebb([
      ...quick,
      ...["--seeds", "3,4", "--threads", "2", "--json", "--report", "--record", record, "--out", folder],
    ]);
    expect(code, errors).toBe(0);
    const [entry, ...others] = JSON.parse(output);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ id: "stc-two-pathway", tier: 1, seeds: [3, 4], subjects: 8 });
    for (const key of ["pass", "values", "interval", "criterion", "sideObservations", "ablations", "trialsPath"])
      expect(entry).toHaveProperty(key);
    expect(entry.values.weakAlone).toHaveLength(2);
    expect(entry.ablations[0]).toHaveProperty("abolished");
    expect(readdirSync(entry.trialsPath)).toContain("seed-4.parquet");
    expect(readFileSync(join(folder, "board.html"), "utf8")).toContain("A weak tetanus becomes lasting");
    const [line] = JSON.parse(readFileSync(join(record, "history.json"), "utf8"));
    expect(line).toMatchObject({ seeds: [3, 4], passed: entry.pass ? ["stc-two-pathway"] : [] });
    expect(JSON.parse(readFileSync(join(record, "board.json"), "utf8"))).toHaveLength(86);
  });

  it("names the nearest effect, tier or seed list that would do", async () => {
    const wrong = await neohebb(["phenomena", "--id", "stc-two-pathwy"]);
    expect([wrong.code, wrong.errors]).toEqual([2, expect.stringContaining('did you mean "stc-two-pathway"?')]);
    const seeds = await neohebb(["phenomena", "--seeds", "3,3"]);
    expect([seeds.code, seeds.errors]).toEqual([2, expect.stringContaining("A seed occurs twice")]);
    const tier = await neohebb(["phenomena", "--tier", "3", "--id", "stc-two-pathway"]);
    expect([tier.code, tier.errors]).toEqual([2, expect.stringContaining("is of tier 3")]);
    const model = await neohebb([...quick, "--model", "reference-brian"]);
    expect([model.code, model.errors]).toEqual([2, expect.stringContaining('did you mean "reference-brain')]);
  });

  it("stops at Ctrl-C, keeps what is finished, and goes on", async () => {
    const folder = emptyFolder();
    const all = ["phenomena", "--id", "stc-two-pathway", "ach-dopamine-sequential", "--seeds", "3", "--subjects", "8"];
    let stopped = false;
    const first = await neohebb([...all, "--threads", "1", "--out", folder], {
      watch: (child, errors) => {
        if (stopped || !/^[1-9]\d* of/mu.test(errors)) return;
        stopped = true;
        child.kill("SIGINT");
      },
    });
    expect(first.code).toBe(130);
    expect(first.errors).toContain("the same command goes on");
    expect(existsSync(join(folder, "stc-two-pathway"))).toBe(true);
    const second = await neohebb([...all, "--threads", "1", "--out", folder]);
    expect(second.code, second.errors).toBe(0);
    expect(second.errors).toMatch(/\([1-9]\d* kept\)/u);
  });

  it("shows what there is to run", async () => {
    const { code, output } = await neohebb(["list", "phenomena", "--json"]);
    expect(code).toBe(0);
    const listed = JSON.parse(output) as { id: string; programmed: boolean }[];
    expect(listed).toHaveLength(86);
    expect(listed.find(({ id }) => id === "stc-two-pathway")!.programmed).toBe(true);
  });
});

describe("window", () => {
  it("shows a plastic projection of the reference brain and writes its figure", async () => {
    const folder = emptyFolder();
    const { code, output, errors } = await neohebb(["window", "sensoryToD1", "--json", "--out", folder]);
    expect(code, errors).toBe(0);
    const window = JSON.parse(output);
    expect(window.factorial).toHaveLength(2 ** window.modulators.length);
    const alone = (name: string) =>
      window.factorial.find(({ high }: { high: string[] }) => String(high) === name).change as number;
    expect(alone("dopamine")).toBeGreaterThan(100 * Math.abs(alone("")));
    expect(readFileSync(window.report, "utf8")).toContain("Levels and delays");
  });

  it("names the nearest projection, and what could be held where nothing changes", async () => {
    const wrong = await neohebb(["window", "sensoryToD"]);
    expect([wrong.code, wrong.errors]).toEqual([2, expect.stringContaining('did you mean "sensoryToD1"?')]);
    const folder = emptyFolder();
    const still = await neohebb(["window", "hippocampusToExpectation", "--out", folder]);
    expect(still.errors).toContain("--fix orbitofrontalCortex.outcomeError=0.5");
    const fixed = ["--fix", "orbitofrontalCortex.outcomeError=0.5", "--json", "--out", folder];
    const moved = JSON.parse((await neohebb(["window", "hippocampusToExpectation", ...fixed])).output);
    expect(moved.factorial[0].change).toBeGreaterThan(0);
  });
});
