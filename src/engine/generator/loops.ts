import type { Projection, Slice } from "../program.ts";
import type { Code, Value } from "./code.ts";
import type { Spot } from "./expressions.ts";
import type { PreList } from "./rows.ts";

/** Longest run of units, or of a post unit's synapses, that is written out instead of looped over. */
export const WRITTEN_OUT = 7;

/** Bytes of an entry of a list of pre units. */
export const LISTED = 4;

/** The three places of a synapse. */
export interface SynapseSpots {
  readonly own: Spot;
  readonly pre: Spot;
  readonly post: Spot;
}

/**
 * Runs over consecutive elements, several abreast.
 *
 * @param cuts - Elements at which a new loop begins, because what follows is written otherwise.
 */
export function forUnits(
  code: Code,
  tile: Value,
  range: { readonly from: number; readonly count: number },
  cuts: readonly number[],
  body: (spots: readonly Spot[]) => void,
): void {
  const { unitsAbreast, vector } = code.shape;
  const end = range.from + range.count;
  const borders = [...new Set([range.from, ...cuts.filter((cut) => cut > range.from && cut < end), end])];
  borders.sort((a, b) => a - b);
  const spots = (pointer: Value, first: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ pointer, unit: first + i }));
  for (let i = 0; i + 1 < borders.length; i++) {
    const first = borders[i]!;
    const count = borders[i + 1]! - first;
    const turns = count <= WRITTEN_OUT ? 0 : Math.floor(count / unitsAbreast);
    if (turns > 0) {
      code.loop([{ start: tile, stride: unitsAbreast * vector }], turns, ([pointer]) =>
        body(spots(pointer!, first, unitsAbreast)),
      );
    }
    for (let done = turns * unitsAbreast; done < count; done += unitsAbreast) {
      body(spots(tile, first + done, Math.min(unitsAbreast, count - done)));
    }
  }
}

/** Borders of slices, as cuts for `forUnits`. */
export function bordersOf(slices: readonly Slice[]): readonly number[] {
  return slices.flatMap(({ from, count }) => [from, from + count]);
}

/**
 * Runs over all synapses of an all-to-all projection, some post units abreast, in order of pre for each of them.
 *
 * @param abreast - Post units that share each read of their pre units.
 * @param posts - Called for each block of post units; it calls what it is given to run over their pre units.
 */
export function forSynapses(
  code: Code,
  tile: Value,
  { source, target }: Projection,
  abreast: number,
  posts: (posts: readonly Spot[], forPres: (body: (spots: readonly SynapseSpots[]) => void) => void) => void,
): void {
  const { vector } = code.shape;
  const row = source.count * vector;
  const block = (post: Value, synapse: Value, members: readonly number[]) => {
    const postSpots = members.map((member) => ({ pointer: post, unit: target.from + member }));
    const spots = (own: Value, pre: Value, place: number) =>
      postSpots.map((spot, i) => ({
        own: { pointer: own, unit: members[i]! * source.count + place },
        pre: { pointer: pre, unit: source.from + place },
        post: spot,
      }));
    posts(postSpots, (body) => {
      if (source.count <= WRITTEN_OUT) {
        for (let place = 0; place < source.count; place++) body(spots(synapse, tile, place));
        return;
      }
      const pointers = [
        { start: tile, stride: vector },
        { start: synapse, stride: vector },
      ];
      code.loop(pointers, source.count, ([pre, own]) => body(spots(own!, pre!, 0)));
    });
  };
  const { members, step, turns, rest } = blocksOf(target.count, abreast);
  if (turns > 0) {
    const pointers = [
      { start: tile, stride: step * vector },
      { start: tile, stride: step * row },
    ];
    code.loop(pointers, turns, ([post, synapse]) => block(post!, synapse!, members));
  }
  for (let post = rest.from; post < rest.end; post += abreast) {
    const length = Math.min(abreast, rest.end - post);
    block(
      tile,
      tile,
      Array.from({ length }, (_, i) => post + i),
    );
  }
}

/**
 * Runs over the synapses of an all-to-all projection that lie by pre unit: pre unit after pre unit, some post units
 * abreast. Pre units of a list are taken two at a time, so that what belongs to a post unit is read and written once
 * for both.
 *
 * @param list - The pre units to go through, if not all.
 * @param body - Gets, for each post unit of a turn, its synapses in order of pre.
 */
export function forSynapsesByPre(
  code: Code,
  tile: Value,
  { source, target }: Projection,
  abreast: number,
  list: PreList | null,
  body: (posts: readonly (readonly SynapseSpots[])[]) => void,
): void {
  const { vector } = code.shape;
  /** @param pres - Pre units, by their own pointer and that of their first synapse. */
  const rows = (pres: readonly { readonly pre: Value; readonly synapse: Value }[]) => {
    const spots = (post: Value, own: readonly Value[], first: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        pres.map(({ pre }, row) => ({
          own: { pointer: own[row]!, unit: first + i },
          pre: { pointer: pre, unit: source.from },
          post: { pointer: post, unit: target.from + first + i },
        })),
      );
    const synapses = pres.map(({ synapse }) => synapse);
    const turns = target.count <= WRITTEN_OUT ? 0 : Math.floor(target.count / abreast);
    if (turns > 0) {
      const pointers = [tile, ...synapses].map((start) => ({ start, stride: abreast * vector }));
      code.loop(pointers, turns, ([post, ...own]) => body(spots(post!, own, 0, abreast)));
    }
    for (let done = turns * abreast; done < target.count; done += abreast) {
      body(spots(tile, synapses, done, Math.min(abreast, target.count - done)));
    }
  };
  if (list === null) {
    const pointers = [vector, vector * target.count].map((stride) => ({ start: tile, stride }));
    code.loop(pointers, source.count, ([pre, synapse]) => rows([{ pre: pre!, synapse: synapse! }]));
    return;
  }
  const listed = (at: Value, place: number) => {
    const offset = code.loadWord(at, LISTED * place, "list", 0);
    const row = code.operation("i32.mul", offset, code.integer(target.count));
    return { pre: code.operation("i32.add", tile, offset), synapse: code.operation("i32.add", tile, row) };
  };
  const bytes = code.operation("i32.sub", list.end, list.start);
  const half = code.integer(Math.log2(2 * LISTED));
  const even = code.operation("i32.shl", code.operation("i32.shr_u", bytes, half), half);
  const last = code.operation("i32.add", list.start, even);
  code.when(even, () => {
    code.loopUntil([{ start: list.start, stride: 2 * LISTED }], last, ([at]) =>
      rows([0, 1].map((i) => listed(at!, i))),
    );
  });
  code.when(code.operation("i32.ne", last, list.end), () => rows([listed(last, 0)]));
}

interface Blocks {
  readonly members: readonly number[];
  readonly step: number;
  readonly turns: number;
  readonly rest: { readonly from: number; readonly end: number };
}

/**
 * Which post units are taken together: the first block's members, how far and how often it moves on, and which units
 * are left.
 *
 * Two are taken half a projection apart, each then going through its half without a break, as processors that read
 * ahead like it; one more than half, so that the two places rarely differ by a power of two.
 */
function blocksOf(count: number, abreast: number): Blocks {
  if (count <= WRITTEN_OUT) return { members: [], step: 1, turns: 0, rest: { from: 0, end: count } };
  if (abreast === 2) {
    const distance = Math.floor(count / 2) + 1;
    const turns = count - distance;
    return { members: [0, distance], step: 1, turns, rest: { from: turns, end: distance } };
  }
  const members = Array.from({ length: abreast }, (_, i) => i);
  const turns = Math.floor(count / abreast);
  return { members, step: abreast, turns, rest: { from: turns * abreast, end: count } };
}
