import { expect, it } from "vitest";
import { changesSince, linkTo, readLink } from "./link.ts";

it("carries a page's state to the letter", async () => {
  const state = { spec: "name: naïve – 7 µmol\n".repeat(40), seed: 7, edits: { a: [1, null] } };
  const link = await linkTo("play", state);
  expect(link).toMatch(/^#\/play\?[\w-]+$/u);
  expect(link.length).toBeLessThan(300);
  expect(await readLink(link)).toEqual({ page: "play", state, problem: null });
});

it("says what is wrong and gives the page's beginning", async () => {
  const link = await linkTo("play", { seed: 7 });
  const broken = { page: "play", state: null, problem: { kind: "broken" } };
  for (const one of ["#/play?", "#/play?%%%", link.slice(0, -4), `#/play?${btoa("[]")}`])
    expect(await readLink(one)).toEqual(broken);
  expect(await readLink(await linkTo("play", { seed: 7 }, "99.0.0"))).toEqual({
    page: "play",
    state: null,
    problem: { kind: "newer", version: "99.0.0" },
  });
  expect(await readLink(await linkTo("play", { seed: 7 }, "0.0.9"))).toEqual({
    page: "play",
    state: { seed: 7 },
    problem: { kind: "older", version: "0.0.9" },
  });
  expect(await readLink(await linkTo("play", { long: "a".repeat(3_000_000) }))).toEqual(broken);
  expect(await readLink("#/unknown")).toEqual({ page: "brain", state: null, problem: null });
});

it("finds what changed since a version", () => {
  const log = "# Changelog\n\n## 0.2.0 — today\n### Changed\n- `a` became *b*.\n\n## 0.1.0\n### Added\n- Everything.\n";
  expect(changesSince(log, "0.1.0")).toEqual([{ version: "0.2.0", changes: ["a became b."] }]);
  expect(changesSince(log, "0.0.1").map(({ version }) => version)).toEqual(["0.2.0", "0.1.0"]);
});
