import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CircuitParameter } from "../bridge/inference/circuitParameter.ts";
import type { Validation } from "../bridge/inference/identifiability.ts";
import { shareOf } from "../bridge/inference/simulatedSubjects.ts";
import { canonicalJson, sha256 } from "../experiment/hash.ts";
import { subjectsPerTile } from "../experiment/plan.ts";
import { writeFiles } from "../io/bridge/writeFiles.ts";
import { shortPath } from "../io/machine.ts";
import { packageRoot, packageVersion } from "../io/packageRoot.ts";
import { renderInferencePage } from "../report/index.ts";
import { defaultExperiment } from "./bridgeCommand.ts";
import type { InferOptions, InferredSubject } from "./inferCommand.ts";
import { quoted, type Terminal, terminalWidth } from "./terminal.ts";
import { textTable, wrap } from "./textTable.ts";

/** What an inference has found. */
export interface FoundCircuits {
  readonly path: string;
  /** Of the experiment. */
  readonly title: string;
  readonly options: InferOptions;
  readonly parameters: readonly CircuitParameter[];
  readonly validation: Validation;
  /** True shares of the range of the simulated subjects that were inferred, [subject][parameter]. */
  readonly truth: readonly Float64Array[];
  readonly inferred: readonly InferredSubject[] | null;
  /** Of the summaries. */
  readonly names: readonly string[];
  readonly terminal: Terminal;
}

/** Writes `inference.json` and `inference.html`, and tells what was found. */
export async function reportInference({
  path,
  title,
  options,
  parameters,
  validation,
  truth,
  inferred,
  names,
  terminal,
}: FoundCircuits): Promise<void> {
  const checks = parameters.map((parameter, d) => ({
    ...parameter,
    ...validation.parameters[d]!,
    truth: truth.map((row) => shareOf(parameter, row[d]!)),
    means: validation.means.map((row) => shareOf(parameter, row[d]!)),
  }));
  const numbers = {
    format: "neohebb-inference/1",
    ...{ experiment: path, seed: options.seed, draws: options.draws, method: options.method },
    version: packageVersion(),
    ...{ summaries: names, parameters: checks, subjects: inferred },
  };
  const hash = await sha256(canonicalJson({ parameters: checks, subjects: inferred }));
  const page = renderInferencePage(
    {
      ...{ title: `What choices tell of the circuit: ${title}`, version: packageVersion(), hash },
      ...{ command: commandText(path, options), draws: options.draws, subjectsADraw: subjectsPerTile },
      ...{ seed: options.seed, parameters: checks, summaries: names, subjects: inferred },
      ...{ observed: options.observed ?? null, method: methodSentences(options, truth.length) },
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
function methodSentences({ method, populations, validate }: InferOptions, count: number): string[] {
  const drawn =
    "Shares are drawn evenly from the range of the prior; each draw is simulated with subjects of its own, no two draws share random numbers.";
  const summaries =
    "Summaries are regressions of the parameters (Fearnhead and Prangle 2012, doi:10.1111/j.1467-9868.2011.01010.x), on the logit scale of the range.";
  const refused =
    "A parameter is refused if recovery is below 0.5, if 95 % intervals hold fewer than 88 or more than 99 % of the true values (and chance does not explain it), or if the ranks are uneven (p < 0.001).";
  if (method === "regression")
    return [
      drawn,
      "The posterior is that of approximate Bayesian computation with a linear adjustment (Beaumont, Zhang and Balding 2002, doi:10.1093/genetics/162.4.2025).",
      ...[summaries, refused],
    ];
  return [
    drawn,
    `Then ${populations} populations come nearer to each subject by sequential approximate Bayesian computation (Toni et al. 2009, doi:10.1098/rsif.2008.0172): proposals from a kernel of twice the weighted covariance, weighted by prior over proposal (Beaumont et al. 2009, doi:10.1093/biomet/asp052); the nearest half of old and new particles goes on (Lenormand, Jabot and Deffuant 2013, doi:10.1007/s00180-013-0428-3), and what is left of the distances is taken out by a linear adjustment.`,
    `Recovery and calibration are those of this method: ${count} of the simulated subjects${count < validate ? "" : ` (--validate ${validate})`} were inferred by populations of their own, from the subjects of other draws.`,
    ...[summaries, refused],
  ];
}

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
    ...(options.method === "regression"
      ? []
      : [`--method smc --populations ${options.populations} --validate ${options.validate}`]),
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
