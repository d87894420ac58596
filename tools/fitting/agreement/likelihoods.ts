import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyModel } from "../../../src/fitting/model/applyModel.ts";
import { interpret } from "../../../src/fitting/model/interpret.ts";
import { loadBehaviourModel } from "../../../src/io/fitting/behaviourModels.ts";

interface Fixture {
  readonly model: string;
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
  readonly cases: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly trials: readonly number[];
  }[];
}

const programs: Readonly<Record<string, string>> = { hddm: "HDDM (hddm-wfpt 0.1.7)", pyhgf: "pyhgf 0.3.2" };

/** Largest difference of the logarithm of a trial's probability, relative where it is above 1, for each reference. */
export function likelihoodRows(root: string): string[] {
  const folder = join(root, "test", "fitting", "references", "fixtures");
  const differences = readdirSync(folder).map((file) => {
    const { model, columns, cases } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Fixture;
    const { definition } = loadBehaviourModel(model);
    const known = Object.entries(columns).filter(([, values]) => values.some((value) => value !== null));
    const table = Object.fromEntries(
      known.map(([name, values]) => [name, Float64Array.from(values, (value) => value ?? Number.NaN)]),
    );
    const { applied, problems } = applyModel(definition, table);
    if (!applied) throw new Error(`${file}: ${problems.map(({ message }) => message).join("; ")}`);
    const [rows] = applied.subjects;
    const worst = cases.map(({ parameters, trials }) => {
      const ours = interpret(
        applied.lowered.program,
        rows!,
        definition.parameters.map(({ name }) => parameters[name]!),
      );
      return Math.max(...trials.map((theirs, t) => Math.abs(ours[t]! - theirs) / Math.max(1, Math.abs(theirs))));
    });
    const program = programs[file.split(".").at(-2) ?? ""] ?? "NumPy, SciPy, mpmath";
    return { model, program, trials: cases[0]!.trials.length * cases.length, worst: Math.max(...worst) };
  });
  return differences.map(
    ({ model, program, trials, worst }) => `| ${model} | ${program} | ${trials} | ${power(worst)} |`,
  );
}

/** 2.3 × 10⁻¹², or 0. */
export function power(value: number): string {
  if (value === 0) return "0";
  const [digits, exponent] = value.toExponential(1).split("e") as [string, string];
  const raised = [...String(Number(exponent))].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
  return exponent === "+0" ? digits : `${digits} × 10${raised}`;
}
