import type { TaskPreset } from "../task.ts";
import { alone, cuesOf, followed, preset, trialsOf, unsignalled } from "./presetParts.ts";

const interval = [8, 12];
/** Between trials in the paradigms of the PVLV model, s. */
const peerInterval = [6, 12];
const cs = 1.5;
const shock = { shock: -1 };

/** Cues that compete with each other, or stand for each other. */
export const competitionPresets: Readonly<Record<string, TaskPreset>> = {
  blocking: preset(
    "A+ B-; then AX+ BY+ among A+ B-; then X and Y by themselves among all the others. Waelti et al. 2001, doi 10.1038/35083500 (numbers of trials chosen).",
    blocking("food", 1, [
      { name: "training", trials: { "A+": 80, "B-": 80 }, interval },
      { name: "compound", trials: { "AX+": 40, "BY+": 40, "A+": 20, "B-": 20 }, interval },
      { name: "test", trials: { X: 10, Y: 10, "AX+": 10, "BY+": 10, "A+": 10, "B-": 10 }, interval },
    ]),
  ),
  "aversive-blocking": preset(
    "A shock, B nothing; then AX and BY shock; then A again; then X and Y by themselves. A paradigm of the PVLV model; numbers of trials chosen.",
    blocking("shock", -1, [
      { name: "training", trials: { "A+": 40, "B-": 40 }, interval: peerInterval },
      { name: "compound", trials: { "AX+": 20, "BY+": 20 }, interval: peerInterval },
      { name: "retained", trials: { "A+": 2 }, interval: peerInterval },
      { name: "test", trials: { X: 6, Y: 6 }, interval: peerInterval },
    ]),
  ),
  "unblocking-by-value": unblockingByValue(1, "a larger reward"),
  "unblocking-by-value-control": unblockingByValue(0.4, "the same reward"),
  "unblocking-by-identity": preset(
    "A followed by sucrose; then AX by food of the same value, AY by sucrose; then A again; then X and Y by themselves. A paradigm of the PVLV model; numbers of trials chosen.",
    {
      cues: { A: { modality: "visual" }, ...cuesOf("auditory", ["X", "Y"]) },
      outcomes: { sucrose: 1, food: 1 },
      counterbalance: [["X", "Y"]],
      trials: {
        A: followed("A", cs, { kind: "sucrose" }),
        "AX food": followed(["A", "X"], cs, { kind: "food" }),
        "AY sucrose": followed(["A", "Y"], cs, { kind: "sucrose" }),
        X: alone("X", cs),
        Y: alone("Y", cs),
        food: unsignalled({ kind: "food" }),
      },
      stages: [
        { name: "naive", trials: { food: 10 }, interval: peerInterval },
        { name: "training", trials: { A: 60 }, interval: peerInterval },
        { name: "compound", trials: { "AX food": 30, "AY sucrose": 30 }, interval: peerInterval },
        { name: "retained", trials: { A: 2 }, interval: peerInterval },
        { name: "test", trials: { X: 6, Y: 6 }, interval: peerInterval },
      ],
    },
  ),
  ...overshadowing(),
  overexpectation: preset(
    "A+ C+ V+ D- over ten days; then AV with a single reward over four days; then A, C and D by themselves. Takahashi et al. 2009, doi 10.1016/j.neuron.2009.03.005 (cues of 30 s shortened to 4 s).",
    {
      cues: { ...cuesOf("auditory", ["A", "C", "D"]), V: { modality: "visual" } },
      counterbalance: [["A", "C", "D"]],
      trials: {
        ...trialsOf({ "A+": "A", "C+": "C", "V+": "V", "AV+": ["A", "V"] }, 4, true),
        ...trialsOf({ "D-": "D", A: "A", C: "C", D: "D" }, 4, false),
      },
      stages: [
        { name: "training", trials: { "A+": 100, "C+": 100, "V+": 100, "D-": 100 }, interval, sessions: 10 },
        { name: "compound", pause: 86_400, trials: { "AV+": 32, "C+": 32, "D-": 32 }, interval, sessions: 4 },
        { name: "test", pause: 86_400, trials: { A: 8, C: 8, D: 8 }, interval },
      ],
    },
  ),
  "second-order": secondOrder(12, false),
  "second-order-long": secondOrder(96, true),
  "second-order-blocking": preset(
    "B+; then B is followed by the compound of B and W and reward; V is paired with reward without B; then W and V by themselves. Maes et al. 2020, doi 10.1038/s41593-019-0574-1 (numbers of trials chosen).",
    {
      cues: { ...cuesOf("visual", ["A", "B"]), ...cuesOf("auditory", ["W", "V"]) },
      counterbalance: [["W", "V"]],
      trials: {
        "A+": followed("A", 4),
        "B+": followed("B", 4),
        "BW+": followed(["B", "W"], 4),
        "V+": followed("V", 4),
        W: alone("W", 4),
        V: alone("V", 4),
      },
      stages: [
        { name: "training", trials: { "A+": 60, "B+": 60 }, interval },
        { name: "blocking", pause: 86_400, trials: { "BW+": 12, "V+": 12 }, interval },
        { name: "test", pause: 86_400, trials: { W: 6, V: 6 }, interval },
      ],
    },
  ),
  "sensory-preconditioning": preset(
    "X is followed by A without any outcome, Z is shown by itself; then A+; then X and Z by themselves. After Brogden 1939, doi 10.1037/h0058944; numbers of trials as in second-order.",
    {
      cues: { ...cuesOf("visual", ["A"]), ...cuesOf("auditory", ["X", "Z"]) },
      counterbalance: [["X", "Z"]],
      trials: { ...sequence("X", "A"), Z: alone("Z", 4), "A+": followed("A", 4), X: alone("X", 4) },
      stages: [
        { name: "preconditioning", trials: { XA: 12, Z: 12 }, interval },
        { name: "training", pause: 86_400, trials: { "A+": 60 }, interval },
        { name: "test", pause: 86_400, trials: { X: 6, Z: 6 }, interval },
      ],
    },
  ),
  "occasion-setting": preset(
    "X is followed by reward only after the feature A, which ends 3 s before it; another cue P is always followed by reward. After Holland 1986, Anim Learn Behav 14:111; times and numbers of trials chosen.",
    {
      cues: { A: { modality: "visual" }, ...cuesOf("auditory", ["X", "P"]) },
      counterbalance: [["X", "P"]],
      trials: {
        "A-X+": {
          cues: [
            { cue: "A", until: 2 },
            { cue: "X", from: 5, until: 7 },
          ],
          outcomes: [{ at: 7 }],
        },
        "X-": alone("X", 2),
        "P+": followed("P", 2),
        "A-P": {
          cues: [
            { cue: "A", until: 2 },
            { cue: "P", from: 5, until: 7 },
          ],
        },
      },
      stages: [
        { name: "training", trials: { "A-X+": 100, "X-": 100, "P+": 50 }, interval, sessions: 5 },
        { name: "test", pause: 86_400, trials: { "A-P": 10, "P+": 10, "X-": 10 }, interval },
      ],
    },
  ),
  ...latentInhibition(),
};

function blocking(kind: string, valence: 1 | -1, stages: readonly object[]): Record<string, unknown> {
  return {
    cues: { ...cuesOf("visual", ["A", "B"]), ...cuesOf("auditory", ["X", "Y"]) },
    outcomes: { [kind]: valence },
    counterbalance: [
      ["X", "Y"],
      ["A", "B"],
    ],
    trials: {
      ...trialsOf({ "A+": "A", "AX+": ["A", "X"], "BY+": ["B", "Y"] }, cs, true),
      ...trialsOf({ "B-": "B", X: "X", Y: "Y" }, cs, false),
    },
    stages,
  };
}

function unblockingByValue(amount: number, what: string): TaskPreset {
  return preset(
    `A followed by a reward of 0.4; then AX by ${what}; then A again; then X by itself; at first rewards of 0.6 by themselves. A paradigm of the PVLV model; numbers of trials chosen.`,
    {
      cues: { A: { modality: "visual" }, X: { modality: "auditory" } },
      trials: {
        A: followed("A", cs, { amount: 0.4 }),
        AX: followed(["A", "X"], cs, { amount }),
        X: alone("X", cs),
        "+": unsignalled({ amount: 0.6 }),
      },
      stages: [
        { name: "naive", trials: { "+": 10 }, interval: peerInterval },
        { name: "training", trials: { A: 60 }, interval: peerInterval },
        { name: "compound", trials: { AX: 30 }, interval: peerInterval },
        { name: "retained", trials: { A: 2 }, interval: peerInterval },
        { name: "test", trials: { X: 6 }, interval: peerInterval },
      ],
    },
  );
}

/** Six groups of Mackintosh 1976; the elements are of two senses. */
function overshadowing(): Record<string, TaskPreset> {
  const doc =
    "Conditioned suppression: 12 trials of a cue or compound with shock, then 4 of each element by itself. Mackintosh 1976, doi 10.3758/BF03214033 (cues of 30 s shortened to 4 s; strengths chosen: weak 0.3, medium 0.6, strong 1).";
  // Every group has the same cues, whether they are shown or not, so that groups share a world.
  const cues = {
    weak: { modality: "visual", strength: 0.3 },
    medium: { modality: "visual", strength: 0.6 },
    strong: { modality: "auditory", strength: 1 },
    "other medium": { modality: "auditory", strength: 0.6 },
    "other strong": { modality: "visual", strength: 1 },
  };
  const group = (...names: readonly (keyof typeof cues)[]): TaskPreset =>
    preset(`${doc} Group ${names.join(" + ")}.`, {
      cues,
      outcomes: shock,
      trials: { trained: followed(names, 4), ...Object.fromEntries(names.map((name) => [name, alone(name, 4)])) },
      stages: [
        { name: "training", trials: { trained: 12 }, interval: [50, 70] },
        { name: "test", pause: 86_400, trials: Object.fromEntries(names.map((name) => [name, 4])), interval: [50, 70] },
      ],
    });
  return {
    "overshadowing-weak": group("weak"),
    "overshadowing-strong": group("strong"),
    "overshadowing-weak-strong": group("weak", "strong"),
    "overshadowing-medium": group("medium"),
    "overshadowing-medium-medium": group("medium", "other medium"),
    "overshadowing-strong-strong": group("strong", "other strong"),
  };
}

function secondOrder(count: number, long: boolean): TaskPreset {
  const numbers = `A+ B+; then X is followed by A without reward ${count} times, Z is shown by itself`;
  return preset(
    `${numbers}; then X and Z by themselves. Maes et al. 2020, doi 10.1038/s41593-019-0574-1${long ? ", many trials after Muñiz-Diez et al. 2021, with reminders of A+ and X tested every 12" : " (cues of 10 s shortened to 4 s)"}.`,
    {
      cues: { ...cuesOf("visual", ["A", "B"]), ...cuesOf("auditory", ["X", "Z"]) },
      counterbalance: [["X", "Z"]],
      trials: {
        "A+": followed("A", 4),
        "B+": followed("B", 4),
        ...sequence("X", "A"),
        Z: alone("Z", 4),
        X: alone("X", 4),
      },
      stages: [
        { name: "training", trials: { "A+": 60, "B+": 60 }, interval },
        ...(long
          ? Array.from({ length: count / 12 }, (_, part) => [
              {
                name: "second order",
                ...(part === 0 && { pause: 86_400 }),
                trials: { XA: 12, Z: 12, "A+": 4 },
                interval,
              },
              { name: "test", trials: { X: 1, Z: 1 }, interval },
            ]).flat()
          : [
              { name: "second order", pause: 86_400, trials: { XA: count, Z: count }, interval },
              { name: "test", pause: 86_400, trials: { X: 6, Z: 6 }, interval },
            ]),
      ],
    },
  );
}

function latentInhibition(): Record<string, TaskPreset> {
  const doc =
    "40 trials of the cue alone (or as long in the context), 5 with shock, 3 of the cue alone. Barak & Weiner 2010, doi 10.1038/npp.2009.210 (cue of 10 s shortened to 2 s, interval of 30 s to 8 s).";
  const group = (exposed: boolean, pairings: number, first = "box"): TaskPreset =>
    preset(
      `${doc} ${exposed ? "Pre-exposed" : "Not pre-exposed"}${first === "box" ? "" : " in another place"}, ${pairings} pairings.`,
      {
        cues: cuesOf("auditory", ["A"]),
        outcomes: shock,
        contexts: ["box", "elsewhere"],
        awake: true,
        trials: { A: alone("A", 2), "A+": followed("A", 2) },
        stages: [
          exposed
            ? { name: "pre-exposure", context: first, trials: { A: 40 }, interval: [6, 10] }
            : { name: "pre-exposure", context: first, exposure: 400 },
          { name: "training", pause: 86_400, context: "box", trials: { "A+": pairings }, interval: [6, 10] },
          { name: "test", pause: 86_400, context: "box", trials: { A: 3 }, interval: [6, 10] },
        ],
      },
    );
  return {
    "latent-inhibition-exposed": group(true, 5),
    "latent-inhibition-context": group(false, 5),
    "latent-inhibition-exposed-acquisition": group(true, 40),
    "latent-inhibition-context-acquisition": group(false, 40),
    "latent-inhibition-exposed-elsewhere": group(true, 5, "elsewhere"),
    "latent-inhibition-context-elsewhere": group(false, 5, "elsewhere"),
  };
}

/** One cue of 4 s followed by another of 4 s. */
function sequence(first: string, second: string): Record<string, object> {
  return {
    [first + second]: {
      cues: [
        { cue: first, until: 4 },
        { cue: second, from: 4, until: 8 },
      ],
    },
  };
}
