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

/** Trials that curves run over. A block or session counts as long as at least half of them are. */
export interface CurveLengths {
  readonly afterReversal: number;
  readonly first: number;
  readonly session: number;
}

/** The lengths of curves that fit a group's subjects. */
export function curveLengths(subjects: readonly SubjectTrials[]): CurveLengths {
  const blocks = subjects.flatMap((subject) => subject.blocks);
  return {
    afterReversal: commonLength(blocks.filter(({ reversal }) => reversal).map(({ length }) => length)),
    first: commonLength(subjects.map((subject) => subject.blocks[0]?.length ?? 0)),
    session: commonLength(subjects.map(({ choice }) => choice.length)),
  };
}

/** All curves of a group's subjects. */
export function subjectCurves(
  subjects: readonly SubjectTrials[],
  { afterReversal, first, session }: CurveLengths = curveLengths(subjects),
): Readonly<Record<CurveName, SubjectCurves>> {
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

/** A cue with the number of presentations that its curve runs over. */
export interface CueForm {
  readonly cue: number;
  readonly rewarded: boolean;
  /** As long as at least half of the subjects saw the cue. */
  readonly length: number;
}

/** The cues that a group's subjects answered; empty if there are no graded responses. */
export function cueForms(subjects: readonly SubjectTrials[]): CueForm[] {
  if (!subjects.some(({ response }) => response.some((value) => !Number.isNaN(value)))) return [];
  const cues = [...new Set(subjects.flatMap(({ cue }) => Array.from(cue)))].filter((cue) => !Number.isNaN(cue));
  return cues
    .sort((a, b) => a - b)
    .map((cue) => ({
      cue,
      rewarded: subjects.some(({ cueIsRewarded }) => cueIsRewarded(cue)),
      length: commonLength(subjects.map((subject) => responsesTo(subject, cue).length)),
    }));
}

/** Graded response to each cue by its presentation (the first, second, … trial with it). */
export function responseCurves(
  subjects: readonly SubjectTrials[],
  forms: readonly CueForm[] = cueForms(subjects),
): (SubjectCurves & { readonly cue: number; readonly rewarded: boolean })[] {
  return forms.map(({ cue, rewarded, length }) => ({
    cue,
    rewarded,
    x: numbers(1, length),
    rows: subjects.map((subject) => padded(responsesTo(subject, cue), length)),
  }));
}

function responsesTo(subject: SubjectTrials, cue: number): Float64Array {
  return subject.response.filter((_, trial) => subject.cue[trial] === cue);
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
