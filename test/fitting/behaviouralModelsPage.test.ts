import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { environments } from "../../src/fitting/environments/index.ts";
import { behaviourLimits } from "../../src/fitting/model/definition.ts";
import { functions } from "../../src/fitting/model/functions.ts";
import { readBehaviour } from "../../src/fitting/model/readBehaviour.ts";
import { responseNames } from "../../src/fitting/model/responses.ts";
import { settingOf } from "../../src/fitting/model/simulate.ts";
import { formatIssue } from "../../src/spec/index.ts";
import { environmentReference } from "../../tools/reference/environmentReference.ts";
import { root } from "../support/command.ts";

const page = readFileSync(join(root, "docs", "behavioural-models.md"), "utf8");

describe("the page about behavioural models", () => {
  it("shows a model that is sound and can be simulated", () => {
    const [, text] = /^```yaml\n(neohebb: behaviour[\s\S]*?)^```/mu.exec(page)!;
    const { definition, issues } = readBehaviour(text!, "page.yaml");
    expect(issues.map(formatIssue)).toEqual([]);
    expect(settingOf(definition!).environment.id).toBe("reversal");
  });

  it("names every function, kind of response and limit", () => {
    for (const name of [...Object.keys(functions), ...responseNames])
      expect(page).toMatch(new RegExp(`\`${name}\\b`, "u"));
    for (const limit of Object.values(behaviourLimits))
      expect(page.includes(String(limit)) || page.includes(limit.toLocaleString("en-GB"))).toBe(true);
  });

  it("names every environment with its options and columns", () => {
    for (const { id, options, columns } of environments) {
      const line = page.split("\n").find((one) => one.startsWith(`| \`${id}\` |`));
      expect(line, id).toBeDefined();
      for (const name of Object.keys(options)) expect(line).toContain(`\`${name}\``);
      for (const name of Object.keys(columns)) expect(line).toContain(name);
    }
  });

  it("has the options of environments in full beside it (else run: node tools/reference.mjs)", () => {
    expect(environmentReference()).toBe(readFileSync(join(root, "docs", "environments.md"), "utf8"));
  });

  it("has the sources of environments in the bibliography", () => {
    const bibliography = readFileSync(join(root, "references.bib"), "utf8");
    for (const { source } of environments) expect(bibliography).toContain(`{${source},`);
  });
});
