import { describe, expect, test } from "vitest";
import { checkTask } from "../checkTask.ts";
import { goalTasks } from "./goalTasks.ts";

const forms = goalTasks.flatMap((kind) =>
  Object.keys(kind.presets ?? { "": 0 }).map((preset) => ({ id: kind.id, preset, kind })),
);

describe.each(forms)("$id $preset", ({ kind, preset }) => {
  test("obeys every rule of the interface", () => {
    const form = preset === "" ? undefined : preset;
    expect(checkTask({ ...kind, make: (options) => kind.make(options, form) })).toEqual([]);
  });
});
