import { nearestName } from "../../math/nearestName.ts";
import { type IssueCollector, type Path, type Positions, spelling } from "../../spec/index.ts";
import type { FittedParameter } from "../likelihood.ts";
import type { Prior } from "../prior.ts";
import type { BehaviourFile, EnvironmentFile, PriorFile } from "./behaviourFile.ts";
import type { BehaviourColumn, BehaviourDefinition, Dimension, ModelEnvironment } from "./definition.ts";
import { functions } from "./functions.ts";
import { responseNames } from "./responses.ts";

/** Checks what a file declares, and that names fit together; equations are looked at when they are lowered. */
export function checkDefinition(
  data: BehaviourFile,
  positions: Positions,
  issues: IssueCollector,
): BehaviourDefinition {
  const columnNames = Object.keys(data.columns);
  const dimensionNames = Object.keys(data.dimensions ?? {});
  const known = (name: string, among: readonly string[], path: Path, what: string): void => {
    if (among.includes(name)) return;
    const hint = spelling(nearestName(name, among));
    const allowed = hint.hint === undefined ? { hint: `declared: ${among.join(", ") || "none"}` } : hint;
    issues.error("unknown-name", positions.value(path), `"${name}" is not a ${what}`, allowed);
  };
  checkNames(data, positions, issues);
  const dimensions = Object.entries(data.dimensions ?? {}).map(([name, written]): Dimension => {
    if (typeof written === "number") return { name, title: name, size: written, from: [] };
    const from = written.from === undefined ? [] : [written.from].flat();
    for (const column of from) known(column, columnNames, ["dimensions", name, "from"], "column");
    if ((written.size === undefined) === (from.length === 0))
      issues.error("usage", positions.value(["dimensions", name]), `"${name}" needs one of size and from`, {
        hint: `write ${name}: 2, or {from: column}`,
      });
    return { name, title: written.title ?? name, size: written.size ?? null, from };
  });
  for (const { name, from } of dimensions)
    for (const column of from)
      if (data.columns[column] && data.columns[column].kind !== "index")
        issues.error("type", positions.value(["dimensions", name, "from"]), `"${column}" is not a column of indices`, {
          expected: `kind: index`,
        });
  const roles = rolesOf(data);
  const columns = Object.entries(data.columns).map(([name, written]): BehaviourColumn => {
    const path = ["columns", name];
    if (written.of !== undefined) known(written.of, dimensionNames, [...path, "of"], "dimension");
    if ((written.kind === "index") !== (written.of !== undefined))
      issues.error(
        "usage",
        positions.value(path),
        `"${name}" ${written.kind === "index" ? "lacks of" : "has of, but is no index"}`,
        {
          hint: "an index names the dimension that it counts: {kind: index, of: dimension}",
        },
      );
    const [lower, upper] = written.range?.map(numberOf) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (lower! > upper!)
      issues.error("range", positions.value([...path, "range"]), "the least value is above the greatest");
    checkFallback(name, written.default, roles.get(name), positions, issues);
    return {
      name,
      kind: written.kind,
      of: written.of ?? null,
      lower: written.kind === "condition" ? 0 : lower!,
      upper: written.kind === "condition" ? 1 : upper!,
      title: written.title ?? name,
      unit: written.unit ?? "",
      aliases: written.aliases ?? [],
      fallback: written.default ?? null,
      isOptional: written.optional ?? written.default !== undefined,
      role: roles.get(name) ?? "given",
    };
  });
  const parameters = Object.entries(data.parameters).map(([name, written]): FittedParameter => {
    const [lower, upper] = written.range.map(numberOf) as [number, number];
    if (!(lower < upper))
      issues.error(
        "range",
        positions.value(["parameters", name, "range"]),
        "the least value must be below the greatest",
      );
    const prior = priorOf(written.prior, ["parameters", name, "prior"], positions, issues);
    const inside = supportOf(prior);
    if (lower < upper && !(Math.max(lower, inside[0]) < Math.min(upper, inside[1])))
      issues.error(
        "range",
        positions.value(["parameters", name, "prior"]),
        `the prior of "${name}" gives its range no probability`,
        {
          expected: `something between ${lower} and ${upper}`,
          got: `${inside[0]} … ${inside[1]}`,
        },
      );
    return { name, symbol: written.symbol ?? name, title: written.title ?? name, lower, upper, prior };
  });
  for (const [name, { of }] of Object.entries(data.state ?? {}))
    for (const dimension of [of ?? []].flat()) known(dimension, dimensionNames, ["state", name, "of"], "dimension");
  checkSteps(data, positions, issues, known);
  if (!data.trial.some((step) => step.response !== undefined))
    issues.error("missing", positions.value(["trial"]), "the trial has no response: nothing could be fitted", {
      hint: "add a step such as {response: choice, softmax: preference}",
    });
  return {
    id: data.name,
    title: data.title,
    summary: data.summary ?? "",
    sources: data.sources ?? [],
    tasks: data.tasks ?? [],
    dimensions,
    columns,
    restart: data.restart ?? [],
    parameters,
    environments: Object.fromEntries(
      Object.entries(data.environments ?? {}).map(([key, written]) => [key, environmentOf(written)]),
    ),
    data,
    positions,
  };
}

/** A name must mean one thing. */
function checkNames(data: BehaviourFile, positions: Positions, issues: IssueCollector): void {
  const seen = new Map<string, string>();
  for (const section of ["columns", "parameters", "constants", "state"] as const)
    for (const name of Object.keys(data[section] ?? {})) {
      const before = seen.get(name);
      if (before !== undefined)
        issues.error("duplicate", positions.key([section, name]), `"${name}" is declared under ${before} already`);
      if (Object.hasOwn(functions, name))
        issues.error("usage", positions.key([section, name]), `"${name}" is the name of a function`);
      seen.set(name, section);
    }
}

function checkSteps(
  data: BehaviourFile,
  positions: Positions,
  issues: IssueCollector,
  known: (name: string, among: readonly string[], path: Path, what: string) => void,
): void {
  const columns = Object.keys(data.columns);
  const filled = new Map<string, number>();
  for (const [at, step] of data.trial.entries()) {
    const path = ["trial", at];
    const main = (["equations", "response", "observe"] as const).filter((key) => step[key] !== undefined);
    const kinds = responseNames.filter((name) => step[name] !== undefined);
    if (main.length !== 1)
      issues.error("usage", positions.value(path), "a step is one of equations, response and observe", {
        got: main.join(" and ") || "none of them",
        hint: "write further steps as further items of the list",
      });
    else if (step.response !== undefined && kinds.length !== 1)
      issues.error("usage", positions.value(path), "a response has one kind of distribution", {
        expected: responseNames.join(" | "),
        got: kinds.join(" and ") || "none",
      });
    else if (step.response === undefined && kinds.length > 0)
      issues.error("usage", positions.key([...path, kinds[0]!]), `${kinds[0]} belongs to a response`, {
        hint: "add response: and the column that it fills",
      });
    for (const name of [step.response ?? []].flat()) {
      known(name, columns, [...path, "response"], "column");
      if (filled.has(name) && step.when === undefined)
        issues.error(
          "duplicate",
          positions.value([...path, "response"]),
          `"${name}" is filled by step ${filled.get(name)! + 1} already`,
        );
      filled.set(name, at);
    }
    for (const [place, name] of (step.observe ?? []).entries())
      known(name, columns, [...path, "observe", place], "column");
  }
  for (const [key, environment] of Object.entries(data.environments ?? {}))
    if (typeof environment !== "string")
      for (const name of Object.keys(environment.columns ?? {}))
        known(name, columns, ["environments", key, "columns"], "column");
}

function checkFallback(
  name: string,
  fallback: number | undefined,
  role: BehaviourColumn["role"] | undefined,
  positions: Positions,
  issues: IssueCollector,
): void {
  if (fallback === undefined) return;
  const path = ["columns", name, "default"];
  if (role === "response")
    issues.error("usage", positions.key(path), `"${name}" is a response and has no default`, {
      hint: "a trial without a response counts nothing",
    });
}

function rolesOf(data: BehaviourFile): Map<string, BehaviourColumn["role"]> {
  const roles = new Map<string, BehaviourColumn["role"]>();
  for (const { observe } of data.trial) for (const name of observe ?? []) roles.set(name, "observed");
  for (const { response } of data.trial) for (const name of [response ?? []].flat()) roles.set(name, "response");
  return roles;
}

const numberOf = (bound: number | "inf" | "-inf"): number =>
  bound === "inf" ? Number.POSITIVE_INFINITY : bound === "-inf" ? Number.NEGATIVE_INFINITY : bound;

function environmentOf(written: EnvironmentFile): ModelEnvironment {
  if (typeof written === "string") return { environment: written, trials: null, options: {}, columns: {} };
  const { environment, trials, options, columns } = written;
  return { environment, trials: trials ?? null, options: options ?? {}, columns: columns ?? {} };
}

function priorOf(written: PriorFile, path: Path, positions: Positions, issues: IssueCollector): Prior {
  const kinds = Object.keys(written);
  if (kinds.length !== 1)
    issues.error("usage", positions.value(path), "a prior has one kind", {
      expected: "normal | logNormal | halfNormal | gamma | beta | studentT | uniform",
      got: kinds.join(" and ") || "none",
    });
  const { normal, logNormal, halfNormal, gamma, beta, studentT, uniform } = written;
  if (normal) return { kind: "normal", mean: normal[0], standardDeviation: normal[1] };
  if (logNormal) return { kind: "logNormal", mean: logNormal[0], standardDeviation: logNormal[1] };
  if (halfNormal !== undefined) return { kind: "halfNormal", standardDeviation: halfNormal };
  if (gamma) return { kind: "gamma", shape: gamma[0], rate: gamma[1] };
  if (beta) return { kind: "beta", first: beta[0], second: beta[1] };
  if (studentT) return { kind: "studentT", degrees: studentT[0], location: studentT[1], scale: studentT[2] };
  const [lower, upper] = uniform ?? [0, 1];
  if (!(lower < upper)) issues.error("range", positions.value(path), "the least value must be below the greatest");
  return { kind: "uniform", lower, upper };
}

/** Where a distribution lies. */
function supportOf(prior: Prior): readonly [number, number] {
  switch (prior.kind) {
    case "normal":
    case "studentT":
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case "beta":
      return [0, 1];
    case "uniform":
      return [prior.lower, prior.upper];
    default:
      return [0, Number.POSITIVE_INFINITY];
  }
}
