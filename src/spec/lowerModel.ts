import type { Expression, Program, Routine, Statement, Variable } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import { dimensionless, formatDimension, sameDimension, timeDimension } from "../units/index.ts";
import { declareDimensions, declareInputs, declareParameters, type ScatteredParameter } from "./declareGlobals.ts";
import { declareAreas, declareNuclei } from "./declareOwners.ts";
import { declareProjections, type SourcedProjection } from "./declareProjections.ts";
import { Declaring } from "./declaring.ts";
import { DelayLines } from "./delays.ts";
import { describeModel } from "./describe.ts";
import { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { type Issue, IssueCollector, SpecificationError, spelling } from "./issue.ts";
import type { LoweredModel, LowerOptions, Modulation } from "./lowered.ts";
import { lowerOwners } from "./lowerOwners.ts";
import { manipulated } from "./manipulating.ts";
import { checkLimits } from "./modelLimits.ts";
import type { ModelSource } from "./modelSource.ts";
import type { ModelOutline } from "./outline.ts";
import { type OutlineParts, outlineOf } from "./outlining.ts";
import { quantityOf } from "./quantities.ts";
import { restEvent } from "./rest.ts";
import { list } from "./sections.ts";
import { isTheirOwn, type SoundParts } from "./soundParts.ts";
import { RandomStreams } from "./streams.ts";
import { withSubjectVariables } from "./subjectVariables.ts";
import { canonical, namesOfKind, Scope, type SymbolTable, type VariableSymbol } from "./symbols.ts";
import { makeTable } from "./symbolTable.ts";
import { variedConstant } from "./varied.ts";

/** Events that happen in every session. */
export const sessionEvents: readonly string[] = ["sessionStart", "trialStart", "trialEnd", "sessionEnd", "offline"];

/** Longest step, s. */
const longestStep = 86_400;

/** Everything that is wrong with a model; warnings are among the issues. */
export function checkModel(source: ModelSource, options: LowerOptions = {}): readonly Issue[] {
  return attempt(source, options).issues;
}

/**
 * Checks a model and turns it into a program for the engine.
 *
 * @throws SpecificationError with all issues if anything is wrong.
 */
export function lowerModel(source: ModelSource, options: LowerOptions = {}): LoweredModel {
  return lowerWithParts(source, options).model;
}

/** A lowered model with its outline, for those who show it to people. */
export interface OutlinedModel {
  readonly model: LoweredModel;
  readonly outline: ModelOutline;
}

/**
 * Lowers a model and gives its texts, docs and units beside the program.
 *
 * @throws SpecificationError with all issues if anything is wrong.
 */
export function outlineModel(source: ModelSource, options: LowerOptions = {}): OutlinedModel {
  const { model, parts } = lowerWithParts(source, options);
  return { model, outline: outlineOf(parts) };
}

function lowerWithParts(source: ModelSource, options: LowerOptions): Lowered {
  const { lowered, issues } = attempt(source, options);
  if (!lowered) throw new SpecificationError(issues.filter((issue) => issue.severity === "error"));
  return lowered;
}

interface Lowered {
  readonly model: LoweredModel;
  readonly parts: OutlineParts;
}

function attempt(source: ModelSource, options: LowerOptions): { lowered: Lowered | null; issues: readonly Issue[] } {
  const issues = new IssueCollector();
  for (const issue of source.issues) issues.add(issue);
  if (!source.complete) {
    if (source.parts) checkSoundParts(source.parts, source, options, issues);
    return { lowered: null, issues: issues.all };
  }
  const lowered = lower(source, options, issues);
  return { lowered: issues.hasErrors ? null : lowered, issues: issues.all };
}

/** Checks names and units of what is well formed in a model that has malformed parts besides. */
function checkSoundParts(parts: SoundParts, source: ModelSource, options: LowerOptions, issues: IssueCollector): void {
  const found = new IssueCollector();
  const places = new Set(issues.all.map(({ file, line }) => `${file}:${line}`));
  lower({ ...source, documents: parts.documents, issues: [] }, options, found);
  for (const issue of found.all)
    if (isTheirOwn(issue, parts) && !places.has(`${issue.file}:${issue.line}`)) issues.add(issue);
}

function lower(source: ModelSource, options: LowerOptions, issues: IssueCollector): Lowered {
  const { documents } = source;
  const main = documents.at(-1)!;
  const declaring = new Declaring(documents, source.file, issues, options.manipulations);
  const globals = new Scope(declaring.globals, null, null);
  const sizes = declareDimensions(declaring, options);
  const parameters = declareParameters(declaring, options);
  const vectorInputs = declareInputs(declaring, sizes, globals);
  const table = makeTable(declaring, globals, vectorInputs);
  const { areas, populations } = declareAreas(declaring, sizes, globals);
  for (const { owner } of areas) table.areas.set(owner.name, owner);
  const nuclei = declareNuclei(declaring, table);
  const projections = declareProjections(declaring, table, sizes, options);
  const held = heldModulators(declaring, table, options);
  const yoked = yokedInputs(declaring, table, held.yoked);
  const lowering = new ExpressionLowering(
    table,
    issues,
    new RandomStreams(issues),
    new DelayLines(declaring, table),
    stepOf(declaring),
  );
  const integration = documents.map(({ data }) => data.integration).findLast((value) => value !== undefined) ?? "euler";
  const owners = lowerOwners({
    declaring,
    lowering,
    table,
    areas,
    populations,
    nuclei,
    projections,
    integration,
    yoked,
    frozen: held.frozen,
    events: eventsOf(declaring),
  });
  const { manipulations } = options;
  const lowered = manipulations ? manipulated(owners, { declaring, lowering, table, manipulations }) : owners;
  const description = describeModel({ declaring, lowering, table, lowered, documents, projections });
  const variables = [...declaring.variables.values()].map((variable) =>
    programVariable(variable, description.recorded),
  );
  const program: Program = {
    name: main.data.name ?? source.file,
    step: lowering.step,
    populations: [...declaring.populations.values()].map(({ name, size }) => ({ name, size })),
    projections: projections.map(({ owner }) => ({
      name: owner.name,
      source: { population: owner.source.population.name, from: owner.source.from, count: owner.source.count },
      target: { population: owner.target.population.name, from: owner.target.from, count: owner.target.count },
      connection: owner.connection,
    })),
    variables,
    routines: [
      {
        name: "initialise",
        masked: false,
        statements: [...scatterStatements(lowering, parameters.scattered), ...lowered.initial],
      },
      { name: "step", masked: false, statements: lowered.step },
      ...eventRoutines(lowered.events),
    ],
  };
  const varied = options.perSubject ? withSubjectVariables(program, options.perSubject, declaring.guards) : null;
  if (!issues.hasErrors) checkLimits(program, (variable) => declaring.variables.get(variable)?.place, issues);
  const model: LoweredModel = {
    name: program.name,
    version: main.data.version ?? 1,
    summary: main.data.summary ?? "",
    program: varied?.program ?? program,
    perSubject: varied?.perSubject ?? null,
    parameters: parameters.descriptions,
    ...description.model,
    rest: lowered.rest,
    sources: [...new Set([...list(documents, "sources").map(({ value }) => value), ...ruleSources(projections)])],
  };
  return { model, parts: { declaring, table, integration, areas, populations, nuclei, projections, lowered, sizes } };
}

function ruleSources(projections: readonly SourcedProjection[]): string[] {
  return projections.flatMap(({ rule }) => rule?.value.sources ?? []);
}

function stepOf(declaring: Declaring): number {
  const main = declaring.documents.at(-1)!;
  const place = main.positions.value(["step"]);
  for (const { data, positions } of declaring.documents.slice(0, -1))
    if (data.step !== undefined)
      declaring.issues.error("duplicate", positions.key(["step"]), "the step is set by the main file");
  const quantity = quantityOf(
    { value: main.data.step ?? "", positions: main.positions, path: ["step"] },
    declaring.issues,
  );
  if (!quantity) return 1;
  if (!sameDimension(quantity.dimension, timeDimension))
    declaring.issues.error("dimension", place, "the step is a time", {
      expected: "s",
      got: formatDimension(quantity.dimension),
    });
  else if (!(quantity.value > 0)) declaring.issues.error("range", place, "the step must be longer than 0 s");
  else if (quantity.value > longestStep)
    declaring.issues.error("range", place, "the step is too long", { expected: "at most 1 d" });
  return quantity.value > 0 && quantity.value <= longestStep ? quantity.value : 1;
}

function eventsOf(declaring: Declaring): Set<string> {
  const events = new Set(sessionEvents);
  for (const { value, positions, path } of list(declaring.documents, "events")) {
    if (events.has(value) && !sessionEvents.includes(value))
      declaring.issues.error("duplicate", positions.value(path), `event "${value}" is declared twice`);
    if (value === restEvent.event)
      declaring.issues.error("duplicate", positions.value(path), `"${value}" is what the language derives by itself`, {
        hint: "what a model does in intervals without steps stands under on: offline",
      });
    if (["initialise", "step"].includes(value))
      declaring.issues.error("duplicate", positions.value(path), `"${value}" cannot be the name of an event`);
    events.add(value);
  }
  return events;
}

interface Held {
  readonly frozen: readonly { readonly modulator: string; readonly effect?: Modulation["effect"] }[];
  readonly yoked: readonly string[];
}

/** The modulators that the options name, by their full names. */
function heldModulators(declaring: Declaring, table: SymbolTable, options: LowerOptions): Held {
  const named = (name: string, path: string): string => {
    const found = canonical(table, "modulator", name);
    if (found === null)
      declaring.issues.error(
        "unknown-name",
        { file: declaring.file, line: 0, column: 0, path },
        `unknown modulator "${name}"`,
        spelling(nearestName(name, namesOfKind(table, "modulator"))),
      );
    return found ?? name;
  };
  return {
    frozen: (options.frozen ?? []).map((one) => ({ ...one, modulator: named(one.modulator, "frozen") })),
    yoked: (options.yoked ?? []).map((name) => named(name, "yoked")),
  };
}

/** Inputs that stand for the firing of nuclei whose modulator is yoked, by nucleus. */
function yokedInputs(declaring: Declaring, table: SymbolTable, yoked: readonly string[]): Map<string, VariableSymbol> {
  const inputs = new Map<string, VariableSymbol>();
  for (const nucleus of table.nuclei.values()) {
    if (!yoked.includes(nucleus.modulator)) continue;
    const rate = nucleus.symbols.get("rate");
    const dimension = rate?.kind === "variable" ? rate.dimension : dimensionless;
    inputs.set(
      nucleus.name,
      declaring.variable({ name: `yoked.${nucleus.name}`, dimension, role: "input", place: nucleus.place }),
    );
  }
  return inputs;
}

/** `value · exp(scatter · normal) · max(0, 1 + Σ slope · z)`. */
function scatterStatements(lowering: ExpressionLowering, scattered: readonly ScatteredParameter[]): Statement[] {
  return scattered.map(({ variable, value, varied, scatter, draw, traits }) => {
    const middle = varied ? variedConstant(value, varied) : fold.constant(value);
    const normal = (name: string): Expression => ({
      kind: "random",
      distribution: "normal",
      stream: lowering.streams.forName(name, variable.place),
    });
    const drawn =
      scatter === 0
        ? middle
        : fold.binary(
            "multiply",
            middle,
            fold.unary("exponential", fold.binary("multiply", fold.constant(scatter), normal(draw))),
          );
    const factor = traits.reduce(
      (sum: Expression, { trait, slope }) =>
        fold.binary("add", sum, fold.binary("multiply", fold.constant(slope), normal(`trait/${trait}`))),
      fold.constant(1),
    );
    const positive = fold.binary("maximum", factor, fold.constant(0));
    const expression = traits.length === 0 ? drawn : fold.binary("multiply", drawn, positive);
    return { variable: variable.name, expression, origin: `parameter ${variable.name}` };
  });
}

function programVariable(variable: VariableSymbol, recorded: ReadonlySet<string>): Variable {
  return {
    name: variable.name,
    domain: variable.domain,
    role: variable.role,
    storage: variable.storage,
    recorded: recorded.has(variable.name),
    unit: formatDimension(variable.dimension ?? dimensionless),
  };
}

function eventRoutines(events: ReadonlyMap<string, readonly Statement[]>): Routine[] {
  return [...events]
    .filter(([, statements]) => statements.length > 0)
    .map(([name, statements]) => ({ name, masked: true, statements }));
}
