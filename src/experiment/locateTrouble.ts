import { NumericalError } from "./errors.ts";
import { type LaneMoment, runSession, type SessionOptions } from "./session.ts";

/**
 * Runs the session of a one-tile simulation again, looking after every step, to say where a state stops being finite.
 *
 * @throws NumericalError always, unless the trouble does not come back.
 */
export function locateTrouble(options: Omit<SessionOptions, "observers" | "tile">, group: string): never {
  const { simulation } = options;
  let before: ArrayBuffer | null = null;
  const trials: number[] = [];
  const over = new Set<number>();
  const look = (step: number) => {
    const found = simulation.findNonFinite(0);
    if (!found || over.has(found.place)) {
      before = simulation.snapshot();
      return;
    }
    if (before) simulation.restore(before);
    const last = before ? simulation.read(found.variable, found.place)[found.element]! : Number.NaN;
    throw new NumericalError({
      group,
      subject: simulation.subjects[found.place]!,
      trial: trials[found.place] ?? 0,
      step,
      variable: found.variable,
      element: found.element,
      lastFinite: Number.isFinite(last) ? last : null,
    });
  };
  const observer = {
    sessionStart: () => look(0),
    momentStart: (moments: readonly LaneMoment[]) => {
      for (const { lane, trial } of moments) trials[lane] = trial;
    },
    step: look,
    laneEnd: (lane: number) => over.add(lane),
    trialEnd: () => look(simulation.clock(0)),
  };
  runSession({ ...options, observers: [observer] });
  throw new Error("a state was not finite, but is so when the session is repeated");
}
