import { describe, expect, it } from "vitest";
import { formatIssue, SpecificationError } from "../../spec/index.ts";
import { behaviourLimits } from "./definition.ts";
import { lowerBehaviour } from "./lowerBehaviour.ts";
import { defineBehaviour, readBehaviour } from "./readBehaviour.ts";

/** A small model with parts put in or replaced. */
function model(trial: string, more = ""): string {
  return `neohebb: behaviour/1
name: test
title: test
dimensions: {option: {from: choice}, cue: 3, twin: 3}
columns:
  choice: {kind: index, of: option}
  stimulus: {kind: index, of: cue}
  outcome: {kind: number}
  reactionTime: {kind: number}
  isForced: {kind: condition, optional: true}
parameters:
  rate: {range: [0, 1], prior: {beta: [1, 1]}}
  slope: {range: [0, inf], prior: {gamma: [2, 1]}}
state:
  value: {of: option, start: 0}
  worth: {of: [cue, option], start: 0.5}
  count: {start: 0}
trial:
${trial}
${more}`;
}
const response = "  - {response: choice, softmax: slope * value}";
const equation = (text: string) => model(`${response}\n  - equations: ${text}`);
const problems = (text: string) => readBehaviour(text, "m.yaml").issues.map(formatIssue);

describe("what is wrong with a model is said with its place, what is allowed and the nearest name:", () => {
  it.each<[string, string]>([
    ["value[choice] = rte", 'm.yaml:20:32: unknown name "rte"; did you mean "rate"?'],
    ["value[choice] = sum(value, optoin)", '"optoin" is not a dimension; did you mean "option"?'],
    ["value[choice] = sigmoid(rate)", 'unknown function "sigmoid"; did you mean "logistic"?'],
    ["value[choice] = exp(rate, 1)", "wrong number of arguments for exp (expected exp(x), got 2)"],
    ["value[choice] = value", '20:32: this has a dimension that "value" has not'],
    ["worth[1, 2, 0] = 0", "(expected at most 2 indices, got 3)"],
    ["worth[3, choice] = 0", 'no such place in "cue" (expected a whole number from 0 to 2, got 3)'],
    ["worth[0.5, choice] = 0", 'no such place in "cue"'],
    ["outcome = 1", '"outcome" is a column and cannot be assigned to'],
    ["rate = 1", '"rate" is a parameter and cannot be assigned to'],
    ["other[choice] = 1", '"other" has no elements yet'],
    ["x = rate[0]", '"rate" is a single number and has no elements'],
    ["x = 2 rate", "numbers have no units here"],
    ["d value/dt = 1", "there is no time within a trial"],
    ["x = value + worth[stimulus] + twin", '"twin" is a dimension: write size(twin) or positions(twin)'],
    ["x = stack(option, 1, 2)", 'the size of "option" must be fixed to be written out'],
    ["x = stack(cue, 1, 2)", '"cue" has another size (expected 3 values, got 2)'],
    ["x = along(worth, cue, option)", '"cue" and "option" have different sizes'],
    ["x = softmax(worth)", "softmax goes along one dimension"],
    ["x = indicator(count)", "of which dimension this is an index is not known"],
    ["x = present(rate)", "present asks whether a row has a value in a column"],
    ["x = worth[floor(3 * rate), 0]", "an index must follow from the data alone, but this varies with rate"],
    ["x = 1e999", "this number is too large; write infinity if that is meant"],
    ["x = 1 +", "the expression ends too early"],
  ])("%s", (text, expected) => {
    const found = problems(equation(text));
    expect(found.join("\n")).toContain(expected);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^m\.yaml:20:\d+: /u);
  });

  it("an index or a condition that varies with a parameter, through whatever is between", () => {
    const trial = `${response}
  - equations: |
      count = count + rate
      hidden = floor(count)
  - when: hidden > 2
    equations: value[choice] = 1`;
    expect(problems(model(trial))).toEqual([
      expect.stringContaining("m.yaml:23:11: a condition must follow from the data alone, but this varies with rate"),
    ]);
  });

  it("a column that is read before it is known: a trial must not explain itself by what comes after", () => {
    const observed = (before: string) =>
      model(`${before}\n  - observe: [outcome]\n  - equations: count = outcome + choice`);
    const softmax = "  - {response: choice, softmax: slope * value}";
    expect(readBehaviour(observed(softmax), "m.yaml").definition).not.toBeNull();
    expect(problems(observed(`  - equations: count = outcome\n${softmax}`))).toEqual([
      expect.stringContaining('m.yaml:19:24: "outcome" is not known yet at this point of the trial; read it after'),
    ]);
    expect(problems(observed("  - {response: choice, softmax: value * choice}"))[0]).toContain(
      '"choice" is not known yet',
    );
    expect(problems(observed(`  - {when: present(outcome), equations: count = 1}\n${softmax}`))[0]).toContain(
      "not known yet",
    );
  });

  it("a name that is read where it may have no value", () => {
    const trial = `${response}
  - when: outcome > 0
    equations: gain = outcome
  - equations: value[choice] = value[choice] + gain`;
    expect(problems(model(trial))).toEqual([expect.stringContaining('"gain" has a value only when outcome > 0')]);
  });

  it("steps and responses that do not hold together", () => {
    expect(problems(model(`${response.slice(0, -1)}, bernoulli: 0.5}`))[0]).toContain("got softmax and bernoulli");
    expect(problems(model("  - {softmax: value}")).join()).toContain(
      "a step is one of equations, response and observe",
    );
    expect(problems(model("  - equations: count = 1"))[0]).toContain("the trial has no response");
    expect(problems(model("  - {response: choise, softmax: value}"))[0]).toContain('did you mean "choice"?');
    expect(problems(model("  - {response: outcome, softmax: value}"))[0]).toContain(
      '"outcome" cannot be filled by softmax',
    );
    expect(problems(model("  - {response: choice, softmax: rate}"))[0]).toContain("one number for each option");
    expect(problems(model("  - {response: choice, softmx: value}"))[0]).toContain('did you mean "softmax"?');
    const race = "{drift: rate, threshold: slope, nonDecisionTime: 0, bias: 0.5}";
    expect(problems(model(`  - {response: choice, wiener: ${race}}`))[0]).toContain("[choice, reactionTime]");
    expect(problems(model(`${response}\n${response}`))[0]).toContain('"choice" is filled by step 1 already');
  });

  it("a parameter that no response depends on, as a warning: the model can be read", () => {
    const { definition, issues } = readBehaviour(equation("count = count + rate"), "m.yaml");
    expect(definition).not.toBeNull();
    expect(issues.map(formatIssue)).toEqual([
      'm.yaml:12:3: warning: no response depends on "rate"; nothing can be learned of it from data',
    ]);
  });

  it("several at once, in the order of the lines", () => {
    const found = problems(
      model(`  - equations: |\n      a = nope\n      b = nada + 1\n  - {response: choice, softmax: valu}`),
    );
    expect(found.map((line) => line.split(": ")[1]!.trim())).toHaveLength(3);
    expect(found.map((line) => Number(line.split(":")[1]))).toEqual([20, 21, 22]);
  });

  it("declarations that do not fit", () => {
    const text = model(response);
    const change = (from: string, to: string) => problems(text.replace(from, to)).join("\n");
    expect(change("prior: {beta: [1, 1]}", "prior: {beta: [1, 1], gamma: [1, 1]}")).toContain("a prior has one kind");
    expect(change("range: [0, 1]", "range: [1, 0]")).toContain("the least value must be below the greatest");
    expect(change("prior: {beta: [1, 1]}", "prior: {uniform: [2, 3]}")).toContain("gives its range no probability");
    expect(change("{kind: index, of: cue}", "{kind: index}")).toContain('"stimulus" lacks of');
    expect(change("of: cue}", "of: cu}")).toContain('did you mean "cue"?');
    expect(change("  slope:", "  value:")).toContain('"value" is declared under parameters already');
    expect(change("  slope:", "  softmax:")).toContain('"softmax" is the name of a function');
    expect(change("behaviour/1", "behaviour/2")).toContain("newer than the program");
    expect(change("behaviour/1", "model/1")).toContain("this is not a behaviour file");
    expect(change("start: 0.5", "start: outcome")).toContain('unknown name "outcome"');
    expect(change("{of: option, start: 0}", "{start: positions(cue)}")).toContain(
      "has not all dimensions of its start",
    );
    expect(problems("[1]")[0]).toContain("not a behavioural model");
  });
});

describe("tasks to simulate in", () => {
  const learner = (environment: string, size = "{from: choice}") => `neohebb: behaviour/1
name: learner
title: a learner
dimensions: {option: ${size}}
columns: {choice: {kind: index, of: option}, outcome: {kind: number}}
parameters: {slope: {range: [0, inf], prior: {gamma: [2, 1]}}}
state: {value: {of: option, start: 0}}
trial:
  - {response: choice, softmax: slope * value}
  - observe: [outcome]
  - equations: value[choice] = outcome
environments: {usual: ${environment}}
`;

  it.each([
    ["reversl", /m\.yaml:12:23: there is no environment "reversl"; did you mean "reversal"\?/u],
    ["go-fishing", /there are bandit, /u],
    [
      "{environment: reversal, options: {god: 1}}",
      /12:57: environment reversal has no option "god"; did you mean "good"/u,
    ],
    [
      "{environment: reversal, options: {good: 7}}",
      /12:63: option good of environment reversal is 7; a number from 0 to 1/u,
    ],
    ["{environment: reversal, columns: {outcome: outcom}}", /no column "outcom"; did you mean "outcome"/u],
    ["effort", /environment effort gives no "outcome"; it has easyReward, .*columns: \{ours: theirs\}/u],
  ])("that are %s are refused with their place", (environment, message) => {
    const { definition, issues } = readBehaviour(learner(environment), "m.yaml");
    expect(issues.map(formatIssue).join("\n")).toMatch(message);
    expect(definition).toBeNull();
  });

  it("must have as many options as the model", () => {
    expect(problems(learner("{environment: reversal, options: {arms: 4}}", "3"))[0]).toMatch(
      /learner has 3 values of option, but reversal has 4 for choice/u,
    );
    expect(problems(learner("reversal", "3"))[0]).toContain("reversal has 2 for choice");
    expect(problems(learner("{environment: reversal, options: {arms: 3}}", "3"))).toEqual([]);
  });
});

describe("limits", () => {
  it("on vectors and on the whole trial are kept", () => {
    expect(problems(model(response).replace("cue: 3", "cue: 5000"))[0]).toContain(
      `(expected at most ${behaviourLimits.elements} numbers, got 5000)`,
    );
    const trial = `  - equations: |\n${"      worth = worth * worth + along(worth, cue, twin)\n".replace(" + along(worth, cue, twin)", "").repeat(60)}${response}`;
    const large = model(trial).replace("cue: 3", "cue: 1000");
    expect(problems(large)[0]).toContain("a trial has too many statements");
  });

  it("on what vectors of different dimensions make together are kept", () => {
    const large = equation("x = positions(cue) * positions(twin)").replace("cue: 3, twin: 3", "cue: 400, twin: 400");
    expect(problems(large).join()).toContain(
      "20:20: this is too large: a vector over cue × twin (expected at most 4096",
    );
  });

  it("hold for the sizes of the data as well", () => {
    const definition = defineBehaviour(model(response), "m.yaml");
    const sizes = (option: number) =>
      new Map([
        ["option", option],
        ["cue", 3],
        ["twin", 3],
      ]);
    expect(lowerBehaviour(definition, sizes(4)).program.arrays.some(({ size }) => size === 12)).toBe(true);
    expect(() => lowerBehaviour(definition, sizes(5000))).toThrow(SpecificationError);
  });
});
