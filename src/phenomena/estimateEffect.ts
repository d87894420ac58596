import { createSimulation } from "../engine/createSimulation.ts";
import type { Simulation } from "../engine/simulation.ts";
import { makeReferencedTask } from "../experiment/compile.ts";
import { sessionLength } from "../experiment/sessionLength.ts";
import { seedWords } from "../math/random.ts";
import { lowerModel } from "../spec/index.ts";
import type { Preparation } from "./preparation.ts";
import type { EffectRun } from "./runEffect.ts";
import { prepareArm } from "./runSessions.ts";
import type { Sessions } from "./sessions.ts";

/** Time for which the model is tried, ms. */
const probeTime = 100;
/** Tasks and what is recorded cost about as much again as the model's steps. */
const besideSteps = 2;

/**
 * About how long an effect takes here in one thread, s: one arm's model is made ready and stepped for a tenth of a
 * second, and the steps of all arms are counted by playing their tasks without a brain.
 *
 * @throws as `runEffect`
 */
export async function estimateEffect({
  effect: { protocol },
  source,
  subjects,
  seed,
  backend,
}: Pick<EffectRun, "effect" | "source" | "subjects" | "seed" | "backend">): Promise<number> {
  const started = performance.now();
  const options = { subjects: [0, 1, 2, 3], seed: seedWords(seed), ...(backend ? { backend } : {}) };
  if (protocol.kind === "preparation") {
    const { program } = lowerModel(source, {});
    const simulation = await createSimulation(program, options);
    const ready = (performance.now() - started) / 1000;
    const tiles = Math.ceil((Object.keys(protocol.arms).length * subjects) / simulation.lanes);
    return ready + tiles * stepsOf(protocol, program.step) * secondsOfStep(simulation);
  }
  const [name, arm] = Object.entries(protocol.arms)[0]!;
  const { model } = prepareArm(name, arm, { source });
  const simulation = await createSimulation(model.model.program, options);
  const ready = (performance.now() - started) / 1000;
  const steps = Object.values(stepsOfArms(protocol, model.model.program)).reduce((sum, own) => sum + own, 0);
  const tiles = Math.ceil(subjects / simulation.lanes);
  return Object.keys(protocol.arms).length * ready + besideSteps * tiles * steps * secondsOfStep(simulation);
}

/** Steps until the last reading of a preparation. */
function stepsOf({ arms, readings }: Preparation, step: number): number {
  const times = Object.entries(readings).flatMap(([name, { at }]) => [
    at,
    ...Object.values(arms).flatMap((arm) => arm.at?.[name] ?? []),
  ]);
  return Math.round(Math.max(...times) / step);
}

function stepsOfArms({ arms }: Sessions, program: Parameters<typeof sessionLength>[1]): Record<string, number> {
  const known = new Map<string, number>();
  return Object.fromEntries(
    Object.entries(arms).map(([name, { task }]) => {
      const key = JSON.stringify(task);
      const steps = known.get(key) ?? sessionLength(makeReferencedTask(task), program).steps;
      known.set(key, steps);
      return [name, steps];
    }),
  );
}

/** Of the fastest of several rounds: the first are slow until the engine has optimised the code. */
function secondsOfStep(simulation: Simulation): number {
  simulation.initialise();
  const round = 100;
  let fastest = Number.POSITIVE_INFINITY;
  const end = performance.now() + probeTime;
  for (let now = performance.now(); now < end || !Number.isFinite(fastest); now = performance.now()) {
    simulation.step(0, round);
    fastest = Math.min(fastest, performance.now() - now || Number.POSITIVE_INFINITY);
  }
  return fastest / 1000 / round;
}
