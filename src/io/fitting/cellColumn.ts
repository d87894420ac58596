import { isMissing, numberIn } from "../behaviourCells.ts";

/** One column of a table file while it is read: numbers, and the texts that are none. */
export class CellColumn {
  readonly name: string;
  readonly #holdsNames: boolean;
  #numbers = new Float64Array(1024);
  /** Of each row: number of its text, −1 for a number or a missing value; none as long as there is no text. */
  #textOf: Int32Array | null = null;
  readonly #texts = new Map<string, number>();
  #rows = 0;

  /** @param holdsNames - Whether digits are names too, to be kept as they are written: `007`, twenty digits. */
  constructor(name: string, holdsNames = false) {
    this.name = name;
    this.#holdsNames = holdsNames;
  }

  get rows(): number {
    return this.#rows;
  }

  add(cell: string): void {
    const trimmed = cell.trim();
    if (this.#rows === this.#numbers.length) this.#grow();
    const value = trimmed === "" ? Number.NaN : numberIn(trimmed);
    if (this.#holdsNames && !isMissing(trimmed)) this.#addText(trimmed.replace(/^(-?\d+)\.0+$/u, "$1"));
    else if (value === null) this.#addText(trimmed);
    else {
      this.#numbers[this.#rows] = value;
      if (this.#textOf) this.#textOf[this.#rows] = -1;
    }
    this.#rows++;
  }

  /** Numbers [row]; NaN where missing or text. */
  numbers(): Float64Array {
    return this.#numbers.subarray(0, this.#rows);
  }

  /** Texts that are no numbers, in the order in which they first occur. */
  texts(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /**
   * Numbers [row] where all texts are numbers with a decimal comma, null where they are not, or may be thousands
   * (`1,250`).
   */
  decimalCommas(): Float64Array | null {
    const texts = this.texts();
    if (texts.length === 0 || !texts.every((text) => /^[+-]?\d*,\d+(e[+-]?\d+)?$/iu.test(text))) return null;
    if (texts.every((text) => /^[+-]?[1-9]\d{0,2},\d{3}$/u.test(text))) return null;
    const values = this.numbers();
    if (values.some((value) => !Number.isNaN(value) && !Number.isInteger(value))) return null;
    const read = texts.map((text) => Number(text.replace(",", ".")));
    return values.map((value, row) => (this.textAt(row) < 0 ? value : read[this.textAt(row)]!));
  }

  /** Number of the text in a row, in the order of `texts`; −1 for a number or a missing value. */
  textAt(row: number): number {
    return this.#textOf?.[row] ?? -1;
  }

  /** The cell as it may be shown; empty where missing. */
  shown(row: number): string {
    const text = this.textAt(row);
    if (text >= 0) return this.texts()[text]!;
    const value = this.#numbers[row]!;
    return Number.isNaN(value) ? "" : String(value);
  }

  /** 1 where a row has a number or text, else 0. */
  presence(): (row: number) => number {
    const numbers = this.numbers();
    return (row) => (this.textAt(row) >= 0 || !Number.isNaN(numbers[row]!) ? 1 : 0);
  }

  /** Where a row has a text (or the number that it is): 1, another value: 0, none: NaN; and whether any row has it. */
  comparison(text: string): { readonly same: (row: number) => number; readonly occurs: boolean } {
    const wanted = this.texts().indexOf(text);
    const number = text.trim() === "" ? Number.NaN : Number(text);
    const numbers = this.numbers();
    const same = (row: number): number => {
      const own = this.textAt(row);
      if (own >= 0) return own === wanted ? 1 : 0;
      return Number.isNaN(numbers[row]!) ? Number.NaN : numbers[row] === number ? 1 : 0;
    };
    return { same, occurs: wanted >= 0 || numbers.indexOf(number) >= 0 };
  }

  /** The first different values, texts before numbers. */
  distinct(most: number): string[] {
    const found = new Set(this.texts().slice(0, most));
    for (const value of this.numbers()) {
      if (found.size >= most) break;
      if (!Number.isNaN(value)) found.add(String(value));
    }
    return [...found];
  }

  /** What stands in each row, as text (empty where missing). */
  labels(): string[] {
    const texts = this.texts();
    /** One text for each value: there may be millions of rows. */
    const shown = new Map<number, string>();
    return Array.from(this.numbers(), (value, row) => {
      const text = this.textAt(row);
      if (text >= 0) return texts[text]!;
      if (Number.isNaN(value)) return "";
      let label = shown.get(value);
      if (label === undefined) {
        label = String(value);
        shown.set(value, label);
      }
      return label;
    });
  }

  /** Makes the given values missing. @returns How many there were. */
  clear(values: readonly string[]): number {
    const texts = this.texts();
    let cleared = 0;
    for (let row = 0; row < this.#rows; row++) {
      const text = this.textAt(row);
      const isMeant =
        text >= 0 ? values.includes(texts[text]!) : values.some((value) => Number(value) === this.#numbers[row]);
      if (!isMeant) continue;
      this.#numbers[row] = Number.NaN;
      if (this.#textOf) this.#textOf[row] = -1;
      cleared++;
    }
    if (cleared > 0) this.#renumber();
    return cleared;
  }

  /** Forgets texts that no row has any more. */
  #renumber(): void {
    if (!this.#textOf) return;
    const texts = this.texts();
    this.#texts.clear();
    for (let row = 0; row < this.#rows; row++) {
      const text = this.#textOf[row]!;
      if (text < 0) continue;
      const label = texts[text]!;
      if (!this.#texts.has(label)) this.#texts.set(label, this.#texts.size);
      this.#textOf[row] = this.#texts.get(label)!;
    }
  }

  #addText(text: string): void {
    if (isMissing(text)) throw new RangeError("a missing value is no text");
    let number = this.#texts.get(text);
    if (number === undefined) {
      number = this.#texts.size;
      this.#texts.set(text, number);
    }
    this.#textOf ??= new Int32Array(this.#numbers.length).fill(-1);
    this.#textOf[this.#rows] = number;
    this.#numbers[this.#rows] = Number.NaN;
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    if (!this.#textOf) return;
    const textOf = new Int32Array(numbers.length).fill(-1);
    textOf.set(this.#textOf);
    this.#textOf = textOf;
  }
}
