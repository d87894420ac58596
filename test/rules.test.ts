import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  compareCurves,
  type MeasuredCurve,
  type Protocol,
  readProtocol,
  resolveProtocol,
  runProtocol,
} from "../src/protocol/index.ts";
import { formatIssue, readYaml } from "../src/spec/index.ts";
import { loadProtocol, namesIn, pictureOf, rulesPage, withGenerated } from "../tools/rules/rulesPage.ts";
import { separateCurves, separatePoints } from "../tools/rules/separateCurves.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "examples", "rules");
const protocols = namesIn(folder);
const rules = namesIn(join(root, "models", "rules"));

const load = (name: string, overrides: readonly string[] = []) => loadProtocol(root, name, overrides);

const loaded = new Map<string, Protocol>();
const curves = new Map<string, readonly MeasuredCurve[]>();

beforeAll(async () => {
  for (const name of protocols) {
    const protocol = load(name);
    loaded.set(name, protocol);
    curves.set(name, await runProtocol(protocol));
  }
});

/** Value of a condition's curve at a place of the swept quantity. */
function at(name: string, condition: string, x: number): number {
  const curve = curves.get(name)!.find((candidate) => candidate.condition === condition)!;
  const place = curve.x.findIndex((value) => Math.abs(value - x) < 1e-9 * Math.max(1, Math.abs(x)));
  expect(place, `${name}, ${condition} at ${x}`).toBeGreaterThanOrEqual(0);
  return curve.y[place]!;
}

describe("every rule of the library", () => {
  it.each(rules)("%s has a protocol that uses it", (rule) => {
    expect(protocols).toContain(rule);
    const model = readYaml(readFileSync(join(folder, "models", `${rule}.yaml`), "utf8"), rule).data as {
      projections: Record<string, { rule?: string }>;
    };
    expect(Object.values(model.projections).map((projection) => projection.rule)).toContain(rule);
  });

  it.each(rules)("%s says what it is and where it comes from", (rule) => {
    const { data } = readYaml(readFileSync(join(root, "models", "rules", `${rule}.yaml`), "utf8"), rule);
    const { label, doc, sources, parameters } = (
      data as { rules: Record<string, { label: string; doc: string; sources: string[]; parameters: object }> }
    ).rules[rule]!;
    expect([label.length > 3, doc.length > 40, sources.length > 0]).toEqual([true, true, true]);
    for (const [name, parameter] of Object.entries(parameters))
      expect((parameter as { doc?: string }).doc ?? "", `${rule}.${name}`).not.toBe("");
  });

  it("cites only what the bibliography has", () => {
    const known = new Set(
      [...readFileSync(join(root, "references.bib"), "utf8").matchAll(/^@\w+\{(\w+),/gmu)].map((match) => match[1]),
    );
    const texts = [
      ...rules.map((rule) => join(root, "models", "rules", `${rule}.yaml`)),
      ...protocols.map((name) => join(folder, `${name}.yaml`)),
    ].map((file) => readFileSync(file, "utf8"));
    const cited = texts.flatMap((text) =>
      [...text.matchAll(/^ *sources: \[(.*)\]$/gmu)].flatMap((match) => match[1]!.split(", ")),
    );
    expect(cited.length).toBeGreaterThan(rules.length);
    expect(cited.filter((key) => !known.has(key))).toEqual([]);
  });
});

describe("every protocol", () => {
  it.each(protocols)("%s comes as near to its reference as it says", (name) => {
    const comparisons = compareCurves(loaded.get(name)!, curves.get(name)!);
    expect(comparisons.length).toBeGreaterThan(0);
    expect(comparisons.filter(({ within }) => !within)).toEqual([]);
  });

  it.each(Object.keys(separateCurves))("%s holds the points that the separate solution gives", (name) => {
    const { sweep, references } = loaded.get(name)!.specification;
    const reference = references!.find(({ kind }) => kind === "solved separately")!;
    const [head = ""] = reference.points!.split("\n");
    const first = curves.get(name)![0]!;
    expect(sweep).toBeDefined();
    const x = first.x.map((value) => Number(value.toPrecision(12)));
    expect(separatePoints(head, x, separateCurves[name]!)).toBe(reference.points!.trim());
  });

  it("gives the same bits from the interpreter", async () => {
    for (const name of ["shortTermPlasticity", "normalisedHebbian", "synapticScaling", "hebbianDecay"])
      expect(await runProtocol(loaded.get(name)!, { backend: "interpreter" }), name).toEqual(curves.get(name));
  });
});

describe("what the papers say in words", () => {
  it("striatum: dopamine works from 0.3 to 2 s after the spikes began, best at 0.6 to 1 s, not at -1 or 5 s", () => {
    const growth = (delay: number) => at("striatalDopamine", "dopamine", delay);
    const peak = Math.max(...curves.get("striatalDopamine")![0]!.y);
    expect(Math.max(growth(0.6), growth(1))).toBe(peak);
    for (const delay of [0.3, 0.6, 1, 1.5, 2]) expect(growth(delay)).toBeGreaterThan(peak / 3);
    for (const delay of [-2, -1, 5]) expect(growth(delay)).toBeLessThan(peak / 20);
    expect(at("striatalDopamine", "nothing", 1)).toBe(0);
  });

  it("striatum: plasticity goes both ways in both kinds of neuron and keeps the order of the spikes", () => {
    const change = (condition: string, interval: number) => at("striatalDopamine-timing", condition, interval);
    expect(change("dopamineD1", 5)).toBeGreaterThan(5);
    expect(change("blockedD1", -5)).toBeLessThan(-5);
    expect(change("dopamineD2", -5)).toBeLessThan(-5);
    expect(change("blockedD2", 5)).toBeGreaterThan(5);
    expect(change("dopamineD1", -5)).toBe(0);
    expect(change("blockedD2", -5)).toBe(0);
  });

  it("hippocampus: three quarters of the published means are met within a standard error, all within two", () => {
    const errors = ["timing", "conversion"].flatMap((part) => {
      const name = `sequentialNeuromodulation-${part}`;
      return compareCurves(loaded.get(name)!, curves.get(name)!);
    });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(errors.map(({ points }) => points))).toBe(16);
    expect(sum(errors.map(({ inStandardErrors }) => inStandardErrors!.withinOne))).toBeGreaterThanOrEqual(11);
    expect(Math.max(...errors.map(({ inStandardErrors }) => inStandardErrors!.largest))).toBeLessThan(2);
  });

  it("hippocampus: no fitted parameter comes nearer to the published means if it is changed by a tenth", async () => {
    const names = ["timing", "conversion"].map((part) => `sequentialNeuromodulation-${part}`);
    const leftOut = ["unstimulated", "unpaired"];
    const squares = async (overrides: readonly string[]) => {
      let total = 0;
      for (const name of names) {
        const protocol = load(name, overrides);
        for (const { condition, points, inStandardErrors } of compareCurves(protocol, await runProtocol(protocol)))
          if (!leftOut.includes(condition)) total += points * inStandardErrors!.rootMeanSquare ** 2;
      }
      return total;
    };
    const fitted = loaded.get(names[0]!)!.model.parameters.filter(({ status }) => status === "fitted");
    expect(fitted).toHaveLength(6);
    const least = await squares([]);
    for (const { name, value, unit } of fitted)
      for (const factor of [0.9, 1.1])
        expect(
          await squares([`parameters.${name}=${value * factor} ${unit === "1" ? "" : unit}`]),
          name,
        ).toBeGreaterThan(least);
  });

  it("hippocampus: acetylcholine depresses, dopamine soon after it turns this into potentiation", () => {
    expect(at("sequentialNeuromodulation", "acetylcholine", 1)).toBeLessThan(-5);
    expect(at("sequentialNeuromodulation", "both", 0.5)).toBeGreaterThan(5);
    expect(at("sequentialNeuromodulation", "both", 10)).toBeLessThan(0);
    expect(at("sequentialNeuromodulation", "neither", 1)).toBe(0);
  });

  it("cortex: norepinephrine finds the one trace, serotonin the other", () => {
    const change = (condition: string) => at("twoTraces", condition, 1);
    expect(change("causalNorepinephrine")).toBeGreaterThan(0.1);
    expect(change("acausalSerotonin")).toBeLessThan(-0.1);
    expect(Math.abs(change("causalSerotonin"))).toBeLessThan(0.01);
    expect(Math.abs(change("acausalNorepinephrine"))).toBeLessThan(0.01);
  });

  it("chain: the trace fades as one over the square root of time over two and a half decades", () => {
    const slope =
      Math.log(at("consolidationChain", "curve", 3000) / at("consolidationChain", "curve", 10)) / Math.log(300);
    expect(slope).toBeGreaterThan(-0.55);
    expect(slope).toBeLessThan(-0.45);
  });

  it("cascade: a deeper one begins lower and keeps more later", () => {
    expect(at("cascade", "six", 1)).toBeLessThan(at("cascade", "three", 1));
    expect(at("cascade", "six", 25)).toBeGreaterThan(at("cascade", "three", 25) + 0.008);
    expect(Math.abs(at("cascade", "one", 2))).toBeLessThan(0.008);
  });

  it("tagging: the weak tetanus lasts if a strong one is near, before or after", () => {
    for (const lag of [-0.5, 0.5, 1]) expect(at("taggingAndCapture", "rescued", lag)).toBeGreaterThan(90);
    for (const lag of [-5, 5]) expect(at("taggingAndCapture", "rescued", lag)).toBeLessThan(1);
    expect(at("taggingAndCapture", "alone", 0.5)).toBeLessThan(1);
  });

  it("scaling: a weak and a strong synapse change by the same factor, silence about doubles them", async () => {
    const [weak, strong] = await Promise.all(
      [0, 1].map(async (element) => (await runProtocol(load("synapticScaling", [`measure.element=${element}`])))[0]!),
    );
    weak!.y.forEach((ratio, place) => {
      expect(strong!.y[place]! / ratio).toBeCloseTo(1, 4);
    });
    expect(weak!.y.at(-1)).toBeGreaterThan(1.8);
  });
});

describe("the page of rules", () => {
  const page = readFileSync(join(root, "docs", "rules.md"), "utf8");

  it("shows what the files say and the runs give (else run: node tools/rules.mjs)", () => {
    const runs = protocols.map((name) => ({ name, protocol: loaded.get(name)!, curves: curves.get(name)! }));
    expect(withGenerated(page, rulesPage(root, runs))).toBe(page);
    for (const run of runs)
      expect(readFileSync(join(root, "docs", "pictures", "rules", `${run.name}.svg`), "utf8"), run.name).toBe(
        pictureOf(run),
      );
  });

  it("has a tutorial whose files run and do what it says", async () => {
    const files = new Map(
      [...page.matchAll(/```yaml\n# file: (\S+)\n([\s\S]*?)```/gu)].map((match) => [match[1]!, match[2]!]),
    );
    expect([...files.keys()]).toEqual(["patience.yaml", "bench.yaml", "protocol.yaml"]);
    const { source, issues } = readProtocol(files.get("protocol.yaml")!, "protocol.yaml");
    expect(issues.map(formatIssue)).toEqual([]);
    const readText = (path: string) => files.get(path) ?? "";
    const resolved = resolveProtocol(source!, { findModel: (path) => path, readText });
    expect(resolved.issues.map(formatIssue)).toEqual([]);
    const [active, silent] = await runProtocol(resolved.protocol!);
    const at = (curve: MeasuredCurve, level: number) => curve.y[curve.x.indexOf(level)]!;
    expect(at(active!, 2) / at(active!, 1)).toBeCloseTo(2, 2);
    expect(at(silent!, 2)).toBe(0);
    for (const curve of [active!, silent!]) expect(at(curve, -1)).toBeLessThan(-0.05);
    expect(compareCurves(resolved.protocol!, [active!, silent!]).map(({ within }) => within)).toEqual([true, true]);
  });
});
