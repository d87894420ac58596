import { describe, expect, it } from "vitest";
import { digits, routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import type { LowerOptions } from "./lowered.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { ModelFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";
import { hash32 } from "./streams.ts";

const base: ModelFile = {
  neohebb: "model/1",
  name: "example",
  version: 1,
  summary: "A model.",
  step: "20 ms",
  inputs: { cue: { size: 4, unit: "1" }, reward: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
};
const one = { unit: "1" } as const;

/** The step of a model in which one area `a` has the given equations over subject-level variables x, y and a time t. */
function equation(text: string, model: Partial<ModelFile> = {}, options: LowerOptions = {}): string[] {
  const file: ModelFile = {
    ...base,
    parameters: {
      tau: { value: "50 ms", status: "chosen", source: "test" },
      gain: { value: 2, status: "chosen", source: "test" },
      wild: { value: "2 s", status: "chosen", source: "test", scatter: 0.5 },
    },
    areas: { a: { variables: { x: one, y: one, v: { unit: "mV" }, t: { unit: "s" } }, equations: text } },
    ...model,
  };
  return routine(lowerModel(defineModel(file), options).program, "step");
}

function problems(text: string, model: Partial<ModelFile> = {}): string[] {
  const areas = { a: { variables: { x: one, y: one, v: { unit: "mV" }, t: { unit: "s" } }, equations: text } };
  return checkModel(defineModel({ ...base, areas, ...model })).map(formatIssue);
}

describe("equations", () => {
  it.each([
    ["x = y + 2 * reward", "add(a.y, multiply(2, reward))"],
    ["x = x - y - 1", "subtract(subtract(a.x, a.y), 1)"],
    ["x = 2 * 3 + y", "add(6, a.y)"],
    ["x = y + 2 + 3", "add(add(a.y, 2), 3)"],
    ["x = gain * y * 1", "multiply(2, a.y)"],
    ["x = -y", "negate(a.y)"],
    ["x = y ^ 3", "multiply(multiply(a.y, a.y), a.y)"],
    ["x = y ^ -2", "divide(1, multiply(a.y, a.y))"],
    ["x = y ^ 0", "1"],
    ["x = power(y, 2)", "multiply(a.y, a.y)"],
    ["x = power(y, 1.5)", "exponential(multiply(1.5, logarithm(a.y)))"],
    ["x = sigmoid(4 * y)", "divide(1, add(1, exponential(negate(multiply(4, a.y)))))"],
    ["x = clip(y, 0, 1)", "minimum(maximum(a.y, 0), 1)"],
    ["x = positive(y)", "maximum(a.y, 0)"],
    ["x = max(x, y, 3)", "maximum(maximum(a.x, a.y), 3)"],
    ["x = mod(clock, 100)", "subtract(clock, multiply(floor(divide(clock, 100)), 100))"],
    ["x = abs(y) + sqrt(y) + tanh(y)", "add(add(absolute(a.y), squareRoot(a.y)), tanh(a.y))"],
    ["x = where(y > 0 and not x <= 1, 1, 0)", "select(and(less(0, a.y), not(lessOrEqual(a.x, 1))), 1, 0)"],
    ["x = where(y >= x or y != 2, y, x)", "select(or(lessOrEqual(a.x, a.y), not(equal(a.y, 2))), a.y, a.x)"],
    ["x = where(1 < 2, y, x)", "a.y"],
    ["x = time / tau", "divide(multiply(clock, 0.02), 0.05)"],
    ["x = step / tau", "0.4"],
    ["x = exp(-step / tau) * y", `multiply(${digits(Math.exp(-0.4))}, a.y)`],
    ["x = normal(7) + uniform(8)", "add(normal(7), uniform(8))"],
    ["x = mean(cue.value)", "mean[cue 0+4](cue.value)"],
    ["x = maximum(cue * index)", "maximum[cue 0+4](multiply(cue.value, index(own)))"],
    ["x = sum(where(cue.value > y, 1, 0))", "sum[cue 0+4](select(less(a.y, cue.value), 1, 0))"],
  ])("%s becomes %s", (text, expected) => {
    expect(equation(text)[0]).toBe(`a.x = ${expected}`);
  });

  it.each([
    ["d x/dt = (y - x) / tau", "add(a.x, multiply(subtract(a.y, a.x), 0.4))"],
    ["d x/dt = y / tau - x / tau", "add(a.x, multiply(subtract(divide(a.y, 0.05), divide(a.x, 0.05)), 0.02))"],
    ["d x/dt = (y - x) / wild", "add(a.x, multiply(divide(subtract(a.y, a.x), wild), 0.02))"],
    ["d x/dt = -x / tau", "add(a.x, multiply(negate(a.x), 0.4))"],
    ["d x/dt = 0", "add(a.x, 0)"],
  ])("under euler %s becomes %s", (text, expected) => {
    expect(equation(text)[0]).toBe(`a.x = ${expected}`);
  });

  it("under exponential relax exactly towards what is free of the variable, else as under euler", () => {
    const share = digits(1 - Math.exp(-0.4));
    const exponential = { integration: "exponential" } as const;
    expect(equation("d x/dt = (y - x) / tau", exponential)).toEqual([
      `a.x = add(a.x, multiply(subtract(a.y, a.x), ${share}))`,
    ]);
    expect(equation("d x/dt = -x / tau", exponential)).toEqual([
      `a.x = add(a.x, multiply(subtract(0, a.x), ${share}))`,
    ]);
    expect(equation("d x/dt = (x * y - x) / tau", exponential)).toEqual([
      "a.x = add(a.x, multiply(subtract(multiply(a.x, a.y), a.x), 0.4))",
    ]);
    expect(equation("d x/dt = (y - x) / wild", exponential)).toEqual([
      "a.x = add(a.x, multiply(subtract(a.y, a.x), subtract(1, exponential(negate(divide(0.02, wild))))))",
    ]);
  });

  it.each([
    ["x = v", '"x" has another unit than its expression (expected 1, got mV)'],
    ["x = y + t", "cannot add s to 1 (expected 1, got s)"],
    ["x = y - 1 mV", "cannot subtract mV from 1 (expected 1, got mV)"],
    ["v = 3", '"v" has another unit than its expression (expected mV, got 1); a number without a unit'],
    ["x = exp(t)", "the argument of exp must be dimensionless (expected 1, got s)"],
    ["x = where(t > y, 1, 0)", "cannot compare s with 1 (expected s, got 1)"],
    ["x = max(y, t)", "the arguments of max have different units: 1 and s (expected 1, got s)"],
    ["x = where(y > 0, t, 1)", "the two sides of where have different units: s and 1"],
    ["d x/dt = y", "d x/dt has another unit than its expression (expected 1/s, got 1)"],
    ["d v/dt = v", "d v/dt has another unit than its expression (expected mV/s, got mV)"],
    ["d x/dt = x / (1 s - 1 s)", "division by zero"],
    ["x = 1 / (2 - 2)", "this constant is not finite (got Infinity)"],
    ["x = power(t, 0.5)", "the base of a power that is not whole must be dimensionless"],
  ])("refuse %s: %s", (text, message) => {
    expect(problems(text)).toEqual([expect.stringContaining(message)]);
    expect(problems(text)[0]).toMatch(/^example: areas\.a\.equations:1:\d+: /u);
  });

  it.each([
    "v = 0",
    "v = v + 0",
    "v = where(v > 0, v, 0)",
    "t = sqrt(t * t) + abs(-t) + step",
    "x = (t / 1 s) ^ 2",
    "v = 3 mV / step * t",
    "x = 50 %",
  ])("accept %s", (text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe("a time constant below the step", () => {
  it("gives a warning under euler only", () => {
    const text = "d x/dt = (y - x) / 10 ms";
    expect(problems(text)).toEqual([
      "example: areas.a.equations:1:20: warning: the time constant is shorter than the step (expected at least 20 ms, got 10 ms); take a shorter step, or integration: exponential",
    ]);
    expect(problems(text, { integration: "exponential" })).toEqual([]);
  });
});

describe("definitions", () => {
  it("are put in, whatever their order", () => {
    const areas = {
      a: {
        variables: { x: one },
        definitions: { b: { unit: "1", expression: "2 * c" }, c: { unit: "1", expression: "reward + 1" } },
        equations: "x = b - c",
      },
    };
    expect(equation("", { areas })[0]).toBe("a.x = subtract(multiply(2, add(reward, 1)), add(reward, 1))");
  });

  it("of a population are reached through pre and post", () => {
    const units = {
      size: 4,
      variables: { rate: one, input2: one },
      definitions: { high: { unit: "1", expression: "rate * index" } },
    };
    const areas = { a: { populations: { units } } };
    const projections = {
      p: {
        source: "cue",
        target: "a.units",
        variables: { weight: one },
        equations: "weight = pre.value + post.high + post.size",
      },
    };
    expect(equation("", { areas, projections }).at(-2)).toBe(
      "p.weight = add(add(pre(cue.value), multiply(post(a.units.rate), index(post))), 4)",
    );
  });
});

describe("names", () => {
  it("reach other owners, and populations of the same size unit by unit", () => {
    const areas = {
      a: {
        label: "AA",
        variables: { x: one },
        populations: {
          u: { size: 4, variables: { r: one }, equations: "r = cue.value + b.w.s + x + w2.r" },
          w2: { size: 4, variables: { r: one } },
        },
      },
      b: { variables: { y: one }, equations: "y = AA.x", populations: { w: { size: 4, variables: { s: one } } } },
    };
    expect(equation("", { areas })).toEqual([
      "a.u.r = add(add(add(aligned(cue.value), aligned(b.w.s)), a.x), aligned(a.w2.r))",
      "b.y = a.x",
    ]);
  });

  it("of one population only are read in a sum, also through definitions", () => {
    const areas = {
      a: {
        variables: { x: one },
        definitions: { half: { unit: "1", expression: "u.r / 2" } },
        equations: "x = sum(half) + mean(u.twice)",
        populations: {
          u: { size: 2, variables: { r: one }, definitions: { twice: { unit: "1", expression: "2 * r" } } },
        },
      },
    };
    expect(equation("", { areas })[0]).toBe(
      "a.x = add(sum[a.u 0+2](divide(a.u.r, 2)), mean[a.u 0+2](multiply(2, a.u.r)))",
    );
  });
});

describe("parameters", () => {
  it("that scatter are drawn once a subject, in groups together", () => {
    const parameters: ModelFile["parameters"] = {
      fast: { value: "2 1/s", status: "fitted", source: "test", scatter: 0.3, scatterGroup: "speed" },
      slow: { value: "1 1/s", status: "fitted", source: "test", scatter: 0.2, scatterGroup: "speed" },
      other: { value: 3, status: "chosen", source: "test", scatter: 0.1 },
    };
    const { program, parameters: described } = lowerModel(defineModel({ ...base, parameters }));
    const group = hash32("scatterGroup/speed");
    expect(routine(program, "initialise")).toEqual([
      `fast = multiply(2, exponential(multiply(0.3, normal(${group}))))`,
      `slow = exponential(multiply(0.2, normal(${group})))`,
      `other = multiply(3, exponential(multiply(0.1, normal(${hash32("scatter/other")}))))`,
    ]);
    expect(program.variables.filter(({ role }) => role === "parameter").map(({ name, unit }) => [name, unit])).toEqual([
      ["fast", "1/s"],
      ["slow", "1/s"],
      ["other", "1"],
    ]);
    expect(described[0]).toEqual({
      name: "fast",
      symbol: null,
      value: 2,
      unit: "1/s",
      range: null,
      status: "fitted",
      source: "test",
      doc: "",
      scatter: 0.3,
    });
  });

  it("may be replaced by options, with or without unit", () => {
    expect(equation("x = gain * y", {}, { parameters: { gain: "50 %" } })[0]).toBe("a.x = multiply(0.5, a.y)");
    expect(equation("x = y * step / tau", {}, { parameters: { tau: 0.1 } })[0]).toBe(
      "a.x = divide(multiply(a.y, 0.02), 0.1)",
    );
    const source = defineModel({
      ...base,
      parameters: { tau: { value: "50 ms", range: ["1 ms", "1 s"], status: "chosen", source: "test" } },
    });
    const all = (options: LowerOptions): string[] => checkModel(source, options).map(formatIssue);
    expect(all({ parameters: { tau: "2 mV" } })).toEqual([
      'example: parameters.tau: parameter "tau" has another unit (expected ms, got V)',
    ]);
    expect(all({ parameters: { tua: 1 } })).toEqual([
      'example: parameters.tua: the model has no parameter "tua"; did you mean "tau"?',
    ]);
    expect(all({ parameters: { tau: "2 s" } })).toEqual([
      'example: parameters.tau: parameter "tau" is out of its range (expected 1 ms … 1 s, got 2 s)',
    ]);
  });
});

describe("functions of other languages", () => {
  it("are told by their names here", () => {
    expect(problems("x = clamp(y, 0, 1)")[0]).toMatch(/unknown function "clamp"; did you mean "clip"\?/u);
    expect(problems("x = pow(y, 2)")[0]).toMatch(/did you mean "power"\?/u);
  });
});

describe("sizes", () => {
  const model: ModelFile = {
    ...base,
    dimensions: { options: { default: 3, range: [1, 16] } },
    areas: {
      a: {
        variables: { x: one },
        equations: "x = options",
        populations: { u: { size: "2 * options + 1", variables: { r: one } } },
      },
    },
  };

  it("follow the dimensions", () => {
    const sizes = (options: LowerOptions) => lowerModel(defineModel(model), options).program.populations;
    expect(sizes({})[1]).toEqual({ name: "a.u", size: 7 });
    expect(sizes({ dimensions: { options: 2 } })[1]).toEqual({ name: "a.u", size: 5 });
    expect(routine(lowerModel(defineModel(model), { dimensions: { options: 2 } }).program, "step")[0]).toBe("a.x = 2");
  });

  it("out of a dimension's range or of an unknown dimension are refused", () => {
    const all = (dimensions: Record<string, number>): string[] =>
      checkModel(defineModel(model), { dimensions }).map(formatIssue);
    expect(all({ options: 17 })).toEqual([
      'example: dimensions.options: dimension "options" is out of its range (expected 1 … 16, got 17)',
    ]);
    expect(all({ option: 2 })).toEqual([
      'example: dimensions.option: the model has no dimension "option"; did you mean "options"?',
    ]);
  });
});
