import {
  behaviourGrammar,
  type EquationSyntax,
  type Path,
  parseEquations,
  parseExpression,
  type Syntax,
} from "../../spec/index.ts";
import type { Expression, Index, Statement } from "../program.ts";
import type { StepFile } from "./behaviourFile.ts";
import { type BehaviourDefinition, behaviourLimits } from "./definition.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import type { LoweredStep } from "./lowered.ts";
import type { Problems } from "./problems.ts";
import { guarded, type ResponseColumn, type ResponseName, responseKinds, responseNames, unfit } from "./responses.ts";
import { ExpressionProblem, type StoredSymbol } from "./scope.ts";
import { describeShape, type Value } from "./vectors.ts";

/** Lowers the steps of a trial in their order. */
export class TrialLowering {
  readonly steps: LoweredStep[] = [];
  readonly responses: string[] = [];
  /** Statements so far that store a number. */
  private stored = 0;
  /** Whether the limit is reached and nothing more is looked at. */
  private isFull = false;
  private readonly definition: BehaviourDefinition;
  private readonly lowering: ExpressionLowering;
  private readonly problems: Problems;

  constructor(definition: BehaviourDefinition, lowering: ExpressionLowering, problems: Problems) {
    this.definition = definition;
    this.lowering = lowering;
    this.problems = problems;
    for (const [column, { role }] of definition.columns.entries()) if (role !== "given") lowering.ahead.add(column);
  }

  step(step: StepFile, path: Path): void {
    if (this.isFull) return;
    const condition = this.condition(step, path);
    if (!condition) return;
    const { lowering } = this;
    lowering.condition = step.when === undefined ? null : String(step.when).replace(/\s+/gu, " ").trim();
    lowering.given(condition.granted, () => {
      if (step.equations !== undefined) this.equations(step.equations, [...path, "equations"], condition.expression);
      else if (step.response !== undefined) this.response(step, path, condition.expression);
      else if (step.observe)
        this.steps.push({
          kind: "observe",
          columns: step.observe.map((name) => this.columnNumber(name)),
          condition: condition.expression,
        });
    });
    lowering.condition = null;
    for (const name of [step.response ?? [], step.observe ?? []].flat()) lowering.ahead.delete(this.columnNumber(name));
  }

  /** When the step is done, and the columns that are there then. */
  private condition(step: StepFile, path: Path): { expression: Expression; granted: number[] } | null {
    if (step.when === undefined) return { expression: build.one, granted: [] };
    const { lowering } = this;
    const at = [...path, "when"];
    lowering.path = at;
    return this.problems.attempt(at, () => {
      const syntax = parseExpression(String(step.when), behaviourGrammar);
      const { value, needs, emitted } = this.gather(() => lowering.number(syntax, "as a condition"));
      if (emitted.length > 0) this.steps.push({ kind: "statements", statements: this.needing(needs, emitted) });
      lowering.indices.dataOnly.push({ expression: value, path: at, offset: 0, what: "a condition" });
      const expression = build.all([...this.presence(needs), value]);
      return { expression, granted: [...needs, ...lowering.granted(syntax)] };
    });
  }

  private equations(text: string, path: Path, condition: Expression): void {
    const { equations, problems } = parseEquations(text, behaviourGrammar);
    for (const problem of problems) this.problems.report(path, problem);
    const statements: Statement[] = [];
    for (const equation of equations) {
      const found = this.problems.attempt(path, () => this.equation(equation, path));
      if (found) statements.push(...found);
      else this.forgive(equation);
      this.stored += found ? countStores(found) : 0;
      if (this.stored <= behaviourLimits.statements) continue;
      this.isFull = true;
      this.problems.attempt(path, () => {
        throw new ExpressionProblem("limit", equation.span, "a trial has too many statements", {
          expected: `at most ${behaviourLimits.statements}, one for each number that is stored`,
          hint: "make its dimensions smaller",
        });
      });
      break;
    }
    this.steps.push({ kind: "statements", statements: guarded(condition, statements) });
  }

  /** Makes a name known whose equation is wrong, so that this is said once. */
  private forgive({ target, indices }: EquationSyntax): void {
    const { lowering } = this;
    if (indices || lowering.scope.find(target)) return;
    const array = lowering.store(target, 1);
    const dimensions: string[] = [];
    lowering.scope.set(target, { kind: "local", array, dimensions, needs: new Set(), under: null });
  }

  private equation(equation: EquationSyntax, path: Path): Statement[] {
    if (equation.derivative)
      throw new ExpressionProblem("syntax", equation.targetSpan, "there is no time within a trial", {
        expected: "name = expression",
      });
    this.lowering.path = path;
    const { emitted, needs } = this.gather(() => this.assign(equation));
    return this.needing(needs, emitted);
  }

  private assign({ target, targetSpan, indices, expression }: EquationSyntax): void {
    const { lowering } = this;
    const symbol = lowering.scope.find(target);
    if (symbol && symbol.kind !== "state" && symbol.kind !== "local")
      throw new ExpressionProblem("usage", targetSpan, `"${target}" is a ${symbol.kind} and cannot be assigned to`, {
        hint: "give the result a name of its own, or keep it in a state",
      });
    if (!symbol && indices)
      throw new ExpressionProblem("unknown-name", targetSpan, `"${target}" has no elements yet`, {
        hint: `declare it under state, or begin with ${target} = fill(0, dimension)`,
      });
    const value = lowering.lower(expression);
    const known = this.target(target, symbol as StoredSymbol | undefined, value);
    const { rest, at } = lowering.indices.locate(target, known, indices ?? [], targetSpan);
    const extra = value.dimensions.filter((dimension) => !rest.includes(dimension));
    if (extra.length > 0)
      throw new ExpressionProblem("size", expression.span, `this has a dimension that "${target}" has not`, {
        expected: describeShape(rest),
        got: describeShape(value.dimensions),
      });
    const spread = lowering.over(value, rest);
    const { elements } = at.length > 1 && readsOther(spread, known.array, at) ? lowering.stored(spread).value : spread;
    for (const [place, index] of at.entries())
      lowering.emitted.push({ kind: "store", array: known.array, index, value: elements[place]! });
    if (known.kind === "local") lowering.indices.noteRange(known.array, elements);
    if (known.kind === "local" && !indices) this.remember(target, symbol as StoredSymbol | undefined, known);
  }

  /** Where an equation's result is kept. */
  private target(name: string, symbol: StoredSymbol | undefined, value: Value): StoredSymbol {
    if (symbol) return symbol;
    const { lowering } = this;
    const array = lowering.store(name, lowering.count(value.dimensions));
    return { kind: "local", array, dimensions: value.dimensions, needs: new Set(), under: lowering.condition };
  }

  /** Without which columns a name has no value after an assignment. */
  private remember(name: string, before: StoredSymbol | undefined, known: StoredSymbol): void {
    const { lowering } = this;
    const now = new Set(lowering.needs);
    const under =
      before && before.under !== lowering.condition ? (lowering.condition === null ? null : before.under) : known.under;
    const isSafeBefore =
      before !== undefined && before.under === null && [...before.needs].every((one) => now.has(one));
    const needs = before === undefined ? now : isSafeBefore ? before.needs : unionOf(before.needs, now);
    lowering.scope.set(name, { ...known, needs, under });
  }

  private response(step: StepFile, path: Path, condition: Expression): void {
    const given = responseNames.filter((name) => step[name] !== undefined);
    const [kind] = given;
    if (!kind) return;
    const names = typeof step.response === "string" ? [step.response] : step.response!;
    const columns = this.responseColumns(kind, names, [...path, "response"]);
    if (!columns) return;
    const { lowering } = this;
    const read = (...key: string[]) => this.reader(step, path, key);
    const numbers = columns.map(({ column }) => column);
    this.problems.attempt([...path, kind], () => {
      const prepared = this.gather(() => responseKinds[kind].lower(lowering, columns, read));
      const response = this.responses.length;
      const scored = lowering.given(numbers, () =>
        this.gather(() => {
          const value = prepared.value.logarithm();
          lowering.emitted.push({ kind: "logLikelihood", response, value });
        }),
      );
      this.responses.push(names[0]!);
      this.steps.push({
        kind: "response",
        response,
        columns: numbers,
        condition,
        needs: [...prepared.needs],
        prepare: prepared.emitted,
        score: guarded(build.all(this.presence(new Set(numbers))), scored.emitted),
        distribution: prepared.value.distribution,
      });
    });
  }

  private responseColumns(kind: ResponseName, names: readonly string[], path: Path): ResponseColumn[] | null {
    const { columns: wanted } = responseKinds[kind];
    const { collector, positions } = this.problems;
    if (names.length !== wanted.length) {
      const expected = wanted.length === 2 ? "[choice, reactionTime]" : "one column";
      collector.error("arity", positions.value(path), `wrong number of columns for ${kind}`, { expected });
      return null;
    }
    const columns = names.map((name) => {
      const column = this.columnNumber(name);
      const { kind: own, of } = this.definition.columns[column]!;
      return { column, name, kind: own, of };
    });
    let isFit = true;
    for (const [place, column] of columns.entries()) {
      const size = column.of === null ? null : this.definition.dimensions.find(({ name }) => name === column.of)!.size;
      const expected = unfit(column, wanted[place]!, size);
      if (expected === null) continue;
      isFit = false;
      collector.error("type", positions.value(path), `"${column.name}" cannot be filled by ${kind}`, { expected });
    }
    return isFit ? columns : null;
  }

  private reader(step: StepFile, path: Path, key: readonly string[]) {
    const written = String(key.reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], step));
    const at = [...path, ...key];
    this.lowering.path = at;
    const reading = <T>(action: (syntax: Syntax) => T): T =>
      this.problems.require(at, () => action(parseExpression(written, behaviourGrammar)));
    return {
      vector: () => reading((syntax) => this.lowering.lower(syntax)),
      number: () => reading((syntax) => this.lowering.number(syntax)),
      fail: (message: string, details: { expected?: string; got?: string; hint?: string } = {}): never =>
        this.problems.require(at, () => {
          throw new ExpressionProblem("size", { start: 0, end: written.length }, message, details);
        }),
    };
  }

  /** What an action emits and needs, apart from what was before. */
  private gather<T>(action: () => T): { value: T; emitted: Statement[]; needs: ReadonlySet<number> } {
    const { lowering } = this;
    const [emitted, needs] = [lowering.emitted, lowering.needs];
    [lowering.emitted, lowering.needs] = [[], new Set()];
    try {
      const value = action();
      return { value, emitted: lowering.emitted, needs: lowering.needs };
    } finally {
      [lowering.emitted, lowering.needs] = [emitted, needs];
    }
  }

  private needing(needs: ReadonlySet<number>, statements: readonly Statement[]): Statement[] {
    return guarded(build.all(this.presence(needs)), statements);
  }

  private presence(columns: ReadonlySet<number>): Expression[] {
    return [...columns].sort((a, b) => a - b).map((column) => ({ kind: "present", column }));
  }

  private columnNumber(name: string): number {
    return this.definition.columns.findIndex((column) => column.name === name);
  }
}

/** Whether an element reads another place of an array than the one at which it will stand. */
function readsOther({ elements }: Value, array: number, at: readonly Index[]): boolean {
  return elements.some((element, place) => {
    let isOther = false;
    build.walk(element, (part) => {
      if (part.kind === "element" && part.array === array && part.index !== at[place]) isOther = true;
    });
    return isOther;
  });
}

function countStores(statements: readonly Statement[]): number {
  return statements.reduce((sum, one) => sum + (one.kind === "when" ? countStores(one.then) : 1), 0);
}

function unionOf<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): ReadonlySet<T> {
  return new Set([...left, ...right]);
}
