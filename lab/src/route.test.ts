import { expect, it } from "vitest";
import { pageOf } from "./route.ts";

it("reads the page from the address", () => {
  expect(["#/play", "#/brain?seed=3", "", "#content", "#/unknown"].map(pageOf)).toEqual([
    "play",
    "brain",
    "brain",
    "brain",
    "brain",
  ]);
});
