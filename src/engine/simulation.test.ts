import { describe, expect, it } from "vitest";
import { createSimulation } from "./createSimulation.ts";
import type { Expression, Program, Routine, Statement, Variable } from "./program.ts";
import type { Backend, SimulationOptions } from "./simulation.ts";

const constant = (value: number): Expression => ({ kind: "constant", value });
const own = (variable: string): Expression => ({ kind: "read", variable, at: "own" });
const add = (left: Expression, right: Expression): Expression => ({ kind: "binary", operator: "add", left, right });
const normal: Expression = { kind: "random", distribution: "normal", stream: 9 };
const assign = (variable: string, expression: Expression): Statement => ({ variable, expression, origin: variable });

function variable(name: string, rest: Partial<Variable> = {}): Variable {
  return { name, domain: { kind: "subject" }, role: "state", storage: "subject", recorded: false, unit: "1", ...rest };
}

const units = { kind: "population", population: "units" } as const;

/** Counts steps and events, adds an input, draws noise. */
function counter(changes: Partial<Program> = {}): Program {
  const routine = (name: string, masked: boolean, statements: Statement[]): Routine => ({ name, masked, statements });
  return {
    name: "counter",
    step: 0.02,
    populations: [{ name: "units", size: 6 }],
    projections: [],
    variables: [
      variable("total"),
      variable("events", { recorded: true }),
      variable("steps", { recorded: true }),
      variable("input", { role: "input" }),
      variable("noise", { domain: units }),
      variable("table", { domain: units, role: "parameter", storage: "shared" }),
      variable("copy", { domain: units }),
    ],
    routines: [
      routine("initialise", false, [
        assign("total", constant(0)),
        assign("events", constant(0)),
        assign("steps", constant(0)),
      ]),
      routine("step", false, [
        assign("steps", add(own("steps"), constant(1))),
        assign("total", add(own("total"), own("input"))),
        assign("noise", normal),
        assign("copy", own("table")),
      ]),
      routine("choice", true, [assign("events", add(own("events"), constant(1)))]),
    ],
    ...changes,
  };
}

const backends: readonly Backend[] = ["interpreter", "wasm"];

describe.each(backends)("a simulation run by %s", (backend) => {
  const create = (options: Partial<SimulationOptions> = {}, program = counter()) =>
    createSimulation(program, { subjects: [10, 11, 12, 13, 14, 15], seed: [1, 2], backend, ...options });

  it("holds four subjects a tile and makes each tile's steps apart", async () => {
    const simulation = await create();
    simulation.initialise();
    simulation.step(0, 3);
    simulation.step(1);
    expect(simulation.tiles).toBe(2);
    expect([simulation.clock(0), simulation.clock(1)]).toEqual([3, 1]);
    expect(simulation.read("steps", 3)[0]).toBe(3);
    expect(simulation.read("steps", 4)[0]).toBe(1);
  });

  it("fires an event for the lanes of the mask, by default for all", async () => {
    const simulation = await create();
    simulation.initialise();
    simulation.fire("choice", 0, [1, 0, 0, 2]);
    simulation.fire("choice", 0);
    simulation.fire("nothing of the kind", 0);
    expect([0, 1, 2, 3].map((place) => simulation.read("events", place)[0])).toEqual([2, 1, 1, 2]);
  });

  it("records in one piece of memory, by variable and lane", async () => {
    const simulation = await create();
    simulation.initialise();
    simulation.step(1, 2);
    simulation.fire("choice", 1, [0, 1, 0, 0]);
    expect(simulation.recorded).toEqual(["events", "steps"]);
    expect([...simulation.recording(1)].filter((_, i) => i % 4 < 2)).toEqual([0, 1, 2, 2]);
  });

  it("takes input by subject and shows the same memory in its views", async () => {
    const simulation = await create();
    simulation.initialise();
    simulation.write("input", 5, [0.5]);
    simulation.view("input", 1)[0] = 2;
    simulation.step(1, 2);
    expect([simulation.read("total", 4)[0], simulation.read("total", 5)[0]]).toEqual([4, 1]);
    expect(simulation.view("total", 1)[1]).toBe(1);
  });

  it("gives a shared table to all subjects", async () => {
    const simulation = await create();
    simulation.write("table", 2, [1, 2, 3, 4, 5, 6]);
    simulation.initialise();
    simulation.step(0);
    simulation.step(1);
    expect([...simulation.read("copy", 5)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("draws other noise for another subject, step and seed, and the same for the same", async () => {
    const noise = async (options: Partial<SimulationOptions>, steps: number) => {
      const simulation = await create(options);
      simulation.initialise();
      simulation.step(0, steps);
      return [...simulation.read("noise", 0)];
    };
    const first = await noise({}, 1);
    expect(await noise({ subjects: [10] }, 1)).toEqual(first);
    for (const other of [noise({ subjects: [11] }, 1), noise({}, 2), noise({ seed: [1, 3] }, 1)]) {
      expect(await other).not.toEqual(first);
    }
  });

  it("goes on from a snapshot as if it had not been interrupted", async () => {
    const program = counter();
    const simulation = await create({}, program);
    simulation.initialise();
    simulation.write("input", 1, [3]);
    simulation.step(0, 2);
    const snapshot = simulation.snapshot();
    const later = await create({}, program);
    later.restore(snapshot);
    for (const run of [simulation, later]) run.step(0, 3);
    for (const { name } of program.variables) expect(later.read(name, 1)).toEqual(simulation.read(name, 1));
    expect(later.clock(0)).toBe(5);
  });

  it("takes up a snapshot of the other back end", async () => {
    const program = counter();
    const [own, other] = await Promise.all(backends.map((of) => create({ backend: of }, program)));
    own!.initialise();
    own!.step(1, 3);
    other!.restore(own!.snapshot());
    for (const run of [own!, other!]) run.step(1, 2);
    for (const { name } of program.variables) expect(other!.read(name, 5)).toEqual(own!.read(name, 5));
  });

  it("refuses a snapshot of other subjects", async () => {
    const snapshot = (await create()).snapshot();
    const other = await create({ subjects: [1, 2, 3, 4, 5, 6] });
    expect(() => other.restore(snapshot)).toThrow(/other variables, subjects or another seed/);
    expect(() => other.restore(snapshot.slice(8))).toThrow(/bytes/);
  });

  it("finds the first number that is not finite, but not in idle lanes", async () => {
    const simulation = await create();
    simulation.initialise();
    expect(simulation.findNonFinite(1)).toBeNull();
    simulation.view("noise", 1)[4 * 2 + 3] = Number.NaN;
    expect(simulation.findNonFinite(1)).toBeNull();
    simulation.write("noise", 5, [0, 0, 0, 0, Number.POSITIVE_INFINITY, 0]);
    expect(simulation.findNonFinite(1)).toEqual({ variable: "noise", place: 5, element: 4 });
  });

  it("says what is wrong with a name, place, tile or number of values", async () => {
    const simulation = await create();
    expect(() => simulation.read("totl", 0)).toThrow("there is no variable totl (meant: total?)");
    expect(() => simulation.read("total", 6)).toThrow(/no subject at place 6/);
    expect(() => simulation.step(2)).toThrow(/no tile 2/);
    expect(() => simulation.write("noise", 0, [1])).toThrow(/noise has 6 elements/);
    expect(() => simulation.view("table", 0)).toThrow(/shared/);
    expect(() => simulation.step(0, 0.5)).toThrow(/0.5 is not a number of steps/);
  });
});

describe("createSimulation", () => {
  const create = (options: Partial<SimulationOptions>) =>
    createSimulation(counter(), { subjects: [1], seed: [0, 0], ...options });

  it("refuses subject numbers and seeds that are no 32-bit words", async () => {
    await expect(create({ subjects: [] })).rejects.toThrow(/at least one subject/);
    await expect(create({ subjects: [-1] })).rejects.toThrow(/subject number -1/);
    await expect(create({ seed: [0, 2 ** 32] })).rejects.toThrow(/seed 0, 4294967296/);
  });

  it("refuses more subjects than fit into memory", async () => {
    const many = variable("many", { domain: { kind: "population", population: "many" } });
    const program = counter({
      populations: [
        { name: "units", size: 6 },
        { name: "many", size: 10_000_000 },
      ],
      variables: [...counter().variables, many],
    });
    const subjects = Array.from({ length: 200 }, (_, i) => i);
    await expect(createSimulation(program, { subjects, seed: [0, 0] })).rejects.toThrow(/at most 104 do/);
  });
});
