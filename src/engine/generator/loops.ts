import type { Projection, Slice } from "../program.ts";
import type { Code, Value } from "./code.ts";
import type { Spot } from "./expressions.ts";

/** Longest run of units, or of a post unit's synapses, that is written out instead of looped over. */
const WRITTEN_OUT = 7;

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
  const block = (post: Value, synapse: Value, first: number, count: number) => {
    const postSpots = Array.from({ length: count }, (_, i) => ({ pointer: post, unit: target.from + first + i }));
    const spots = (own: Value, pre: Value, place: number) =>
      postSpots.map((spot, i) => ({
        own: { pointer: own, unit: (first + i) * source.count + place },
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
  const blocks = target.count <= WRITTEN_OUT ? 0 : Math.floor(target.count / abreast);
  if (blocks > 0) {
    const pointers = [
      { start: tile, stride: abreast * vector },
      { start: tile, stride: abreast * row },
    ];
    code.loop(pointers, blocks, ([post, synapse]) => block(post!, synapse!, 0, abreast));
  }
  for (let done = blocks * abreast; done < target.count; done += abreast) {
    block(tile, tile, done, Math.min(abreast, target.count - done));
  }
}
