import { expect, test } from "vitest";
import { nearestName } from "./nearestName.ts";

test("a misspelt name finds the nearest candidate", () => {
  expect(nearestName("dopamien", ["dopamine", "serotonin"])).toBe("dopamine");
  expect(nearestName("Choise", ["choice", "correct"])).toBe("choice");
});

test("nothing is suggested when no candidate is near", () => {
  expect(nearestName("xyz", ["dopamine", "serotonin"])).toBeNull();
  expect(nearestName("a", [])).toBeNull();
});

test("an exchange of neighbouring letters counts as one change", () => {
  expect(nearestName("ab", ["ba", "cd"])).toBe("ba");
});
