import { describe, expect, it } from "vitest";
import { formatIssue, pathPositions } from "../spec/index.ts";
import { override } from "./overrides.ts";

const data = {
  seed: 1,
  task: "three-armed-reversal-v1",
  groups: { control: {}, block: { doses: [{ receptor: "dopamineD1", dose: "3 Ki" }] } },
};

function overridden(...texts: string[]): unknown {
  const { data: changed, issues } = override(data, pathPositions("file.yaml", data), texts);
  expect(issues).toEqual([]);
  return changed;
}

function problem(text: string): string {
  const { issues } = override(data, pathPositions("file.yaml", data), [text]);
  expect(issues.length).toBe(1);
  return formatIssue(issues[0]!);
}

describe("--set", () => {
  it("replaces values, read as YAML, and leaves the original alone", () => {
    expect(overridden("seed=3")).toMatchObject({ seed: 3 });
    expect(overridden("title=Two words")).toMatchObject({ title: "Two words" });
    expect(overridden("references=[zorowitz2023]")).toMatchObject({ references: ["zorowitz2023"] });
    expect(data.seed).toBe(1);
  });

  it("reaches into lists and makes what is missing on the way", () => {
    expect(overridden("groups.block.doses[0].dose=1 Ki", "groups.block.doses.0.trials=[1, 3]")).toMatchObject({
      groups: { block: { doses: [{ receptor: "dopamineD1", dose: "1 Ki", trials: [1, 3] }] } },
    });
    expect(overridden("parameters.learningRate=0.3 1/s")).toMatchObject({ parameters: { learningRate: "0.3 1/s" } });
    expect(overridden("model.parameters.learningRate=0.3 1/s")).toMatchObject({
      parameters: { learningRate: "0.3 1/s" },
    });
    expect(overridden("parameters.pathway.rate=0.3 1/s", "groups.block.parameters.pathway.rate=1 1/s")).toMatchObject({
      parameters: { "pathway.rate": "0.3 1/s" },
      groups: { block: { parameters: { "pathway.rate": "1 1/s" } } },
    });
    expect(overridden("task.options.blocks=2")).toMatchObject({
      task: { id: "three-armed-reversal-v1", options: { blocks: 2 } },
    });
    expect(overridden("groups.block.doses[1].receptor=dopamineD2")).toMatchObject({
      groups: { block: { doses: [{}, { receptor: "dopamineD2" }] } },
    });
  });

  it("says what is wrong with a path or a value", () => {
    expect(problem("seed")).toContain("not of the form path=value");
    expect(problem("a..b=1")).toContain("empty part");
    expect(problem("seed.x=1")).toContain('"seed" has no parts');
    expect(problem("groups.contol.label=x")).toBe(
      '--set groups.contol.label=x: groups.contol: there is no group "contol"; did you mean "control"?',
    );
    expect(problem("groups.block.doses[3].dose=x")).toContain("the list has 1 item");
    expect(problem("seed=[1")).toContain("the value cannot be read");
  });

  it("is named as the place of later problems with what it has set, and of nothing else", () => {
    const { positions } = override(data, pathPositions("file.yaml", data), ["task.options.blocks=0"]);
    expect(positions.value(["task", "options", "blocks"]).file).toBe("--set task.options.blocks=0");
    expect(positions.value(["task"]).file).toBe("file.yaml");
    expect(positions.value(["seed"]).file).toBe("file.yaml");
  });
});
