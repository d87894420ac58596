import {
  type Location,
  type ModelOutline,
  type OutlineArea,
  type OutlineEquation,
  type OutlineText,
  parseExpression,
  type Scope,
} from "../spec/index.ts";

/** The equations by which the language itself computes an area's concentrations and occupancies. */
export function chemistryOf(area: OutlineArea, outline: ModelOutline): OutlineEquation[] {
  const receptors = new Map(outline.receptors.map((receptor) => [receptor.name, receptor]));
  const concentrations = area.concentrations.map(({ modulator, lag, uptake, basal, release }): OutlineEquation => {
    const supply = release.map(({ nucleus, share }) => times(share, `${nucleus}.rate`));
    if (basal && !isNumber(basal, 0)) supply.push(inParentheses(basal.text));
    const removal = uptake ? times(uptake, modulator) : modulator;
    const scope = scopeOf(release[0]?.share ?? uptake ?? basal, area, outline);
    const text = `(${supply.join(" + ") || "0"} - ${removal}) / (${lag})`;
    return equation(modulator, true, text, scope, area.place);
  });
  const occupancies = area.receptors.flatMap(({ receptor, density }): OutlineEquation[] => {
    const properties = receptors.get(receptor);
    if (!properties) return [];
    const { halfMaximalConcentration, hillCoefficient, modulator } = properties;
    const raised = hillCoefficient && !isNumber(hillCoefficient, 1) ? `^ (${hillCoefficient.text})` : "";
    const share = `${modulator} ${raised} / (${modulator} ${raised} + (${halfMaximalConcentration.text}) ${raised})`;
    const text = `${times(density, share)} / (1 + antagonist.${receptor})`;
    return [equation(`occupancy(${receptor})`, false, text, density.scope, area.place)];
  });
  return [...concentrations, ...occupancies];
}

function scopeOf(text: OutlineText | null, area: OutlineArea, outline: ModelOutline): Scope | null {
  const other = area.receptors[0]?.density ?? outline.receptors[0]?.halfMaximalConcentration;
  return text?.scope ?? other?.scope ?? null;
}

function equation(
  target: string,
  derivative: boolean,
  text: string,
  scope: Scope | null,
  place: Location,
): OutlineEquation {
  return { target, derivative, event: null, expression: { text, syntax: parseExpression(text), scope, place } };
}

function isNumber(text: OutlineText, value: number): boolean {
  return text.syntax.kind === "number" && Number(text.syntax.digits) === value;
}

function inParentheses(text: string): string {
  return `(${text})`;
}

function times(factor: OutlineText, rest: string): string {
  return isNumber(factor, 1) ? rest : `(${factor.text}) * ${rest}`;
}
