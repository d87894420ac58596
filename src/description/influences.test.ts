import { expect, it } from "vitest";
import { defineModel, outlineModel } from "../spec/index.ts";
import { modulatorActions } from "./influences.ts";

const rate = { rate: { unit: "1", initial: 1 } } as const;
const receptor = { halfMaximalConcentration: 1, status: "chosen", source: "test" } as const;
const weight = { weight: { unit: "1", initial: 1, plastic: true } } as const;

it("modulators are followed through gains, thresholds and nuclei to the synapses that read them", () => {
  const { model, outline } = outlineModel(
    defineModel({
      neohebb: "model/1",
      name: "influences",
      version: 1,
      summary: "Modulators act in several ways.",
      step: "20 ms",
      inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" } },
      body: { stimuli: "cue", reward: "reward" },
      modulators: { dopamine: {}, norepinephrine: {} },
      receptors: {
        d1: { modulator: "dopamine", ...receptor },
        d2: { modulator: "dopamine", ...receptor },
        beta: { modulator: "norepinephrine", ...receptor },
      },
      nuclei: {
        midbrain: {
          modulator: "dopamine",
          variables: rate,
          equations: "rate = max(0, 1 + resting(d2, striatum) - occupancy(d2, striatum))",
        },
        coeruleus: { modulator: "norepinephrine", variables: rate, equations: "rate = 1" },
      },
      areas: {
        striatum: {
          receptors: { d1: 1, d2: 1, beta: 1 },
          modulators: {
            dopamine: { lag: "100 ms", release: { midbrain: 1 } },
            norepinephrine: { lag: "100 ms", release: { coeruleus: 1 } },
          },
          variables: { gain: { unit: "1", doc: "Excitability." }, unread: { unit: "1" } },
          equations: "gain = occupancy(d1)\nunread = concentration(norepinephrine)",
          populations: {
            sender: {
              size: 2,
              variables: rate,
              definitions: { out: { unit: "1", expression: "gain * 2" } },
              equations: "rate = out",
            },
            receiver: { size: 2, variables: { ...rate, drive: { unit: "1" } }, equations: "rate = drive" },
            other: { size: 2, variables: { ...rate, drive: { unit: "1" } }, equations: "rate = drive" },
          },
        },
      },
      projections: {
        learning: {
          source: "striatum.sender",
          target: "striatum.receiver",
          into: "drive",
          variables: weight,
          modulation: { beta: { effect: "gain", unit: "1", expression: "occupancy(beta)" } },
          equations: "d weight/dt = beta * pre.rate * post.rate / 1 s",
        },
        beyond: {
          source: "striatum.receiver",
          target: "striatum.other",
          into: "drive",
          variables: weight,
          equations: "d weight/dt = pre.rate * post.rate / 1 s",
        },
      },
    }),
  );
  expect(modulatorActions(model, outline)).toEqual([
    {
      modulator: "dopamine",
      receptor: "d1",
      area: "striatum",
      quantity: "striatum.gain",
      doc: "Excitability.",
      reaches: [{ projection: "learning", through: ["striatum.sender.rate"] }],
    },
    {
      modulator: "norepinephrine",
      receptor: null,
      area: "striatum",
      quantity: "striatum.unread",
      doc: "",
      reaches: [],
    },
    { modulator: "dopamine", receptor: "d2", area: "striatum", quantity: "midbrain.rate", doc: "", reaches: [] },
  ]);
});
