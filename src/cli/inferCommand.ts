import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { CircuitParameter } from "../bridge/inference/circuitParameter.ts";
import { identifiability, type Validation } from "../bridge/inference/identifiability.ts";
import {
  posteriorMean,
  posteriorQuantile,
  type ReferenceTable,
  RegressionPosterior,
} from "../bridge/inference/regressionPosterior.ts";
import { drawCircuits, type SubjectSummaries, shareOf, summariesOf } from "../bridge/inference/simulatedSubjects.ts";
import { Interrupted } from "../experiment/errors.ts";
import { canonicalJson, sha256 } from "../experiment/hash.ts";
import { subjectsPerTile } from "../experiment/plan.ts";
import { readExperiment } from "../experiment/readExperiment.ts";
import { simulateDraws } from "../io/bridge/simulateDraws.ts";
import { writeFiles } from "../io/bridge/writeFiles.ts";
import { shortPath } from "../io/machine.ts";
import { packageRoot, packageVersion } from "../io/packageRoot.ts";
import { quantile, sorted } from "../math/statistics.ts";
import { renderInferencePage } from "../report/index.ts";
import { behaviourOf } from "./behaviourCommand.ts";
import { defaultExperiment, loadBehaviour, usualBridgeModel } from "./bridgeCommand.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { interruption } from "./interruption.ts";
import { type AccessOptions, inputText, issuesError, surroundings } from "./loadExperiment.ts";
import { ProgressBar } from "./progressBar.ts";
import { quoted, Terminal, terminalWidth } from "./terminal.ts";
import { textTable, wrap } from "./textTable.ts";

/** Options of `infer`. */
export interface InferOptions extends AccessOptions {
  readonly parameter: readonly string[];
  readonly observed?: string;
  readonly rows?: readonly string[];
  readonly column?: readonly string[];
  readonly draws: number;
  readonly seed: number;
  readonly threads?: number;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What is inferred of one subject. */
interface InferredSubject {
  readonly subject: string;
  /** Behaves like none of the simulated subjects: what is inferred says little. */
  readonly isUnlike: boolean;
  readonly parameters: Readonly<Record<string, { mean: number; lower: number; upper: number }>>;
}

/** `neohebb infer`. */
export async function infer(file: string | undefined, options: InferOptions): Promise<void> {
  const terminal = new Terminal(options);
  const path = file ?? defaultExperiment();
  const { source, issues } = readExperiment(inputText(path), path, []);
  if (!source) throw issuesError(issues);
  const observed = options.observed === undefined ? null : (await behaviourOf(options.observed, options)).table;
  const model = loadBehaviour(usualBridgeModel);
  const { experiment, parameters, draws } = asUse(() =>
    drawCircuits(source, surroundings(path, options), {
      ...{ names: [...new Set(options.parameter)], draws: options.draws, seed: options.seed },
    }),
  );
  const bar = new ProgressBar(terminal.quiet);
  const abort = interruption();
  try {
    terminal.note(
      `${experiment.title}: ${draws.length} draws of ${parameters.map(({ name }) => name).join(", ")}, ${subjectsPerTile} subjects each`,
    );
    bar.stage("simulating");
    const trials = await simulateDraws(experiment.plan, {
      ...{ threads: options.threads ?? availableParallelism(), signal: abort.signal },
      onProgress: progressOf(bar),
    });
    bar.stage("comparing");
    const simulated = await summariesOf(model, trials);
    const people = observed && (await summariesOf(model, observed));
    const kept = usedSummaries(simulated, people);
    const table: ReferenceTable = {
      summaries: simulated.values.map((row) => kept.map((s) => row[s]!)).map((row) => Float64Array.from(row)),
      parameters: simulated.subjects.map((_, i) => draws[Math.floor(i / subjectsPerTile)]!),
    };
    const validation = identifiability(
      table,
      simulated.subjects.map((_, i) => Math.floor(i / subjectsPerTile)),
    );
    const inferred = people && inferredOf(people, kept, table, validation, parameters);
    bar.end();
    const names = kept.map((s) => simulated.names[s]!);
    await report({ path, title: experiment.title, options, parameters, validation, table, inferred, names, terminal });
  } catch (error) {
    bar.end();
    if (error instanceof Interrupted) throw new CommandError("Interrupted; nothing is written.", exitCodes.interrupted);
    throw error;
  } finally {
    abort.release();
  }
}

/** Wrong names are wrong use. */
function asUse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, exitCodes.wrongUse);
    throw error;
  }
}

function progressOf(bar: ProgressBar): (done: number, total: number) => void {
  const started = performance.now();
  return (done, total) => {
    const seconds = (performance.now() - started) / 1000;
    bar.update({
      ...{ done, total, kept: 0, last: "" },
      sessionsPerSecond: (done * subjectsPerTile) / seconds,
      secondsLeft: ((total - done) * seconds) / done,
    });
  };
}

/** Summaries that vary between simulations and that somebody observed has. */
function usedSummaries({ names, values }: SubjectSummaries, people: SubjectSummaries | null): number[] {
  return names.flatMap((_, s) => {
    const known = values.map((row) => row[s]!).filter(Number.isFinite);
    const isSeen = people === null || people.values.some((row) => Number.isFinite(row[s]!));
    return isSeen && known.some((value) => value !== known[0]) ? [s] : [];
  });
}

function inferredOf(
  people: SubjectSummaries,
  kept: readonly number[],
  table: ReferenceTable,
  { parameters: checks, nearest }: Validation,
  parameters: readonly CircuitParameter[],
): InferredSubject[] {
  const posterior = new RegressionPosterior(table);
  const usual = quantile(sorted(nearest), 0.99);
  return people.subjects.map((subject, i) => {
    const draws = posterior.given(Float64Array.from(kept, (s) => people.values[i]![s]!));
    const found = parameters.flatMap((parameter, d) => {
      if (checks[d]!.refusal !== null) return [];
      const share = (value: number) => shareOf(parameter, value);
      const [lower, upper] = [0.025, 0.975].map((p) => share(posteriorQuantile(draws, d, p))) as [number, number];
      return [[parameter.name, { mean: share(posteriorMean(draws, d)), lower, upper }] as const];
    });
    return { subject, isUnlike: draws.nearest > usual, parameters: Object.fromEntries(found) };
  });
}

interface Found {
  readonly path: string;
  /** Of the experiment. */
  readonly title: string;
  readonly options: InferOptions;
  readonly parameters: readonly CircuitParameter[];
  readonly validation: Validation;
  readonly table: ReferenceTable;
  readonly inferred: readonly InferredSubject[] | null;
  /** Of the summaries. */
  readonly names: readonly string[];
  readonly terminal: Terminal;
}

async function report({
  path,
  title,
  options,
  parameters,
  validation,
  table,
  inferred,
  names,
  terminal,
}: Found): Promise<void> {
  const checks = parameters.map((parameter, d) => ({
    ...parameter,
    ...validation.parameters[d]!,
    truth: table.parameters.map((row) => shareOf(parameter, row[d]!)),
    means: validation.means.map((row) => shareOf(parameter, row[d]!)),
  }));
  const numbers = {
    format: "neohebb-inference/1",
    ...{ experiment: path, seed: options.seed, draws: options.draws, version: packageVersion() },
    ...{ summaries: names, parameters: checks, subjects: inferred },
  };
  const hash = await sha256(canonicalJson({ parameters: checks, subjects: inferred }));
  const page = renderInferencePage(
    {
      ...{ title: `What choices tell of the circuit: ${title}`, version: packageVersion(), hash },
      ...{ command: commandText(path, options), draws: options.draws, subjectsADraw: subjectsPerTile },
      ...{ seed: options.seed, parameters: checks, summaries: names, subjects: inferred },
      ...{ observed: options.observed ?? null, method: methodSentences },
    },
    { script: readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8") },
  );
  writeFiles(options.out, {
    "inference.json": `${JSON.stringify({ ...numbers, hash }, null, 2)}\n`,
    "inference.html": page,
  });
  const width = terminalWidth();
  terminal.result(checkTable(parameters, validation));
  terminal.result("");
  parameters.forEach(({ name }, d) => {
    const { refusal } = validation.parameters[d]!;
    if (refusal !== null) terminal.result(wrap(`${name}: ${refusal}`, width).join("\n  "));
  });
  if (inferred) for (const line of inferredText(inferred, parameters, validation)) terminal.result(line);
  terminal.result(`\nNumbers ${hash.slice(0, 16)}\nPage: ${shortPath(join(options.out, "inference.html"))}`);
  terminal.document({ ...numbers, hash, folder: options.out });
}

/** How posteriors are made, for the page. */
const methodSentences = [
  "Shares are drawn evenly from the range of the prior; each draw is simulated with subjects of its own, no two draws share random numbers.",
  "The posterior is that of approximate Bayesian computation with a linear adjustment (Beaumont, Zhang and Balding 2002, doi:10.1093/genetics/162.4.2025) on summaries that are regressions of the parameters (Fearnhead and Prangle 2012, doi:10.1111/j.1467-9868.2011.01010.x), on the logit scale of the range.",
  "A parameter is refused if recovery is below 0.5, if 95 % intervals hold fewer than 88 or more than 99 % of the true values, or if the ranks are uneven (p < 0.001).",
];

/** The command that makes the inference again. */
function commandText(path: string, options: InferOptions): string {
  const each = (name: string, values: readonly string[] = []) => values.map((value) => `--${name} ${quoted(value)}`);
  return [
    "npx neohebb infer",
    ...(path === defaultExperiment() ? [] : [quoted(shortPath(path))]),
    ...each("parameter", options.parameter),
    ...(options.observed === undefined ? [] : [`--observed ${quoted(options.observed)}`]),
    ...each("rows", options.rows),
    ...each("column", options.column),
    ...[`--draws ${options.draws}`, `--seed ${options.seed}`],
  ].join(" ");
}

function checkTable(parameters: readonly CircuitParameter[], { parameters: checks }: Validation): string {
  const right = (title: string) => ({ title, align: "right" as const });
  return textTable(
    [
      { title: "share left of", align: "left" },
      ...[right("recovery r"), right("50 % hold"), right("95 % hold"), right("even ranks, p")],
    ],
    parameters.map(({ name, kind }, d) => {
      const { recovery, coverage50, coverage95, ranks } = checks[d]!;
      const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
      return [
        `${name} ${kind}`,
        ...[recovery === null ? "–" : recovery.toFixed(2), percent(coverage50), percent(coverage95)],
        ranks.probability.toPrecision(2),
      ];
    }),
  );
}

function inferredText(
  inferred: readonly InferredSubject[],
  parameters: readonly CircuitParameter[],
  { parameters: checks }: Validation,
): string[] {
  const shown = parameters.filter((_, d) => checks[d]!.refusal === null);
  if (shown.length === 0) return ["Nothing is inferred of the observed subjects."];
  const most = 20;
  const unlike = inferred.filter(({ isUnlike }) => isUnlike).length;
  return [
    textTable(
      [
        { title: "subject", align: "left" },
        ...shown.map(({ name }) => ({ title: name, align: "right" as const })),
        { title: "", align: "left" },
      ],
      inferred.slice(0, most).map(({ subject, isUnlike, parameters: found }) => [
        subject,
        ...shown.map(({ name }) => {
          const { mean, lower, upper } = found[name]!;
          return `${mean.toFixed(2)} [${lower.toFixed(2)}, ${upper.toFixed(2)}]`;
        }),
        isUnlike ? "unlike the simulated" : "",
      ]),
    ),
    ...(inferred.length > most ? [`… and ${inferred.length - most} more in inference.json`] : []),
    ...(unlike > 0
      ? [`${unlike} of ${inferred.length} subjects behave like none of the simulated: do not believe theirs.`]
      : []),
  ];
}
