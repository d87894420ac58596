import type { Summary } from "../../analysis/summary.ts";
import type { CircuitChart } from "../chart.ts";
import type { Context } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { counted, formatNumber } from "../format.ts";
import { inWords } from "../words.ts";

type Circuit = NonNullable<Summary["model"]["circuit"]>;

/** The areas with their projections, those that change as wide as they change in control; null if none is known. */
export function circuitFigure(context: Context): Figure | null {
  const { summary } = context;
  const circuit = circuitOf(summary);
  if (circuit.projections.length === 0) return null;
  const links = linksOf(circuit, changes(summary));
  const strongest = links.reduce((best, link) => ((link.value ?? 0) > (best.value ?? 0) ? link : best));
  const plastic = links.filter(({ value }) => value !== null);
  const place = (node: number): string => circuit.areas[node]?.label ?? "";
  const most =
    (strongest.value ?? 0) > 0
      ? ` In ${context.control?.label ?? "control"}, synapses change most from ${place(strongest.from)} to ${place(strongest.to)}: by ${formatNumber(strongest.value, "number")} a synapse and trial.`
      : "";
  return fixedFigure(
    "circuit",
    "The circuit, and where it changes",
    {
      chart: {
        kind: "circuit",
        nodes: circuit.areas.map(({ name, label }) => ({ label, name: inWords(name) })),
        links,
        label: "Mean absolute weight change per synapse and trial",
        format: "number",
      },
      sentence: `${counted(circuit.areas.length, "area")} and nuclei are joined by ${counted(links.length, "connection")}, ${plastic.length} of them plastic.${most}`,
    },
    `Coloured: connections with plastic synapses, as wide as these change in ${context.control?.label ?? "control"}; thin: connections that cannot change. Arrows point to where a projection ends; a loop is a projection within an area, several projections between two areas are one connection. Not drawn: modulators, which reach their areas through the fluid around cells, and what an area’s equations read of another area without a projection. The glossary has the names.`,
  );
}

/** The model's circuit; from a file of an earlier version only what is plastic. */
function circuitOf({ model, plasticity, signals }: Summary): Circuit {
  if (model.circuit) return model.circuit;
  const projections = (plasticity?.projections ?? []).map(({ name, sourceArea, targetArea }) => ({
    name,
    sourceArea,
    targetArea,
    plastic: true,
  }));
  const names = [...new Set(projections.flatMap(({ sourceArea, targetArea }) => [sourceArea, targetArea]))];
  const labelOf = (name: string): string => signals.find(({ area }) => area === name)?.areaLabel ?? name;
  return { areas: names.map((name) => ({ name, label: labelOf(name) })), projections };
}

/** Change of each plastic projection in control, summed over the phases of a trial. */
function changes({ plasticity, control }: Summary): ReadonlyMap<string, number> {
  const byPhase = plasticity?.groups.find(({ group }) => group === control)?.byPhase ?? [];
  return new Map(
    (plasticity?.projections ?? []).map(({ name }, projection) => [
      name,
      (byPhase[projection] ?? []).reduce((sum, value) => sum + value, 0),
    ]),
  );
}

/** One link for all projections from one area to another; the largest change of them counts. */
function linksOf({ areas, projections }: Circuit, change: ReadonlyMap<string, number>): CircuitChart["links"] {
  const links = new Map<string, { from: number; to: number; value: number | null }>();
  for (const { name, sourceArea, targetArea, plastic } of projections) {
    const [from, to] = [sourceArea, targetArea].map((area) => areas.findIndex((node) => node.name === area));
    if (from === undefined || to === undefined || from < 0 || to < 0) continue;
    const known = links.get(`${from} ${to}`)?.value ?? null;
    const own = plastic ? (change.get(name) ?? 0) : null;
    const value = own === null ? known : Math.max(own, known ?? 0);
    links.set(`${from} ${to}`, { from, to, value });
  }
  return [...links.values()];
}
