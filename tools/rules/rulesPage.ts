/** The generated part of docs/rules.md and its pictures: every rule with equations, sources and what it was checked against. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { citation, sourceSeen } from "../../src/io/bibliography.ts";
import { curveReport, protocolSurroundings } from "../../src/io/runProtocolFile.ts";
import {
  compareCurves,
  type MeasuredCurve,
  type Protocol,
  readProtocol,
  resolveProtocol,
} from "../../src/protocol/index.ts";
import { curveSvg } from "../../src/report/index.ts";
import { formatIssue, readYaml } from "../../src/spec/index.ts";

/** A protocol that has been run. */
export interface RunProtocol {
  /** Name of its file, without the ending. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly curves: readonly MeasuredCurve[];
}

interface Rule {
  readonly label: string;
  readonly doc: string;
  readonly sources: readonly string[];
  readonly parameters: Readonly<Record<string, { unit: string; default?: string | number; doc: string }>>;
  readonly definitions?: Readonly<Record<string, { expression: string }>>;
  readonly modulation?: Readonly<Record<string, { effect: string; expression: string }>>;
  readonly equations?: string;
  readonly at?: Readonly<Partial<Record<keyof typeof places, { equations?: string }>>>;
}

/** Where a rule keeps what belongs to no single synapse. */
const places = {
  area: "in the area",
  pre: "in each presynaptic unit",
  post: "in each postsynaptic unit",
} as const;

/** Names of the YAML files of a folder, without the ending. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => basename(name, ".yaml"))
    .sort();
}

/** Reads a protocol of examples/rules. @throws Error if something is wrong with it. */
export function loadProtocol(root: string, name: string, overrides: readonly string[] = []): Protocol {
  const file = join(root, "examples", "rules", `${name}.yaml`);
  const { source, issues } = readProtocol(readFileSync(file, "utf8"), file, overrides);
  const resolved = source ? resolveProtocol(source, protocolSurroundings()) : { protocol: null, issues };
  if (resolved.protocol && resolved.issues.length === 0) return resolved.protocol;
  throw new Error(resolved.issues.map(formatIssue).join("\n"));
}

/** The picture of a protocol's curve. */
export function pictureOf({ protocol, curves }: RunProtocol): string {
  const comparisons = compareCurves(protocol, curves);
  return curveSvg(curveReport(protocol, curves, comparisons, { version: "", hash: "", command: "" }));
}

/** The generated part of docs/rules.md. */
export function rulesPage(root: string, runs: readonly RunProtocol[]): string {
  const rules = namesIn(join(root, "models", "rules")).map((name) => [name, readRule(root, name)] as const);
  return [table(rules, runs), ...rules.map(([name, rule]) => section(name, rule, runs))].join("\n");
}

function readRule(root: string, name: string): Rule {
  const file = join(root, "models", "rules", `${name}.yaml`);
  const { data } = readYaml(readFileSync(file, "utf8"), file);
  return (data as { rules: Record<string, Rule> }).rules[name]!;
}

function protocolsOf(rule: string, runs: readonly RunProtocol[]): RunProtocol[] {
  return runs.filter(({ name }) => name === rule || name.startsWith(`${rule}-`));
}

function table(rules: readonly (readonly [string, Rule])[], runs: readonly RunProtocol[]): string {
  const rows = rules.map(([name, { label, sources }]) => {
    const own = protocolsOf(name, runs);
    const compared = own.flatMap((run) => run.protocol.references.map((reference) => agreement(run, reference)));
    const seen = sources.map((key) => `${shortCitation(key)}: ${sourceSeen(key) || "not checked"}`);
    return `| [\`${name}\`](#${name.toLowerCase()}) | ${label} | ${compared.join("<br>")} | ${seen.join("<br>")} |`;
  });
  return [
    "| rule | what | compared with, and how near it comes | how far the source was seen |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** What a protocol's curves are compared with and how near they come: `closed form: 0.0006`. */
function agreement({ protocol, curves }: RunProtocol, { kind, label }: Protocol["references"][number]): string {
  const own = compareCurves(protocol, curves).filter(({ reference }) => reference === label);
  const unit = protocol.vertical.unit === "1" ? "" : ` ${protocol.vertical.unit}`;
  const largest = `${Number(Math.max(...own.map((comparison) => comparison.largest)).toPrecision(2))}${unit}`;
  const errors = own.flatMap(({ inStandardErrors }) => inStandardErrors ?? []);
  if (errors.length === 0) return `${kind}: largest distance ${largest}`;
  const within = errors.reduce((sum, { withinOne }) => sum + withinOne, 0);
  const points = own.reduce((sum, comparison) => sum + comparison.points, 0);
  const farthest = Number(Math.max(...errors.map((error) => error.largest)).toPrecision(3));
  return `${kind}: ${within} of ${points} points within 1 SEM, the farthest ${farthest} SEM away (${largest})`;
}

/** `Oja (1982)` */
function shortCitation(key: string): string {
  return /^.*?\(\d{4}\)/u.exec(citation(key))?.[0] ?? key;
}

function section(name: string, rule: Rule, runs: readonly RunProtocol[]): string {
  const parameters = Object.entries(rule.parameters).map(([parameter, { unit, default: usual, doc }]) => {
    const value = usual === undefined ? "required" : `default ${usual}`;
    return `- \`${parameter}\` (${unit === "1" ? "no unit" : unit}; ${value}): ${doc}`;
  });
  return [
    `### ${name}`,
    `${capital(rule.label)}. ${rule.doc.trim()} [File](../models/rules/${name}.yaml).`,
    "",
    "```",
    ...(rule.equations ? [rule.equations.trim()] : []),
    ...definitionLines(rule),
    ...partLines(rule),
    "```",
    "",
    ...parameters,
    "",
    `Sources: ${rule.sources.map((key) => linked(citation(key))).join("; ")}.`,
    "",
    ...protocolsOf(name, runs).flatMap(protocolPart),
  ].join("\n");
}

function definitionLines({ definitions = {}, modulation = {} }: Rule): string[] {
  const lines = [
    ...Object.entries(modulation).map(([name, { effect, expression }]) => `${name} = ${expression}   (${effect})`),
    ...Object.entries(definitions).map(([name, { expression }]) => `${name} = ${expression}`),
  ];
  return lines.length > 0 ? ["where", ...lines] : [];
}

function partLines({ at = {} }: Rule): string[] {
  return (Object.keys(places) as (keyof typeof places)[]).flatMap((side) => {
    const equations = at[side]?.equations;
    return equations ? [places[side], equations.trim()] : [];
  });
}

function protocolPart({ name, protocol, curves }: RunProtocol): string[] {
  const checks = protocol.references.map((reference) => {
    const near = agreement({ name, protocol, curves }, reference).slice(reference.kind.length + 2);
    return `Compared with (${reference.kind}): ${reference.how} ${capital(near)}.`;
  });
  return [
    `**${protocol.title}** (\`npx neohebb run examples/rules/${name}.yaml\`). ${protocol.summary}`,
    "",
    ...checks,
    "",
    `What was checked in the source: ${protocol.remarks}`,
    "",
    `![${protocol.title}](pictures/rules/${name}.svg)`,
    "",
  ];
}

function linked(text: string): string {
  return text.replace(/doi:(\S+)$/u, "[doi:$1](https://doi.org/$1)");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const begin = "<!-- generated by node tools/rules.mjs: begin -->\n";
const end = "<!-- generated: end -->\n";

/** A page with its generated part replaced. */
export function withGenerated(page: string, generated: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/rules.md lacks the marks of its generated part");
  return page.slice(0, from + begin.length) + generated + page.slice(to);
}
