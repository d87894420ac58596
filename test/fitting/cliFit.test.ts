import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FitSummary } from "../../src/fitting/fitSummary.ts";
import { drugStudy, type StudyRow } from "../../src/fitting/fits/fixtures/drugStudy.ts";
import { fromParquet } from "../../src/io/parquet.ts";
import { emptyFolder, neohebb } from "../support/command.ts";

interface FitDocument {
  readonly folder: string;
  readonly manifest: {
    readonly resultHash: string;
    readonly files: Record<string, string>;
    readonly startedFrom: string;
  };
  readonly fit: FitSummary;
}

async function documentOf(arguments_: readonly string[]): Promise<FitDocument> {
  const { code, output, errors } = await neohebb([...arguments_, "--json"]);
  expect(code, errors).toBe(0);
  return JSON.parse(output) as FitDocument;
}

/** Rows as CSV; values may be replaced. */
function csv(
  rows: readonly (StudyRow | Record<string, unknown>)[],
  folder = emptyFolder(),
  name = "study.csv",
): string {
  const names = Object.keys(rows[0]!);
  const lines = rows.map((row) => names.map((key) => (row as Record<string, unknown>)[key]).join(","));
  writeFileSync(join(folder, name), `${[names.join(","), ...lines].join("\n")}\n`);
  return join(folder, name);
}

const rows = drugStudy({ people: 6, trials: 40, seed: 11 });
const few = ["--method", "nuts", "--subjects", "1,2,3", "--warmup", "40", "--draws", "30", "--chains", "4"];

describe("neohebb fit", () => {
  it("writes a row for each person, and says how texts were understood", async () => {
    const folder = emptyFolder();
    const sides = rows.map((row) => ({ ...row, choice: row.choice === 0 ? "left" : "right" }));
    const data = csv(sides, folder);
    const { fit, manifest } = await documentOf(["fit", data, "--model", "q-learning", "--out", join(folder, "out")]);
    expect(Object.keys(manifest.files).sort()).toEqual(expect.arrayContaining(["group.json", "parameters.parquet"]));
    const table = await fromParquet(readFileSync(join(folder, "out", "parameters.parquet")));
    expect(table.subject).toEqual(["p0", "p1", "p2", "p3", "p4", "p5"]);
    for (const rate of table.learningRate as Float64Array) expect(rate > 0 && rate < 1).toBe(true);
    expect(fit.data.notes).toContain('"choice": left = 0, right = 1.');
    expect(fit.data.observations).toBe(rows.length);
    const again = await neohebb(["fit", data, "--model", "q-learning", "--out", join(folder, "out")]);
    expect(again.code).toBe(2);
    expect(again.errors).toMatch(/--force/u);
  });

  it("compares models, one file of parameters each", async () => {
    const folder = emptyFolder();
    const { fit, manifest } = await documentOf([
      ...["fit", csv(rows, folder), "--model", "q-learning,win-stay-lose-shift,biased-guessing"],
      ...["--within", "drug", "--out", join(folder, "out")],
    ]);
    expect(Object.keys(manifest.files)).toContain("parameters-win-stay-lose-shift.parquet");
    expect(Object.keys(manifest.files)).toContain("comparison.json");
    expect(fit.comparison!.ranking[0]!.model).toBe("q-learning");
    expect(fit.comparison!.frequencies!.people).toHaveLength(6);
  });

  it("draws the same on one thread and on two, and after an interruption", async () => {
    const folder = emptyFolder();
    const out = (name: string) => ["--out", join(folder, name)];
    const one = await documentOf([
      "fit",
      "zorowitz2023",
      "--model",
      "q-learning",
      ...few,
      ...out("one"),
      "--threads",
      "1",
    ]);
    const two = await documentOf([
      "fit",
      "zorowitz2023",
      "--model",
      "q-learning",
      ...few,
      ...out("two"),
      "--threads",
      "2",
    ]);
    expect(two.manifest.resultHash).toBe(one.manifest.resultHash);
    let isStopped = false;
    const cut = await neohebb(["fit", "zorowitz2023", "--model", "q-learning", ...few, ...out("cut")], {
      watch(child, errors) {
        if (isStopped || !errors.includes("sampling")) return;
        isStopped = true;
        child.kill("SIGINT");
      },
    });
    expect(cut.code, cut.errors).toBe(130);
    expect(cut.errors).toMatch(/neohebb resume/u);
    expect(existsSync(join(folder, "cut"))).toBe(false);
    const resumed = await documentOf(["resume", join(folder, "cut")]);
    expect(resumed.manifest.resultHash).toBe(one.manifest.resultHash);
    expect(resumed.manifest.startedFrom).toMatch(/cut\.partial/u);
    expect(existsSync(join(folder, ".cut.partial"))).toBe(false);
  }, 120_000);

  it("with --strict ends with 4 where draws are not to be trusted, and says what to do", async () => {
    const folder = emptyFolder();
    const { code, errors } = await neohebb([
      ...["fit", "zorowitz2023", "--model", "q-learning", "--method", "nuts", "--subjects", "1,2"],
      ...["--warmup", "10", "--draws", "10", "--chains", "2", "--strict", "--out", join(folder, "out")],
    ]);
    expect(code).toBe(4);
    expect(errors).toMatch(/q-learning: .*draw more/u);
    expect(existsSync(join(folder, "out", "manifest.json"))).toBe(true);
  }, 60_000);

  it("lists the models with what they need", async () => {
    const { code, output } = await neohebb(["fit", "--list"]);
    expect(code).toBe(0);
    expect(output).toMatch(
      /q-learning {2}Q-learning with one learning rate\n.*tasks: bandit.*\n.*columns: choice, outcome/u,
    );
  });

  it("says with --dry-run how data would be understood, and writes nothing", async () => {
    const folder = emptyFolder();
    const { code, output } = await neohebb(
      ["fit", csv(rows, folder), "--model", "q-learning", "--within", "drug", "--condition", "group", "--dry-run"],
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(output).toMatch(/6 people, 12 records, 480 trials[\s\S]*effects of drug, group/u);
    expect(existsSync(join(folder, "results"))).toBe(false);
  });

  const points = rows.map((row) => ({ ...row, outcome: 70 * row.outcome }));
  const bad = rows.map((row, i) => ({ ...row, outcome: i === 3 ? "won" : row.outcome }));
  it.each([
    ["no model", rows, [], 2, /--model NAME.*--list/u],
    ["a model that is misspelt", rows, ["--model", "q-lerning"], 2, /did you mean "q-learning"/u],
    [
      "a model for another task",
      rows,
      ["--model", "two-step-hybrid"],
      3,
      /firstChoice[\s\S]*these columns suit .*q-learning/u,
    ],
    [
      "rewards of another scale",
      points,
      ["--model", "q-learning"],
      3,
      /:3?\d: column "outcome": 70 .*--map "outcome=outcome \/ 100"/u,
    ],
    [
      "text in a number column",
      bad,
      ["--model", "q-learning"],
      3,
      /:5: column "outcome": expected a number, got "won".*--missing outcome=won/u,
    ],
    [
      "a condition that changes within people",
      rows,
      ["--model", "q-learning", "--condition", "drug"],
      3,
      /:42: column "drug".*--within/u,
    ],
    ["a mapping without =", rows, ["--model", "q-learning", "--map", "outcome"], 2, /name=value/u],
    [
      "priors taken away from a group",
      rows,
      ["--model", "q-learning", "--method", "nuts", "--no-prior"],
      2,
      /--no-prior/u,
    ],
  ] as const)("refuses %s", async (_, data, options, code, message) => {
    const folder = emptyFolder();
    const found = await neohebb(["fit", csv(data, folder), ...options, "--out", join(folder, "out")]);
    expect(found.errors).toMatch(message);
    expect(found.code).toBe(code);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("reads outcomes of another scale by a formula", async () => {
    const folder = emptyFolder();
    const plain = await documentOf(["fit", csv(rows, folder), "--model", "q-learning", "--out", join(folder, "a")]);
    const scaled = await documentOf([
      ...["fit", csv(points, folder, "points.csv"), "--model", "q-learning"],
      ...["--map", "outcome=outcome / 70", "--out", join(folder, "b")],
    ]);
    expect(scaled.fit.models[0]!.people).toEqual(plain.fit.models[0]!.people);
  });

  it("goes on only with the data that it began with", async () => {
    const folder = emptyFolder();
    const data = csv(rows, folder);
    let isStopped = false;
    const stop = {
      watch: (child: { kill(signal: "SIGINT"): void }, errors: string) => {
        if (isStopped || !errors.includes("sampling")) return;
        isStopped = true;
        child.kill("SIGINT");
      },
    };
    const out = ["--out", join(folder, "out")];
    const cut = await neohebb(["fit", data, "--model", "q-learning", "--method", "nuts", ...out], stop);
    expect(cut.code).toBe(130);
    csv(rows.slice(1), folder);
    const resumed = await neohebb(["resume", join(folder, "out")]);
    expect(resumed.code).toBe(3);
    expect(resumed.errors).toMatch(/not as it was when the fit began/u);
  }, 60_000);
});

/** A Python with arviz 0.23 and h5netcdf. */
const python = process.env.NEOHEBB_ARVIZ_PYTHON ?? "";
const hasArviz = python !== "" && spawnSync(python, ["-c", "import arviz, h5netcdf"]).status === 0;

describe("inferenceData.nc", () => {
  it.skipIf(!hasArviz)(
    "is read by ArviZ, which comes to the same numbers (NEOHEBB_ARVIZ_PYTHON names a Python with arviz and h5netcdf)",
    async () => {
      const folder = emptyFolder();
      const { fit } = await documentOf([
        "fit",
        "zorowitz2023",
        "--model",
        "q-learning",
        ...few,
        ...["--posterior-predictive", "--prior-predictive"],
        "--out",
        join(folder, "out"),
      ]);
      const path = join(folder, "out", "inferenceData.nc");
      expect(statSync(path).size).toBeGreaterThan(1000);
      const program = `
import arviz, json, sys
data = arviz.from_netcdf(sys.argv[1], engine="h5netcdf")
loo, waic = arviz.loo(data), arviz.waic(data)
summary = arviz.summary(data, var_names=["groupEffects"], round_to="none")
print(json.dumps({"groups": list(data.groups()), "loo": float(loo.elpd_loo), "se": float(loo.se), "waic": float(waic.elpd_waic),
  "predicted": dict(data.posterior_predictive.sizes), "choices": sorted(set(data.posterior_predictive.choice.values.ravel())),
  "draws": data.posterior_predictive.draw.values.tolist(), "stay": float(data.posterior_predictive.choice.mean()), "prior": dict(data.prior_predictive.sizes),
  "observed": float(data.observed_data.choice.mean()), "scale": data.posterior.groupEffects.attrs["scale"],
  "rhat": list(summary["r_hat"]), "bulk": list(summary["ess_bulk"]), "diverging": str(data.sample_stats.diverging.dtype)}))`;
      const { stdout, stderr } = spawnSync(python, ["-W", "ignore", "-c", program, path], { encoding: "utf8" });
      expect(stdout, stderr).not.toBe("");
      const read = JSON.parse(stdout);
      const [model] = fit.models;
      expect(read.groups).toEqual(
        expect.arrayContaining(["posterior", "sample_stats", "log_likelihood", "observed_data", "constant_data"]),
      );
      expect(read.diverging).toBe("bool");
      expect(read.scale).toBe("unbounded");
      expect(fit.checks.predictive.map(({ simulations }) => simulations)).toEqual([200, 200]);
      expect(read.predicted).toMatchObject({ chain: 4, draw: 30 });
      expect(read.draws).toEqual(Array.from({ length: 30 }, (_, draw) => draw));
      expect(read.prior).toEqual(read.predicted);
      expect(read.choices).toEqual([0, 1, 2]);
      expect(Math.abs(read.stay - read.observed)).toBeLessThan(0.2);
      expect(read.loo).toBeCloseTo(model!.leaveOneOut!.expected, 6);
      expect(read.se).toBeCloseTo(model!.leaveOneOut!.standardError, 6);
      expect(read.waic).toBeCloseTo(model!.widelyApplicable!.expected, 6);
      const group = model!.group.filter(({ kind }) => kind !== "spread");
      group.forEach(({ scaleReduction, bulkEffectiveSize }, i) => {
        expect(read.rhat[i]).toBeCloseTo(scaleReduction!, 6);
        expect(read.bulk[i]).toBeCloseTo(bulkEffectiveSize!, 4);
      });
    },
    120_000,
  );
});
