import { behaviourGrammar, type Issue, parseExpression, SpecificationError } from "../../spec/index.ts";
import type { BehaviourProgram, Expression, Statement } from "../program.ts";
import { type BehaviourDefinition, behaviourLimits, type Sizes } from "./definition.ts";
import { type Dependence, dependenceOf, parametersOf } from "./dependence.ts";
import { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import { walk } from "./expressions.ts";
import type { Interval } from "./indexRange.ts";
import type { LoweredBehaviour, LoweredStep } from "./lowered.ts";
import { Problems } from "./problems.ts";
import { guarded } from "./responses.ts";
import { ExpressionProblem, Scope } from "./scope.ts";
import { TrialLowering } from "./trialLowering.ts";
import { describeShape, places, scalar, type Value } from "./vectors.ts";

/**
 * Lays a model out for the sizes of its dimensions.
 *
 * @throws SpecificationError with everything that is wrong with it.
 */
export function lowerBehaviour(definition: BehaviourDefinition, sizes: Sizes): LoweredBehaviour {
  const { lowered, issues } = tryLowering(definition, sizes, false);
  if (!lowered) throw new SpecificationError(issues);
  return lowered;
}

/**
 * Everything wrong with a model's expressions.
 *
 * @param isTentative - Whether sizes that data decide are stand-ins.
 */
export function tryLowering(
  definition: BehaviourDefinition,
  sizes: Sizes,
  isTentative: boolean,
): { lowered: LoweredBehaviour | null; issues: readonly Issue[] } {
  const problems = new Problems(definition.positions);
  const lowered = new BehaviourLowering(definition, sizes, isTentative, problems).lower();
  return { lowered: problems.collector.hasErrors ? null : lowered, issues: problems.issues };
}

class BehaviourLowering {
  private readonly definition: BehaviourDefinition;
  private readonly sizes: Sizes;
  private readonly problems: Problems;
  private readonly lowering: ExpressionLowering;

  constructor(definition: BehaviourDefinition, sizes: Sizes, isTentative: boolean, problems: Problems) {
    this.definition = definition;
    this.sizes = sizes;
    this.problems = problems;
    const fixed = new Set(definition.dimensions.filter(({ size }) => size !== null).map(({ name }) => name));
    const ranges = definition.columns.map(({ kind, of }): Interval | null =>
      kind === "number" ? null : [0, kind === "condition" ? 1 : (sizes.get(of ?? "") ?? 1) - 1],
    );
    this.lowering = new ExpressionLowering(new Scope(sizes), ranges, (name) => isTentative && !fixed.has(name));
  }

  lower(): LoweredBehaviour | null {
    const { definition, lowering, problems } = this;
    const { scope } = lowering;
    for (const { name } of definition.dimensions) this.checkSize(name, [name], ["dimensions", name]);
    if (problems.collector.hasErrors) return null;
    for (const [parameter, { name }] of definition.parameters.entries())
      scope.set(name, { kind: "parameter", parameter });
    this.constants();
    const start = this.states();
    for (const [column, { name, of, fallback }] of definition.columns.entries())
      scope.set(name, { kind: "column", column, of, fallback });
    if (problems.collector.hasErrors) return null;
    const trial = new TrialLowering(definition, lowering, problems);
    for (const [at, step] of definition.data.trial.entries()) trial.step(step, ["trial", at]);
    const statements = trial.steps.flatMap(statementsOf);
    const dependence = dependenceOf(lowering.arrays.length, start, statements);
    this.checkDataOnly(dependence);
    this.checkSizeOf(statements);
    if (problems.collector.hasErrors) return null;
    this.warnOfIdle(statements, dependence);
    const program: BehaviourProgram = {
      id: definition.id,
      parameters: definition.parameters.map(({ name }) => name),
      columns: definition.columns.map(({ name }) => name),
      arrays: lowering.arrays,
      responses: trial.responses,
      start,
      trial: statements,
    };
    return {
      definition,
      sizes: this.sizes,
      program,
      steps: trial.steps,
      hasUnprovenIndex: lowering.indices.hasUnproven,
    };
  }

  private constants(): void {
    const { lowering } = this;
    for (const [name, written] of Object.entries(this.definition.data.constants ?? {})) {
      const isBare = typeof written !== "object";
      const path = isBare ? ["constants", name] : ["constants", name, "value"];
      lowering.path = path;
      // Computed once, before the first trial.
      const value = this.problems.attempt(path, () =>
        lowering.settled(lowering.lower(parseExpression(String(isBare ? written : written.value), behaviourGrammar))),
      );
      lowering.scope.set(name, { kind: "constant", value: value ?? scalar(build.zero) });
    }
  }

  /** Declares the states. @returns what is done before the first trial. */
  private states(): Statement[] {
    const { lowering } = this;
    for (const [name, { of, start }] of Object.entries(this.definition.data.state ?? {})) {
      const dimensions = [of ?? []].flat();
      if (!this.checkSize(name, dimensions, ["state", name])) continue;
      const path = ["state", name, "start"];
      lowering.path = path;
      const value = this.problems.attempt(path, () => {
        const syntax = parseExpression(String(start), behaviourGrammar);
        const found = lowering.lower(syntax);
        if (found.dimensions.every((dimension) => dimensions.includes(dimension)))
          return lowering.over(found, dimensions);
        throw new ExpressionProblem("size", syntax.span, `"${name}" has not all dimensions of its start`, {
          expected: describeShape(dimensions),
          got: describeShape(found.dimensions),
        });
      });
      const array = lowering.store(name, lowering.count(dimensions));
      if (value) this.fill(array, value, dimensions);
      lowering.scope.set(name, { kind: "state", array, dimensions, needs: new Set(), under: null });
    }
    const statements = lowering.emitted;
    lowering.emitted = [];
    return statements;
  }

  private fill(array: number, value: Value, dimensions: readonly string[]): void {
    for (const index of places(dimensions, this.sizes).keys())
      this.lowering.emitted.push({ kind: "store", array, index, value: value.elements[index]! });
  }

  private checkSize(name: string, dimensions: readonly string[], path: readonly string[]): boolean {
    const count = this.lowering.count(dimensions);
    if (count <= behaviourLimits.elements) return true;
    this.problems.collector.error("limit", this.problems.positions.value(path), `"${name}" is too large`, {
      expected: `at most ${behaviourLimits.elements} numbers`,
      got: `${count}`,
    });
    return false;
  }

  private checkDataOnly(dependence: Dependence): void {
    for (const { expression, path, offset, what } of this.lowering.indices.dataOnly) {
      const [parameter] = parametersOf(expression, dependence);
      if (parameter === undefined) continue;
      const name = this.definition.parameters[parameter]!.name;
      const message = `${what} must follow from the data alone, but this varies with ${name}`;
      this.problems.collector.error("usage", this.problems.positions.within(path, offset), message, {
        hint: "use select(condition, whenTrue, whenFalse), or weights over all elements",
      });
    }
  }

  /** A parameter that no response depends on would come back as its prior. */
  private warnOfIdle(statements: readonly Statement[], dependence: Dependence): void {
    const used = new Set<number>();
    const visit = (list: readonly Statement[]): void => {
      for (const statement of list)
        if (statement.kind === "when") [statement.then, statement.otherwise].forEach(visit);
        else if (statement.kind === "logLikelihood")
          for (const parameter of parametersOf(statement.value, dependence)) used.add(parameter);
    };
    visit(statements);
    const { collector, positions } = this.problems;
    for (const [parameter, { name }] of this.definition.parameters.entries())
      if (!used.has(parameter))
        collector.warning("usage", positions.key(["parameters", name]), `no response depends on "${name}"`, {
          hint: "nothing can be learned of it from data",
        });
  }

  private checkSizeOf(statements: readonly Statement[]): void {
    let operations = 0;
    let count = 0;
    const visit = (list: readonly Statement[]): void => {
      for (const statement of list) {
        count++;
        for (const expression of expressionsOf(statement)) walk(expression, () => operations++);
        if (statement.kind !== "when") continue;
        visit(statement.then);
        visit(statement.otherwise);
      }
    };
    visit(statements);
    const { collector, positions } = this.problems;
    const details = (most: number, got: number) => ({
      expected: `at most ${most}`,
      got: `${got}`,
      hint: "make its dimensions smaller",
    });
    if (count > behaviourLimits.statements)
      collector.error(
        "limit",
        positions.value(["trial"]),
        "a trial has too many statements",
        details(behaviourLimits.statements, count),
      );
    else if (operations > behaviourLimits.operations)
      collector.error(
        "limit",
        positions.value(["trial"]),
        "a trial has too many operations",
        details(behaviourLimits.operations, operations),
      );
  }
}

function expressionsOf(statement: Statement): Expression[] {
  if (statement.kind === "when") return [statement.condition];
  const index = statement.kind === "store" && typeof statement.index !== "number" ? [statement.index] : [];
  return [statement.value, ...index];
}

/** A step as the trial's statements have it. */
function statementsOf(step: LoweredStep): readonly Statement[] {
  if (step.kind === "statements") return step.statements;
  if (step.kind === "observe") return [];
  const needs = step.needs.map((column): Expression => ({ kind: "present", column }));
  const isThere = step.condition.kind === "constant" ? needs : [step.condition, ...needs];
  return guarded(build.all(isThere), [...step.prepare, ...step.score]);
}
