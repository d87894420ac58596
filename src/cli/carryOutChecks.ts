import { availableParallelism } from "node:os";
import { Interrupted } from "../experiment/errors.ts";
import { calibrate, confuse, generatedPredictive, power, recover } from "../fitting/checks/index.ts";
import type { FitChecks, ModelCalibration, ModelRecovery, PredictiveCheck } from "../fitting/fitSummary.ts";
import type { FitStore } from "../fitting/fits/fitWork.ts";
import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import { fitThreads } from "../io/fitting/fitThreads.node.ts";
import { environmentOf } from "./environmentOptions.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { CheckOptions } from "./fitCheckOptions.ts";
import { ProgressBar } from "./progressBar.ts";

/**
 * Carries out checks.
 *
 * @param storeOf - Keeps what is finished of a part of the work; default: nothing is kept.
 * @throws Interrupted
 */
export async function carryOutChecks(
  definitions: readonly BehaviourDefinition[],
  options: CheckOptions & { readonly seed: number },
  { signal, storeOf }: { readonly signal: AbortSignal; readonly storeOf?: (part: string) => FitStore },
): Promise<FitChecks> {
  const { seed, starts, chains, warmup, draws } = options;
  const subjects = peopleOf(options);
  const where = environmentOf(options);
  const bars: ProgressBar[] = [];
  /** @param part - Under whose name pieces are kept. @param scale - People of a step. */
  const watch = (stage: string, part: string, scale = 1) => {
    bars.at(-1)?.end();
    bars.push(new ProgressBar(options.quiet ?? false));
    return follow(bars.at(-1)!, { stage, scale, store: storeOf?.(part) });
  };
  const recoveries: ModelRecovery[] = [];
  const calibrations: ModelCalibration[] = [];
  const predictive: PredictiveCheck[] = [];
  const executor = fitThreads(options.threads ?? availableParallelism(), signal);
  const common = { where, seed, signal, executor, ...(starts !== undefined && { starts }) };
  const people = subjects === null ? {} : { subjects };
  const simulations = options.simulations === undefined ? {} : { simulations: options.simulations };
  let confusion: Awaited<ReturnType<typeof confuse>> = null;
  for (const definition of definitions) {
    const { id } = definition;
    if (options.recover) {
      const { store, onStep: onSubject } = watch(`recovery of ${id}`, `recovery-${id}`);
      recoveries.push(finished(await recover(definition, { ...common, ...people, store, onSubject })));
    }
    if (options.sbc) {
      const { store, onStep: onSimulation } = watch(`calibration of ${id}`, `calibration-${id}`);
      calibrations.push(
        finished(
          await calibrate(definition, {
            ...{ where, seed, signal, executor, ...simulations },
            ...(chains !== undefined && { chains }),
            ...(warmup !== undefined && { warmup }),
            ...(draws !== undefined && { draws }),
            ...{ store, onSimulation },
          }),
        ),
      );
    }
    if (options.priorPredictive) {
      const { store, onStep: onSimulation } = watch(`prior of ${id}`, `prior-${id}`, subjects ?? 30);
      const own = { where, seed, signal, executor, ...people, ...simulations, store, onSimulation };
      predictive.push(finished(await generatedPredictive(definition, own)));
    }
  }
  if (options.recover && definitions.length > 1) {
    const { store, onStep: onSubject } = watch("which model is found", "confusion");
    confusion = finished(await confuse(definitions, { ...common, ...people, store, onSubject }));
  }
  const studies = options.power ? watch("simulated studies", "power") : null;
  const study = studies
    ? finished(
        await power(definitions[0]!, {
          ...{ where, seed, signal, executor, ...simulations, parameter: options.parameter! },
          store: studies.store,
          ...(options.effect !== undefined && { effect: options.effect }),
          ...(options.design && { design: options.design }),
          ...(options.subjectNumbers && { subjects: options.subjectNumbers }),
          ...(options.trialNumbers && { trials: options.trialNumbers }),
          onStudy: studies.onStep,
        }),
      )
    : null;
  bars.at(-1)?.end();
  const [first] = recoveries;
  return {
    recovery: first
      ? {
          environment: first.environment,
          trials: first.trials,
          subjects: first.subjects,
          seed,
          models: recoveries,
          confusion,
        }
      : null,
    calibration: calibrations.length > 0 ? { models: calibrations } : null,
    ...{ predictive, power: study },
  };
}

/** A whole result. @throws Interrupted */
function finished<Result>(result: Result | null): Result {
  if (result === null) throw new Interrupted("interrupted: nothing was written");
  return result;
}

/** Shows the steps of a check in a bar; those that were kept from before do not count as work of now. */
function follow(
  bar: ProgressBar,
  { stage, scale, store }: { readonly stage: string; readonly scale: number; readonly store: FitStore | undefined },
): { readonly store: FitStore | undefined; readonly onStep: (done: number, total: number) => void } {
  bar.stage(stage);
  const began = performance.now();
  let [before, kept, isKept] = [0, 0, false];
  const onStep = (done: number, total: number) => {
    if (isKept) kept += done - before;
    [before, isKept] = [done, false];
    const seconds = (performance.now() - began) / 1000;
    const own = done - kept;
    bar.update({
      ...{ done, total, kept, last: stage },
      sessionsPerSecond: (own * scale) / Math.max(seconds, 1e-3),
      secondsLeft: own < 2 ? null : (seconds / own) * (total - done),
    });
  };
  const watched = store && {
    read(name: string) {
      const value = store.read(name);
      isKept = value !== null;
      return value;
    },
    write: (name: string, value: unknown) => store.write(name, value),
  };
  return { store: watched, onStep };
}

function peopleOf({ subjects }: CheckOptions): number | null {
  if (subjects === undefined) return null;
  if (subjects.length === 1 && /^[1-9]\d{0,5}$/u.test(subjects[0]!)) return Number(subjects[0]);
  throw new CommandError(
    `--subjects ${subjects.join(",")}: a check simulates its people; how many? (a whole number)`,
    exitCodes.wrongUse,
  );
}
