import { expect, it } from "vitest";
import { type Addition, deedsOf, withAddition, withoutDeed } from "./manipulating.ts";
import type { Offer } from "./runMessages.ts";
import { stagesOf } from "./stages.ts";
import { zipOf } from "./zip.ts";

const offer: Offer = {
  ...{ trials: 90, tasks: [], models: [], areas: [], nuclei: [], projections: [] },
  drugs: [{ id: "haloperidol", label: "Haloperidol", doc: "" }],
  receptors: [{ name: "dopamineD1", label: "D1" }],
};
const addition: Omit<Addition, "kind"> = {
  ...{ drug: "haloperidol", receptor: "dopamineD1", place: "locusCoeruleus", area: "", dose: "3 Ki", share: 0.5 },
  light: "inhibition",
  first: null,
  last: null,
};

it("sums a run up after whole parts of its subjects, the whole last", () => {
  expect([256, 64, 16, 8, 5].map((subjects) => stagesOf({ subjects }))).toEqual([
    [28, 64, 128, 256],
    [8, 16, 32, 64],
    [8, 16],
    [8],
    [5],
  ]);
});

it("adds and removes what is done to a group, and says it in words", () => {
  const drugged = withAddition({}, { ...addition, kind: "drug", first: 10 }, 90);
  expect(drugged).toEqual({ doses: [{ drug: "haloperidol", dose: "3 Ki", trials: [10, 90] }] });
  const both = withAddition(drugged, { ...addition, kind: "light" }, 90);
  expect(both.manipulations).toEqual([{ light: "locusCoeruleus", inhibition: 0.5 }]);
  const deeds = deedsOf(both, offer);
  expect(deeds.map(({ text }) => text)).toEqual([
    "Haloperidol, 3 Ki, trials 10 to 90",
    "light: locusCoeruleus (inhibition 0.5)",
  ]);
  expect(withoutDeed(both, deeds[0]!)).toEqual({ manipulations: both.manipulations });
  expect(withAddition({}, { ...addition, kind: "knockDown", area: "dorsalStriatum" }, 90)).toEqual({
    manipulations: [{ receptor: "dopamineD1", density: 0.5, area: "dorsalStriatum" }],
  });
});

it("writes a zip archive with the checksums that readers expect", () => {
  const zip = zipOf({ "a/check.txt": new TextEncoder().encode("123456789") });
  const view = new DataView(zip.buffer);
  expect(view.getUint32(14, true)).toBe(0xcbf4_3926);
  expect(view.getUint32(zip.length - 22, true)).toBe(0x0605_4b50);
  const directory = view.getUint32(zip.length - 6, true);
  expect(view.getUint32(directory, true)).toBe(0x0201_4b50);
  expect(new TextDecoder().decode(zip.subarray(directory + 46, directory + 57))).toBe("a/check.txt");
});
