import { describe, expect, it } from "vitest";
import { fileNames } from "./fileNames.ts";

const names = (main: string, ...paths: string[]) => [...fileNames(main, [main, ...paths]).values()];

describe("names of a model's files", () => {
  it("are paths within its folder, wherever that is", () => {
    expect(names("/a/brain/main.yaml", "/a/brain/rules/hebb.yaml")).toEqual(["main.yaml", "rules/hebb.yaml"]);
    expect(names("C:\\b\\main.yaml", "C:\\b\\rules\\hebb.yaml")).toEqual(["main.yaml", "rules/hebb.yaml"]);
  });

  it("are as much of the path as tells files elsewhere apart", () => {
    expect(names("/a/m/main.yaml", "/lib/rules/hebb.yaml")).toEqual(["main.yaml", "hebb.yaml"]);
    expect(names("/a/m/main.yaml", "/lib/fast/hebb.yaml", "/lib/slow/hebb.yaml")).toEqual([
      "main.yaml",
      "fast/hebb.yaml",
      "slow/hebb.yaml",
    ]);
    expect(names("/a/m/main.yaml", "/lib/main.yaml", "/a/m/sub/main.yaml")).toEqual([
      "main.yaml",
      "sub/main.yaml",
      "lib/main.yaml",
    ]);
  });

  it("are never shared", () => {
    const all = names("/a/m/main.yaml", "/x/y/z.yaml", "/y/z.yaml", "z.yaml", "/a/m/z.yaml");
    expect(new Set(all).size).toBe(all.length);
  });
});
