import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

export type Treatment = NonNullable<SessionArm["treatment"]>;

/** Share of trials in which something was chosen. */
export function answered(trials: SubjectTrials): number {
  return average(trials.column("choice").map((choice) => Number(!Number.isNaN(choice))));
}

/** Tonic dopamine neither sets the drive to act nor the excitability of striatal neurons. */
export const withoutVigour = { parameters: { vigourShare: 0 } };
export const withoutStriatalGain = { parameters: { vigourShare: 0, excitability: 0 } };
