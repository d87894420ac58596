import type { RandomSequence } from "../../src/math/random.ts";

/** Something that an expression can read. */
export interface Readable {
  readonly text: string;
  readonly unit: string;
  readonly at: "subject" | "unit";
}

const functions = ["exp", "log", "tanh", "sqrt", "abs", "floor", "sigmoid", "positive"];
const nonsense = [
  "toString",
  "constructor",
  "__proto__.x",
  "pre.valueOf",
  "1e400",
  "1e39",
  "NaN",
  "Infinity",
  "x y",
  "sum()",
  "exp(1, 2)",
  "occupancy(nothing)",
  "hasOwnProperty(1)",
  "1 / 0",
  "0 / 0",
  "exp(1e6)",
  "sqrt(-1)",
  "mod(3, 0)",
  "2 ^ 99",
  "2 ^ 0.5",
  "((((",
  ")",
  "a = b",
  "not 1",
  "where(1, 2, 3)",
  "normal(-1)",
  "normal(1e30)",
  "input(nothing)",
  "delayed(1, 30 ms)",
  "delayed(clock, 40 ms)",
  "delayed(normal(), 20 ms)",
  "🜁",
];

/** Draws expressions of a given unit. */
export class RandomExpressions {
  readonly #random: RandomSequence;
  readonly #wrong: () => boolean;

  constructor(random: RandomSequence, wrong: () => boolean) {
    this.#random = random;
    this.#wrong = wrong;
  }

  draw(unit: string, depth: number, scope: readonly Readable[], reducible: readonly Readable[]): string {
    if (this.#wrong()) return this.#nonsense(unit, scope, reducible);
    if (depth === 0) return this.#leaf(unit, scope);
    const again = (of: string) => this.draw(of, depth - 1, scope, reducible);
    switch (this.#below(14)) {
      case 0:
        return `(${again(unit)} ${this.#pick(["+", "-"])} ${again(unit)})`;
      case 1:
        return `(${again(unit)} + ${again(unit)} - ${again(unit)})`;
      case 2:
        return `${again("1")} * ${bracketed(again(unit))}`;
      case 3:
        return `${bracketed(again(unit))} / (1 + abs(${again("1")}))`;
      case 4:
        return `${this.#pick(["min", "max"])}(${again(unit)}, ${again(unit)})`;
      case 5:
        return `where(${this.#condition(depth - 1, scope, reducible)}, ${again(unit)}, ${again(unit)})`;
      case 6:
        return `-${bracketed(again(unit))}`;
      case 7:
        return `clip(${again(unit)}, ${again(unit)}, ${again(unit)})`;
      case 8:
        return `${this.#pick(["abs", "positive"])}(${again(unit)})`;
      case 9:
        return this.#sum(unit, reducible) ?? this.#leaf(unit, scope);
      case 10:
        return unit === "1"
          ? `${this.#pick(functions)}(${this.#pick(["", "reward + "])}${again("1")})`
          : `${again("1")} * (${again(unit)})`;
      case 11:
        return unit === "1"
          ? `(1 + abs(${again("1")})) ^ ${this.#pick(["2", "3", "-1", "0"])}`
          : this.#leaf(unit, scope);
      case 12:
        return unit === "1" ? this.#pick(["normal()", "uniform()", "normal(3)", "teacher(uniform())"]) : again(unit);
      default:
        return this.#leaf(unit, scope);
    }
  }

  #sum(unit: string, reducible: readonly Readable[]): string | null {
    const fitting = reducible.filter((one) => one.unit === unit);
    if (fitting.length === 0) return null;
    const { text } = this.#pick(fitting);
    return `${this.#pick(["sum", "mean", "maximum", "minimum"])}(${text}${this.#pick(["", ` - ${text}`, " * 2"])})`;
  }

  #condition(depth: number, scope: readonly Readable[], reducible: readonly Readable[]): string {
    const unit = this.#pick(["1", "1", "ms", "mV"]);
    const side = () => this.draw(unit, Math.max(0, depth - 1), scope, reducible);
    const plain = `${side()} ${this.#pick(["<", "<=", ">", ">=", "==", "!="])} ${side()}`;
    if (this.#below(3) > 0) return plain;
    return `${this.#pick(["not ", ""])}(${plain}) ${this.#pick(["and", "or"])} ${this.#pick(["uniform() < 0.5", "clock > 2"])}`;
  }

  #leaf(unit: string, scope: readonly Readable[]): string {
    const fitting = scope.filter((one) => one.unit === unit);
    if (fitting.length > 0 && this.#below(4) > 0) {
      const { text } = this.#pick(fitting);
      return /^(pre|post|area0)\./u.test(text) && this.#below(8) === 0 ? `delayed(${text}, 40 ms)` : text;
    }
    if (unit === "1" && this.#below(6) === 0) return "clock";
    const number = this.#pick(["0", "1", "0.5", "3", "0.1", "1e-3", "100", "1e-40", "1e4"]);
    return unit === "1" || unit === "" ? number : `${number} ${unit}`;
  }

  #nonsense(unit: string, scope: readonly Readable[], reducible: readonly Readable[]): string {
    switch (this.#below(5)) {
      case 0:
        return this.draw(this.#pick(["1", "s", "mV", "1/s"]), 1, scope, reducible);
      case 1:
        return scope.length > 0 ? `${this.#pick(scope).text}x` : "x";
      case 2:
        return `${"(".repeat(this.#pick([10, 150, 250]))}1${")".repeat(this.#pick([10, 150, 250]))}`;
      case 3:
        return Array.from({ length: this.#pick([50, 190, 210, 900]) }, () => this.#leaf(unit, scope)).join(" + ");
      default:
        return this.#pick(nonsense);
    }
  }

  #below(count: number): number {
    return this.#random.integer(count);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#below(values.length)]!;
  }
}

function bracketed(text: string): string {
  return /^[\w.]+$/u.test(text) ? text : `(${text})`;
}
