import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomSequence } from "../math/random.ts";
import { createSimulation } from "./createSimulation.ts";
import type {
  Condition,
  Domain,
  Expression,
  Population,
  Program,
  Projection,
  Routine,
  Slice,
  Statement,
  Variable,
} from "./program.ts";
import type { Simulation } from "./simulation.ts";

type Place =
  | { readonly kind: "subject" }
  | { readonly kind: "units"; readonly slice: Slice }
  | { readonly kind: "synapses"; readonly projection: Projection };

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 17, 24];
const NUMBERS = [0, -0, 1, -1, 0.5, 2, 0.1, 3, -7.25, 1e-3, 100, 1e30, 1e-40];

/** Draws programs that use every kind of node, domain and slice. */
class ProgramGenerator {
  readonly #random: RandomSequence;
  readonly #populations: Population[] = [];
  readonly #projections: Projection[] = [];
  readonly #variables: Variable[] = [];
  readonly #earlier = new Map<string, Expression[]>();
  #last: Domain | null = null;

  constructor(seed: number) {
    this.#random = new RandomSequence([seed, 7], 0, "program");
  }

  program(statements: number): Program {
    for (let i = 0; i <= this.#below(3); i++) this.#populations.push({ name: `n${i}`, size: this.#pick(SIZES) });
    for (let i = 0; i < 1 + this.#below(3); i++) this.#projections.push(this.#projection(`p${i}`));
    this.#declare("s", { kind: "subject" });
    for (const { name } of this.#populations) this.#declare(name, { kind: "population", population: name });
    for (const { name } of this.#projections) this.#declare(name, { kind: "projection", projection: name });
    const routine = (name: string, masked: boolean): Routine => ({
      name,
      masked,
      statements: Array.from({ length: statements }, () => this.#statement(name)),
    });
    return {
      name: "drawn",
      step: 0.02,
      populations: this.#populations,
      projections: this.#projections,
      variables: this.#variables,
      routines: [routine("initialise", false), routine("step", false), routine("choice", true)],
    };
  }

  #below(count: number): number {
    return this.#random.integer(count);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#below(values.length)]!;
  }

  #slice({ name, size }: Population): Slice {
    const from = this.#below(size);
    return { population: name, from, count: 1 + this.#below(size - from) };
  }

  #projection(name: string): Projection {
    const whole = this.#below(2) === 0;
    const end = () => {
      const population = this.#pick(this.#populations);
      return whole ? { population: population.name, from: 0, count: population.size } : this.#slice(population);
    };
    const [source, target] = [end(), end()];
    if (this.#below(3) > 0) return { name, source, target, connection: "all-to-all" };
    const count = Math.min(source.count, target.count);
    return { name, source: { ...source, count }, target: { ...target, count }, connection: "one-to-one" };
  }

  #declare(prefix: string, domain: Domain): void {
    const variable = (name: string, rest: Partial<Variable>): Variable => ({
      name: `${prefix}.${name}`,
      domain,
      role: "state",
      storage: "subject",
      recorded: false,
      unit: "1",
      ...rest,
    });
    this.#variables.push(
      variable("a", { recorded: domain.kind === "subject" && this.#below(2) === 0 }),
      variable("b", {}),
      variable("parameter", { role: "parameter" }),
      variable("input", { role: "input" }),
      variable("table", { role: "parameter", storage: "shared" }),
    );
  }

  #statement(routine: string): Statement {
    const assignable = this.#variables.filter(
      ({ role, storage }) =>
        storage === "subject" && (role === "state" || (role === "parameter" && routine === "initialise")),
    );
    const neighbours = assignable.filter(({ domain }) => domain === this.#last);
    const variable = this.#pick(neighbours.length > 0 && this.#below(3) > 0 ? neighbours : assignable);
    const { domain } = variable;
    this.#last = domain;
    const origin = `${variable.name} in ${routine}`;
    const depth = 1 + this.#below(4);
    if (domain.kind === "subject") {
      return { variable: variable.name, origin, expression: this.#expression({ kind: "subject" }, depth) };
    }
    if (domain.kind === "projection") {
      const projection = this.#projections.find(({ name }) => name === domain.projection)!;
      return { variable: variable.name, origin, expression: this.#expression({ kind: "synapses", projection }, depth) };
    }
    const population = this.#populations.find(({ name }) => name === domain.population)!;
    const targets = this.#projections
      .map(({ target }) => target)
      .filter((slice) => slice.population === population.name);
    const slices = [null, this.#slice(population), ...targets];
    const slice = this.#pick(slices);
    const place = slice ?? { population: population.name, from: 0, count: population.size };
    const expression = this.#expression({ kind: "units", slice: place }, depth);
    return { variable: variable.name, origin, expression, ...(slice === null ? {} : { slice }) };
  }

  /** Now and then an expression that was used before at such a place. */
  #expression(place: Place, depth: number): Expression {
    const key = JSON.stringify(place);
    const earlier = this.#earlier.get(key) ?? [];
    this.#earlier.set(key, earlier);
    if (earlier.length > 0 && this.#below(5) === 0) return this.#pick(earlier);
    const expression = this.#fresh(place, depth);
    if (expression.kind === "reduce" || expression.kind === "gather") earlier.push(expression);
    return expression;
  }

  #fresh(place: Place, depth: number): Expression {
    if (depth === 0) return this.#leaf(place);
    switch (this.#below(11)) {
      case 0:
      case 1:
        return this.#leaf(place);
      case 2:
      case 3:
        return {
          kind: "unary",
          operator: this.#pick(["negate", "absolute", "squareRoot", "exponential", "logarithm", "tanh", "floor"]),
          operand: this.#expression(place, depth - 1),
        };
      case 4:
        return {
          kind: "select",
          condition: this.#condition(place, depth - 1),
          yes: this.#expression(place, depth - 1),
          no: this.#expression(place, depth - 1),
        };
      case 5: {
        const over = this.#slice(this.#pick(this.#populations));
        const operator = this.#pick(["sum", "mean", "maximum", "minimum"] as const);
        return { kind: "reduce", operator, over, body: this.#expression({ kind: "units", slice: over }, depth - 1) };
      }
      case 6:
      case 7:
        return this.#gather(place, depth) ?? this.#leaf(place);
      default:
        return {
          kind: "binary",
          operator: this.#pick(["add", "add", "subtract", "multiply", "multiply", "divide", "minimum", "maximum"]),
          left: this.#expression(place, depth - 1),
          right: this.#expression(place, depth - 1),
        };
    }
  }

  #gather(place: Place, depth: number): Expression | null {
    if (place.kind !== "units") return null;
    const onto = this.#projections.filter(({ target }) => target.population === place.slice.population);
    if (onto.length === 0) return null;
    const projection = this.#pick(onto);
    const body = this.#expression({ kind: "synapses", projection }, depth - 1);
    return { kind: "gather", projection: projection.name, body };
  }

  #condition(place: Place, depth: number): Condition {
    if (depth > 0 && this.#below(3) === 0) {
      if (this.#below(3) === 0) return { kind: "not", operand: this.#condition(place, depth - 1) };
      const kind = this.#pick(["and", "or"] as const);
      return { kind, left: this.#condition(place, depth - 1), right: this.#condition(place, depth - 1) };
    }
    return {
      kind: "compare",
      operator: this.#pick(["less", "lessOrEqual", "equal"]),
      left: this.#expression(place, Math.max(0, depth - 1)),
      right: this.#expression(place, Math.max(0, depth - 1)),
    };
  }

  #leaf(place: Place): Expression {
    const choice = this.#below(10);
    if (choice === 0) return { kind: "constant", value: this.#pick(NUMBERS) };
    if (choice === 1) return { kind: "clock" };
    if (choice === 2) {
      const distribution = this.#pick(["normal", "uniform"] as const);
      return { kind: "random", distribution, stream: this.#pick([0, 1, 0xfffffff0]) };
    }
    if (choice === 3 && place.kind !== "subject") {
      return { kind: "index", of: place.kind === "units" ? "own" : this.#pick(["pre", "post"] as const) };
    }
    return this.#pick(this.#readable(place));
  }

  #readable(place: Place): Expression[] {
    const sizeOf = (name: string) => this.#populations.find((population) => population.name === name)!.size;
    return this.#variables.flatMap(({ name, domain }): Expression[] => {
      const read = (at: "own" | "pre" | "post" | "aligned"): Expression => ({ kind: "read", variable: name, at });
      if (domain.kind === "subject") return [read("own")];
      if (domain.kind === "projection") {
        return place.kind === "synapses" && place.projection.name === domain.projection ? [read("own")] : [];
      }
      const { population } = domain;
      if (place.kind === "synapses") {
        const { source, target } = place.projection;
        const pre = source.population === population ? [read("pre")] : [];
        return target.population === population ? [...pre, read("post")] : pre;
      }
      if (place.kind === "subject") return [];
      const { slice } = place;
      const size = sizeOf(population);
      const aligned = size === slice.count || size === sizeOf(slice.population) ? [read("aligned")] : [];
      return slice.population === population ? [...aligned, read("own")] : aligned;
    });
  }
}

const SEED = [123, 456] as const;

/** Values that the host writes: mostly plain numbers, now and then a special one; the same for a subject anywhere. */
function hostValues(name: string, subject: number, size: number): Float32Array {
  const random = new RandomSequence([1, 2], subject, name);
  const special = [Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-42, -1e38];
  return Float32Array.from({ length: size }, () =>
    random.integer(60) === 0 ? special[random.integer(special.length)]! : random.normal(),
  );
}

async function simulate(program: Program, backend: "wasm" | "interpreter", subjects: readonly number[]) {
  const simulation = await createSimulation(program, { subjects, seed: SEED, backend });
  for (const { name, storage } of program.variables) {
    subjects.forEach((subject, place) => {
      const values = hostValues(name, storage === "shared" ? 0 : subject, simulation.sizeOf(name));
      simulation.write(name, place, values);
    });
  }
  simulation.initialise();
  for (let tile = 0; tile < simulation.tiles; tile++) {
    simulation.step(tile, 2);
    const mask = [0, 1, 2, 3].map((lane) => (subjects[4 * tile + lane] ?? 0) % 2);
    simulation.fire("choice", tile, mask as [number, number, number, number]);
    simulation.step(tile);
  }
  return simulation;
}

/** All numbers of one subject, as bits, with one bit pattern for all NaN. */
function bitsOf(simulation: Simulation, place: number): Record<string, number[]> {
  const names = simulation.program.variables.map(({ name }) => name);
  return Object.fromEntries(
    names.map((name) => {
      const values = simulation.read(name, place);
      const words = new Uint32Array(values.buffer);
      return [name, Array.from(words, (bits, i) => (Number.isNaN(values[i]!) ? 0x7fc00000 : bits))];
    }),
  );
}

describe("compiled programs", () => {
  it("give the same bits as interpreted ones", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 8 }), async (seed, statements) => {
        const program = new ProgramGenerator(seed).program(statements);
        const subjects = [3, 1, 4, 15, 9];
        const compiled = await simulate(program, "wasm", subjects);
        const interpreted = await simulate(program, "interpreter", subjects);
        subjects.forEach((_, place) => {
          expect(bitsOf(compiled, place)).toEqual(bitsOf(interpreted, place));
        });
        expect(compiled.findNonFinite(0)).toEqual(interpreted.findNonFinite(0));
      }),
      { numRuns: Number(process.env.NEOHEBB_RUNS ?? 150), ...seedOfRuns() },
    );
  });

  it("give a subject the same numbers whoever shares its batch", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const program = new ProgramGenerator(seed).program(6);
        const all = Array.from({ length: 64 }, (_, i) => 2 * i + 1);
        const many = await simulate(program, "wasm", all);
        for (const count of [1, 4, 5]) {
          const subjects = all.slice(17, 17 + count);
          const few = await simulate(program, "wasm", subjects);
          subjects.forEach((_, place) => {
            expect(bitsOf(few, place)).toEqual(bitsOf(many, 17 + place));
          });
        }
      }),
      { numRuns: 20, ...seedOfRuns() },
    );
  });
});

function seedOfRuns(): { seed: number } {
  return { seed: Number(process.env.NEOHEBB_SEED ?? 20_001) };
}
