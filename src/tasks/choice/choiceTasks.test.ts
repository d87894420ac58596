import { describe, expect, test } from "vitest";
import { checkTask } from "../checkTask.ts";
import { choiceTasks } from "./choiceTasks.ts";

const forms = choiceTasks.flatMap((kind) =>
  Object.keys(kind.presets ?? {})
    .slice(1)
    .map((preset) => ({ id: kind.id, preset, kind })),
);

describe.each(forms)("$id, $preset", ({ kind, preset }) => {
  test("obeys every rule of the interface", () => {
    expect(checkTask({ ...kind, make: (options) => kind.make(options, preset) })).toEqual([]);
  });
});

test("the form used by default is the task without options", () => {
  for (const { presets = {}, make, id } of choiceTasks) {
    const [first] = Object.values(presets);
    expect(first?.options ?? {}, id).toEqual({});
    expect(make().description.id).toBe(id);
  }
});
