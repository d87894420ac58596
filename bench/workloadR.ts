import type { Expression, Program, Projection, Statement, Variable } from "../src/engine/program.ts";
import type { Simulation } from "../src/engine/simulation.ts";

/** Key of the random numbers of workload R. */
export const SEED = [0x12345678, 0x9abcdef0] as const;

const UNITS = 512;
const GROUP = 64;
const PROJECTIONS = 4;
const SYNAPSES = GROUP * GROUP;
const DECAY = [0.9, 0.95, 0.8, 0.98];
const GATES = [
  [1, 0.2, -0.1, 0.05],
  [0.5, 0.5, 0, 0.1],
  [-0.3, 0.8, 0.2, 0],
  [0.9, 0, 0.3, -0.2],
];

const four = [0, 1, 2, 3];
const constant = (value: number): Expression => ({ kind: "constant", value });
const own = (variable: string): Expression => ({ kind: "read", variable, at: "own" });
const binary =
  (operator: "add" | "subtract" | "multiply" | "divide" | "minimum" | "maximum") =>
  (left: Expression, right: Expression): Expression => ({ kind: "binary", operator, left, right });
const [add, subtract, multiply, divide] = [binary("add"), binary("subtract"), binary("multiply"), binary("divide")];
const clip = (x: Expression, low: number, high: number) =>
  binary("minimum")(binary("maximum")(x, constant(low)), constant(high));
const assign = (variable: string, expression: Expression, from?: number): Statement => ({
  variable,
  expression,
  origin: variable,
  ...(from === undefined ? {} : { slice: { population: "units", from, count: GROUP } }),
});

function modulo(x: Expression, period: number): Expression {
  const whole: Expression = { kind: "unary", operator: "floor", operand: divide(x, constant(period)) };
  return subtract(x, multiply(whole, constant(period)));
}

/** 1 every hundred steps (10 steps later for each next modulator), −1 every third time for the first. */
function phasic(m: number): Expression {
  const is = (left: Expression, right: number) =>
    ({ kind: "compare", operator: "equal", left, right: constant(right) }) as const;
  const clock: Expression = { kind: "clock" };
  const size: Expression =
    m > 0 ? constant(1) : { kind: "select", condition: is(modulo(clock, 300), 0), yes: constant(-1), no: constant(1) };
  return { kind: "select", condition: is(modulo(clock, 100), 10 * m), yes: size, no: constant(0) };
}

function stepStatements(): Statement[] {
  const modulators = four.map((m) =>
    assign(`modulator${m}`, add(multiply(own(`modulator${m}`), constant(DECAY[m]!)), phasic(m))),
  );
  const gates = four.map((p) => {
    const terms = four.map((m) => multiply(own(`modulator${m}`), constant(GATES[p]![m]!)));
    return assign(`gate${p}`, multiply(terms.reduce(add), constant(0.01 * 0.02)));
  });
  const drive = add(subtract(own("input"), own("activation")), own("external"));
  const noise = multiply({ kind: "random", distribution: "normal", stream: 0 }, constant(0.1 * Math.sqrt(0.2)));
  const exponent: Expression = {
    kind: "unary",
    operator: "exponential",
    operand: { kind: "unary", operator: "negate", operand: multiply(own("activation"), constant(4)) },
  };
  const units = [
    assign("activation", add(add(own("activation"), multiply(drive, constant(0.2))), noise)),
    assign("rate", divide(constant(1), add(constant(1), exponent))),
  ];
  const pre: Expression = { kind: "read", variable: "rate", at: "pre" };
  const post: Expression = { kind: "read", variable: "rate", at: "post" };
  const synapses = four.flatMap((p) => [
    assign("input", { kind: "gather", projection: `p${p}`, body: multiply(own(`p${p}.weight`), pre) }, 256 + GROUP * p),
    assign(
      `p${p}.trace`,
      add(multiply(own(`p${p}.trace`), constant(0.98)), multiply(multiply(post, constant(0.01)), pre)),
    ),
    assign(`p${p}.weight`, clip(add(own(`p${p}.weight`), multiply(own(`gate${p}`), own(`p${p}.trace`))), 0, 0.05)),
  ]);
  return [...modulators, ...gates, ...units, ...synapses];
}

/** Workload R as a program: 512 units in eight groups, four plastic 64 × 64 projections, four modulators. */
export function workloadR(): Program {
  const variable = (name: string, domain: Variable["domain"], rest: Partial<Variable> = {}): Variable => ({
    name,
    domain,
    role: "state",
    storage: "subject",
    recorded: false,
    unit: "1",
    ...rest,
  });
  const units = { kind: "population", population: "units" } as const;
  const table = { role: "parameter", storage: "shared" } as const;
  return {
    name: "workload-r",
    step: 0.01,
    populations: [{ name: "units", size: UNITS }],
    projections: four.map(
      (p): Projection => ({
        name: `p${p}`,
        source: { population: "units", from: GROUP * p, count: GROUP },
        target: { population: "units", from: UNITS / 2 + GROUP * p, count: GROUP },
        connection: "all-to-all",
      }),
    ),
    variables: [
      ...four.map((m) => variable(`modulator${m}`, { kind: "subject" })),
      ...four.map((p) => variable(`gate${p}`, { kind: "subject" })),
      ...["activation", "rate", "input"].map((name) => variable(name, units)),
      variable("external", units, table),
      ...four.flatMap((p) => {
        const synapses = { kind: "projection", projection: `p${p}` } as const;
        return [
          variable(`p${p}.weight`, synapses),
          variable(`p${p}.trace`, synapses),
          variable(`p${p}.start`, synapses, table),
        ];
      }),
    ],
    routines: [
      {
        name: "initialise",
        masked: false,
        statements: [
          ...four.flatMap((p) => [assign(`p${p}.weight`, own(`p${p}.start`)), assign(`p${p}.trace`, constant(0))]),
          ...["activation", "rate", "input"].map((name) => assign(name, constant(0))),
          ...four.map((m) => assign(`modulator${m}`, constant(0))),
        ],
      },
      { name: "step", masked: false, statements: stepStatements() },
    ],
  };
}

/** The start values that the definition draws: external drive of the units and first weights. */
export function startValues(): { readonly external: Float32Array; readonly weights: readonly Float32Array[] } {
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const external = Float32Array.from({ length: UNITS }, () => next() - 0.5);
  const weights = four.map(() => Float32Array.from({ length: SYNAPSES }, () => next() * 0.03));
  return { external, weights };
}

/** Writes the start values and initialises. */
export function start(simulation: Simulation): void {
  const { external, weights } = startValues();
  simulation.write("external", 0, external);
  weights.forEach((values, p) => {
    simulation.write(`p${p}.start`, 0, values);
  });
  simulation.initialise();
}

/** The two digests of the definition: activations and weights, or everything. */
export function digests(simulation: Simulation): { readonly digest: string; readonly full: string } {
  return { digest: digest(simulation, false), full: digest(simulation, true) };
}

function digest(simulation: Simulation, full: boolean): string {
  const projections = Array.from({ length: PROJECTIONS }, (_, p) => `p${p}`);
  const names = ["activation", ...projections.map((p) => `${p}.weight`)];
  if (full) names.push(...projections.map((p) => `${p}.trace`), "rate", "input", ...four.map((m) => `modulator${m}`));
  let hash = 0x811c9dc5;
  simulation.subjects.forEach((_, place) => {
    for (const name of names) {
      const values = simulation.read(name, place);
      for (const word of new Uint32Array(values.buffer)) {
        hash = Math.imul(hash ^ word, 0x01000193);
        hash ^= hash >>> 15;
      }
    }
  });
  return (hash >>> 0).toString(16).padStart(8, "0");
}
