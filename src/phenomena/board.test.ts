import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countTiers, effectOf, notYetEntry } from "./board.ts";
import { claims } from "./claims.ts";
import { effects } from "./effects/index.ts";
import { judge } from "./judge.ts";

describe("the board", () => {
  it("has each claim once, the peer's paradigms among them", () => {
    const ids = claims.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("safety-signal");
    expect(countTiers(claims.map((claim) => notYetEntry(claim))).map(({ notYet }) => notYet)).toEqual([26, 49, 11]);
  });

  it("has the 22 paradigms of the peer's conditioning suite, programmed", () => {
    const page = readFileSync(new URL("../../docs/phenomena.md", import.meta.url), "utf8");
    const suite = page.split("## The peer's 22 paradigms")[1]!.split("\n## ")[0]!;
    const ids = [...suite.matchAll(/\| `([\w-]+)` /gu)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(22);
    expect(ids.filter((id) => effectOf(id) === null)).toEqual([]);
  });

  it("has a program for every claim", () => {
    expect(claims.filter(({ id }) => effectOf(id) === null).map(({ id }) => id)).toEqual([]);
  });

  it.each(claims)("$id says what must come out", ({ criterion, measure, ablation, sideObservations, citation }) => {
    for (const text of [criterion, measure, ablation, citation]) expect(text.length).toBeGreaterThan(8);
    expect(sideObservations.length).toBeGreaterThan(0);
  });

  it("never lets pass what was not run", () => {
    for (const claim of claims) expect(notYetEntry(claim)).toMatchObject({ pass: false, trialsPath: null });
  });
});

describe.each(effects)("the effect $id", (effect) => {
  const claim = claims.find(({ id }) => id === effect.id)!;

  it("belongs to a claim and judges its side observations word for word", () => {
    expect(effect.sideObservations.map(({ text }) => text)).toEqual(claim.sideObservations);
    expect(effectOf(effect.id)).toBe(effect);
  });

  it("limits every band and shows a figure of its own", () => {
    const bands = [...effect.criterion, ...effect.sideObservations.flatMap((side) => side.bands)];
    expect(bands.filter(({ low, high }) => low === undefined && high === undefined)).toEqual([]);
    expect(effect.criterion.length).toBeGreaterThan(0);
    for (const { x, y } of effect.figure.curves) expect(x.length).toBe(y.length);
  });

  it("removes a mechanism that must abolish it and one that must not", () => {
    const kinds = new Set(effect.ablations.map(({ must }) => must));
    expect([...kinds].sort()).toEqual(["abolish", "spare"]);
    expect(new Set(effect.ablations.map(({ id }) => id)).size).toBe(effect.ablations.length);
  });
});

describe("a verdict", () => {
  const [effect] = effects.filter(({ id }) => id === "synaptic-scaling");
  const reading = (arm: string, after: number, end = after) => ({ arm, after, end });
  /** Two subjects whose weights are multiples of those of control. */
  const table = (rows: readonly ReturnType<typeof reading>[]) => {
    const doubled = rows.flatMap((row) => [row, row]);
    const weights = [1, 2, 3, 4];
    return {
      arm: doubled.map(({ arm }) => arm),
      subject: Int32Array.from(doubled, (_, place) => place % 2),
      ...Object.fromEntries(
        weights.flatMap((weight, place) => [
          [`before.${place}`, Float64Array.from(doubled, () => weight)],
          [`after.${place}`, Float64Array.from(doubled, ({ after }) => weight * after)],
        ]),
      ),
      halfDay: Float64Array.from(doubled, ({ end }) => 1 + 0.2 * (end - 1)),
      beginning: Float64Array.from(doubled, () => 1),
      end: Float64Array.from(doubled, ({ end }) => end),
      inhibition: Float64Array.from(doubled, ({ arm }) => (arm === "blocked" ? 0.6 : 1)),
      rate: Float64Array.from(doubled, () => 1),
    };
  };
  const good = table([reading("control", 1), reading("blocked", 2), reading("disinhibited", 0.7)]);
  const bad = table([reading("control", 1), reading("blocked", 1.2), reading("disinhibited", 0.7)]);

  it("passes where everything holds on every seed", () => {
    const { pass, values, interval } = judge(effect!, [good, good], {});
    expect(pass).toBe(true);
    expect(values.slope).toEqual([2, 2]);
    expect(interval.slope).toEqual([2, 2]);
  });

  it("fails where a band is missed on one seed", () => {
    const { pass, criterion } = judge(effect!, [good, bad], {});
    expect(pass).toBe(false);
    expect(criterion[0]).toMatchObject({ holds: false, values: [2, expect.closeTo(1.2, 10)] });
  });

  it("fails where the effect survives a removal that must abolish it", () => {
    expect(judge(effect!, [good], { "no-homeostasis": good }).pass).toBe(false);
    expect(judge(effect!, [good], { "no-homeostasis": bad }).pass).toBe(true);
    const spared = judge(effect!, [good], { "no-modulators": bad });
    expect(spared.ablations[0]).toMatchObject({ abolished: true, right: false });
  });
});
