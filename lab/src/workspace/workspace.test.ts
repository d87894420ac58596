import { expect, it } from "vitest";
import { History } from "./history.ts";
import { readThings } from "./workspace.ts";

it("undoes and redoes by name, joins quick changes of one name, forgets what a new change replaces", () => {
  const history = new History("a", 3);
  history.change("b", "seed", 0);
  history.change("c", "seed", 500);
  history.change("d", "task", 600);
  expect([history.undoes, history.redoes]).toEqual(["task", null]);
  expect([history.undo(), history.undoes, history.redoes]).toEqual(["c", "seed", "task"]);
  expect([history.undo(), history.undo(), history.undoes]).toEqual(["a", "a", null]);
  expect(history.redo()).toBe("c");
  history.change("e", "group", 700);
  expect([history.redoes, history.undo()]).toEqual([null, "c"]);
  for (const state of ["f", "g", "h", "i"]) history.change(state, state, 5000);
  expect([history.undo(), history.undo(), history.undo()]).toEqual(["h", "g", "g"]);
});

it("reads what was exported and refuses anything else", () => {
  const thing = { id: "x", kind: "experiment", name: "n", revision: 7, changed: 3, data: { text: "" } };
  const file = (things: unknown) => JSON.stringify({ form: "neohebb-workspace/1", things });
  expect(readThings(file([thing]))).toEqual([{ ...thing, revision: 1 }]);
  for (const wrong of ["", "{}", "null", file([{ ...thing, kind: "else" }]), file([null])])
    expect(() => readThings(wrong)).toThrow(RangeError);
});
