import type { Condition, Expression, Program, Statement } from "../../engine/program.ts";
import { nearestName } from "../../math/nearestName.ts";
import type { LoweredModel, ProjectionDescription } from "../../spec/index.ts";

/** A projection taken out of its model: only its plasticity and the receptors that it reads still run. */
export interface IsolatedProjection {
  readonly description: ProjectionDescription;
  /** Name of the plastic weight. */
  readonly weight: string;
  readonly program: Program;
  /** Concentrations that reach it: modulator → variable, clamped from outside. */
  readonly concentrations: ReadonlyMap<string, string>;
  /** Receptors that its plasticity reads, with the input of their antagonist and the ways in which they act. */
  readonly receptors: readonly ReadReceptor[];
  /** Variables of the presynaptic unit that its plasticity reads, held from outside. */
  readonly presynaptic: readonly string[];
  /** The same of the postsynaptic unit, and area-wide quantities that are not made of receptors alone. */
  readonly postsynaptic: readonly string[];
}

/** A receptor that a projection's plasticity reads. */
export interface ReadReceptor {
  readonly name: string;
  readonly modulator: string;
  /** Input of its antagonist, in multiples of the inhibition constant. */
  readonly antagonist: string;
  readonly effects: readonly string[];
}

/**
 * Isolates a plastic projection: concentrations, activity of the two units and whatever else it reads are held by the
 * host; occupancies, quantities made of them, modulation and plasticity go on as in the model.
 *
 * @throws RangeError if there is no such projection or nothing in it is plastic
 */
export function isolateProjection(model: LoweredModel, name: string): IsolatedProjection {
  const description = plasticProjection(model, name);
  const { program } = model;
  const step = program.routines.find((routine) => routine.name === "step")?.statements ?? [];
  const owners = ["", ".pre", ".post", ".area"].map((part) => `${description.name}${part}:`);
  const own = step.filter(
    ({ origin, expression }) => owners.some((owner) => origin.startsWith(owner)) && !gathers(expression),
  );
  const derived = receptorStatements(model, step);
  const kept = new Set(own);
  const waiting = [...own];
  for (let statement = waiting.pop(); statement; statement = waiting.pop())
    for (const { variable } of readsOf(statement.expression))
      for (const other of derived.get(variable) ?? [])
        if (!kept.has(other)) {
          kept.add(other);
          waiting.push(other);
        }
  const assigned = new Set([...kept].map(({ variable }) => variable));
  const reads = [...kept]
    .flatMap(({ expression }) => readsOf(expression))
    .filter(({ variable }) => !assigned.has(variable));
  const roles = new Map(program.variables.map((variable) => [variable.name, variable]));
  const { source, target } = program.projections.find((candidate) => candidate.name === description.name)!;
  const sideOf = ({ variable, at }: Read): "pre" | "post" | "own" => {
    const { domain } = roles.get(variable)!;
    if (at === "pre" || at === "post") return at;
    if (domain.kind !== "population") return "own";
    return domain.population === source.population && source.population !== target.population ? "pre" : "post";
  };
  const held = (side: string) => unique(reads.filter((read) => sideOf(read) === side).map(({ variable }) => variable));
  const concentrations = new Map(
    model.signals
      .filter(({ kind, variable }) => kind === "concentration" && reads.some((read) => read.variable === variable))
      .map(({ modulator, variable }) => [modulator!, variable]),
  );
  const clamped = new Set(concentrations.values());
  const areaWide = held("own").filter((variable) => {
    const { role, domain } = roles.get(variable)!;
    return role === "state" && domain.kind === "subject" && !clamped.has(variable);
  });
  return {
    description,
    weight: description.weight!,
    program: {
      ...program,
      routines: program.routines
        .filter((routine) => ["initialise", "step"].includes(routine.name))
        .map((routine) =>
          routine.name === "step"
            ? { ...routine, statements: step.filter((statement) => kept.has(statement)) }
            : routine,
        ),
    },
    concentrations,
    receptors: readReceptors(model, description, [...kept]),
    presynaptic: held("pre"),
    postsynaptic: [...held("post"), ...areaWide],
  };
}

function plasticProjection(model: LoweredModel, name: string): ProjectionDescription {
  const found = model.projections.find((candidate) => candidate.name === name || candidate.label === name);
  const plastic = model.projections.filter(({ weight }) => weight !== null);
  if (found && found.weight !== null) return found;
  const names = plastic.map((projection) => projection.name);
  if (found) throw new RangeError(`nothing is plastic in "${name}"; plastic are ${names.join(", ") || "none"}`);
  const nearest = nearestName(
    name,
    model.projections.map((projection) => projection.name),
  );
  const hint = nearest ? `did you mean "${nearest}"?` : `plastic are ${names.join(", ") || "none"}`;
  throw new RangeError(`the model ${model.name} has no projection "${name}"; ${hint}`);
}

/** Statements of subject-wide quantities that follow from concentrations and doses alone, by what they assign. */
function receptorStatements(model: LoweredModel, step: readonly Statement[]): Map<string, Statement[]> {
  const concentrations = new Set(
    model.signals.filter(({ kind }) => kind === "concentration").map(({ variable }) => variable),
  );
  const given = new Set(
    model.program.variables.filter(({ role }) => role !== "state").map(({ name: variable }) => variable),
  );
  const known = new Set([...concentrations, ...given]);
  const found = new Map<string, Statement[]>();
  const subjectWide = new Set(
    model.program.variables.filter(({ domain }) => domain.kind === "subject").map(({ name: variable }) => variable),
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const statement of step) {
      const { variable, expression } = statement;
      if (found.has(variable) || concentrations.has(variable) || !subjectWide.has(variable)) continue;
      const together = step.filter((other) => other.variable === variable);
      const fine = readsOf(expression).every((read) => known.has(read.variable) || read.variable === variable);
      if (!fine || together.some((other) => other !== statement)) continue;
      found.set(variable, together);
      known.add(variable);
      changed = true;
    }
  }
  return found;
}

/** Receptors that the modulations of a projection read, at once or through quantities made of them. */
function readReceptors(
  model: LoweredModel,
  { name, modulations }: ProjectionDescription,
  kept: readonly Statement[],
): ReadReceptor[] {
  const effects = new Map<string, Set<string>>();
  for (const modulation of modulations) {
    const seen = new Set<string>();
    const waiting = [`${name}.modulation.${modulation.name}`];
    for (let variable = waiting.pop(); variable !== undefined; variable = waiting.pop()) {
      if (seen.has(variable)) continue;
      seen.add(variable);
      for (const statement of kept.filter((candidate) => candidate.variable === variable))
        waiting.push(...readsOf(statement.expression).map((read) => read.variable));
    }
    for (const { kind, variable, receptor } of model.signals)
      if (kind === "occupancy" && receptor !== null && seen.has(variable))
        effects.set(receptor, (effects.get(receptor) ?? new Set()).add(modulation.effect));
  }
  return model.receptors
    .filter((receptor) => effects.has(receptor.name))
    .map((receptor) => ({
      name: receptor.name,
      modulator: receptor.modulator,
      antagonist: receptor.antagonist,
      effects: [...effects.get(receptor.name)!],
    }));
}

type Read = Extract<Expression, { kind: "read" }>;

function readsOf(expression: Expression): Read[] {
  switch (expression.kind) {
    case "read":
      return [expression];
    case "unary":
      return readsOf(expression.operand);
    case "binary":
      return [...readsOf(expression.left), ...readsOf(expression.right)];
    case "select":
      return [...conditionReads(expression.condition), ...readsOf(expression.yes), ...readsOf(expression.no)];
    case "reduce":
    case "gather":
      return readsOf(expression.body);
    default:
      return [];
  }
}

function conditionReads(condition: Condition): Read[] {
  switch (condition.kind) {
    case "compare":
      return [...readsOf(condition.left), ...readsOf(condition.right)];
    case "not":
      return conditionReads(condition.operand);
    default:
      return [...conditionReads(condition.left), ...conditionReads(condition.right)];
  }
}

function gathers(expression: Expression): boolean {
  return expression.kind === "gather";
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
