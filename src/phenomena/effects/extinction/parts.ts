import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";

/** A group that goes through a schedule of conditioning. */
export function group(label: string, schedule: unknown, treatment?: SessionArm["treatment"]): SessionArm {
  return { label, task: { id: "conditioning-v1", schedule }, ...(treatment && { treatment }) };
}

/** Freezing in the second half of the cue less that before the trial, trial by trial. */
export function freezing(trials: SubjectTrials): number[] {
  return changes(trials, "freezing");
}

/** A response in the second half of the cue less that before the trial, trial by trial. */
export function changes(trials: SubjectTrials, name: "approach" | "freezing"): number[] {
  const before = trials.column(`${name}Before`);
  return trials.column(name).map((value, place) => value - before[place]!);
}

/** Number of the first trial whose response is at most a level; one more than there are trials if none is. */
export function trialsToFall(responses: readonly number[], level: number): number {
  const place = responses.findIndex((response) => response <= level);
  return place < 0 ? responses.length + 1 : place + 1;
}

/**
 * Number of the trial that ends the first run of so many responses of at least a level; one more than there are trials
 * if there is no such run.
 */
export function trialsToRise(responses: readonly number[], level: number, inARow = 1): number {
  const place = responses.findIndex(
    (_, end) => end >= inARow - 1 && responses.slice(end - inARow + 1, end + 1).every((response) => response >= level),
  );
  return place < 0 ? responses.length + 1 : place + 1;
}

/** Receptors of dopamine are blocked everywhere during the test. */
export const dopamineBlockAtTest = {
  treatment: {
    doses: [
      { receptor: "dopamineD1", dose: "4 Ki", during: { stage: "test" } },
      { receptor: "dopamineD2", dose: "4 Ki", during: { stage: "test" } },
    ],
  },
};

/** Cells of the hippocampus are silenced by nine tenths during the test. */
export const hippocampusSilencedAtTest = {
  manipulations: [{ light: ["hippocampus.units", "hippocampus.cells"], inhibition: 0.9, during: { stage: "test" } }],
};

/** Extinction cells no longer hear of the place. */
export const noContextOfExtinction = { parts: { projections: { contextToExtinction: null } } };
