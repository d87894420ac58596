import type { Columns, Lesson } from "./lesson.ts";
import { meanOf, percent, said, switchesAfter } from "./reading.ts";

const blockLength = 15;

function rateAtOutcomes(signals: Columns, afterReversal: boolean): number {
  return meanOf(signals, "locusCoeruleus.rate", (row) => {
    if (signals.group![row] !== "control" || signals.phase![row] !== "outcome") return false;
    const trial = signals.trial![row] as number;
    const place = trial % blockLength;
    return afterReversal ? trial >= blockLength && place < 2 : trial < 5 * blockLength && place >= blockLength - 3;
  });
}

/** Norepinephrine, uncertainty, and leaving what no longer works. */
export const uncertainty: Lesson = {
  id: "uncertainty",
  title: "Uncertainty, norepinephrine and exploration",
  summary: "When is a loss just bad luck, and when is it time to try something else?",
  minutes: 13,
  goals: [
    "Tell expected from unexpected uncertainty.",
    "Predict what a block of norepinephrine's α1 receptors does to choices after a win and after a loss.",
    "Say what it costs to explore too little.",
  ],
  before: [
    "In this task even the best arm pays only most of the time. Who leaves it after every loss will do badly; who never leaves it will miss the [[reversal]].",
    "Two kinds of uncertainty help to decide. [[expectedUncertainty|Expected uncertainty]] is knowing that one sometimes loses. [[unexpectedUncertainty|Unexpected uncertainty]] is more surprise than that: perhaps the world has changed.",
    "The [[locusCoeruleus]] of the virtual brain hears the surprise that exceeds the expected, and releases [[norepinephrine]]. By its α1 receptors this makes the motor plans noisier and wipes out the habit of repeating the last choice. We now block these receptors.",
  ],
  prediction: {
    question: "In how many of 100 cases will a subject take another arm than before?",
    quantity: "Switches in per cent",
    low: 0,
    high: 100,
    step: 5,
    points: [
      { id: "winControl", label: "after a win, nothing blocked" },
      { id: "winBlocked", label: "after a win, α1 blocked" },
      { id: "lossControl", label: "after a loss, nothing blocked" },
      { id: "lossBlocked", label: "after a loss, α1 blocked" },
    ],
    reason: {
      question: "What will the block do to the subject's success?",
      options: [
        "It will do better: it is less distracted.",
        "It will do worse: it stays too long with what has stopped paying.",
        "Nothing will change.",
      ],
    },
  },
  method:
    "Thirty-two virtual subjects with the reference brain do the three-armed reversal task, once as they are and once with an antagonist at α1 receptors at three times its inhibition constant, which leaves a quarter of the occupancy.",
  runs: {
    reversal: {
      kind: "sessions",
      model: "models/reference-brain/reference-brain.yaml",
      task: "three-armed-reversal-v1",
      subjects: 32,
      seed: 7,
      groups: { control: {}, blocked: { doses: [{ receptor: "adrenergicAlpha1", dose: "3 Ki" }] } },
      record: ["locusCoeruleus.rate"],
    },
  },
  read: ({ reversal }) => {
    const { trials, signals } = reversal!;
    const correct = (group: string) => 100 * meanOf(trials!, "correct", (row) => trials!.group![row] === group);
    return {
      winControl: switchesAfter(trials!, "control", true),
      winBlocked: switchesAfter(trials!, "blocked", true),
      lossControl: switchesAfter(trials!, "control", false),
      lossBlocked: switchesAfter(trials!, "blocked", false),
      correctControl: correct("control"),
      correctBlocked: correct("blocked"),
      surprise: percent(rateAtOutcomes(signals!, true), rateAtOutcomes(signals!, false)),
    };
  },
  explain: ({ winControl, winBlocked, lossControl, lossBlocked, correctControl, correctBlocked, surprise }) => [
    {
      holds: surprise! > 5,
      text: `After reversals the cells of the locus coeruleus fired ${said(Math.abs(surprise!))} % ${surprise! > 0 ? "more" : "less"} at outcomes than before them. ${
        surprise! > 5
          ? "The surprise exceeded what the subjects were used to."
          : "In this run reversals were hardly more surprising than the rest."
      }`,
    },
    {
      holds: lossBlocked! < lossControl! - 10,
      text: `After a loss intact subjects switched in ${said(lossControl!)} % of cases, with α1 receptors blocked in ${said(lossBlocked!)} %. ${
        lossBlocked! < lossControl! - 10
          ? "Without the reset they go on as before."
          : "In this run the block did not make them stay."
      }`,
    },
    {
      holds: winBlocked! < winControl!,
      text: `After a win they switched in ${said(winControl!)} % and ${said(winBlocked!)} %. ${
        winBlocked! < winControl!
          ? "Switching after a win is a try without need; it became rarer as well. The block takes exploration away, not just the answer to losses."
          : "In this run tries without need did not become rarer."
      }`,
    },
    {
      holds: correctBlocked! < correctControl!,
      text: `The best arm was chosen in ${said(correctControl!)} % of trials by intact and in ${said(correctBlocked!)} % by blocked subjects. ${
        correctBlocked! < correctControl!
          ? "In a world that changes, fewer tries mean finding out later."
          : "In this run fewer tries cost nothing."
      }`,
    },
  ],
  after: [
    "There is no best amount of exploration for all worlds. Were there no reversals, the blocked subjects' loyalty would be an advantage.",
    "The brain therefore does not set it once for all: it lets surprise set it. This is the idea of the adaptive gain theory of Aston-Jones and Cohen, and of Yu and Dayan's account of the two uncertainties.",
  ],
  checks: [
    {
      question:
        "A machine pays in 90 % of cases, and you lose three times in a row. A second one pays in 50 %, and you lose three times in a row. Where is the unexpected uncertainty larger?",
      options: [
        {
          text: "At the first.",
          right: true,
          feedback: "Right: three losses hardly ever happen there, so something may have changed.",
        },
        {
          text: "At the second.",
          right: false,
          feedback: "Its expected uncertainty is larger; three losses are nothing special there.",
        },
        {
          text: "It is the same: three losses are three losses.",
          right: false,
          feedback: "The same outcome surprises more where losses are rare.",
        },
      ],
    },
    {
      question: "In which task would a block of α1 receptors help this virtual subject?",
      options: [
        { text: "One with many reversals.", right: false, feedback: "There staying is costly." },
        {
          text: "One in which the best arm stays the same.",
          right: true,
          feedback: "Right: loyalty pays where nothing changes.",
        },
        {
          text: "None.",
          right: false,
          feedback: "What is too little exploration in one world is just enough in another.",
        },
      ],
    },
  ],
  reading: ["yu2005", "astonjones2005", "bouret2005", "sara2012"],
  teacher: {
    time: "13 minutes alone; 30 with discussion. The run takes a few seconds.",
    prerequisites: ["Lesson “Four modulators and one reversal”."],
    mistakes: [
      "Calling every loss a prediction error of the same kind. Let learners play ten trials on the page Play and say when they became suspicious.",
      "Taking less switching for better self-control. Ask what it costs after a reversal.",
      "Reading the block as “no norepinephrine”: only one kind of its receptors is blocked, and a quarter of the occupancy is left.",
    ],
    discussion: [
      "That α1 receptors set the noise of motor plans is an assumption of this model. Which experiment could refute it?",
      "In some studies drugs on norepinephrine change learning rather than choice. How could the two be told apart from choices alone?",
    ],
  },
  links: [
    {
      page: "brain",
      state: {
        model: "models/reference-brain/reference-brain.yaml",
        task: "three-armed-reversal-v1",
        subject: 3,
        seed: 7,
        trial: 15,
      },
      label: "Watch a subject after a reversal",
    },
    { page: "play", state: { task: "three-armed-reversal-v1", hurried: false }, label: "Do the task yourself" },
    {
      page: "phenomena",
      state: { id: "explore-after-change" },
      label: "Exploration after a change, a published effect",
    },
  ],
};
