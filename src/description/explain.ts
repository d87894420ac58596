import { type CompilationDescription, describeCompilation, type Program } from "../engine/index.ts";
import {
  type LoweredModel,
  type ModelSource,
  nearestName,
  type OutlinedModel,
  type ParameterDescription,
  type ParameterStatus,
  type RestDescription,
} from "../spec/index.ts";
import { formatQuantity, parseUnit } from "../units/index.ts";
import { type BibliographyEntry, citation, keysIn } from "./bibliography.ts";
import { explainOwners } from "./explainOwners.ts";
import type { ExplainedParameter, ExplainedReach, ExplainedSaving, ModelExplanation } from "./explanation.ts";
import { modulatorActions } from "./influences.ts";
import { localOperations } from "./localOperations.ts";
import { plainNotation } from "./notation.ts";
import { placeText } from "./places.ts";
import { defaultsInUse, type ExplainedRuleParameter, explainRuleParameters } from "./ruleParameters.ts";
import { symbolsOf, Typesetter } from "./typeset.ts";
import { numbersByOwner, pastOf, workBy } from "./work.ts";

/** What a model is explained from. */
export interface ExplainedModel extends OutlinedModel {
  readonly source: ModelSource;
  readonly bibliography: ReadonlyMap<string, BibliographyEntry>;
}

/** Explains a model: equations, places, memory, work, what the compiler does, modulators, parameters and sources. */
export function explainModel({ model, outline, source, bibliography }: ExplainedModel): ModelExplanation {
  const { program } = model;
  const typesetter = new Typesetter(plainNotation, symbolsOf(model.parameters));
  const costs = { work: workBy(program, "step"), numbers: numbersByOwner(program) };
  const compilation = describeCompilation(program);
  const parameters = explainParameters(model, outline, source);
  const ruleParameters = explainRuleParameters(outline, model);
  const total = [...costs.work.values()];
  return {
    name: model.name,
    version: model.version,
    summary: model.summary.trim(),
    step: formatQuantity({ value: program.step, dimension: parseUnit("s").dimension }),
    integration: outline.integration,
    files: source.files.map(({ file }) => file),
    dimensions: outline.dimensions,
    owners: explainOwners(outline, typesetter, costs),
    modulators: model.modulators,
    modulation: reachOf(model),
    actions: modulatorActions(model, outline),
    rest: model.rest,
    operations: [...model.operators, ...localOperations(program)],
    memory: {
      bytesPerSubject: 4 * [...costs.numbers.values()].reduce((sum, count) => sum + count, 0),
      bytesLaidOut: compilation.bytesOfSubject,
      bytesOfInputs: 4 * inputNumbers(program, costs.numbers),
    },
    work: {
      operationsPerStep: total.reduce((sum, { operations }) => sum + operations, 0),
      randomNumbersPerStep: total.reduce((sum, { randomNumbers }) => sum + randomNumbers, 0),
    },
    past: pastOf(program),
    compilation: explainCompilation(program, compilation),
    parameters,
    ruleParameters,
    shares: sharesOf(parameters, ruleParameters),
    overrides: source.overrides,
    sources: sourceKeys(model, outline, bibliography).map((key) => ({
      key,
      citation: citation(bibliography.get(key)!),
    })),
  };
}

/** A part of an explanation: one projection with what concerns it. @throws RangeError if there is none of that name. */
export function explainProjectionAlone(explanation: ModelExplanation, projection: string): ModelExplanation {
  const projections = explanation.owners.filter(({ kind }) => kind === "projection");
  const found = projections.find(({ name, label }) => name === projection || label === projection);
  if (!found) {
    const nearest = nearestName(
      projection,
      projections.map(({ name }) => name),
    );
    const hint =
      nearest === null ? `there are ${projections.map(({ name }) => name).join(", ")}` : `did you mean "${nearest}"?`;
    throw new RangeError(`the model has no projection "${projection}"; ${hint}`);
  }
  const own = (over: string) => over === found.name;
  const parts = explanation.owners.filter(({ kind, name }) => kind === "part" && isPartOf(name, found.name));
  const named = new Set([found, ...parts].flatMap((owner) => owner.parameters));
  const parameters = explanation.parameters.filter(({ name }) => named.has(name));
  const ruleParameters = explanation.ruleParameters.flatMap((parameter) => {
    const uses = parameter.uses.filter((use) => own(use.projection));
    return uses.length > 0 ? [{ ...parameter, uses }] : [];
  });
  const { compilation } = explanation;
  return {
    ...explanation,
    owners: [found, ...parts],
    modulation: explanation.modulation.filter((one) => own(one.projection)),
    actions: explanation.actions.flatMap((action) => {
      const reaches = action.reaches.filter((one) => own(one.projection));
      return reaches.length > 0 ? [{ ...action, reaches }] : [];
    }),
    rest: explanation.rest && restOf(explanation.rest, found.name),
    compilation: {
      ...compilation,
      fused: compilation.fused.filter(({ over }) => own(over)),
      hoisted: compilation.hoisted.filter(({ over }) => own(over)),
    },
    parameters,
    ruleParameters,
    shares: sharesOf(parameters, ruleParameters),
    overrides: explanation.overrides.filter(
      ({ path }) =>
        path.startsWith(`projections.${found.name}.`) ||
        parameters.some(({ name }) => path.startsWith(`parameters.${name}.`)),
    ),
  };
}

function restOf(rest: RestDescription, projection: string): RestDescription {
  const own = (names: readonly string[]) => names.filter((name) => name.startsWith(`${projection}.`));
  return { ...rest, closed: own(rest.closed), held: own(rest.held), authored: own(rest.authored) };
}

/** Whether an owner is what a projection keeps at its ends or in its area: `p.pre` of `p`. */
function isPartOf(name: string, projection: string): boolean {
  return ["pre", "post", "area"].some((side) => name === `${projection}.${side}`);
}

/** Keys of the bibliography that a model names: its sources and those in the texts of where values come from. */
export function sourceKeys(
  model: LoweredModel,
  outline: OutlinedModel["outline"],
  bibliography: ReadonlyMap<string, BibliographyEntry>,
): string[] {
  const texts = [
    ...model.sources,
    ...outline.rules.flatMap(({ sources, parameters }) => [...sources, ...parameters.map(({ source }) => source)]),
    ...model.parameters.flatMap(({ source, doc }) => [source, doc]),
    ...outline.receptors.map(({ source }) => source),
  ];
  return keysIn(texts, bibliography);
}

function explainParameters(
  model: LoweredModel,
  outline: OutlinedModel["outline"],
  source: ModelSource,
): ExplainedParameter[] {
  const places = new Map(outline.parameters.map(({ name, place }) => [name, place]));
  return model.parameters.map((parameter) => {
    const { name, symbol, status, source: origin, doc, scatter, range } = parameter;
    const path = `parameters.${name}.value`;
    const before = source.overrides.filter((one) => one.path === path && one.before !== null).reverse();
    return {
      name,
      symbol,
      value: quantity(parameter, parameter.value),
      range: range && [quantity(parameter, range[0]), quantity(parameter, range[1])],
      status,
      source: origin,
      doc,
      scatter,
      from: placeText(places.get(name)),
      overrides: before.map((one) => placeText(one.before!.place)),
    };
  });
}

function quantity({ unit }: ParameterDescription, value: number): string {
  return formatQuantity({ value, dimension: parseUnit(unit).dimension });
}

/** Shares of the model's parameters and of the rules' defaults that hold somewhere. */
function sharesOf(
  parameters: readonly { readonly status: ParameterStatus }[],
  ofRules: readonly ExplainedRuleParameter[],
): Record<ParameterStatus, number> {
  const shares = { measured: 0, derived: 0, fitted: 0, chosen: 0 };
  const all = [...parameters, ...defaultsInUse(ofRules)];
  for (const { status } of all) shares[status] += 1 / all.length;
  return shares;
}

/** Projections that learn or whose synapses a modulator reaches. */
function reachOf(model: LoweredModel): ExplainedReach[] {
  return model.projections
    .filter(({ weight, modulations }) => weight !== null || modulations.length > 0)
    .map(({ name, label, weight, modulations }) => ({
      projection: name,
      label,
      plastic: weight !== null,
      effects: modulations.flatMap((one) =>
        one.modulators.map((modulator) => ({ modulator, effect: one.effect, name: one.name })),
      ),
    }));
}

function inputNumbers(program: Program, numbers: ReadonlyMap<string, number>): number {
  const vectors = program.variables.filter(({ role, domain, storage }) => {
    return role === "input" && domain.kind === "population" && storage === "subject";
  });
  const ofVectors = vectors.reduce(
    (sum, { name }) => sum + (numbers.get(name.slice(0, name.lastIndexOf("."))) ?? 0),
    0,
  );
  return (numbers.get("") ?? 0) + ofVectors;
}

function explainCompilation(program: Program, compilation: CompilationDescription): ModelExplanation["compilation"] {
  const { loops, name: _, ...step } = compilation.routines.find(({ name }) => name === "step")!;
  const written = workBy(program, "step", ({ origin }) => origin);
  const byLoop = loops.flatMap(({ over, elements, statements, operations }) =>
    over === null
      ? []
      : [
          {
            over,
            elements,
            statements,
            compiled: operations,
            written: [...new Set(statements)].reduce((sum, origin) => sum + (written.get(origin)?.operations ?? 0), 0),
          },
        ],
  );
  const hoisted: ExplainedSaving[] = byLoop
    .filter(({ written: before, compiled }) => compiled < before)
    .map(({ over, written: before, compiled }) => ({ over, written: before, compiled }));
  return {
    bytesOfCode: compilation.bytesOfCode,
    step,
    loops: byLoop.length,
    fused: byLoop
      .filter(({ statements }) => statements.length > 1)
      .map(({ over, elements, statements }) => ({ over, elements, statements })),
    hoisted,
    skipped: compilation.skipped,
  };
}
