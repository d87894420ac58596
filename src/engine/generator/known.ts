import type { Value } from "./code.ts";

/** What a block has read so far. */
export class Known {
  /** Content of memory: by address and state of the memory, then by offset. */
  readonly #contents = new Map<number, Map<number, Value>>();

  content(place: number, offset: number): Value | undefined {
    return this.#contents.get(place)?.get(offset);
  }

  setContent(place: number, offset: number, value: Value): void {
    const offsets = this.#contents.get(place);
    if (offsets === undefined) this.#contents.set(place, new Map([[offset, value]]));
    else offsets.set(offset, value);
  }
}
