import { dirname, resolve } from "node:path";
import { canonicalJson, resultHash, sha256 } from "../experiment/hash.ts";
import {
  type CurveComparison,
  compareCurves,
  curveTable,
  type MeasuredCurve,
  type Protocol,
  type ProtocolSurroundings,
  runProtocol,
} from "../protocol/index.ts";
import { type CurveReport, curveSvg, fromPaper, placeAmong, renderCurvePage } from "../report/index.ts";
import { citation, sourceSeen } from "./bibliography.ts";
import type { FileAccess } from "./fileAccess.ts";
import { bundledModels, machineSurroundings, shortPath } from "./machine.ts";
import { packageVersion } from "./packageRoot.ts";
import { checkDestination, publish, type ResultPaths, removeLeftovers } from "./resultsFolder.ts";

/** How a protocol is to be run on this machine. */
export interface ProtocolFileOptions {
  readonly paths: ResultPaths;
  readonly command: string;
  readonly force: boolean;
}

/** A finished protocol. */
export interface FinishedProtocol {
  readonly folder: string;
  readonly curves: readonly MeasuredCurve[];
  readonly comparisons: readonly CurveComparison[];
  readonly report: CurveReport;
  readonly resultHash: string;
  /** s */
  readonly simulation: number;
}

/**
 * The files of this machine as a protocol sees them.
 *
 * @param access - Which files may be read (default all).
 */
export function protocolSurroundings(access?: FileAccess): ProtocolSurroundings {
  return {
    findModel: (reference, file) => shortPath(bundledModels()[reference] ?? resolve(dirname(file), reference)),
    readText: machineSurroundings(access).readText,
  };
}

/**
 * Runs a protocol and writes its results folder, which appears whole or not at all: `curve.csv`, `curve.svg`,
 * `report.html`, `manifest.json`.
 *
 * @throws ResultsError, FileError, UnstableProtocolError
 */
export async function runProtocolFile(protocol: Protocol, options: ProtocolFileOptions): Promise<FinishedProtocol> {
  const { paths, command, force } = options;
  checkDestination(paths, protocol.name, force);
  removeLeftovers(paths);
  const started = performance.now();
  const curves = await runProtocol(protocol);
  const simulation = Number(((performance.now() - started) / 1000).toFixed(3));
  const comparisons = compareCurves(protocol, curves);
  const { hash, columns } = await resultHash({ curve: curveTable(curves) });
  const version = packageVersion();
  const report = curveReport(protocol, curves, comparisons, { version, hash, command });
  const specification = {
    protocol: protocol.specification,
    model: Object.fromEntries(protocol.modelSource.files.map(({ file, text }) => [file, text])),
  };
  const files = {
    "curve.csv": curveCsv(report),
    "curve.svg": curveSvg(report),
    "report.html": renderCurvePage(report),
  };
  await publish(paths, files, {
    format: "neohebb-results/1",
    name: protocol.name,
    version,
    specification,
    specificationHash: await sha256(canonicalJson(specification)),
    seed: protocol.seed,
    subjects: protocol.subjects,
    resultHash: hash,
    columnHashes: columns,
    startedFrom: null,
    timing: { simulation, finished: new Date().toISOString(), node: process.version },
  });
  return { folder: paths.results, curves, comparisons, report, resultHash: hash, simulation };
}

/** What the figure and the page of a protocol show. */
export function curveReport(
  protocol: Protocol,
  curves: readonly MeasuredCurve[],
  comparisons: readonly CurveComparison[],
  { version, hash, command }: { version: string; hash: string; command: string },
): CurveReport {
  const { horizontal, vertical, conditions, model } = protocol;
  const expected = protocol.references.flatMap(({ label, kind, how, source, curves: lines }) =>
    lines.map((line) => ({ label, kind, how, source: citation(source), ...line })),
  );
  return {
    title: protocol.title,
    summary: protocol.summary,
    remarks: protocol.remarks,
    version,
    resultHash: hash,
    x: { label: horizontal.label, unit: horizontal.unit, logarithmic: horizontal.logarithmic },
    y: { label: vertical.label, unit: vertical.unit, logarithmic: vertical.logarithmic },
    curves: curves.map(({ label, x, y }, place) => ({ label, doc: conditions[place]?.doc ?? "", x, y })),
    references: expected.map((line, place) => ({
      ...line,
      curve: curves.findIndex(({ condition }) => condition === line.condition),
      points: comparisons[place]?.points ?? 0,
      largestDistance: comparisons[place]?.largest ?? Number.NaN,
      inStandardErrors: comparisons[place]?.inStandardErrors ?? null,
      within: comparisons[place]?.within ?? false,
    })),
    sources: protocol.sources.map((source) => {
      const seen = sourceSeen(source);
      return seen === "" ? citation(source) : `${citation(source)} (${seen})`;
    }),
    facts: [
      ["Command", command],
      ["Model", `${model.name} ${model.version}: ${model.summary}`],
      ["Step", `${model.program.step} s`],
      ["Seed", String(protocol.seed)],
      ...(protocol.subjects > 1 ? ([["Copies", String(protocol.subjects)]] as const) : []),
    ],
  };
}

/** A row a point: curve, horizontal and vertical value; the reference's value and standard error where there are some. */
function curveCsv({ x, y, curves, references }: CurveReport): string {
  const title = (label: string, unit: string) => quoted(unit === "1" ? label : `${label} (${unit})`);
  const head = ["curve", title(x.label, x.unit), title(y.label, y.unit), "reference", "standardError"].join(",");
  const rows = curves.flatMap((curve, place) => {
    const own = references.filter((candidate) => candidate.curve === place);
    const reference = own.find(({ kind }) => fromPaper(kind)) ?? own[0];
    return curve.x.map((value, index) => {
      const at = reference ? placeAmong(reference.x, value) : -1;
      const compared = at < 0 ? ["", ""] : [reference!.y[at], reference!.standardError?.[at] ?? ""];
      return [quoted(curve.label), value, curve.y[index], ...compared].join(",");
    });
  });
  return [head, ...rows].map((row) => `${row}\r\n`).join("");
}

function quoted(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
