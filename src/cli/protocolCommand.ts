import { join } from "node:path";
import { shortPath } from "../io/machine.ts";
import { orBundled } from "../io/packageRoot.ts";
import { readManifest, resultPaths } from "../io/resultsFolder.ts";
import { type FinishedProtocol, protocolSurroundings, runProtocolFile } from "../io/runProtocolFile.ts";
import { checkRest, type Protocol, readProtocol, resolveProtocol } from "../protocol/index.ts";
import { axisTitle, fromPaper, placeAmong, publishedValue } from "../report/index.ts";
import { type Issue, readYaml } from "../spec/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { demandKind } from "./fileKind.ts";
import { type AccessOptions, accessFrom, formatIssues, inputText, issuesError } from "./loadExperiment.ts";
import { duration } from "./progressBar.ts";
import type { RunCommandOptions } from "./runCommand.ts";
import { Terminal, terminalWidth } from "./terminal.ts";
import { curveMark, publishedMark, terminalChart } from "./terminalChart.ts";
import { textTable, wrap } from "./textTable.ts";

/** Whether a text says of itself that it is a protocol. */
export function isProtocol(text: string, file: string): boolean {
  const data = readYaml(text, file).data as { neohebb?: unknown } | null | undefined;
  return typeof data?.neohebb === "string" && data.neohebb.startsWith("protocol/");
}

/** `neohebb run` of an experiment or a protocol. */
export async function runFile(path: string, options: RunCommandOptions): Promise<void> {
  const file = orBundled(path);
  demandKind(file, ["experiment", "protocol"]);
  const text = inputText(file);
  if (isProtocol(text, file)) await runProtocolCommand(text, file, options);
  else await (await import("./runCommand.ts")).run(file, options);
}

/** A protocol from text, or everything that is wrong with it. */
export function loadProtocol(
  text: string,
  file: string,
  overrides: readonly string[],
  options: AccessOptions = {},
): { protocol: Protocol | null; issues: readonly Issue[] } {
  const { source, rest, issues } = readProtocol(text, file, overrides);
  const places = protocolSurroundings(accessFrom(file, options));
  if (!source) {
    const others = rest === null ? [] : checkRest(rest, issues, (one) => resolveProtocol(one, places).issues);
    return { protocol: null, issues: [...issues, ...others] };
  }
  const resolved = resolveProtocol(source, places);
  return { protocol: resolved.protocol, issues: [...issues, ...resolved.issues] };
}

async function runProtocolCommand(text: string, file: string, options: RunCommandOptions): Promise<void> {
  const terminal = new Terminal(options);
  const overrides = [
    ...(options.set ?? []),
    ...(options.subjects === undefined ? [] : [`subjects=${options.subjects}`]),
    ...(options.seed === undefined ? [] : [`seed=${options.seed}`]),
  ];
  const { protocol, issues } = loadProtocol(text, file, overrides, options);
  if (!protocol) throw issuesError(issues);
  if (issues.length > 0) terminal.note(formatIssues(issues));
  const paths = resultPaths(options.out ?? join("results", protocol.name));
  if (options.dryRun) {
    dryRun(protocol, terminal);
    return;
  }
  const quote = (part: string) => (/^[\w./=:-]+$/u.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`);
  const command = ["npx neohebb run", quote(file), ...overrides.map((part) => `--set ${quote(part)}`)].join(" ");
  const finished = await simulated(protocol, { paths, command, force: options.force ?? false });
  show(finished, terminal);
}

async function simulated(
  protocol: Protocol,
  options: Parameters<typeof runProtocolFile>[1],
): Promise<FinishedProtocol> {
  try {
    return await runProtocolFile(protocol, options);
  } catch (error) {
    if (error instanceof Error && error.name === "UnstableProtocolError")
      throw new CommandError(error.message, exitCodes.failure);
    throw error;
  }
}

function dryRun({ title, conditions, model, subjects }: Protocol, terminal: Terminal): void {
  const points = conditions.reduce((sum, condition) => sum + condition.points.length, 0);
  const steps = Math.max(...conditions.flatMap((condition) => condition.points.map((point) => point.steps)));
  terminal.document({ title, conditions: conditions.length, points, steps, step: model.program.step, subjects });
  terminal.result(
    `${title}: ${conditions.length} curves, ${points} points, at most ${steps} steps of ${model.program.step} s each`,
  );
}

function show(
  { folder, curves, comparisons, report, resultHash, simulation }: FinishedProtocol,
  terminal: Terminal,
): void {
  const plain = !process.stdout.isTTY;
  const width = Math.min(80, terminalWidth());
  const published = report.references.filter(({ kind }) => fromPaper(kind));
  const entries = [
    ...curves.map(({ label }, place) => `${curveMark(place, plain)} ${label}`),
    ...(published.length > 0 ? [`${publishedMark(plain)} published`] : []),
  ];
  const legend = entries.length > 1 ? `\n${legendLines(entries, width).join("\n")}` : "";
  const chart = terminalChart(
    [
      ...curves.map(({ x, y }, place) => ({ x, y, mark: curveMark(place, plain) })),
      ...published.map(({ x, y }) => ({ x, y, mark: publishedMark(plain), points: true })),
    ],
    { width, height: 15, logarithmic: [report.x.logarithmic, report.y.logarithmic], title: axisTitle(report.x), plain },
  );
  terminal.result(`${terminal.bold(report.title)}\n${wrap(report.summary, width).join("\n")}\n`);
  terminal.result(`${axisTitle(report.y)}${legend}\n${chart}\n`);
  terminal.result(`${pointTable(report, width)}\n`);
  if (comparisons.length > 0) terminal.result(`${comparisonTable(report)}\n`);
  terminal.result(
    `Simulated in ${simulation < 0.95 ? `${Math.round(1000 * simulation)} ms` : duration(simulation)}. Result ${resultHash.slice(0, 16)}\nReport: ${shortPath(join(folder, "report.html"))}`,
  );
  terminal.document({
    folder,
    report: join(folder, "report.html"),
    resultHash,
    curves,
    comparisons,
    manifest: readManifest(folder),
  });
}

/** Entries of the legend, as many on a line as there is room for. */
function legendLines(entries: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + entry.length + 3 <= width) lines[lines.length - 1] = `${last}   ${entry}`;
    else lines.push(entry);
  }
  return lines;
}

/** A number with four digits, and no more of them than the size of its column warrants. */
function number(value: number | undefined, size = 0): string {
  if (value === undefined || !Number.isFinite(value)) return "";
  return Math.abs(value) < size * 1e-6 ? "0" : String(Number(value.toPrecision(4)));
}

/**
 * A row for each value on the horizontal axis, a column for each curve, beside it what it is compared with if there is
 * room.
 */
function pointTable({ x, curves, references }: FinishedProtocol["report"], width: number): string {
  const places = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
  const size = Math.max(...curves.flatMap(({ y }) => y.map(Math.abs)));
  const table = (compared: boolean): string => {
    const columns = curves.flatMap((curve, index) => {
      const own = references.filter((candidate) => candidate.curve === index);
      const reference = compared ? (own.find(({ kind }) => fromPaper(kind)) ?? own[0]) : undefined;
      return [
        { title: curve.label, cell: (place: number) => number(curve.y[placeAmong(curve.x, place)], size) },
        ...(reference
          ? [{ title: reference.label, cell: (place: number) => comparedValue(reference, place, size) }]
          : []),
      ];
    });
    return textTable(
      [axisTitle(x), ...columns.map(({ title }) => title)].map((title) => ({
        title: wrap(title, 14).join("\n"),
        align: "right",
      })),
      places.map((place) => [number(place), ...columns.map(({ cell }) => cell(place))]),
    );
  };
  const whole = table(true);
  if (whole.split("\n").every((line) => line.length <= width)) return whole;
  const published = references.filter(({ kind }) => fromPaper(kind));
  return published.length === 0 ? table(false) : `${table(false)}\n\n${publishedTable(x, curves, published)}`;
}

/** A row for each published value, with the curve's value at its place. */
function publishedTable(
  x: FinishedProtocol["report"]["x"],
  curves: FinishedProtocol["report"]["curves"],
  published: FinishedProtocol["report"]["references"],
): string {
  const left = (title: string) => ({ title, align: "left" as const });
  const right = (title: string) => ({ title: wrap(title, 14).join("\n"), align: "right" as const });
  return textTable(
    [left("Curve"), right(axisTitle(x)), right("this run"), right("published")],
    published.flatMap((reference) => {
      const curve = curves[reference.curve];
      return reference.x.map((place) => [
        curve?.label ?? "",
        number(place),
        number(curve?.y[placeAmong(curve.x, place)]),
        publishedValue(reference, place),
      ]);
    }),
  );
}

/** Value of what a curve is compared with, as text: published ones as they are printed, with their standard error. */
function comparedValue(
  reference: FinishedProtocol["report"]["references"][number],
  place: number,
  size: number,
): string {
  if (fromPaper(reference.kind)) return publishedValue(reference, place);
  return number(reference.y[placeAmong(reference.x, place)], size);
}

function comparisonTable({ references, curves }: FinishedProtocol["report"]): string {
  const errors = references.some(({ inStandardErrors }) => inStandardErrors !== null);
  const columns = [
    { title: "Curve", align: "left" as const },
    { title: "compared\nwith", align: "left" as const },
    { title: "largest\ndistance", align: "right" as const },
    ...(errors
      ? [
          { title: "largest,\nin SEM", align: "right" as const },
          { title: "within\n1 SEM", align: "right" as const },
        ]
      : []),
    { title: "within\ntolerance", align: "left" as const },
  ];
  return textTable(
    columns,
    references.map(({ label, curve, largestDistance, points, inStandardErrors, within }) => [
      curves[curve]?.label ?? "",
      label,
      number(largestDistance),
      ...(errors
        ? [
            inStandardErrors ? String(Number(inStandardErrors.largest.toPrecision(3))) : "",
            inStandardErrors ? `${inStandardErrors.withinOne} of ${points}` : "",
          ]
        : []),
      within ? "yes" : "no",
    ]),
  );
}
