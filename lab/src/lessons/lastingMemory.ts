import type { Lesson } from "./lesson.ts";
import { armMean, percent, said } from "./reading.ts";

/** Tagging and capture; what dopamine of novelty has to do with it. */
export const lastingMemory: Lesson = {
  id: "lasting-memory",
  title: "Memory that lasts",
  summary: "Why a trifle is remembered if something important happened around it.",
  minutes: 13,
  goals: [
    "Tell the strengthening of a synapse from what makes it last.",
    "Predict which weakly used synapses are still strong after six hours.",
    "Explain how novelty, by dopamine, can save a memory of something else.",
  ],
  before: [
    "A burst of activity strengthens a [[synapse]] within minutes. If nothing else happens, the strengthening is gone after a few hours. To last, it needs proteins that the cell makes only on special occasions: [[consolidation]].",
    "But the proteins are made for the whole cell. How do they find the right synapses? The answer that is tried here is [[tagging]]: each synapse that was strengthened, even weakly, carries a mark for an hour or two, and marked synapses catch the proteins.",
    "We look at a weakly used input. On a second input of the same cells something strong happens at another time, or not at all.",
  ],
  prediction: {
    question: "How much of its strengthening will be left in the weak input after six hours?",
    quantity: "Strengthening after six hours, per cent",
    low: 0,
    high: 100,
    step: 5,
    points: [
      { id: "weakAlone", label: "weak alone" },
      { id: "hourBefore", label: "strong event an hour later" },
      { id: "longBefore", label: "strong event four hours later" },
      { id: "hourAfter", label: "strong event an hour earlier" },
      { id: "weakAgonist", label: "weak, with a dopamine D1/D5 agonist" },
    ],
    reason: {
      question: "What decides?",
      options: [
        "How strongly the input itself was used; other inputs do not matter.",
        "Whether mark and proteins are there at the same time, whichever comes first.",
        "Whether the strong event comes first.",
      ],
    },
  },
  method:
    "Eight copies of a piece of hippocampus get each treatment: the protocol of Frey and Morris (1997) with two inputs, then the one with dopamine receptors blocked or excited around the activity. What novelty does in an animal, to release dopamine in the hippocampus, the agonist does here. A copy does not differ much from another, so eight are enough.",
  runs: {
    inputs: { kind: "effect", id: "stc-two-pathway", subjects: 8, seed: 1 },
    dopamine: { kind: "effect", id: "late-ltp-d1-d5", subjects: 8, seed: 1 },
  },
  read: ({ inputs, dopamine }) => {
    const weak = (arm: string, reading = "late2") =>
      percent(armMean(inputs!.readings!, arm, reading), armMean(inputs!.readings!, arm, "start"));
    const other = (arm: string, reading = "late") =>
      percent(armMean(dopamine!.readings!, arm, reading), armMean(dopamine!.readings!, arm, "start"));
    return {
      weakAlone: weak("weakAlone"),
      hourBefore: weak("weakHourBefore"),
      longBefore: weak("weakLongBefore"),
      hourAfter: weak("weakHourAfter"),
      weakAgonist: other("weakAgonist"),
      weakEarly: weak("weakAlone", "early2"),
      strong: weak("strongAlone", "late1"),
      strongBlocked: other("blockedEarly"),
      strongBlockedEarly: other("blockedEarly", "early"),
    };
  },
  explain: (found) => {
    const { weakAlone, hourBefore, longBefore, hourAfter, weakAgonist, weakEarly, strong } = found;
    const half = strong! / 2;
    return [
      {
        holds: weakEarly! > 20 && weakAlone! < weakEarly! / 4,
        text: `Alone, the weak input was strengthened by ${said(weakEarly!)} % after a quarter of an hour and by ${said(weakAlone!)} % after six hours. ${
          weakAlone! < weakEarly! / 4 ? "It learned, and forgot." : "In this run it kept much of it by itself."
        }`,
      },
      {
        holds: hourBefore! > half && hourAfter! > half,
        text: `With a strong event on the other input an hour later a strengthening of ${said(hourBefore!)} % was left, with one an hour earlier one of ${said(hourAfter!)} %. ${
          hourBefore! > half && hourAfter! > half
            ? "The order does not matter: the mark can wait for the proteins, or the proteins for the mark."
            : "In this run one of the orders did not save it."
        }`,
      },
      {
        holds: longBefore! < half / 2,
        text: `With the strong event four hours later ${said(longBefore!)} % was left. ${
          longBefore! < half / 2
            ? "By then the mark was gone; the proteins found nothing to catch them."
            : "In this run the mark lasted so long."
        }`,
      },
      {
        holds: weakAgonist! > half,
        text: `With an agonist of dopamine receptors the weak activity left ${said(weakAgonist!)} % with no strong event at all. ${
          weakAgonist! > half
            ? "Dopamine is what lets the cell make the proteins."
            : "In this run dopamine did not stand in for the strong event."
        }`,
      },
      {
        holds: found.strongBlockedEarly! > 20 && found.strongBlocked! < half / 2,
        text: `And the other way round: with D1/D5 receptors blocked even strong activity, which had strengthened the input by ${said(found.strongBlockedEarly!)} % after a quarter of an hour, left ${said(found.strongBlocked!)} %. ${
          found.strongBlocked! < half / 2
            ? "Learning was intact, lasting was not."
            : "In this run much was left without dopamine."
        }`,
      },
    ];
  },
  after: [
    "So what is kept is decided after the event, by what else happens around it. This is why one remembers where one was when important news came.",
    "In animals, a few minutes in a new place within an hour of a weak lesson make the lesson last, and a block of D1/D5 receptors or of protein synthesis during the novelty prevents it: behavioural tagging (Moncada and Viola 2007).",
  ],
  checks: [
    {
      question:
        "You want a class to remember a short, dull lesson. When is a new experience (a walk in a place never seen) of use?",
      options: [
        {
          text: "Within about an hour before or after it.",
          right: true,
          feedback: "Right, if people are like this model: mark and proteins must meet.",
        },
        { text: "Only before it.", right: false, feedback: "The proteins can come after the mark as well." },
        { text: "On the next day.", right: false, feedback: "The mark is gone by then." },
      ],
    },
    {
      question: "A drug blocks the making of proteins. When would you notice in this model?",
      options: [
        {
          text: "At once: nothing is strengthened.",
          right: false,
          feedback: "The early strengthening does not need new proteins.",
        },
        {
          text: "After some hours: what was strengthened has faded.",
          right: true,
          feedback: "Right: early and late change are two processes.",
        },
        { text: "Never.", right: false, feedback: "Without proteins nothing lasts." },
      ],
    },
  ],
  reading: ["frey1997", "redondo2011", "moncada2007"],
  teacher: {
    time: "13 minutes alone; 30 with discussion. The run takes a few seconds.",
    prerequisites: ["A synapse's weight can change.", "Helpful: lesson “Four modulators and one reversal”."],
    mistakes: [
      "Taking the mark for a memory of its own. It stores nothing: it only says “here”.",
      "“The strong event must come first.” Let learners who drew it so explain the fourth bar.",
      "Thinking that dopamine strengthens the synapse. With the agonist alone, without activity, nothing changes in the model.",
    ],
    discussion: [
      "What else could mark a synapse as worth keeping? (Reward, fear: both release modulators.)",
      "Is it good that trifles around a strong event are kept? Where could it do harm?",
    ],
  },
  links: [
    { page: "phenomena", state: { id: "stc-two-pathway" }, label: "Two inputs: the published effect" },
    { page: "phenomena", state: { id: "late-ltp-d1-d5" }, label: "Dopamine receptors: the published effect" },
    {
      page: "model",
      state: { model: "examples/rules/models/taggingAndCapture.yaml", edits: { parameters: {}, files: {} } },
      label: "The equations of tagging and capture",
    },
  ],
};
