import type { Tables } from "./checkProgram.ts";
import { rowProjections } from "./generator/skips.ts";
import type { Program, Variable } from "./program.ts";

/** Subjects of a tile, unless a back end has wider vectors. */
export const LANES = 4;
/** Address of the event mask: a word a lane, all ones for the lanes concerned. */
export const MASK_ADDRESS = 64;
const SHARED_ADDRESS = 128;
/** Byte offset of the subject numbers in a tile. */
export const SUBJECTS_OFFSET = 0;

/**
 * Where everything lies in memory: mask, shared variables, working space, then the tiles.
 *
 * A tile holds its subject numbers, the recorded variables, the other subject-level variables, populations and
 * projections; each variable is `[place, lane]`, where a place is the element but for the synapses of some projections.
 */
export interface Layout {
  /** Subjects of a tile: 4, 8 or 16. */
  readonly lanes: number;
  /** Bytes of one number of all subjects of a tile. */
  readonly vector: number;
  /** Byte offset of a variable in its tile. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Byte address of a shared variable (one binary32 an element). */
  readonly shared: ReadonlyMap<string, number>;
  readonly sharedAddress: number;
  readonly sharedBytes: number;
  /**
   * All-to-all projections whose synapses lie pre unit by pre unit (place = pre · posts + post) instead of post unit by
   * post unit, so that what a silent pre unit leaves out lies together.
   */
  readonly byPre: ReadonlySet<string>;
  /** For each variable of such a projection, the place of each element (post · pres + pre). */
  readonly places: ReadonlyMap<string, Int32Array>;
  readonly recorded: readonly string[];
  readonly tileBytes: number;
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/** First address after the shared variables, where a back end may keep working space. */
export function workAddress(layout: Layout): number {
  return roundUp(layout.sharedAddress + layout.sharedBytes, 64);
}

/** Lays out a checked program. */
export function layOut(program: Program, tables: Tables, lanes = LANES): Layout {
  const vector = 4 * lanes;
  const shared = new Map<string, number>();
  let address = SHARED_ADDRESS;
  for (const { name, storage } of program.variables) {
    if (storage !== "shared") continue;
    shared.set(name, address);
    address += 4 * tables.sizes.get(name)!;
  }
  const rank = ({ domain, recorded }: Variable) =>
    recorded ? 0 : ["subject", "population", "projection"].indexOf(domain.kind) + 1;
  const own = program.variables.filter(({ storage }) => storage === "subject");
  const sorted = [...own].sort((a, b) => rank(a) - rank(b));
  const offsets = new Map<string, number>();
  let offset = SUBJECTS_OFFSET + vector;
  for (const { name } of sorted) {
    const bytes = vector * tables.sizes.get(name)!;
    offsets.set(name, offset);
    offset += bytes;
    // Arrays of like length would else begin at the same place modulo 4 KiB and compete for the same cache sets.
    if (bytes >= 4096) offset = roundUp(offset, 64) + 320;
  }
  const byPre = rowProjections(program, tables);
  const places = new Map<string, Int32Array>();
  for (const { name, domain } of program.variables) {
    if (domain.kind !== "projection" || !byPre.has(domain.projection)) continue;
    const { source, target } = tables.projections.get(domain.projection)!;
    const [pres, posts] = [source.count, target.count];
    places.set(
      name,
      Int32Array.from({ length: pres * posts }, (_, i) => (i % pres) * posts + Math.floor(i / pres)),
    );
  }
  return {
    byPre,
    places,
    lanes,
    vector,
    offsets,
    shared,
    sharedAddress: SHARED_ADDRESS,
    sharedBytes: address - SHARED_ADDRESS,
    recorded: sorted.filter(({ recorded }) => recorded).map(({ name }) => name),
    tileBytes: roundUp(offset, 64),
  };
}
