import { expect, it } from "vitest";
import { defineModel, outlineModel } from "../spec/index.ts";
import { directReadings, modulatorActions } from "./influences.ts";

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
      direct: false,
      reaches: [{ projection: "learning", through: ["striatum.sender.rate"] }],
    },
    {
      modulator: "norepinephrine",
      receptor: null,
      area: "striatum",
      quantity: "striatum.unread",
      doc: "",
      direct: false,
      reaches: [],
    },
    {
      modulator: "dopamine",
      receptor: "d2",
      area: "striatum",
      quantity: "midbrain.rate",
      doc: "",
      direct: false,
      reaches: [],
    },
  ]);
});

it("what a synapse's equations read outside of modulation is told as direct, with its place", () => {
  const outlined = outlineModel(
    defineModel({
      neohebb: "model/1",
      name: "direct",
      version: 1,
      summary: "A rule reads a concentration in an equation and an occupancy through a definition.",
      step: "20 ms",
      inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" } },
      body: { stimuli: "cue", reward: "reward" },
      modulators: { dopamine: {} },
      receptors: { d1: { modulator: "dopamine", ...receptor } },
      nuclei: { midbrain: { modulator: "dopamine", variables: rate, equations: "rate = 1" } },
      areas: {
        striatum: {
          receptors: { d1: 1 },
          modulators: { dopamine: { lag: "100 ms", release: { midbrain: 1 } } },
          populations: {
            sender: { size: 2, variables: rate, equations: "rate = cue.value" },
            receiver: { size: 2, variables: { ...rate, drive: { unit: "1" } }, equations: "rate = drive" },
          },
        },
      },
      rules: {
        hidden: {
          variables: { ...weight, trace: { unit: "1" } },
          definitions: { bound: { unit: "1", expression: "occupancy(d1)" } },
          equations: [
            "d trace/dt = (pre.rate * bound - trace) / 1 s",
            "d weight/dt = trace * concentration(dopamine) / 1 s",
          ],
        },
      },
      projections: {
        learning: { rule: "hidden", source: "striatum.sender", target: "striatum.receiver", into: "drive" },
        fixed: {
          source: "striatum.sender",
          target: "striatum.receiver",
          into: "drive",
          variables: { weight: { unit: "1", initial: 1 } },
        },
      },
    }),
  );
  const actions = modulatorActions(outlined.model, outlined.outline);
  expect(actions.map(({ quantity, receptor: of, direct }) => [quantity, of, direct])).toEqual([
    ["learning.trace", "d1", true],
    ["learning.weight", null, true],
  ]);
  expect(directReadings(outlined).map(({ place, text }) => [place.path, text.slice(0, 68)])).toEqual([
    ["rules.hidden.equations[0]:1:15", 'the plasticity of learning.trace reads occupancy(d1) outside of "mod'],
    ["rules.hidden.equations[1]:1:15", "the plasticity of learning.weight reads concentration(dopamine) outs"],
  ]);
});
