import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkVariable, compile, makeReferencedTask } from "../src/experiment/compile.ts";
import { resolveTreatment } from "../src/experiment/resolveGroup.ts";
import { type Change, effects, mechanisms, type SessionArm, type Sessions } from "../src/phenomena/index.ts";
import { extendModel, type ModelExtension, readModel } from "../src/spec/index.ts";

const path = fileURLToPath(new URL("../models/reference-brain-2/reference-brain-2.yaml", import.meta.url));
const source = readModel(path, (file) => readFileSync(file, "utf8"));
const { model } = compile(source, { task: "conditioning-v1" });
const parameters = new Set(model.parameters.map(({ name }) => name));
const conditioning = makeReferencedTask("conditioning-v1").description;

/** What of a change the brain cannot take. */
function misfits(change: Change, task = conditioning): string[] {
  const { treatment = {}, parts } = change;
  const header = { neohebb: "model/1", name: "ablated", version: 1, summary: "With a mechanism removed." };
  if (parts) extendModel(source, { ...header, ...parts } as unknown as ModelExtension);
  return [
    ...resolveTreatment(treatment, model, task, []).problems.map(({ message }) => message),
    ...Object.keys({ ...change.parameters, ...change.scaled }).filter((name) => !parameters.has(name)),
    ...(change.frozen ?? []).filter(
      (name) => !model.program.variables.some((variable) => variable.name.endsWith(name)),
    ),
  ];
}

describe("the board's brain", () => {
  const brains = effects.filter(({ protocol }) => protocol.kind === "sessions");

  it.each(brains)("can do what $id asks, and lose what it removes", ({ protocol, ablations }) => {
    const { arms, windows } = protocol as Sessions;
    for (const arm of Object.values(arms) as SessionArm[]) {
      const task = makeReferencedTask(arm.task).description;
      expect(misfits(arm, task)).toEqual([]);
    }
    for (const { change } of ablations) {
      const timed = makeReferencedTask(Object.values(arms)[0]!.task).description;
      expect(misfits(change, timed)).toEqual([]);
    }
    // A parameter that a trait moves is a variable of the subject.
    for (const { variable } of Object.values(windows))
      if (!parameters.has(variable)) checkVariable(model, variable.replace(/\[\d+\]$/u, ""));
  });

  it.each(mechanisms)("has the mechanism $id of the table of ablations", ({ change }) => {
    expect(misfits(change)).toEqual([]);
  });
});
