import { quantile, sorted } from "../math/statistics.ts";
import { choseFormer } from "./measures.ts";
import type { SubjectTrials } from "./subjectTrials.ts";

/** Trials shown before and after a reversal. */
const trialsBefore = 5;
const trialsAfter = 15;

/** A curve's places and each subject's values, `[subject][place]`, NaN where missing. */
export interface SubjectCurves {
  readonly x: readonly number[];
  readonly rows: readonly Float64Array[];
}

export type CurveName = "reversalCurve" | "acquisitionCurve" | "formerCurve" | "aroundReversal" | "sessionCurve";

/** All curves of a group's subjects. A block or session counts as long as at least half of them are. */
export function subjectCurves(subjects: readonly SubjectTrials[]): Readonly<Record<CurveName, SubjectCurves>> {
  const blocks = subjects.flatMap((subject) => subject.blocks);
  const afterReversal = commonLength(blocks.filter(({ reversal }) => reversal).map(({ length }) => length));
  const first = commonLength(subjects.map((subject) => subject.blocks[0]?.length ?? 0));
  const session = commonLength(subjects.map(({ choice }) => choice.length));
  const after = Math.min(trialsAfter, afterReversal);
  const before = after === 0 ? 0 : Math.min(trialsBefore, first);
  return {
    reversalCurve: {
      x: numbers(1, afterReversal),
      rows: subjects.map((subject) => aligned(subject, subject.correct, 0, afterReversal)),
    },
    acquisitionCurve: { x: numbers(1, first), rows: subjects.map(firstBlock(first)) },
    formerCurve: {
      x: numbers(1, afterReversal),
      rows: subjects.map((subject) => aligned(subject, choseFormer(subject), 0, afterReversal)),
    },
    aroundReversal: {
      x: numbers(-before, before + after),
      rows: subjects.map((subject) => aligned(subject, subject.correct, before, after)),
    },
    sessionCurve: { x: numbers(1, session), rows: subjects.map(({ correct }) => padded(correct, session)) },
  };
}

/**
 * Graded response to each cue by its presentation (the first, second, … trial with it); empty if there are none. A
 * curve is as long as at least half of the subjects saw the cue.
 */
export function responseCurves(
  subjects: readonly SubjectTrials[],
): (SubjectCurves & { readonly cue: number; readonly rewarded: boolean })[] {
  if (!subjects.some(({ response }) => response.some((value) => !Number.isNaN(value)))) return [];
  const cues = [...new Set(subjects.flatMap(({ cue }) => Array.from(cue)))].filter((cue) => !Number.isNaN(cue));
  return cues
    .sort((a, b) => a - b)
    .map((cue) => {
      const responses = subjects.map((subject) => subject.response.filter((_, trial) => subject.cue[trial] === cue));
      const length = commonLength(responses.map((values) => values.length));
      return {
        cue,
        rewarded: subjects.some(({ cueIsRewarded }) => cueIsRewarded(cue)),
        x: numbers(1, length),
        rows: responses.map((values) => padded(values, length)),
      };
    });
}

function commonLength(lengths: readonly number[]): number {
  return lengths.length === 0 ? 0 : Math.floor(quantile(sorted(lengths), 0.5));
}

function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

function firstBlock(length: number): (subject: SubjectTrials) => Float64Array {
  return ({ correct, blocks }) => padded(correct.subarray(0, blocks[0]?.length ?? 0), length);
}

function padded(values: Float64Array, length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => values[i] ?? Number.NaN);
}

/** Mean over a subject's reversals of the values from `before` trials before them to `after` from them on. */
function aligned({ blocks }: SubjectTrials, values: Float64Array, before: number, after: number): Float64Array {
  const sums = new Float64Array(before + after);
  const counts = new Float64Array(before + after);
  blocks.forEach(({ start, length, reversal }, number) => {
    if (!reversal) return;
    const earliest = start - blocks[number - 1]!.length;
    for (let place = 0; place < before + after; place++) {
      const trial = start - before + place;
      if (trial < earliest || trial >= start + length || Number.isNaN(values[trial]!)) continue;
      sums[place]! += values[trial]!;
      counts[place]! += 1;
    }
  });
  return sums.map((sum, place) => sum / counts[place]!);
}
