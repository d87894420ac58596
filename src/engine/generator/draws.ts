import { multiplyHigh, PHILOX } from "../../math/random.ts";
import { type Place, placeOf, synapseCount, type Tables } from "../checkProgram.ts";
import { SUBJECTS_OFFSET } from "../layout.ts";
import type { Expression, Routine } from "../program.ts";
import type { Code, Value } from "./code.ts";
import { boxMuller, multiplyWide, philoxRound, uniformOf } from "./elementary.ts";
import { walk } from "./plan.ts";

/** Random numbers of one stream that a routine needs: blocks of four elements, one after another. */
interface Run {
  readonly distribution: "normal" | "uniform";
  readonly stream: number;
  /** Elements needed: from … end − 1. */
  from: number;
  end: number;
}

/** One block: the number of its group of four elements, and its stream. */
export interface Block {
  readonly group: number;
  readonly stream: number;
}

/** Words and bytes of the table of blocks that belong to one block. */
const ENTRY_WORDS = 3;
const ENTRY = 4 * ENTRY_WORDS;
/** First rounds that are made in advance (they depend on the tile only through two vectors). */
const ROUNDS_BEFORE = 2;
/** Vectors of the table of keys: the first round's, then two a round. */
export const KEY_VECTORS = 1 + 2 * (PHILOX.rounds - ROUNDS_BEFORE);

/** The random numbers of a routine: all are drawn at its beginning, in loops of their own, into working memory. */
export class Draws {
  /** In order of their place in working memory. */
  readonly blocks: readonly Block[];
  /** Bytes of working memory for the numbers. */
  readonly bytes: number;
  readonly #vector: number;
  readonly #starts = new Map<string, { readonly block: number; readonly group: number }>();
  readonly #pairs: number;
  readonly #singles: number;

  /** @param vector - Bytes of a vector. */
  constructor(routine: Routine, tables: Tables, vector: number) {
    this.#vector = vector;
    const runs = collectRuns(routine, tables);
    const pairs = runs.filter((run) => run.distribution === "normal" && run.end > 1);
    const singles = runs.filter((run) => run.distribution === "normal" && run.end === 1);
    const uniforms = runs.filter((run) => run.distribution === "uniform");
    const blocks: Block[] = [];
    for (const { distribution, stream, from, end } of [...pairs, ...singles, ...uniforms]) {
      const first = Math.floor(from / 4);
      this.#starts.set(`${distribution} ${stream}`, { block: blocks.length, group: first });
      for (let group = first; group < end / 4; group++) blocks.push({ group, stream });
    }
    this.blocks = blocks;
    this.bytes = 4 * vector * blocks.length;
    this.#singles = singles.length;
    this.#pairs = pairs.reduce((sum, { from, end }) => sum + Math.ceil(end / 4) - Math.floor(from / 4), 0);
  }

  /** Byte offset in working memory of what element 0 of a stream would have. */
  offset(distribution: "normal" | "uniform", stream: number): number {
    const { block, group } = this.#starts.get(`${distribution} ${stream}`)!;
    return 4 * this.#vector * (block - group);
  }

  /** Writes the code that draws: random words, then normal and uniform numbers in their place. */
  write(code: Code, tile: Value, clock: Value, addresses: DrawAddresses): void {
    const count = this.blocks.length;
    if (count === 0) return;
    const { numbers } = addresses;
    const vector = this.#vector;
    const fourVectors = 4 * vector;
    const round = firstRounds(code, tile, clock, addresses.keys);
    abreast(code, count, [ENTRY, fourVectors], [addresses.table, numbers], ([entry, out], place) => {
      const words = philoxBlock(code, round, addresses.keys, entry!, ENTRY * place);
      words.forEach((value, i) => {
        code.store(out!, fourVectors * place + vector * i, value);
      });
    });
    code.forget("draws");
    const floor = code.depth;
    const word = (pointer: Value, offset: number) => code.load(pointer, offset, "draws", floor);
    abreast(code, 2 * this.#pairs, [2 * vector], [numbers], ([pointer], place) => {
      const offset = 2 * vector * place;
      const [x, y] = boxMuller(code, word(pointer!, offset), word(pointer!, offset + vector));
      code.store(pointer!, offset, x);
      code.store(pointer!, offset + vector, y);
    });
    abreast(code, this.#singles, [fourVectors], [numbers + fourVectors * this.#pairs], ([pointer], place) => {
      const offset = fourVectors * place;
      code.store(pointer!, offset, boxMuller(code, word(pointer!, offset), word(pointer!, offset + vector))[0]);
    });
    const uniforms = this.#pairs + this.#singles;
    abreast(code, 4 * (count - uniforms), [vector], [numbers + fourVectors * uniforms], ([pointer], place) => {
      code.store(pointer!, vector * place, uniformOf(code, word(pointer!, vector * place)));
    });
    code.forget("draws");
  }
}

/** Where a routine's draws find their tables and leave their numbers. */
export interface DrawAddresses {
  readonly keys: number;
  readonly table: number;
  readonly numbers: number;
}

/** What the first rounds leave of subject and step. */
interface FirstRounds {
  readonly low: Value;
  readonly high: Value;
  readonly last: Value;
}

/**
 * Round 1 has products of the subject with a constant and of the block's number with a constant; only the first
 * depends on the tile. So it is in round 2. What depends on the block comes from the table.
 */
function firstRounds(code: Code, tile: Value, clock: Value, keys: number): FirstRounds {
  const subject = code.load(tile, SUBJECTS_OFFSET, "subjects", 0);
  const { high, low } = multiplyWide(code, subject, PHILOX.multiplier1);
  const key = code.load(code.integer(0), keys, "keys", 0);
  const turn = code.operation("v128.xor", high, key);
  const mixed = code.operation("v128.xor", turn, code.operation("i32x4.splat", clock));
  const second = multiplyWide(code, mixed, PHILOX.multiplier0);
  return { low, high: second.high, last: second.low };
}

function philoxBlock(code: Code, first: FirstRounds, keys: number, entry: Value, offset: number): readonly Value[] {
  let words: readonly [Value, Value, Value, Value] = [
    code.operation("v128.xor", first.low, code.loadSplat(entry, offset, "table", 0)),
    code.loadSplat(entry, offset + 4, "table", 0),
    code.operation("v128.xor", first.high, code.loadSplat(entry, offset + 8, "table", 0)),
    first.last,
  ];
  for (let round = 0; round < PHILOX.rounds - ROUNDS_BEFORE; round++) {
    const key = (i: number) => code.load(code.integer(0), keys + code.shape.vector * (1 + 2 * round + i), "keys", 0);
    words = philoxRound(code, words, key(0), key(1));
  }
  return words;
}

/** Fills the tables of keys and blocks for a seed. */
export function fillTables(
  words: Uint32Array,
  keysAddress: number,
  tables: readonly { readonly address: number; readonly blocks: readonly Block[] }[],
  seed: readonly [number, number],
  lanes: number,
): void {
  const keys = Array.from({ length: PHILOX.rounds }, (_, round) => [
    (seed[0] + Math.imul(round, PHILOX.increment0)) >>> 0,
    (seed[1] + Math.imul(round, PHILOX.increment1)) >>> 0,
  ]);
  const vectors = [keys[0]![0]!, ...keys.slice(ROUNDS_BEFORE).flat()];
  vectors.forEach((key, i) => {
    words.fill(key, keysAddress / 4 + lanes * i, keysAddress / 4 + lanes * (i + 1));
  });
  for (const { address, blocks } of tables) {
    blocks.forEach(({ group, stream }, i) => {
      const third = (multiplyHigh(PHILOX.multiplier0, group) ^ stream ^ seed[1]) >>> 0;
      const at = address / 4 + ENTRY_WORDS * i;
      words[at] = multiplyHigh(PHILOX.multiplier1, third) ^ keys[1]![0]!;
      words[at + 1] = Math.imul(PHILOX.multiplier1, third);
      words[at + 2] = Math.imul(PHILOX.multiplier0, group) ^ keys[1]![1]!;
    });
  }
}

/** Bytes of the table for a number of blocks. */
export function tableBytes(blocks: number): number {
  return ENTRY * blocks;
}

/** A loop over `count` like pieces of work at moving pointers, several abreast, and the rest after it. */
function abreast(
  code: Code,
  count: number,
  strides: readonly number[],
  starts: readonly number[],
  piece: (pointers: readonly Value[], place: number) => void,
): void {
  const pieces = (pointers: readonly Value[], places: number) =>
    code.interleave(Array.from({ length: places }, (_, place) => () => piece(pointers, place)));
  const { drawsAbreast } = code.shape;
  const turns = Math.floor(count / drawsAbreast);
  const fixed = (first: number) => starts.map((start, i) => code.integer(start + first * strides[i]!));
  if (turns > 1) {
    const pointers = starts.map((start, i) => ({ start: code.integer(start), stride: drawsAbreast * strides[i]! }));
    code.loop(pointers, turns, (at) => pieces(at, drawsAbreast));
  } else if (turns === 1) {
    pieces(fixed(0), drawsAbreast);
  }
  if (count % drawsAbreast > 0) pieces(fixed(drawsAbreast * turns), count % drawsAbreast);
}

/** One run for each stream and distribution, from the first to the last element that any statement asks for. */
function collectRuns(routine: Routine, tables: Tables): readonly Run[] {
  const runs = new Map<string, Run>();
  const visit = (expression: Expression, place: Place): void => {
    walk(expression, (node) => {
      if (node.kind === "random") {
        const [from, end] = elementRange(place);
        const key = `${node.distribution} ${node.stream}`;
        const run = runs.get(key);
        if (run === undefined) runs.set(key, { distribution: node.distribution, stream: node.stream, from, end });
        else [run.from, run.end] = [Math.min(run.from, from), Math.max(run.end, end)];
      }
      if (node.kind === "reduce") visit(node.body, { kind: "units", slice: node.over });
      if (node.kind === "gather") {
        visit(node.body, { kind: "synapses", projection: tables.projections.get(node.projection)! });
      }
      return node.kind !== "reduce" && node.kind !== "gather";
    });
  };
  for (const statement of routine.statements) visit(statement.expression, placeOf(statement, tables));
  return [...runs.values()];
}

function elementRange(place: Place): readonly [number, number] {
  if (place.kind === "subject") return [0, 1];
  if (place.kind === "synapses") return [0, synapseCount(place.projection)];
  return [place.slice.from, place.slice.from + place.slice.count];
}
