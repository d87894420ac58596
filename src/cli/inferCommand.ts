import { availableParallelism } from "node:os";
import type { CircuitParameter } from "../bridge/inference/circuitParameter.ts";
import { identifiability, type Validation } from "../bridge/inference/identifiability.ts";
import {
  posteriorMean,
  posteriorQuantile,
  type ReferenceTable,
  RegressionPosterior,
  type WeightedDraws,
} from "../bridge/inference/regressionPosterior.ts";
import { drawCircuits, type SubjectSummaries, shareOf, summariesOf } from "../bridge/inference/simulatedSubjects.ts";
import { Interrupted } from "../experiment/errors.ts";
import { subjectsPerTile } from "../experiment/plan.ts";
import { readExperiment } from "../experiment/readExperiment.ts";
import { simulateDraws } from "../io/bridge/simulateDraws.ts";
import { quantile, sorted } from "../math/statistics.ts";
import { behaviourOf } from "./behaviourCommand.ts";
import { defaultExperiment, loadBehaviour, usualBridgeModel } from "./bridgeCommand.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { reportInference } from "./inferReport.ts";
import { inferSequentially, sequentialSessions } from "./inferSequentially.ts";
import { interruption } from "./interruption.ts";
import { type AccessOptions, inputText, issuesError, surroundings } from "./loadExperiment.ts";
import { ProgressBar } from "./progressBar.ts";
import { Terminal } from "./terminal.ts";

/** Options of `infer`. */
export interface InferOptions extends AccessOptions {
  readonly parameter: readonly string[];
  readonly observed?: string;
  readonly rows?: readonly string[];
  readonly column?: readonly string[];
  readonly draws: number;
  readonly method: "regression" | "smc";
  /** Of `smc`: after the first, and simulated subjects that are inferred by it. */
  readonly populations: number;
  readonly validate: number;
  readonly seed: number;
  readonly threads?: number;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What is inferred of one subject. */
export interface InferredSubject {
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
    const drawOf = simulated.subjects.map((_, i) => Math.floor(i / subjectsPerTile));
    const seen = (people?.values ?? []).map((row) => Float64Array.from(kept, (s) => row[s]!));
    const byRegression = identifiability(table, drawOf);
    const usual = quantile(sorted(byRegression.nearest), 0.99);
    const found =
      options.method === "regression"
        ? {
            ...{ validation: byRegression, truth: table.parameters },
            posteriors: seen.map((own) => new RegressionPosterior(table).given(own)),
          }
        : await inferSequentially({
            ...{ source, surroundings: surroundings(path, options), parameters, model, table, drawOf, kept },
            ...{ observed: seen, populations: options.populations, validate: options.validate, seed: options.seed },
            ...{ threads: options.threads ?? availableParallelism(), signal: abort.signal },
            onProgress: populationProgress(bar, terminal, {
              populations: options.populations,
              sessions: sequentialSessions(drawOf, {
                targets: seen.length + Math.min(options.validate, draws.length),
                populations: options.populations,
              }),
            }),
          });
    const { validation, truth, posteriors } = found;
    const inferred =
      people?.subjects.map((subject, i) => inferredOf(subject, posteriors[i]!, { validation, parameters, usual })) ??
      null;
    bar.end();
    const names = kept.map((s) => simulated.names[s]!);
    const about = { path, title: experiment.title, options, terminal };
    await reportInference({ ...about, parameters, validation, truth, inferred, names });
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

/** Says how many sessions are to come, and which population is being simulated. */
function populationProgress(
  bar: ProgressBar,
  terminal: Terminal,
  { populations, sessions }: { readonly populations: number; readonly sessions: number },
): (population: number, done: number, total: number) => void {
  terminal.note(`${populations} populations: ${sessions} more sessions`);
  let current = 0;
  let update = progressOf(bar);
  return (population, done, total) => {
    if (population !== current) {
      current = population;
      bar.stage(`population ${population} of ${populations}`);
      update = progressOf(bar);
    }
    update(done, total);
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
  subject: string,
  posterior: WeightedDraws,
  { validation, parameters, usual }: { validation: Validation; parameters: readonly CircuitParameter[]; usual: number },
): InferredSubject {
  const found = parameters.flatMap((parameter, d) => {
    if (validation.parameters[d]!.refusal !== null) return [];
    const share = (value: number) => shareOf(parameter, value);
    const [lower, upper] = [0.025, 0.975].map((p) => share(posteriorQuantile(posterior, d, p))) as [number, number];
    return [[parameter.name, { mean: share(posteriorMean(posterior, d)), lower, upper }] as const];
  });
  return { subject, isUnlike: posterior.nearest > usual, parameters: Object.fromEntries(found) };
}
