import type { TaskPreset } from "../task.ts";
import { alone, cuesOf, followed, omitted, preset, unsignalled } from "./presetParts.ts";

const interval = [6, 12];
const probabilities = [0, 0.25, 0.5, 0.75, 1];
const volumes = { "1": 0.05, "2": 0.15, "3": 0.5 };
const cs = 2;
/** Length of cues in the paradigms of the PVLV model, s. */
const peerCue = 1.5;

/** What a cue comes to predict: whether, when, how much, how often, good or bad. */
export const predictionPresets: Readonly<Record<string, TaskPreset>> = {
  "reward-prediction-error": preset(
    "Rewards and cues by themselves, then cue and reward 2 s apart, then a fifth of the rewards left out, then rewards by themselves again. Schultz et al. 1997, doi 10.1126/science.275.5306.1593 (numbers of trials chosen).",
    {
      cues: cuesOf("visual", ["A"]),
      trials: { "A+": followed("A", cs), "A-": omitted(followed("A", cs), cs), A: alone("A", cs), "+": unsignalled() },
      stages: [
        { name: "naive", trials: { "+": 20, A: 20 }, interval },
        { name: "training", trials: { "A+": 150 }, interval },
        { name: "test", trials: { "A+": 32, "A-": 8 }, interval },
        { name: "outside", trials: { "+": 10 }, interval },
      ],
    },
  ),
  "reward-timing": preset(
    "After training with reward 1 s after the cue, one reward in ten comes 0.5 s late and one 0.5 s early; then all come late. Hollerman & Schultz 1998, doi 10.1038/1124 (shifts recalled, numbers of trials chosen).",
    {
      cues: cuesOf("visual", ["A"]),
      trials: {
        "A+": followed("A", 1),
        late: { ...followed("A", 1, { at: 1.5 }), marks: [{ name: "expected", at: 1 }] },
        early: { ...followed("A", 1, { at: 0.5 }), marks: [{ name: "expected", at: 1 }] },
      },
      stages: [
        { name: "training", trials: { "A+": 150 }, interval },
        { name: "test", trials: { "A+": 96, late: 12, early: 12 }, interval },
        { name: "retimed", trials: { late: 100 }, interval },
      ],
    },
  ),
  "reward-probability": preset(
    "Five cues followed by reward with probability 0, .25, .5, .75 and 1. Fiorillo et al. 2003, doi 10.1126/science.1077349 (numbers of trials chosen).",
    {
      cues: cuesOf(
        "visual",
        probabilities.map((probability) => `p${probability * 100}`),
      ),
      trials: Object.fromEntries(
        probabilities.map((probability) => [
          `p${probability * 100}`,
          followed(`p${probability * 100}`, cs, { probability }),
        ]),
      ),
      stages: [
        { name: "training", trials: each(probabilities, 120), interval },
        { name: "test", trials: each(probabilities, 60), interval },
      ],
    },
  ),
  "adaptive-coding": preset(
    "Three cues, each followed by nothing or by its own volume with equal probability; then the volumes without cues. After Tobler et al. 2005, doi 10.1126/science.1105370 (volumes chosen to isolate the gain).",
    {
      cues: cuesOf("visual", Object.keys(volumes)),
      trials: {
        ...Object.fromEntries(
          Object.entries(volumes).flatMap(([cue, amount]) => [
            [`${cue} small`, omitted(followed(cue, cs), cs)],
            [`${cue} large`, followed(cue, cs, { amount })],
            [`free ${cue}`, unsignalled({ amount })],
          ]),
        ),
      },
      stages: [
        { name: "training", trials: pairs(35), interval },
        { name: "test", trials: pairs(40), interval },
        { name: "free", trials: { "free 1": 30, "free 2": 30, "free 3": 30 }, interval },
      ],
    },
  ),
  "reward-puff-omission": preset(
    "Odour, 1 s gap, reward with probability .9; another odour and an air puff with probability .9; rewards without odour. Tian & Uchida 2015, Neuron 87:1304.",
    {
      cues: cuesOf("olfactory", ["A", "B"]),
      outcomes: { water: 1, puff: -1 },
      trials: {
        "A+": followed("A", 1, { at: 2, probability: 0.9 }),
        "B+": followed("B", 1, { at: 2, kind: "puff", probability: 0.9 }),
        "+": unsignalled(),
      },
      stages: [
        { name: "training", trials: { "A+": 120, "B+": 120, "+": 60 }, interval },
        { name: "test", trials: { "A+": 120, "B+": 120, "+": 60 }, interval },
      ],
    },
  ),
  "contingency-cycling": preset(
    "One cue whose reward probability goes 1, .5, 0, .5, 1. A paradigm of the PVLV model (Mollick et al. 2020, Psychol Rev 127:972); numbers of trials chosen.",
    {
      cues: cuesOf("visual", ["A"]),
      trials: {
        A100: followed("A", peerCue),
        A50: followed("A", peerCue, { probability: 0.5 }),
        A0: alone("A", peerCue),
      },
      stages: [
        { name: "100", trials: { A100: 60 }, interval },
        { name: "50", trials: { A50: 60 }, interval },
        { name: "0", trials: { A0: 60 }, interval },
        { name: "50 again", trials: { A50: 60 }, interval },
        { name: "100 again", trials: { A100: 60 }, interval },
      ],
    },
  ),
  "reward-magnitude": magnitudes("food", 1, 60, "Three cues followed by a small, a middle and a large reward"),
  "reward-magnitude-unsignalled": preset(
    "Rewards of 0.25, 0.5 and 1 without cues, 10 each. Beside reward-magnitude; numbers of trials chosen.",
    {
      cues: cuesOf("visual", ["small", "middle", "large"]),
      trials: {
        small: unsignalled({ amount: 0.25 }),
        middle: unsignalled({ amount: 0.5 }),
        large: unsignalled({ amount: 1 }),
      },
      stages: [{ name: "unsignalled", trials: { small: 10, middle: 10, large: 10 }, interval }],
    },
  ),
  "punishment-magnitude": magnitudes("shock", -1, 30, "Three cues followed by a weak, a middle and a strong shock"),
  "magnitude-increase": magnitudeChange(1, "doubles"),
  "magnitude-decrease": magnitudeChange(0.25, "is halved"),
  "aversive-acquisition": preset(
    "A cue followed by shock and another by nothing, 40 trials each. A paradigm of the PVLV model; numbers of trials chosen.",
    aversive([{ name: "training", trials: { "A+": 40, "B-": 40 }, interval }]),
  ),
  "aversive-acquisition-among-rewards": preset(
    "Shocks by themselves; then as aversive-acquisition, with a third cue followed by reward. A paradigm of the PVLV model; numbers of trials chosen.",
    aversive([
      { name: "naive", trials: { shock: 5 }, interval },
      { name: "training", trials: { "A+": 40, "B-": 40, "C food": 40 }, interval },
    ]),
  ),
  "aversive-acquisition-extinction": preset(
    "As aversive-acquisition; then 60 of the cue by itself, a shock by itself, and the cue again. A paradigm of the PVLV model; numbers of trials chosen.",
    aversive([
      { name: "training", trials: { "A+": 40, "B-": 40 }, interval },
      { name: "extinction", trials: { "A-": 60 }, interval },
      { name: "reminder", trials: { shock: 1 }, interval },
      { name: "test", trials: { "A-": 2 }, interval },
    ]),
  ),
  "acquisition-extinction-reacquisition": preset(
    "A cue followed by reward with probability 1, another with .5; then nothing; then as at first. Paradigms of the PVLV model; numbers of trials chosen.",
    {
      cues: cuesOf("visual", ["A", "B"]),
      counterbalance: [["A", "B"]],
      trials: {
        A100: followed("A", peerCue),
        B50: followed("B", peerCue, { probability: 0.5 }),
        A0: alone("A", peerCue),
        B0: alone("B", peerCue),
      },
      stages: [
        { name: "training", trials: { A100: 60, B50: 60 }, interval },
        { name: "extinction", trials: { A0: 60, B0: 60 }, interval },
        { name: "reacquisition", trials: { A100: 60, B50: 60 }, interval },
      ],
    },
  ),
  "mixed-valence": preset(
    "One cue followed by reward, one by shock, one by both, 60 trials each; then the first two together, each by itself before and after. A paradigm of the PVLV model; numbers of trials chosen.",
    {
      cues: { ...cuesOf("auditory", ["A", "C"]), B: { modality: "visual" } },
      outcomes: { food: 1, shock: -1 },
      trials: {
        "A+": followed("A", peerCue),
        "B shock": followed("B", peerCue, { kind: "shock" }),
        "C both": {
          ...alone("C", peerCue),
          outcomes: [
            { at: peerCue, kind: "food" },
            { at: peerCue, kind: "shock" },
          ],
        },
        AB: alone(["A", "B"], peerCue),
        A: alone("A", peerCue),
        B: alone("B", peerCue),
      },
      stages: [
        { name: "training", trials: { "A+": 60, "B shock": 60, "C both": 60 }, interval },
        { name: "before", trials: { A: 1, B: 1 }, interval },
        { name: "test", trials: { AB: 6 }, interval },
        { name: "after", trials: { A: 1, B: 1 }, interval },
      ],
    },
  ),
  "odour-reversal": preset(
    "Four odours, a gap of 2 s, then a tone with water after two of them and nothing after the others; after ten sessions all four change, and later change back. Matias et al. 2017, doi 10.7554/eLife.20552.",
    {
      cues: { ...cuesOf("olfactory", ["A", "B", "C", "D"]), tone: { modality: "auditory" } },
      counterbalance: [["A", "C", "B", "D"]],
      trials: Object.fromEntries(
        ["A", "B", "C", "D"].flatMap((odour) => {
          const cues = [
            { cue: odour, until: 1 },
            { cue: "tone", from: 3, until: 3.2 },
          ];
          return [
            [`${odour}+`, { cues, outcomes: [{ at: 3 }] }],
            [`${odour}-`, { cues }],
          ];
        }),
      ),
      outcomes: { water: 1 },
      stages: [
        { name: "training", trials: odours("A+", "B+", "C-", "D-", 500), interval: [5, 5], sessions: 10 },
        { name: "reversal", pause: 86_400, trials: odours("A-", "B-", "C+", "D+", 200), interval: [5, 5], sessions: 4 },
        {
          name: "second reversal",
          pause: 86_400,
          trials: odours("A+", "B+", "C-", "D-", 200),
          interval: [5, 5],
          sessions: 4,
        },
      ],
    },
  ),
  "outcome-reversal": preset(
    "Four odours for much water, little water, nothing and an air puff; then the first and the last and the two between change places. Matias et al. 2017, doi 10.7554/eLife.20552 (recordings; last training day and first of reversal).",
    {
      cues: cuesOf("olfactory", ["A", "B", "C", "D"]),
      outcomes: { water: 1, puff: -1 },
      trials: {
        ...Object.fromEntries(
          ["A", "B", "C", "D"].flatMap((odour) => [
            [`${odour} large`, followed(odour, 1, { at: 3 })],
            [`${odour} small`, followed(odour, 1, { at: 3, amount: 0.3 })],
            [`${odour} neutral`, omitted(followed(odour, 1), 3)],
            [`${odour} puff`, followed(odour, 1, { at: 3, kind: "puff" })],
          ]),
        ),
      },
      stages: [
        {
          name: "training",
          trials: odours("A large", "B small", "C neutral", "D puff", 784),
          interval: [5, 5],
          sessions: 14,
        },
        {
          name: "reversal",
          pause: 86_400,
          trials: odours("A puff", "B neutral", "C small", "D large", 56),
          interval: [5, 5],
        },
      ],
    },
  ),
};

function aversive(stages: readonly object[]): Record<string, unknown> {
  return {
    cues: { ...cuesOf("auditory", ["A", "B"]), C: { modality: "visual" } },
    outcomes: { shock: -1, food: 1 },
    counterbalance: [["A", "B"]],
    trials: {
      "A+": followed("A", peerCue),
      "A-": alone("A", peerCue),
      "B-": alone("B", peerCue),
      "C food": followed("C", peerCue, { kind: "food" }),
      shock: unsignalled(),
    },
    stages,
  };
}

function each(values: readonly number[], count: number): Record<string, number> {
  return Object.fromEntries(values.map((probability) => [`p${probability * 100}`, count]));
}

function pairs(count: number): Record<string, number> {
  return Object.fromEntries(
    Object.keys(volumes).flatMap((cue) => [`${cue} small`, `${cue} large`].map((t) => [t, count])),
  );
}

function odours(a: string, b: string, c: string, d: string, count: number): Record<string, number> {
  return { [a]: count, [b]: count, [c]: count, [d]: count };
}

function magnitudes(kind: string, valence: 1 | -1, count: number, sentence: string): TaskPreset {
  return preset(`${sentence} (0.25, 0.5, 1). A paradigm of the PVLV model; numbers of trials chosen.`, {
    cues: cuesOf("visual", ["small", "middle", "large"]),
    outcomes: { [kind]: valence },
    counterbalance: [["small", "middle", "large"]],
    trials: {
      small: followed("small", peerCue, { amount: 0.25 }),
      middle: followed("middle", peerCue, { amount: 0.5 }),
      large: followed("large", peerCue, { amount: 1 }),
    },
    stages: [{ name: "training", trials: { small: count, middle: count, large: count }, interval }],
  });
}

function magnitudeChange(amount: number, what: string): TaskPreset {
  return preset(
    `A cue's reward of 0.5, after 80 trials, ${what} for 40; before it rewards of 0.5 by themselves. A paradigm of the PVLV model; numbers of trials chosen.`,
    {
      cues: cuesOf("visual", ["A"]),
      trials: {
        A: followed("A", peerCue, { amount: 0.5 }),
        changed: followed("A", peerCue, { amount }),
        "+": unsignalled({ amount: 0.5 }),
      },
      stages: [
        { name: "naive", trials: { "+": 10 }, interval },
        { name: "training", trials: { A: 80 }, interval },
        { name: "change", trials: { changed: 40 }, interval },
      ],
    },
  );
}
