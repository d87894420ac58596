import type { Columns, Lesson } from "./lesson.ts";
import { meanOf, percent, said } from "./reading.ts";

const nuclei = ["ventralTegmentalArea", "locusCoeruleus", "basalForebrain", "dorsalRaphe"] as const;
const blockLength = 15;

/** Change of a nucleus' firing while outcomes are perceived, from the trials before reversals to the first after, per cent. */
function changeAtReversal(signals: Columns, nucleus: string): number {
  const place = (row: number) => (signals.trial![row] as number) % blockLength;
  const block = (row: number) => Math.floor((signals.trial![row] as number) / blockLength);
  const outcome = (row: number) => signals.phase![row] === "outcome";
  const column = `${nucleus}.rate`;
  const before = meanOf(signals, column, (row) => outcome(row) && block(row) < 5 && place(row) >= blockLength - 3);
  return percent(
    meanOf(signals, column, (row) => outcome(row) && block(row) > 0 && place(row) < 2),
    before,
  );
}

/** What the four nuclei do when the best option changes. */
export const fourModulators: Lesson = {
  id: "four-modulators",
  title: "Four modulators and one reversal",
  summary:
    "What dopamine, norepinephrine, acetylcholine and serotonin cells do when the best option is suddenly another.",
  minutes: 12,
  goals: [
    "Name the four nuclei and what each releases.",
    "Predict for each whether it fires more or less when the world changes without notice.",
    "Explain why the same event moves them in different directions.",
  ],
  before: [
    "A virtual subject chooses among three arms. One of them pays most often. Every fifteen trials this changes without notice: a [[reversal]].",
    "Four small nuclei watch over it: the [[ventralTegmentalArea]] ([[dopamine]]), the [[locusCoeruleus]] ([[norepinephrine]]), the [[basalForebrain]] ([[acetylcholine]]) and the [[dorsalRaphe]] ([[serotonin]]). Each reaches large parts of the brain and tells it one thing, to all at once.",
    "After a reversal, the arm that used to pay brings mostly nothing. It is worse than expected, it is surprising, and it happens again and again.",
  ],
  prediction: {
    question:
      "By how much will each nucleus fire more or less while outcomes are seen, in the first two trials after a reversal compared with the last three before it?",
    quantity: "Change of firing in per cent",
    low: -60,
    high: 60,
    step: 5,
    points: [
      { id: "ventralTegmentalArea", label: "dopamine cells (VTA)" },
      { id: "locusCoeruleus", label: "norepinephrine cells (LC)" },
      { id: "basalForebrain", label: "acetylcholine cells (BF)" },
      { id: "dorsalRaphe", label: "serotonin cells (DRN)" },
    ],
    reason: {
      question: "What will decide the direction?",
      options: [
        "All four tell that something important happened, so all rise.",
        "Each tells something else about the outcome: better or worse, how surprising, how bad.",
        "All four tell of reward, so all fall.",
      ],
    },
  },
  method:
    "Thirty-two virtual subjects with the reference brain do the task of Zorowitz et al. (2023): six blocks, five reversals. Rates are means over the phase in which the outcome is seen.",
  runs: {
    reversal: {
      kind: "sessions",
      model: "models/reference-brain/reference-brain.yaml",
      task: "three-armed-reversal-v1",
      subjects: 32,
      seed: 7,
      groups: { control: {} },
      record: nuclei.map((nucleus) => `${nucleus}.rate`),
    },
  },
  read: ({ reversal }) =>
    Object.fromEntries(nuclei.map((nucleus) => [nucleus, changeAtReversal(reversal!.signals!, nucleus)])),
  explain: ({ ventralTegmentalArea, locusCoeruleus, basalForebrain, dorsalRaphe }) => {
    const change = (value: number) => `${value < 0 ? "fell" : "rose"} by ${said(Math.abs(value))} %`;
    return [
      {
        holds: ventralTegmentalArea! < -5,
        text:
          ventralTegmentalArea! < -5
            ? `Dopamine cells ${change(ventralTegmentalArea!)}: outcomes were worse than expected, so bursts were missing and pauses came instead.`
            : `Dopamine cells ${change(ventralTegmentalArea!)}: in this run they did not tell that outcomes had become worse.`,
      },
      {
        holds: locusCoeruleus! > 5,
        text:
          locusCoeruleus! > 5
            ? `Norepinephrine cells ${change(locusCoeruleus!)}: they answer to surprise beyond what is usual, whichever its sign.`
            : `Norepinephrine cells ${change(locusCoeruleus!)}: in this run the reversal was hardly a surprise to them.`,
      },
      {
        holds: dorsalRaphe! > 5,
        text:
          dorsalRaphe! > 5
            ? `Serotonin cells ${change(dorsalRaphe!)}: in this brain the habenula excites them when an outcome disappoints.`
            : `Serotonin cells ${change(dorsalRaphe!)}: in this run disappointment did not reach them.`,
      },
      {
        holds: Math.abs(basalForebrain!) < Math.abs(ventralTegmentalArea!),
        text: `Acetylcholine cells ${change(basalForebrain!)}, ${
          Math.abs(basalForebrain!) < Math.abs(ventralTegmentalArea!) ? "less than" : "no less than"
        } the dopamine cells changed. In this brain they follow how uncertain outcomes are known to be, and reward: the first changes slowly, and rewards have become fewer.`,
      },
    ];
  },
  after: [
    "No nucleus is “the” reversal signal. Dopamine says in which direction to change a [[weight]], norepinephrine that the usual rules may no longer hold, serotonin that this action disappointed. What is done with it depends on the [[receptor|receptors]] of the place that hears it.",
    "The signals are broadcast, yet not all synapses change: only those that were just used carry an [[eligibilityTrace|eligibility trace]]. The modulator is the [[thirdFactor|third factor]] besides the two cells.",
  ],
  checks: [
    {
      question:
        "The best arm suddenly pays even more often than before. Which answer do you expect of the dopamine and the norepinephrine cells?",
      options: [
        {
          text: "Dopamine up, norepinephrine down.",
          right: false,
          feedback: "Surprise has no sign: more wins than usual are surprising, too.",
        },
        { text: "Both up.", right: true, feedback: "Right: better than expected, and surprising." },
        { text: "Both down.", right: false, feedback: "Better than expected means bursts of dopamine." },
      ],
    },
    {
      question: "A modulator reaches thousands of synapses. Why does not every one of them change?",
      options: [
        { text: "Because only a few have receptors.", right: false, feedback: "Receptors are on most of them here." },
        {
          text: "Because a synapse also needs to have been active shortly before.",
          right: true,
          feedback: "Right: its eligibility trace and the modulator must meet.",
        },
        {
          text: "Because the modulator is used up.",
          right: false,
          feedback: "It is taken up again, but that is not what selects.",
        },
      ],
    },
  ],
  reading: ["zorowitz2023", "yu2005", "clarke2004"],
  teacher: {
    time: "12 minutes alone; 30 with the circuit on the page Brain. The run takes a few seconds.",
    prerequisites: ["Lesson “Prediction errors”."],
    mistakes: [
      "Taking each modulator for a mood (“serotonin is happiness”). Ask what the nucleus hears, not what it is for.",
      "Confusing the firing of a nucleus with the effect of its modulator: what a place does depends on its receptors.",
      "Reading a mean over 32 subjects as what each of them does. Look at one subject in Brain.",
    ],
    discussion: [
      "Which of the four would you block to make a subject persevere on the old arm? Try it in Experiment or on the page Model.",
      "That the raphe hears disappointment through the habenula is a choice of this model; recordings show raphe cells of several kinds. What would you record to decide?",
    ],
  },
  links: [
    {
      page: "brain",
      state: {
        model: "models/reference-brain/reference-brain.yaml",
        task: "three-armed-reversal-v1",
        subject: 0,
        seed: 7,
        trial: 15,
      },
      label: "Watch the first trial after a reversal",
    },
  ],
};
