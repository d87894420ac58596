import { fewestForInterval } from "../math/statisticsResampling.ts";
import type { GroupSummary } from "./summary.ts";

/** What a reader of means must know: groups too small for effects, subjects who hardly ever chose. */
export function cautions(groups: readonly GroupSummary[]): string[] {
  return [...smallGroups(groups), ...groups.flatMap(fewChoices)];
}

function smallGroups(groups: readonly GroupSummary[]): string[] {
  const virtual = groups.filter(({ kind }) => kind === "virtual");
  const least = Math.min(...virtual.map(({ subjects }) => subjects));
  if (virtual.length < 2 || least >= fewestForInterval) return [];
  const size = least === 1 ? "1 subject" : `${least} subjects`;
  return [
    `With ${size} a group, differences from control have no effect size, no interval and no verdict: these need at least ${fewestForInterval}.`,
  ];
}

/** Means over choices leave out the trials without one, and the subjects who never choose. */
function fewChoices({ label, subjects, listed, measures }: GroupSummary): string[] {
  const shares = measures.omissions?.values ?? [];
  const most = shares.filter((share) => share !== null && share > 0.5).length;
  const never = shares.filter((share) => share === 1).length;
  if (most === 0) return [];
  const silent = never === 0 ? "" : `, ${never} of them on none (their choices count in no mean)`;
  const all = listed === undefined ? subjects : `the first ${listed}`;
  return [
    `${label}: ${most} of ${all} subjects chose on fewer than half of the trials${silent}; accuracy, win-stay and the like are shares of the choices made.`,
  ];
}
