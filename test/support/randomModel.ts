import { RandomSequence } from "../../src/math/random.ts";
import { RandomExpressions, type Readable } from "./randomExpression.ts";

const units = ["1", "1", "1", "1/s", "ms", "mV", "1", "nM"];
const wrongUnits = ["1/", "bananas", "m s", "mV^", "1/s/s/s^99", "s^1e9", "nM*s", "s^0.5", "", "µ", "toString"];
const sizes = ["1", "2", "3", "4", "5", "7", "8", "9", "13", "n", "n*2", "n + 1", "max(n, 4)", "17", "33"];
const wrongSizes = ["0", "-1", "2.5", "n/0", "1e9", "1000001", "1e400", "m", "n.value", "index", "(n", "NaN"];
const wrongValues = ["1e400", "-1e400 mV", ".nan", ".inf", "NaN", "1e39", "0x10", "ms 3", "~", "[1]", "true", '""'];
const names = ["a", "b", "c", "d"];
const wrongNames = [
  "toString",
  "constructor",
  "hasOwnProperty",
  "valueOf",
  "__proto__",
  "rate",
  "exp",
  "step",
  "9x",
  "é",
];

interface Unit {
  readonly area: string;
  readonly name: string;
  readonly size: string;
  readonly variables: readonly Readable[];
}

/**
 * Draws the text of a model file. About half are drawn without a fault on purpose (some are wrong all the same: units
 * that cancel badly, definitions that are not local); the others hold faults of every kind.
 */
export class RandomModel {
  readonly #random: RandomSequence;
  readonly #expressions: RandomExpressions;
  readonly #faults: number;
  readonly #lines: string[] = [];
  readonly #globals: Readable[] = [];
  readonly #subject: Readable[] = [];
  readonly #populations: Unit[] = [];
  readonly #receptors: string[] = [];
  #modulators: string[] = [];

  constructor(seed: number) {
    this.#random = new RandomSequence([seed, 11], 0, "model");
    this.#faults = this.#below(2) === 0 ? 0 : 1 + this.#below(60);
    this.#expressions = new RandomExpressions(this.#random, () => this.#wrong());
  }

  text(): string {
    this.#head();
    this.#parameters();
    this.#inputs();
    this.#chemistry();
    this.#areas();
    this.#nuclei();
    this.#projections();
    if (this.#below(4) === 0)
      this.#line(
        0,
        `record: [${this.#pick(this.#subject.map(({ text }) => text).concat(this.#wrong() ? ["x.y"] : ["area0.activity"]))}]`,
      );
    this.#line(0, "body: {stimuli: cue, reward: reward}");
    return this.#damaged(`${this.#lines.join("\n")}\n`);
  }

  #below(count: number): number {
    return this.#random.integer(count);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#below(values.length)]!;
  }

  /** Whether to put a fault here. */
  #wrong(): boolean {
    return this.#faults > 0 && this.#below(20 + 4 * this.#faults) === 0;
  }

  #line(depth: number, text: string): void {
    this.#lines.push("  ".repeat(depth) + text);
  }

  #unit(): string {
    return this.#wrong() ? this.#pick(wrongUnits) : this.#pick(units);
  }

  #name(name: string): string {
    return this.#wrong() ? this.#pick(wrongNames) : name;
  }

  #size(): string {
    return this.#wrong() ? this.#pick(wrongSizes) : this.#pick(sizes);
  }

  #head(): void {
    this.#line(0, `neohebb: ${this.#wrong() ? "model/9" : "model/1"}`);
    this.#line(0, "name: drawn");
    this.#line(0, "version: 1");
    this.#line(0, "summary: A drawn model.");
    const step = this.#wrong() ? this.#pick(["0 s", "-20 ms", "20 mV", "1e400 s", "1e-300 s", "20"]) : "20 ms";
    this.#line(0, `step: ${step}`);
    if (this.#below(3) === 0) this.#line(0, "integration: exponential");
    this.#line(
      0,
      `dimensions: {n: {default: ${this.#wrong() ? this.#pick(["0", "-3", "1e9", "2.5"]) : 1 + this.#below(6)}}}`,
    );
    this.#line(0, "events: [choice, outcome]");
    this.#line(0, "operators: {teacher: {local: false, doc: Drawn.}}");
  }

  #parameters(): void {
    this.#line(0, "parameters:");
    for (let i = 0; i < 2 + this.#below(4); i++) {
      const unit = i === 0 ? "ms" : i === 1 ? "1/s" : this.#unit();
      const name = this.#name(`p${i}`);
      const number = this.#pick(["0.5", "2", "50", "1e-3", "7", "300", "1e30"]);
      const value = this.#wrong() ? this.#pick(wrongValues) : unit === "1" ? number : `${number} ${unit}`;
      const scatter = this.#below(3) === 0 ? `, scatter: ${this.#pick(["0.1", "0.5", "2"])}` : "";
      const group = scatter && this.#below(2) === 0 ? ", scatterGroup: together" : "";
      this.#line(1, `${name}: {value: "${value}", status: chosen, source: drawn${scatter}${group}}`);
      this.#globals.push({ text: name, unit, at: "subject" });
    }
  }

  #inputs(): void {
    const size = this.#size();
    this.#line(0, "inputs:");
    this.#line(1, `reward: {unit: "1"}`);
    this.#line(1, `field: {unit: ${JSON.stringify(this.#unit())}}`);
    this.#line(1, `cue: {size: ${JSON.stringify(size)}, unit: "1"}`);
    this.#globals.push({ text: "reward", unit: "1", at: "subject" });
    this.#populations.push({ area: "", name: "cue", size, variables: [{ text: "value", unit: "1", at: "unit" }] });
  }

  #chemistry(): void {
    this.#modulators = ["dopamine", "serotonin"].slice(0, this.#below(3));
    if (this.#modulators.length === 0) return;
    this.#line(0, "modulators:");
    for (const name of this.#modulators) this.#line(1, `${name}: {${this.#wrong() ? "label: label" : ""}}`);
    this.#line(0, "receptors:");
    for (const modulator of this.#modulators) {
      const name = `${modulator}R`;
      const hill =
        this.#below(2) === 0
          ? `, hillCoefficient: ${this.#pick(this.#wrong() ? ["0", "-1", "1e9"] : ["1", "2", "1.5"])}`
          : "";
      const half = this.#wrong()
        ? this.#pick(["0", "-4", "4 mV", "x", "1e39", "normal()"])
        : this.#pick(["4", "0.5", "100"]);
      this.#line(
        1,
        `${name}: {modulator: ${modulator}, halfMaximalConcentration: "${half}"${hill}, status: chosen, source: drawn}`,
      );
      this.#receptors.push(name);
    }
  }

  #areas(): void {
    this.#line(0, "areas:");
    for (let i = 0; i < 1 + this.#below(2); i++) {
      const area = this.#name(`area${i}`);
      this.#line(1, `${area}:`);
      this.#areaChemistry(i);
      const own = this.#variables(2, "subject").map(({ text, ...rest }) => ({ ...rest, text: `${area}.${text}` }));
      this.#subject.push(...own);
      this.#texts(
        2,
        own,
        [],
        own.map(({ text }) => text.slice(area.length + 1)),
      );
      this.#line(2, "populations:");
      for (let j = 0; j < 1 + this.#below(2); j++) this.#population(area, this.#name(`pop${j}`));
    }
  }

  #areaChemistry(place: number): void {
    const here = this.#modulators.filter(() => this.#below(4) > 0);
    if (here.length === 0) return;
    this.#line(
      2,
      `receptors: {${here.map((name) => `${name}R: ${this.#wrong() ? "2" : this.#pick(["1", "0.5", "0"])}`).join(", ")}}`,
    );
    this.#line(2, "modulators:");
    for (const name of here) {
      const lag = this.#wrong()
        ? this.#pick(["0 ms", "-1 s", "150", "1e400 s"])
        : this.#pick(["150 ms", "1 ms", "10 s"]);
      const uptake = this.#pick([
        "",
        ", uptake: 1",
        ", uptake: 2, basal: 0.5",
        ", uptake: {maximum: 2, halfSaturation: 1}",
      ]);
      const pool = this.#below(4) === 0 ? ", pool: {use: 0.2 1/s, refill: 3 s}" : "";
      const auto = this.#below(4) === 0 ? `, autoreceptor: {receptor: ${name}R, gain: 2, lag: 60 ms}` : "";
      this.#line(3, `${name}: {lag: ${lag}${uptake}${pool}${auto}, release: {${name}Nucleus: 1}}`);
      this.#globals.push({ text: `occupancy(${name}R, area${place})`, unit: "1", at: "subject" });
      this.#globals.push({ text: `concentration(${name}, area${place})`, unit: "1", at: "subject" });
    }
  }

  #population(area: string, name: string): void {
    const size = this.#size();
    this.#line(3, `${name}:`);
    this.#line(4, `size: ${JSON.stringify(size)}`);
    const variables = this.#variables(4, "unit", [{ text: "drive", unit: "1" }]);
    const elsewhere = this.#populations
      .filter((other) => other.size === size)
      .flatMap((other) => other.variables.map((one) => ({ ...one, text: `${pathOf(other)}.${one.text}` })));
    this.#texts(
      4,
      [...variables, ...elsewhere, ...this.#subject],
      ["index", "size"],
      variables.map(({ text }) => text),
    );
    this.#populations.push({ area, name, size, variables });
  }

  #nuclei(): void {
    if (this.#modulators.length === 0) return;
    this.#line(0, "nuclei:");
    for (const modulator of this.#modulators) {
      const name = `${modulator}Nucleus`;
      this.#line(1, `${name}:`);
      this.#line(2, `modulator: ${modulator}`);
      this.#line(2, `variables: {rate: {unit: "1", initial: 1}}`);
      this.#line(2, "equations: |");
      const value = this.#expressions.draw("1", 3, [...this.#subjectScope()], this.#reducible());
      this.#line(3, `rate = clip(${value}, 0, 20)`);
      this.#globals.push({ text: `${name}.rate`, unit: "1", at: "subject" });
    }
  }

  #projections(): void {
    const count = this.#below(4);
    if (count === 0) return;
    const ruled = this.#below(3) === 0;
    if (ruled) this.#rule();
    this.#line(0, "projections:");
    for (let i = 0; i < count; i++) this.#projection(i, ruled && this.#below(2) === 0);
  }

  #rule(): void {
    this.#line(0, "rules:");
    this.#line(1, "drawnRule:");
    this.#line(
      2,
      `parameters: {speed: {unit: "1/s"}, top: {unit: "1", default: "${this.#pick(["1", "1 + 1", "p0", "exp(2)"])}"}}`,
    );
    this.#line(2, `variables: {trace: {unit: "1", initial: 0}}`);
    this.#line(2, "equations: |");
    this.#line(3, "d trace/dt = speed * (pre.drive * post.drive - trace)");
    this.#line(3, "weight = clip(weight + step * speed * trace, 0, top)");
    if (this.#below(2) === 0) this.#parts(["pre.drive", "post.drive"]);
  }

  /** State in the units at both ends and in the area, whose names are then broadcast or those of the ends. */
  #parts(rates: readonly [pre: string, post: string]): Readable[] {
    const parts = { pre: rates[0], post: rates[1], area: "occupied" } as const;
    const sides = (["pre", "post", "area"] as const).filter(() => this.#below(3) > 0);
    if (sides.length === 0) return [];
    this.#line(2, "at:");
    return sides.map((side) => {
      const name = `kept${side}`;
      const speed = this.#pick(["50 ms", "p0", "1 s", "(p0 + 1 ms)"]);
      const wrong = this.#wrong() ? this.#pick(["pre.drive", "post.index", "weight", "mean(post.drive)"]) : null;
      const source = wrong ?? (side === "area" ? this.#pick(["0.5", "mean(post.drive)", "p1 * 1 s"]) : parts[side]);
      this.#line(3, `${side}:`);
      this.#line(4, `variables: {${name}: {unit: "1", initial: 1}}`);
      this.#line(4, `equations: d ${name}/dt = (${source} - ${name}) / ${speed}`);
      if (this.#below(3) === 0) this.#line(4, `on: {outcome: "${name} = ${name} / 2"}`);
      return {
        text: this.#below(2) === 0 ? `${side}.${name}` : name,
        unit: "1",
        at: side === "area" ? "subject" : "unit",
      };
    });
  }

  #projection(place: number, ruled: boolean): void {
    const targets = this.#populations.filter(({ area }) => area !== "");
    const target = this.#pick(targets);
    const same = this.#populations.filter(({ size }) => size === target.size);
    const paired = this.#below(4) === 0;
    const source = ruled ? this.#pick(targets) : this.#pick(paired ? same : this.#populations);
    const slice =
      !paired && this.#below(5) === 0 ? this.#pick(["[0:1]", "[0:2]", "[1:3]", "[3:1]", "[0:n]", "[0:999]"]) : "";
    this.#line(1, `${this.#name(`proj${place}`)}:`);
    this.#line(2, `source: "${pathOf(source)}${slice}"`);
    this.#line(2, `target: ${this.#wrong() ? "area0.nowhere" : pathOf(target)}`);
    if (paired) this.#line(2, "connection: one-to-one");
    const ends = [
      ...source.variables.map((one) => ({ ...one, text: `pre.${one.text}` })),
      ...target.variables.map((one) => ({ ...one, text: `post.${one.text}` })),
    ];
    const scope = [...this.#globals.filter(({ text }) => !text.includes("(")), ...ends];
    if (ruled) this.#line(2, "rule: drawnRule");
    if (ruled) this.#line(2, `with: {speed: "${this.#pick(["p1", "0.3 1/s", "2 * p1", "p0"])}"}`);
    if (this.#below(4) > 0) this.#line(2, "into: drive");
    if (this.#below(4) === 0) {
      const delays = this.#wrong() ? ["0 s", "30 ms", "1 h", "p0", "1 mV"] : ["20 ms", "40 ms", "100 ms"];
      this.#line(2, `delay: ${this.#pick(delays)}`);
    }
    const variables = this.#variables(2, "unit", [{ text: "weight", unit: "1", plastic: true }]);
    const transmits = this.#expressions.draw("1", 2, [...scope, ...variables], []);
    this.#line(2, `transmits: ${JSON.stringify(transmits)}`);
    const reached = this.#receptors.filter((name) =>
      this.#globals.some(({ text }) => text === `occupancy(${name}, ${target.area})`),
    );
    if (reached.length > 0 && this.#below(2) === 0) {
      const receptor = this.#pick(reached);
      this.#line(
        2,
        `modulation: {gain: {effect: gain, unit: "1", expression: "occupancy(${receptor}) - resting(${receptor})"}}`,
      );
      variables.push({ text: "gain", unit: "1", at: "subject" });
    }
    const assigned = variables.map(({ text }) => text).filter((text) => text !== "gain");
    if (!ruled && this.#below(3) === 0) {
      const rate = (unit: Unit) => unit.variables.find((one) => one.unit === "1")?.text ?? "index";
      variables.push(...this.#parts([`pre.${rate(source)}`, `post.${rate(target)}`]));
    }
    this.#texts(2, [...variables, ...ends], ["pre.index", "post.index", "pre.size"], assigned, false);
  }

  #variables(
    depth: number,
    at: Readable["at"],
    first: readonly { text: string; unit: string; plastic?: boolean }[] = [],
  ): Readable[] {
    const found: Readable[] = [];
    this.#line(depth, "variables:");
    const more = names.slice(0, 1 + this.#below(3)).map((text) => ({ text: this.#name(text), unit: this.#unit() }));
    for (const { text, unit, plastic } of [...first, ...more] as readonly (typeof first)[number][]) {
      const scope = this.#globals.filter((one) => !one.text.includes("(") && !one.text.includes("."));
      const initial =
        this.#below(2) === 0 ? `, initial: ${JSON.stringify(this.#expressions.draw(unit, 2, scope, []))}` : "";
      this.#line(depth + 1, `${text}: {unit: ${JSON.stringify(unit)}${initial}${plastic ? ", plastic: true" : ""}}`);
      found.push({ text, unit, at });
    }
    return found;
  }

  /** Definitions, equations and events of one owner. */
  #texts(
    depth: number,
    readable: readonly Readable[],
    numbers: readonly string[],
    own: readonly string[],
    sums = true,
  ): void {
    const scope = [...readable, ...this.#globals.filter(({ text }) => sums || !text.includes("("))];
    for (const text of numbers) scope.push({ text, unit: "1", at: "unit" });
    const unitOf = new Map<string, string>();
    for (const { text, unit } of readable) {
      const name = text.split(".").at(-1)!;
      if (!unitOf.has(name)) unitOf.set(name, unit);
    }
    const reducible = sums ? this.#reducible() : [];
    if (this.#below(2) === 0) {
      this.#line(depth, "definitions:");
      for (let i = 0; i < 1 + this.#below(3); i++) {
        const unit = this.#unit();
        const expression = this.#wrong()
          ? `def${i} + def${(i + 1) % 2}`
          : this.#expressions.draw(unit, 3, scope, reducible);
        this.#line(depth + 1, `def${i}: {unit: ${JSON.stringify(unit)}, expression: ${JSON.stringify(expression)}}`);
        scope.push({ text: `def${i}`, unit, at: "unit" });
      }
    }
    const equation = (event: boolean): string => {
      const name = this.#wrong() ? this.#pick(["nothing", "pre.a", "toString", "constructor"]) : this.#pick(own);
      const unit = unitOf.get(name) ?? "1";
      const draw = (of: string) => this.#expressions.draw(of, 1 + this.#below(4), scope, reducible);
      const form = event ? this.#below(2) : this.#below(6);
      if (form > 3)
        return `d ${name}/dt = (${draw(unit)} - ${name}) / ${this.#pick(["p0", "50 ms", "1 s", "(p0 + 1 ms)"])}`;
      if (form === 3) return `d ${name}/dt = p1 * (${draw(unit)})`;
      return `${name} = ${draw(unit)}`;
    };
    this.#line(depth, "equations: |");
    for (let i = 0; i < 1 + this.#below(3); i++) this.#line(depth + 1, equation(false));
    if (this.#below(3) > 0) return;
    this.#line(
      depth,
      `on: {${this.#wrong() ? "nothing" : this.#pick(["choice", "trialStart", "outcome"])}: ${JSON.stringify(equation(true))}}`,
    );
  }

  #subjectScope(): Readable[] {
    return [...this.#globals, ...this.#subject];
  }

  /** What sums may go over. */
  #reducible(): Readable[] {
    return this.#populations.flatMap((population) =>
      population.variables.map((one) => ({ ...one, text: `${pathOf(population)}.${one.text}` })),
    );
  }

  /** Now and then the text is cut, a line is doubled, or a character is changed. */
  #damaged(text: string): string {
    if (this.#faults < 10 || this.#below(3) > 0) return text;
    const place = this.#below(text.length);
    const character = this.#pick([..."{}[]:,'\"|>&*!%#-+/()=^.0aé\t\u0000\uffff "]);
    switch (this.#below(4)) {
      case 0:
        return text.slice(0, place);
      case 1:
        return text.slice(0, place) + character + text.slice(place + 1);
      case 2:
        return text.slice(0, place) + text.slice(place + this.#below(40));
      default:
        return text.slice(0, place) + text.slice(Math.max(0, place - this.#below(60)));
    }
  }
}

function pathOf({ area, name }: Unit): string {
  return area === "" ? name : `${area}.${name}`;
}
