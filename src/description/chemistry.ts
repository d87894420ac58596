import {
  type Location,
  type ModelOutline,
  type OutlineArea,
  type OutlineConcentration,
  type OutlineEquation,
  type OutlineReceptor,
  type OutlineText,
  parseExpression,
  type Scope,
} from "../spec/index.ts";

/** The equations by which the language itself computes an area's concentrations and occupancies. */
export function chemistryOf(area: OutlineArea, outline: ModelOutline): OutlineEquation[] {
  const receptors = new Map(outline.receptors.map((receptor) => [receptor.name, receptor]));
  const slow = new Set<string>();
  const concentrations = area.concentrations.flatMap((one) => concentrationEquations(one, area, outline));
  const sites = [area, ...area.populations].flatMap((owner) =>
    owner.receptors.map((site) => ({ ...site, within: owner === area ? null : owner.name })),
  );
  const occupancies = sites.flatMap(({ receptor, density, within }): OutlineEquation[] => {
    const properties = receptors.get(receptor);
    if (!properties) return [];
    const name = within === null ? `occupancy(${receptor})` : `occupancy(${receptor}) of ${within}`;
    const text = times(density, occupiedShare(properties));
    const occupied = equation(name, false, text, density.scope, area.place);
    if (!properties.ligands.includes("slow") || slow.has(receptor)) return [occupied];
    slow.add(receptor);
    const binding = `association.${receptor} * (1 - ${receptor}Slow) / ${unbound(properties)}`;
    const kinetics = `${binding} - dissociation.${receptor} * ${receptor}Slow`;
    return [equation(`${receptor}Slow`, true, kinetics, density.scope, area.place), occupied];
  });
  return [...concentrations, ...occupancies];
}

function concentrationEquations(
  concentration: OutlineConcentration,
  area: OutlineArea,
  outline: ModelOutline,
): OutlineEquation[] {
  const { modulator, lag, uptake, basal, release, pool, targets, autoreceptor } = concentration;
  const scope = scopeOf(release[0]?.share ?? uptake ?? basal, area, outline);
  const depletion = targets.includes("depletion") ? ` / (1 + depletion.${modulator})` : "";
  const released = release.map(({ nucleus, share }) => {
    const full = times(share, `${nucleus}.rate`);
    return pool ? `${full} * ${nucleus}Pool` : `${full}${depletion}`;
  });
  const restrained = autoreceptor && released.length > 0;
  const supply = restrained ? [`(${released.join(" + ")}) * ${restraint(autoreceptor, modulator)}`] : released;
  if (basal && !isNumber(basal, 0)) supply.push(inParentheses(basal.text));
  const text = `(${supply.join(" + ") || "0"} - ${removal(concentration)}) / (${lag})`;
  const pools = release.flatMap(({ nucleus }): OutlineEquation[] => {
    if (!pool) return [];
    const { use, refill } = { use: inParentheses(pool.use.text), refill: inParentheses(pool.refill.text) };
    const kinetics = `((1 + ${use} * ${refill})${depletion} - ${nucleus}Pool) / ${refill} - ${use} * ${nucleus}.rate * ${nucleus}Pool`;
    return [equation(`${nucleus}Pool`, true, kinetics, scope, area.place)];
  });
  const delayed: OutlineEquation[] =
    restrained && autoreceptor.lag !== null
      ? [
          equation(
            `${modulator}Autoreceptor`,
            true,
            `(occupancy(${autoreceptor.receptor}) - ${modulator}Autoreceptor) / (${autoreceptor.lag})`,
            scope,
            area.place,
          ),
        ]
      : [];
  return [...pools, ...delayed, equation(modulator, true, text, scope, area.place)];
}

function restraint(autoreceptor: NonNullable<OutlineConcentration["autoreceptor"]>, modulator: string): string {
  const { receptor, gain, lag } = autoreceptor;
  const occupied = lag === null ? `occupancy(${receptor})` : `${modulator}Autoreceptor`;
  return `max(0, 1 + (${gain.text}) * (resting(${receptor}) - ${occupied}))`;
}

function removal({ modulator, uptake, saturable, enzyme, targets }: OutlineConcentration): string {
  const inhibited = (target: "transporter" | "enzyme") =>
    targets.includes(target) ? `(1 + ${target}.${modulator})` : null;
  const transporter = inhibited("transporter");
  const degrading = inhibited("enzyme");
  const half = saturable && inParentheses(saturable.halfSaturation.text) + (transporter ? ` * ${transporter}` : "");
  const linear = uptake ? times(uptake, modulator) : modulator;
  const taken = saturable
    ? `(${saturable.maximum.text}) * ${modulator} / (${half} + ${modulator})`
    : linear + (transporter ? ` / ${transporter}` : "");
  if (!enzyme) return taken;
  const degraded = times(enzyme, modulator) + (degrading ? ` / ${degrading}` : "");
  return inParentheses(`${taken} + ${degraded}`);
}

/** `cⁿ/(cⁿ + EC50ⁿ)/(1 + antagonist)`, or with the ligands that a receptor lets in. */
function occupiedShare(receptor: OutlineReceptor): string {
  const { name, modulator, halfMaximalConcentration, hillCoefficient, ligands } = receptor;
  if (ligands.length === 0) {
    const raised = hillCoefficient && !isNumber(hillCoefficient, 1) ? `^ (${hillCoefficient.text})` : "";
    const share = `${modulator} ${raised} / (${modulator} ${raised} + (${halfMaximalConcentration.text}) ${raised})`;
    return `${share} / (1 + antagonist.${name})`;
  }
  const level = `${modulator} / (${halfMaximalConcentration.text})`;
  const stimulus = ligands.includes("agonist") ? `(${level} + agonistEffect.${name})` : level;
  const outcompeted = ligands.includes("competitor") ? ` / (1 + competitor.${name})` : "";
  const order = hillCoefficient ? hillCoefficient.text : "1";
  const raised = order === "1" ? "" : ` * (${relative(receptor)}) ^ (${order} - 1)`;
  const active = `${stimulus}${outcompeted}${raised} / ${unbound(receptor)} / (1 + antagonist.${name})`;
  return ligands.includes("slow") ? `(1 - ${name}Slow) * ${active}` : active;
}

function relative({ name, modulator, halfMaximalConcentration, ligands }: OutlineReceptor): string {
  const level = `${modulator} / (${halfMaximalConcentration.text})`;
  const bound = ligands.includes("agonist") ? `(${level} + agonist.${name})` : level;
  return ligands.includes("competitor") ? `${bound} / (1 + competitor.${name})` : bound;
}

function unbound(receptor: OutlineReceptor): string {
  const order = receptor.hillCoefficient;
  const raised = order && !isNumber(order, 1) ? ` ^ (${order.text})` : "";
  return raised === "" ? `(1 + ${relative(receptor)})` : `(1 + (${relative(receptor)})${raised})`;
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
