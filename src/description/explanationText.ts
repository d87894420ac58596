import type { ExplainedOwner, ModelExplanation } from "./explanation.ts";
import { bytesText, columnLines, countText, equationLines, padded, widthOf, wrapText } from "./layout.ts";
import { defaultsInUse, usedText } from "./ruleParameters.ts";
import { plainSymbol } from "./symbols.ts";

/** How an explanation is shown. */
export interface TextStyle {
  /** Characters in a line. */
  readonly width: number;
  readonly bold: (text: string) => string;
}

/** An explanation as text for a terminal. */
export function explanationText(explanation: ModelExplanation, style: TextStyle): string {
  const alone = isProjectionAlone(explanation);
  const sections: (readonly [string, readonly string[]])[] = [
    ...(alone ? [["Projection", ownersLines(explanation.owners, style)] as const] : ownerSections(explanation, style)),
    ["Modulators and plasticity", reachLines(explanation, style)],
    ["Memory and work", workLines(explanation, style)],
    ["What the compiler does", compilerLines(explanation, style)],
    ["Intervals without steps", restLines(explanation, style)],
    ["Operations", alone ? [] : operationLines(explanation, style)],
    ["Parameters", parameterLines(explanation, style)],
    ["Parameters of rules", ruleParameterLines(explanation, style)],
    ["Overridden", overrideLines(explanation, style)],
    ["Sources", alone ? [] : sourceLines(explanation, style)],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [headLines(explanation, style), ...shown.map(([title, lines]) => [style.bold(title.toUpperCase()), ...lines])]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines(
  { name, version, summary, step, integration, dimensions, files }: ModelExplanation,
  style: TextStyle,
): string[] {
  const sizes = dimensions.map((dimension) => `${dimension.name} = ${dimension.value}`).join(", ");
  const facts = [`step ${step}, ${integration}`, sizes, `${files.length} ${files.length === 1 ? "file" : "files"}`];
  return [style.bold(`${name} ${version}`), ...wrapText(summary, style.width), facts.filter(Boolean).join("; ")];
}

function ownerSections({ owners }: ModelExplanation, style: TextStyle): [string, string[]][] {
  const titles = [
    ["Areas and populations", ["area", "population"]],
    ["Nuclei", ["nucleus"]],
    ["Projections, synapses [post, pre]", ["projection", "part"]],
  ] as const;
  return titles.map(([title, kinds]) => {
    const found = owners.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
    return [title, ownersLines(found, style)];
  });
}

function ownersLines(owners: readonly ExplainedOwner[], style: TextStyle): string[] {
  return owners.flatMap((owner, place) => [...(place > 0 ? [""] : []), ...ownerLines(owner, style)]);
}

/** Whether an explanation is that of one projection with what it keeps at its ends and in its area. */
function isProjectionAlone({ owners: [first, ...rest] }: ModelExplanation): boolean {
  return first?.kind === "projection" && rest.every(({ kind }) => kind === "part");
}

/** A shape in words: what there is one number for. */
function shapeText(shape: readonly number[]): string {
  if (shape.length === 0) return "1 a subject";
  return `[${shape.join(", ")}]`;
}

function ownerLines(owner: ExplainedOwner, { width, bold }: TextStyle): string[] {
  const { name, label, doc, shape, kind, projection } = owner;
  const from = shortPlace(owner.from);
  const units =
    kind === "part" && shape.length === 0
      ? shapeText(shape)
      : kind === "population" || kind === "part"
        ? `${shape[0]} ${shape[0] === 1 ? "unit" : "units"}`
        : kind === "projection"
          ? `synapses ${shapeText(shape)}`
          : kind;
  const title = `${name}${label === name ? "" : `  ${label}`}  (${units})`;
  const place =
    widthOf(title) + widthOf(from) + 2 <= width ? " ".repeat(width - widthOf(title) - widthOf(from)) + from : "";
  const indent = "    ";
  const room = width - 2;
  const ends = projection
    ? [
        `${projection.source} → ${projection.target}, ${projection.connection}${projection.rule ? `, rule ${projection.rule}` : ""}${projection.delay > 1 ? `, arrives after ${projection.delay} steps` : ""}`,
      ]
    : [];
  const sum = projection?.transmits ? [projection.transmits] : [];
  const named = [
    ...owner.modulation.map(({ name: left, text: right }) => ({ left, right, event: null })),
    ...owner.definitions.map(({ name: left, text: right }) => ({ left, right, event: null })),
  ];
  return [
    ...(widthOf(title) <= width ? [title] : wrapText(title, width - 2)).map((line, index) =>
      index === 0 ? bold(line) + place : bold(`  ${line}`),
    ),
    ...[...ends, doc].flatMap((text) => wrapText(text, room)).map((line) => `  ${line}`),
    ...equationLines([...sum, ...owner.chemistry, ...owner.equations], width, indent),
    ...(named.length > 0 ? ["  with", ...equationLines(named, width, indent)] : []),
    ...quantityLines(owner, width),
  ];
}

function quantityLines({ variables, modulation }: ExplainedOwner, width: number): string[] {
  const rows = [
    ...variables.map(({ name, unit, shape, doc, initial, plastic, shared }) => {
      const notes = [
        doc,
        plastic ? "Plastic." : "",
        shared ? "One table for all." : "",
        initial === "0" ? "" : `Starts at ${initial}.`,
      ];
      return [name, unit, shapeText(shape), notes.filter(Boolean).join(" ")];
    }),
    ...modulation.map(({ name, unit, doc, effect, modulators }) => {
      const by = modulators.length > 0 ? ` by ${modulators.join(", ")}` : "";
      return [name, unit, shapeText([]), [`Modulation: ${effect}${by}.`, doc].filter(Boolean).join(" ")];
    }),
  ];
  return rows.length === 0 ? [] : columnLines([["quantity", "unit", "shape", ""], ...rows], width, "  ");
}

const letters = { gain: "G", timing: "T", eligibility: "E", threshold: "θ" } as const;

function reachLines(explanation: ModelExplanation, { width }: TextStyle): string[] {
  const { modulation, modulators, actions } = explanation;
  if (modulators.length === 0) return [];
  const more = actionLines(explanation, width);
  if (modulation.length === 0) return more;
  const reached = (projection: string, modulator: string, direct: boolean) =>
    actions.some(
      (one) =>
        one.modulator === modulator &&
        one.direct === direct &&
        one.reaches.some((reach) => reach.projection === projection),
    );
  const head = ["projection", "learns", ...modulators.map(({ label }) => label)];
  const rows = modulation.map(({ projection, plastic, effects }) => [
    projection,
    plastic ? "yes" : "no",
    ...modulators.map(({ name }) => {
      const found = effects.filter(({ modulator }) => modulator === name).map(({ effect }) => letters[effect]);
      const own = reached(projection, name, true) ? ["D"] : [];
      const through = reached(projection, name, false) ? ["q"] : [];
      return [...new Set(found), ...own, ...through].join(" ") || "·";
    }),
  ]);
  const legend =
    "  G gain, T timing, E eligibility, θ threshold, D directly in its equations, q through quantities of cells or areas, · none";
  return [
    ...columnLines([head, ...rows], width, "  "),
    ...wrapText(legend.trim(), width - 2).map((line) => `  ${line}`),
    ...more,
  ];
}

/** Where modulators act through other equations. */
function actionLines({ actions }: ModelExplanation, width: number): string[] {
  if (actions.length === 0) return [];
  const lines = actions.flatMap(({ modulator, receptor, area, quantity, doc, direct, reaches }) => {
    const plastic = reaches.map(({ projection, through }) =>
      through.length === 0 ? projection : `${projection} (by ${through.toReversed().join(", ")})`,
    );
    const where = quantity.startsWith(`${area}.`) ? "" : ` in ${area}`;
    const verb = direct ? "Directly, outside of modulation, in" : "Reaches";
    const to = plastic.length > 0 ? `${verb} ${plastic.join("; ")}.` : "";
    return [
      ...wrapText(`${quantity} reads ${receptor ?? modulator}${where}`, width - 4).map((line) => `    ${line}`),
      ...wrapText([doc, to].filter(Boolean).join(" "), width - 6).map((line) => `      ${line}`),
    ];
  });
  return ["  What else reads them, and the plastic synapses that read that:", ...lines];
}

function workLines(explanation: ModelExplanation, { width }: TextStyle): string[] {
  const { owners, memory, work } = explanation;
  const group = (title: string, kinds: readonly string[]) => {
    const found = owners.filter(({ kind }) => kinds.includes(kind));
    return found.length === 0 ? [] : [costs(title, found)];
  };
  const alone = isProjectionAlone(explanation);
  const projections = owners
    .filter(({ kind }) => kind === "projection" || kind === "part")
    .map((owner) => costs(owner.name, [owner]));
  const rows = [
    ["", "memory", "operations", "random"],
    ...(alone
      ? []
      : [...group("areas", ["area"]), ...group("populations", ["population"]), ...group("nuclei", ["nucleus"])]),
    ...projections,
    ...(alone
      ? []
      : [
          ["inputs, drugs, scatter", bytesText(memory.bytesOfInputs), "0", "0"],
          [
            "together",
            bytesText(memory.bytesPerSubject),
            countText(work.operationsPerStep),
            countText(work.randomNumbersPerStep),
          ],
        ]),
  ];
  const past = explanation.past.map(
    ({ variable, steps, numbers }) => `${variable} ${steps} steps (${countText(numbers)})`,
  );
  const kept = past.length > 0 ? ` Past values kept (numbers moved on in each step): ${past.join(", ")}.` : "";
  const notes = `For one subject and step, as written. Laid out for the engine a subject takes ${bytesText(memory.bytesLaidOut)}.${kept}`;
  return [
    ...columnLines(rows, width, "  ", new Set([1, 2, 3])),
    ...wrapText(notes, width - 2).map((line) => `  ${line}`),
  ];
}

function costs(title: string, owners: readonly ExplainedOwner[]): string[] {
  const sum = (key: "bytesPerSubject" | "operationsPerStep" | "randomNumbersPerStep") =>
    owners.reduce((total, owner) => total + owner[key], 0);
  return [
    title,
    bytesText(sum("bytesPerSubject")),
    countText(sum("operationsPerStep")),
    countText(sum("randomNumbersPerStep")),
  ];
}

function compilerLines({ compilation }: ModelExplanation, { width }: TextStyle): string[] {
  const { bytesOfCode, step, loops, fused, hoisted, skipped } = compilation;
  const text = (line: string) => wrapText(line, width - 2).map((part) => `  ${part}`);
  const short = (statements: readonly string[]) => statements.map((one) => one.replace(/^[^:]*: /u, "")).join("; ");
  return [
    ...text(
      `Module of ${bytesText(bytesOfCode)}, four subjects a vector. A step takes ${countText(step.operations)} arithmetic instructions, ` +
        `${countText(step.reads)} reads, ${countText(step.writes)} writes a subject and ${countText(step.randomBlocks)} blocks of four random numbers, ` +
        `in ${loops} loops over units or synapses (exp, log and tanh written out).`,
    ),
    ...(fused.length > 0 ? ["  fused into one loop:"] : []),
    ...columnLines(
      fused.map(({ over, statements }) => [over, short(statements)]),
      width,
      "    ",
    ),
    ...(hoisted.length > 0 ? ["  moved out of loops, shared or done beforehand (operations written → done):"] : []),
    ...columnLines(
      hoisted.map(({ over, written, compiled }) => [over, `${countText(written)} → ${countText(compiled)}`]),
      width,
      "    ",
    ),
    ...text(
      skipped.length > 0
        ? `skipped: ${skipped.join("; ")}`
        : "skipped: nothing; each step computes every unit and synapse",
    ),
  ];
}

function restLines({ rest }: ModelExplanation, { width }: TextStyle): string[] {
  if (!rest) return [];
  const rows = [
    ["carried in closed form (event rest, input elapsed)", rest.closed],
    ["left to on: offline", rest.authored],
    ["held", rest.held],
  ] as const;
  return rows
    .filter(([, names]) => names.length > 0)
    .flatMap(([title, names]) => wrapText(`${title}: ${byOwner(names)}`, width - 2).map((line) => `  ${line}`));
}

/** Names with those of one owner put together: `a.u {rate, past}, p.weight`. */
function byOwner(names: readonly string[]): string {
  const owners = new Map<string, string[]>();
  for (const name of names) {
    const owner = name.slice(0, name.lastIndexOf("."));
    owners.set(owner, [...(owners.get(owner) ?? []), name]);
  }
  const lists = [...owners].map(([owner, all]) => {
    const own = all.map((name) => name.slice(owner.length + 1));
    return own.length === 1 ? all[0]! : `${owner} {${own.join(", ")}}`;
  });
  return lists.join(", ");
}

function operationLines({ operations }: ModelExplanation, { width }: TextStyle): string[] {
  const declared = operations.filter(({ local }) => !local);
  const local = operations.filter((operation) => operation.local).map(({ name }) => name);
  return [
    ...(declared.length > 0 ? ["  not local:"] : ["  not local: none"]),
    ...columnLines(
      declared.map(({ name, doc }) => [name, doc.trim()]),
      width,
      "    ",
    ),
    ...wrapText(`local: ${local.join(", ")}`, width - 2).map((line) => `  ${line}`),
  ];
}

function parameterLines({ parameters, ruleParameters, shares }: ModelExplanation, { width }: TextStyle): string[] {
  if (parameters.length === 0) return [];
  const defaults = defaultsInUse(ruleParameters).length;
  const share = Object.entries(shares).map(([status, part]) => `${status} ${Math.round(100 * part)} %`);
  const rows = parameters.map(({ name, symbol, value, status, scatter, from }) => {
    const line = /:(\d+)$/u.exec(from)?.[1] ?? "";
    const spread = scatter > 0 ? `×÷ ${Math.exp(scatter).toFixed(2)}` : "";
    return [symbol === null ? "" : plainSymbol(symbol), name, value, spread, status, line];
  });
  const head = ["", "", "value", "scatter", "status", "line"];
  const [title = "", ...lines] = columnLines([head, ...rows], width, "  ", new Set([5]));
  let file = "";
  const table = parameters.flatMap(({ from, overrides }, place) => {
    const before = file;
    file = shortPlace(from).replace(/:\d+$/u, "");
    return [
      ...(file === before ? [] : [`  in ${file}`]),
      lines[place]!,
      ...(overrides.length > 0
        ? [`      from ${shortPlace(from)}, overrides ${overrides.map(shortPlace).join(", ")}`]
        : []),
    ];
  });
  const counted = `${parameters.length} parameters${defaults > 0 ? ` and ${defaults} ${defaults === 1 ? "default" : "defaults"} of rules` : ""}`;
  return [`  ${counted}: ${share.join(", ")}`, title, ...table];
}

/** Each parameter of a rule with its default, then what the projections use. */
function ruleParameterLines({ ruleParameters }: ModelExplanation, { width }: TextStyle): string[] {
  const rows = ruleParameters.flatMap(({ rule, name, default: usual, status, from, uses }) => [
    [`${rule}.${name}`, `${usual === null ? "to be given" : `${usual}, ${status}`} (${shortPlace(from)})`],
    ...uses.map((use) => [
      `  in ${use.projection}`,
      use.isDefault ? "the default" : `${usedText(use)}, ${use.status} (${shortPlace(use.from)})`,
    ]),
  ]);
  return columnLines(rows, width, "  ");
}

/** A place without its folders. */
function shortPlace(place: string): string {
  return place.replace(/^.*\//u, "");
}

function overrideLines({ overrides }: ModelExplanation, { width }: TextStyle): string[] {
  const place = ({ file, line, path }: ModelExplanation["overrides"][number]["place"]) =>
    shortPlace(line > 0 ? `${file}:${line}` : `${file}: ${path}`);
  const verbs = { changed: "overrides", added: "added", removed: "removed, was" } as const;
  return columnLines(
    overrides.map((one) => [
      one.path,
      `from ${place(one.place)}, ${verbs[one.kind]}${one.before === null ? "" : ` ${place(one.before.place)}`}`,
    ]),
    width,
    "  ",
  );
}

function sourceLines({ sources }: ModelExplanation, { width }: TextStyle): string[] {
  const keys = Math.max(0, ...sources.map(({ key }) => widthOf(key)));
  return sources.flatMap(({ key, citation }) => {
    const [first = "", ...more] = wrapText(citation, width - keys - 4);
    return [`  ${padded(key, keys)}  ${first}`, ...more.map((line) => `  ${" ".repeat(keys + 2)}${line}`)];
  });
}
