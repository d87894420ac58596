import type { Columns, Lesson } from "./lesson.ts";
import { armMean, meanOf, percent, said } from "./reading.ts";

/** Response of the sensory cortex while cues are seen. */
function cueResponse(signals: Columns, group: string): number {
  return meanOf(
    signals,
    "sensoryCortex.units.rate",
    (row) => signals.group![row] === group && signals.phase![row] === "cue",
  );
}

/** Acetylcholine strengthens what comes in, and lets the cortex change. */
export const acetylcholine: Lesson = {
  id: "acetylcholine",
  title: "Acetylcholine: attention and new learning",
  summary: "What a cortex without acetylcholine hears, and what it can no longer learn.",
  minutes: 14,
  goals: [
    "Tell the two jobs of acetylcholine in the cortex apart: to strengthen what comes in, and to let it change what is there.",
    "Predict which of four treatments changes a cortical map.",
    "Say why “both at once” is the decisive condition.",
  ],
  before: [
    "The [[basalForebrain]] sends [[acetylcholine]] all over the cortex. It acts on two kinds of [[receptor|receptors]]: nicotinic ones, on the fibres that bring what the senses report, and muscarinic ones, which reach the cell's machinery of [[plasticity]].",
    "In a piece of auditory cortex every cell answers best to one tone. A tone that is not its best one is now played again and again. In some pieces each tone comes together with a burst of acetylcholine, as if the animal were paying attention to it.",
    "Half an hour later: is the cells' answer to this tone larger?",
  ],
  prediction: {
    question: "By how much will the answer to the played tone have changed after half an hour?",
    quantity: "Change of the excitation by the tone, per cent",
    low: -50,
    high: 150,
    step: 5,
    points: [
      { id: "toneAlone", label: "tone alone" },
      { id: "burstAlone", label: "acetylcholine alone" },
      { id: "paired", label: "tone with acetylcholine" },
      { id: "blocked", label: "both, muscarinic receptors blocked" },
    ],
    reason: {
      question: "What do you think is needed?",
      options: [
        "Repetition is enough: what is used grows.",
        "Acetylcholine is enough: it makes the cortex grow.",
        "Both must come together, and the muscarinic receptors must be free.",
      ],
    },
  },
  method:
    "Four copies of a piece of auditory cortex get each of four treatments (the protocol of Froemke et al. 2007). Then, for attention, sixteen virtual subjects with the whole reference brain do a task with and without an antagonist of nicotinic receptors at three times its inhibition constant, and we measure how strongly the sensory cortex answers to cues.",
  runs: {
    map: { kind: "effect", id: "nb-pairing-map", subjects: 4, seed: 1 },
    attention: {
      kind: "sessions",
      model: "models/reference-brain/reference-brain.yaml",
      task: "three-armed-reversal-v1",
      subjects: 16,
      seed: 7,
      groups: { control: {}, blocked: { doses: [{ receptor: "nicotinicAcetylcholine", dose: "3 Ki" }] } },
      record: ["sensoryCortex.units.rate"],
    },
  },
  read: ({ map, attention }) => {
    const changed = (arm: string, tone: number) =>
      percent(armMean(map!.readings!, arm, `after30E.${tone}`), armMean(map!.readings!, arm, `beforeE.${tone}`));
    const { signals } = attention!;
    return {
      toneAlone: changed("toneAlone", 5),
      burstAlone: changed("burstAlone", 5),
      paired: changed("paired", 5),
      blocked: changed("blocked", 5),
      formerBest: changed("paired", 8),
      attention: percent(cueResponse(signals!, "blocked"), cueResponse(signals!, "control")),
    };
  },
  explain: ({ toneAlone, burstAlone, paired, blocked, formerBest, attention }) => {
    const alone = Math.max(Math.abs(toneAlone!), Math.abs(burstAlone!));
    return [
      {
        holds: paired! > 20,
        text: `With tone and acetylcholine together the answer to the tone changed by ${said(paired!)} %${
          paired! > 20 ? ": the cortex learned that this tone matters." : ": in this run the pairing did little."
        }`,
      },
      {
        holds: alone < paired! / 4,
        text: `With the tone alone it changed by ${said(toneAlone!)} %, with acetylcholine alone by ${said(burstAlone!)} %. ${
          alone < paired! / 4
            ? "Neither is enough: there must be something to learn, and leave to learn it."
            : "In this run one of them does a good part of it."
        }`,
      },
      {
        holds: Math.abs(blocked!) < paired! / 4,
        text: `With muscarinic receptors blocked both together changed it by ${said(blocked!)} %${
          Math.abs(blocked!) < paired! / 4
            ? ": acetylcholine works through these receptors here."
            : ": in this run much goes on without them."
        }`,
      },
      {
        holds: formerBest! < -5,
        text: `The answer to the tone that used to be the best changed by ${said(formerBest!)} %. ${
          formerBest! < -5
            ? "What one tone gains, another loses: the map moves, it does not just swell."
            : "In this run nothing was taken from it."
        }`,
      },
      {
        holds: attention! < -5,
        text: `In the whole brain a block of nicotinic receptors changed the sensory cortex' answer to cues by ${said(attention!)} %. ${
          attention! < -5
            ? "This is the other job: what comes in is heard more softly, even where nothing is learned."
            : "In this run it hardly mattered."
        }`,
      },
    ];
  },
  after: [
    "In daily life nobody lights a burst of acetylcholine for you: attention does. Repetition without attention is the tone alone.",
    "Both jobs serve the same end. When the world is new or uncertain, what the senses say should count for more, and what is stored should be open to change. When all is as usual, the cortex may rely on what it knows.",
  ],
  checks: [
    {
      question: "A substance blocks muscarinic receptors in the cortex. What do you expect of a learner?",
      options: [
        {
          text: "Old knowledge is lost.",
          right: false,
          feedback: "In this model nothing that is stored depends on these receptors; what is new is not stored.",
        },
        {
          text: "New things are heard but not kept as well.",
          right: true,
          feedback: "Right: the input is there, the leave to change is not.",
        },
        {
          text: "Nothing, because nicotinic receptors do the same.",
          right: false,
          feedback: "They strengthen the input; they do not replace the muscarinic job.",
        },
      ],
    },
    {
      question: "Why is “acetylcholine alone” an important group in the experiment?",
      options: [
        {
          text: "It shows that the burst does not enlarge the answers by itself.",
          right: true,
          feedback: "Right: so the tone's part is specific, and the map shows what was heard.",
        },
        {
          text: "It shows how much acetylcholine there is.",
          right: false,
          feedback: "That would be measured directly.",
        },
        {
          text: "It is there for symmetry only.",
          right: false,
          feedback: "Without it one could think that the burst had enlarged everything.",
        },
      ],
    },
  ],
  reading: ["froemke2007", "parikh2007", "yu2005"],
  teacher: {
    time: "14 minutes alone; 30 with discussion. The run takes some ten seconds.",
    prerequisites: ["Synapses change with use.", "Receptors and antagonists."],
    mistakes: [
      "“Use alone strengthens.” The group with the tone alone is the answer.",
      "Thinking of attention as a spotlight that makes the rest dark; here it turns up what comes in and opens it for learning.",
      "Generalising to behaviour: in the reversal task of this brain a nicotinic or muscarinic block costs only little. Effects in a piece of cortex need not show in a task that does not rest on it.",
    ],
    discussion: [
      "Which group is missing to show that the tone's timing matters? (Burst and tone unpaired.)",
      "Drugs against Alzheimer's disease slow the removal of acetylcholine. Which of the two jobs would you expect to profit?",
    ],
  },
  links: [
    { page: "phenomena", state: { id: "nb-pairing-map" }, label: "The published effect and its criterion" },
    {
      page: "model",
      state: {
        model: "models/reference-brain/reference-brain.yaml",
        edits: { parameters: { nicotinicShare: "0.6" }, files: {} },
      },
      label: "A brain in which more of the input needs nicotinic receptors",
    },
  ],
};
