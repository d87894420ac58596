import type {
  LoweredModel,
  ModelOutline,
  OutlineDefinition,
  OutlinedModel,
  OutlineEquation,
  OutlineModulation,
  OutlineOwner,
  OutlineProjection,
} from "../spec/index.ts";
import { formatQuantity, parseUnit } from "../units/index.ts";
import { citation } from "./bibliography.ts";
import { chemistryOf } from "./chemistry.ts";
import { type ExplainedModel, sourceKeys } from "./explain.ts";
import { sliceText, transmission } from "./explainOwners.ts";
import { type Cell, equations, expression, type MethodsDocument, type MethodsTable, text } from "./methodsTables.ts";
import { type ExplainedRuleParameter, explainRuleParameters, type RuleParameterUse } from "./ruleParameters.ts";

/**
 * The tables by which papers describe network models, in the form proposed by Nordlie, Gewaltig & Plesser (2009),
 * doi:10.1371/journal.pcbi.1000456, with a table of parameters, their status and sources.
 */
export function describeMethods(explained: ExplainedModel): MethodsDocument {
  const { model, outline, bibliography } = explained;
  const keys = sourceKeys(model, outline, bibliography);
  return {
    name: model.name,
    version: model.version,
    summary: model.summary.trim(),
    tables: [
      summaryTable(explained),
      populationTable(outline),
      connectivityTable(outline),
      neuronTable(outline, model),
      receptorTable(outline),
      plasticityTable(outline, model),
      inputTable(outline),
      measurementTable(model),
      parameterTable(model, outline),
    ].filter(({ rows }) => rows.length > 0),
    sources: keys.map((key) => {
      const entry = bibliography.get(key)!;
      return { key, citation: citation(entry), bibtex: entry.text };
    }),
  };
}

function seconds(value: number): string {
  return formatQuantity({ value, dimension: parseUnit("s").dimension });
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.join(", ");
}

function summaryTable({ model, outline }: OutlinedModel): MethodsTable {
  const { areas, nuclei, projections } = outline;
  const populations = areas.reduce((sum, area) => sum + area.populations.length, 0);
  const units = areas.flatMap((area) => area.populations).reduce((sum, { size }) => sum + size, 0);
  const synapses = projections.reduce((sum, projection) => sum + projection.synapses, 0);
  const plastic = model.projections.filter(({ weight }) => weight !== null);
  const connections = list([...new Set(projections.map(({ connection }) => connection))]);
  const { action, response, stimuli, reward } = model.body;
  const output = [
    action && `an action is taken when a unit of ${action.variable} exceeds ${action.threshold}`,
    response && `graded response ${response}`,
  ].filter((one): one is string => one !== null && one !== "");
  const rows: (readonly [string, string])[] = [
    [
      "Populations",
      `${counted(populations, "population")} in ${counted(areas.length, "area")} (${list(areas.map(({ label }) => label))}), ${counted(units, "unit")}; ` +
        `${counted(nuclei.length, "neuromodulatory nucleus", "neuromodulatory nuclei")} (${list(nuclei.map(({ label }) => label))})`,
    ],
    ["Topology", "none; order of units has a meaning only where a formula uses their index"],
    ["Connectivity", `${counted(projections.length, "projection")}, ${connections}, ${counted(synapses, "synapse")}`],
    ["Neuron model", `rate units; ${outline.integration} steps of ${seconds(model.program.step)}, binary32`],
    [
      "Neuromodulation",
      `${list(model.modulators.map(({ name, label }) => (label === name ? name : `${name} (${label})`)))}; ` +
        `concentration by area relative to tonic; receptors ${list(model.receptors.map(({ label }) => label))}`,
    ],
    ["Synapse model", "weighted sum of presynaptic activity, delay of one step"],
    [
      "Plasticity",
      plastic.length === 0 ? "none" : [...new Set(plastic.map(({ name }) => ruleLabel(name, outline)))].join("; "),
    ],
    ["Input", `${stimuli} (stimuli), ${reward} (reward)${outline.inputs.length > 2 ? " and others, table F" : ""}`],
    ["Output", list(output)],
    ["Measurements", "firing of nuclei, concentrations, receptor occupancies, activity of areas, weights"],
    ["Not local", list(model.operators.filter(({ local }) => !local).map(({ name, doc }) => `${name}: ${doc.trim()}`))],
  ];
  return {
    letter: "A",
    title: "Model summary",
    columns: ["", ""],
    widths: [0.2, 0.8],
    rows: rows.map((row) => row.map(text)),
  };
}

function ruleLabel(projection: string, outline: ModelOutline): string {
  const rule = outline.projections.find(({ name }) => name === projection)?.rule;
  return outline.rules.find(({ name }) => name === rule)?.label ?? `rule of ${projection}`;
}

function populationTable({ areas, nuclei }: ModelOutline): MethodsTable {
  return {
    letter: "B",
    title: "Populations",
    columns: ["Name", "Elements", "Size"],
    widths: [0.35, 0.5, 0.15],
    rows: [
      ...areas.flatMap((area) =>
        area.populations.map(({ name, label, doc, size }) => [
          text(name),
          text(`rate units: ${label}${doc === "" ? "" : `. ${doc.trim()}`}`),
          text(size),
        ]),
      ),
      ...nuclei.map(({ name, label, doc }) => [
        text(name),
        text(`nucleus ${[label, doc.trim()].filter(Boolean).join(": ")}`),
        text(1),
      ]),
    ],
  };
}

function delayText({ delay }: OutlineProjection): string {
  return delay > 1 ? `, delay ${delay} steps` : "";
}

function connectivityTable({ projections }: ModelOutline): MethodsTable {
  return {
    letter: "C",
    title: "Connectivity",
    columns: ["Name", "Source", "Target", "Pattern"],
    widths: [0.22, 0.2, 0.2, 0.38],
    rows: projections.map((projection): Cell[] => {
      const weight =
        projection.variables.find(({ plastic }) => plastic) ??
        projection.variables.find(({ name }) => name === "weight");
      const initial: Cell = weight
        ? [
            ...text(`; weights ${weight.plastic ? "plastic, at first " : ""}`),
            ...(weight.initial ? expression(weight.initial) : text("0")),
          ]
        : [];
      return [
        text(projection.name),
        text(sliceText(projection.source)),
        text(sliceText(projection.target)),
        [
          ...text(`${projection.connection}, ${counted(projection.synapses, "synapse")}${delayText(projection)}`),
          ...initial,
        ],
      ];
    }),
  };
}

function ownerCell(owner: OutlineOwner, before: readonly OutlineEquation[] = []): Cell {
  return [...equations([...before, ...owner.equations]), ...definitionCells(owner.definitions)];
}

/** Named expressions as equations, introduced by "with". */
function definitionCells(definitions: readonly OutlineDefinition[], template = false): Cell {
  if (definitions.length === 0) return [];
  return [...text("with"), ...equations(definitions.map(asEquation), template)];
}

function asEquation({ name, expression: of }: OutlineDefinition): OutlineEquation {
  return { target: name, derivative: false, event: null, expression: of };
}

function neuronTable(outline: ModelOutline, model: LoweredModel): MethodsTable {
  const learning = learningProjections(model);
  const described = [
    ...outline.areas.flatMap((area) => [
      { name: area.name, cell: ownerCell(area, chemistryOf(area, outline)) },
      ...area.populations.map((population) => ({
        name: population.name,
        doc: population.doc,
        cell: ownerCell(population),
      })),
    ]),
    ...outline.nuclei.map((nucleus) => ({ name: nucleus.name, cell: ownerCell(nucleus) })),
    ...outline.projections.map((projection) => {
      const sum = transmission(projection);
      const rest = learning.has(projection.name) ? [] : ruleCell(projection, false);
      return { name: projection.name, cell: [...(sum ? equations([sum]) : []), ...rest] };
    }),
  ];
  return {
    letter: "D",
    title: "Neuron and synapse models",
    columns: ["Name", "Dynamics"],
    widths: [0.3, 0.7],
    rows: described.filter(({ cell }) => cell.length > 0).map(({ name, cell }) => [text(name), cell]),
  };
}

function receptorTable({ receptors, areas }: ModelOutline): MethodsTable {
  return {
    letter: "D",
    title: "Receptors",
    columns: ["Name", "Modulator", "EC50 (tonic = 1)", "Hill", "Areas (density)", "Status", "Source"],
    widths: [0.14, 0.13, 0.09, 0.06, 0.22, 0.09, 0.27],
    rows: receptors.map(({ name, modulator, halfMaximalConcentration, hillCoefficient, status, source }) => {
      const sites = areas.flatMap((area) =>
        area.receptors
          .filter(({ receptor }) => receptor === name)
          .map(({ density }) => `${area.label} (${density.text})`),
      );
      return [
        text(name),
        text(modulator),
        expression(halfMaximalConcentration),
        hillCoefficient ? expression(hillCoefficient) : text(1),
        text(list(sites)),
        text(status),
        text(source),
      ];
    }),
  };
}

/** Projections that learn or whose synapses a modulator reaches: table E is about them. */
function learningProjections({ projections }: LoweredModel): ReadonlySet<string> {
  const found = projections.filter(({ weight, modulations }) => weight !== null || modulations.length > 0);
  return new Set(found.map(({ name }) => name));
}

/** A rule once for all projections that use it unchanged; what has no rule stands for itself. */
function plasticityTable(outline: ModelOutline, model: LoweredModel): MethodsTable {
  const learning = learningProjections(model);
  const projections = outline.projections.filter(({ name }) => learning.has(name));
  const rows: Cell[][] = [];
  const seen = new Set<string>();
  for (const projection of projections) {
    const rule = outline.rules.find(({ name }) => name === projection.rule);
    if (!rule) rows.push([text(projection.name), [...text(projection.doc.trim()), ...ruleCell(projection, false)]]);
    else if (!seen.has(rule.name)) {
      seen.add(rule.name);
      rows.push([text(`${rule.label} (${rule.name})`), [...text(rule.doc.trim()), ...ruleCell(projection, true)]]);
    }
    if (rule) rows.push([text(projection.name), givenCell(projection)]);
  }
  return { letter: "E", title: "Plasticity", columns: ["Name", "Rule"], widths: [0.25, 0.75], rows };
}

function ruleCell(projection: OutlineProjection, template: boolean): Cell {
  return [
    ...equations(projection.equations, template),
    ...definitionCells(projection.definitions, template),
    ...projection.modulation.flatMap((one) => modulationCell(one, template)),
    ...projection.parts.flatMap((part) => [
      ...text(`${places[part.side]}:`),
      ...equations(part.equations, template),
      ...definitionCells(part.definitions, template),
    ]),
  ];
}

/** Where a rule keeps what belongs to no single synapse. */
const places = {
  pre: "in each presynaptic unit",
  post: "in each postsynaptic unit",
  area: "in the area",
} as const;

function modulationCell(modulation: OutlineModulation, template: boolean): Cell {
  const by = modulation.modulators.length > 0 ? ` by ${modulation.modulators.join(", ")}` : "";
  return [...text(`${modulation.effect}${by}:`), ...equations([asEquation(modulation)], template)];
}

function givenCell(projection: OutlineProjection): Cell {
  return [...text(`${projection.rule} with`), ...equations(projection.given.map(asEquation))];
}

function inputTable({ inputs }: ModelOutline): MethodsTable {
  return {
    letter: "F",
    title: "Input",
    columns: ["Name", "Description", "Size", "Unit"],
    widths: [0.25, 0.5, 0.15, 0.1],
    rows: inputs.map(({ name, doc, size, unit }) => [text(name), text(doc.trim()), text(size ?? "scalar"), text(unit)]),
  };
}

function measurementTable({ signals, projections }: LoweredModel): MethodsTable {
  const kinds = {
    nucleus: "Firing of nuclei",
    concentration: "Concentrations",
    occupancy: "Receptor occupancies",
    activity: "Activity",
  };
  const rows = Object.entries(kinds).map(([kind, title]) => [
    text(title),
    text(list(signals.filter((signal) => signal.kind === kind).map(({ variable }) => variable))),
    text("each step"),
  ]);
  const weights = projections.flatMap(({ weight }) => (weight === null ? [] : [weight]));
  return {
    letter: "G",
    title: "Measurements",
    columns: ["Quantity", "Variables", "When"],
    widths: [0.2, 0.65, 0.15],
    rows: [...rows, [text("Weights"), text(list(weights)), text("by trial, as the experiment asks")]],
  };
}

function parameterTable(model: LoweredModel, outline: ModelOutline): MethodsTable {
  // What names one of the model's parameters stands in table E, and its value among these.
  const ofRules = explainRuleParameters(outline, model).flatMap((parameter) =>
    parameter.uses
      .filter(({ value }) => value === null)
      .map((use): Cell[] => [
        [],
        text(`${use.projection}.${parameter.name}`),
        text(use.text),
        text(use.status),
        text(ruleParameterSource(parameter, use)),
      ]),
  );
  return {
    letter: "H",
    title: "Parameters",
    columns: ["Symbol", "Name", "Value", "Status", "Source"],
    widths: [0.08, 0.24, 0.16, 0.1, 0.42],
    rows: [
      ...model.parameters.map(({ name, symbol, value, unit, scatter, status, source }): Cell[] => [
        symbol === null ? [] : [{ kind: "symbol", latex: symbol }],
        text(name),
        text(
          formatQuantity({ value, dimension: parseUnit(unit).dimension }) + (scatter > 0 ? `, scatter ${scatter}` : ""),
        ),
        text(status),
        text(source.trim()),
      ]),
      ...ofRules,
    ],
  };
}

/** Where a rule's parameter has its value from: the rule's default, or the projection in place of it. */
function ruleParameterSource({ rule, default: usual, source }: ExplainedRuleParameter, use: RuleParameterUse): string {
  if (use.isDefault) return `default of ${rule}${source === "" ? "" : `: ${source}`}`;
  return `given to ${rule}${usual === null ? "" : ` in place of ${usual}`}`;
}
