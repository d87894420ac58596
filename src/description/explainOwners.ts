import {
  type ModelOutline,
  meaningOf,
  type OutlineDefinition,
  type OutlineEquation,
  type OutlineOwner,
  type OutlineProjection,
  type OutlineSlice,
  type OutlineText,
  type OutlineVariable,
  type Syntax,
} from "../spec/index.ts";
import { chemistryOf } from "./chemistry.ts";
import type { ExplainedDefinition, ExplainedOwner, ExplainedVariable } from "./explanation.ts";
import { presynapticSum } from "./notation.ts";
import type { Typesetter } from "./typeset.ts";
import type { Work } from "./work.ts";

/** What is known of owners besides their texts. */
export interface OwnerCosts {
  readonly work: ReadonlyMap<string, Work>;
  readonly numbers: ReadonlyMap<string, number>;
}

/** All areas with their populations, nuclei and projections of a model, in the order of a step. */
export function explainOwners(outline: ModelOutline, typesetter: Typesetter, costs: OwnerCosts): ExplainedOwner[] {
  const explain = (
    kind: ExplainedOwner["kind"],
    owner: OutlineOwner,
    shape: readonly number[],
    more: Partial<ExplainedOwner> = {},
    texts: readonly OutlineText[] = [],
  ): ExplainedOwner => {
    const all = [...textsOfOwner(owner), ...texts];
    const work = costs.work.get(owner.name);
    return {
      kind,
      name: owner.name,
      label: owner.label,
      doc: owner.doc.trim(),
      from: `${owner.place.file}${owner.place.line > 0 ? `:${owner.place.line}` : ""}`,
      shape,
      variables: owner.variables.map((variable) => explainVariable(variable, shape, typesetter)),
      chemistry: [],
      equations: owner.equations.map((equation) => typesetter.equation(equation)),
      definitions: owner.definitions.map((definition) => explainDefinition(definition, typesetter)),
      modulation: [],
      projection: null,
      parameters: [...parametersIn(all)],
      bytesPerSubject: 4 * (costs.numbers.get(owner.name) ?? 0),
      operationsPerStep: work?.operations ?? 0,
      randomNumbersPerStep: work?.randomNumbers ?? 0,
      ...more,
    };
  };
  const areas = outline.areas.flatMap((area) => {
    const chemistry = chemistryOf(area, outline);
    const texts = chemistry.map(({ expression }) => expression);
    return [
      explain("area", area, [], { chemistry: chemistry.map((equation) => typesetter.equation(equation)) }, texts),
      ...area.populations.map((population) => explain("population", population, [population.size])),
    ];
  });
  const nuclei = outline.nuclei.map((nucleus) => explain("nucleus", nucleus, []));
  const projections = outline.projections.flatMap((projection) => [
    explain("projection", projection, shapeOf(projection), explainProjection(projection, typesetter), [
      projection.transmits,
      ...projection.modulation.map(({ expression }) => expression),
    ]),
    ...projection.parts.map((part) => explain("part", part, part.size === null ? [] : [part.size])),
  ]);
  return [...areas, ...nuclei, ...projections];
}

function shapeOf({ connection, source, target }: OutlineProjection): readonly number[] {
  return connection === "one-to-one" ? [target.count] : [target.count, source.count];
}

/** A population, with the units that are meant if not all. */
export function sliceText({ population, size, from, count }: OutlineSlice): string {
  return count === size ? population : `${population}[${from}:${from + count}]`;
}

/** The sum that a projection's synapses make for each unit of the target. */
export function transmission(projection: OutlineProjection): OutlineEquation | null {
  const { into, transmits, target } = projection;
  if (into === null) return null;
  const span = transmits.syntax.span;
  const syntax: Syntax = {
    kind: "call",
    name: presynapticSum,
    arguments: [transmits.syntax],
    nameSpan: span,
    span,
  };
  return {
    target: `${target.population}.${into}`,
    derivative: false,
    event: null,
    expression: projection.connection === "one-to-one" ? transmits : { ...transmits, syntax },
  };
}

function explainProjection(projection: OutlineProjection, typesetter: Typesetter): Partial<ExplainedOwner> {
  const sum = transmission(projection);
  return {
    modulation: projection.modulation.map((one) => ({
      ...explainDefinition(one, typesetter),
      effect: one.effect,
      modulators: one.modulators,
    })),
    projection: {
      rule: projection.rule,
      source: sliceText(projection.source),
      target: sliceText(projection.target),
      connection: projection.connection,
      delay: projection.delay,
      transmits: sum && typesetter.equation(sum),
    },
  };
}

function explainVariable(
  { name, unit, doc, initial, plastic, shared }: OutlineVariable,
  shape: readonly number[],
  typesetter: Typesetter,
): ExplainedVariable {
  return { name, unit, doc, shape, initial: initial ? typesetter.text(initial) : "0", plastic, shared };
}

function explainDefinition(
  { name, unit, doc, expression }: OutlineDefinition,
  typesetter: Typesetter,
): ExplainedDefinition {
  return { name, unit, doc, text: typesetter.text(expression) };
}

function textsOfOwner({ variables, definitions, equations }: OutlineOwner): OutlineText[] {
  return [
    ...variables.flatMap(({ initial }) => (initial ? [initial] : [])),
    ...definitions.map(({ expression }) => expression),
    ...equations.map(({ expression }) => expression),
  ];
}

/** Names of the parameters that texts read, in order of appearance; a rule's own are followed to what they stand for. */
export function parametersIn(texts: readonly OutlineText[]): Set<string> {
  const found = new Set<string>();
  for (const text of texts) collect(text.syntax, text, found);
  return found;
}

function collect(syntax: Syntax, from: OutlineText, found: Set<string>): void {
  switch (syntax.kind) {
    case "number":
      return;
    case "name": {
      if (syntax.parts.length > 1) return;
      const meaning = meaningOf(syntax.parts[0]!, from.scope);
      if (meaning.kind === "parameter") found.add(meaning.name);
      if (meaning.kind === "given") collect(meaning.text.syntax, meaning.text, found);
      return;
    }
    case "call":
      for (const argument of syntax.arguments) collect(argument, from, found);
      return;
    case "prefix":
      collect(syntax.operand, from, found);
      return;
    case "infix":
      collect(syntax.left, from, found);
      collect(syntax.right, from, found);
  }
}
