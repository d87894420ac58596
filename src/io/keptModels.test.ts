import { describe, expect, it } from "vitest";
import { keptModel } from "./keptModels.ts";

const paths = ["/far/models/brain/parameters.yaml", "/far/models/brain/brain.yaml", "own/base.yaml", "own/main.yaml"];

describe("the model that a kept file extends", () => {
  it("is a bundled one by its name, wherever the package lay", () => {
    expect(keptModel(paths, "brain", "own/main.yaml")).toBe("/far/models/brain/brain.yaml");
    expect(keptModel(["models/small.yaml"], "small", "own/main.yaml")).toBe("models/small.yaml");
  });

  it("or one beside it", () => {
    expect(keptModel(paths, "base.yaml", "own/main.yaml")).toBe("own/base.yaml");
    expect(keptModel(paths, "../own/base.yaml", "own/main.yaml")).toBe("own/base.yaml");
  });

  it("is missed where it was not kept", () => {
    expect(keptModel(paths, "parameters", "own/main.yaml")).toBeNull();
    expect(keptModel(paths, "base.yaml", "other/main.yaml")).toBeNull();
  });
});
