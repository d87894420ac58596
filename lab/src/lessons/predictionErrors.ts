import type { Lesson } from "./lesson.ts";
import { armMean, said } from "./reading.ts";

/** Dopamine moves from the reward to what foretells it, and pauses when the reward stays away. */
export const predictionErrors: Lesson = {
  id: "prediction-errors",
  title: "Prediction errors",
  summary: "Why dopamine cells stop answering to a reward that is foreseen.",
  minutes: 12,
  goals: [
    "Say what a prediction error is, and when it is positive, zero and negative.",
    "Predict how dopamine cells answer to a cue and a reward before and after learning.",
    "Explain why the answer moves in time, and why it turns into a pause when a reward is left out.",
  ],
  before: [
    "A virtual animal sees a cue; shortly after, it gets a reward. This is repeated until it has learned what the cue means. Meanwhile we listen to the cells of its [[ventralTegmentalArea]], which release [[dopamine]].",
    "Without any event these cells fire at a steady pace, the [[tonic]] rate, which we call 1. An event can add to it in a short, [[phasic]] burst, or take away from it in a pause. We measure how much the rate departs from its tonic level.",
    "One idea is that dopamine cells tell that a reward is there. Another is that they tell a [[predictionError|prediction error]]: what came, less what was expected. The two ideas agree before learning. Do they agree afterwards?",
  ],
  prediction: {
    question: "How much will the cells' firing depart from the tonic rate at each of these moments?",
    quantity: "Change from the tonic rate (1 = as much again as tonic; −1 = silence)",
    low: -1,
    high: 2,
    step: 0.1,
    points: [
      { id: "cueBefore", label: "cue, before learning" },
      { id: "rewardBefore", label: "reward, before learning" },
      { id: "cueAfter", label: "cue, after learning" },
      { id: "rewardAfter", label: "reward, after learning" },
      { id: "omitted", label: "reward left out, after learning" },
    ],
    reason: {
      question: "Which idea did you follow?",
      options: [
        "Dopamine tells that a reward is there.",
        "Dopamine tells that something is better or worse than expected.",
        "Dopamine tells that something surprising happened, good or bad.",
      ],
    },
  },
  method:
    "Four virtual subjects with the second reference brain are conditioned as in the published experiment. No prediction error is handed to the model: it comes about because expectations of the ventral striatum inhibit the dopamine cells, and because the habenula does when an expected moment passes without a reward.",
  runs: { conditioning: { kind: "effect", id: "da-rpe-transfer", subjects: 4, seed: 1 } },
  read: ({ conditioning }) => {
    const read = (reading: string) => armMean(conditioning!.readings!, "all", reading);
    return {
      cueBefore: read("naiveCue"),
      rewardBefore: read("naiveReward"),
      cueAfter: read("lateCue"),
      rewardAfter: read("lateReward"),
      omitted: read("omission"),
    };
  },
  explain: ({ cueBefore, rewardBefore, cueAfter, rewardAfter, omitted }) => {
    const moved = cueAfter! > 0.25 && cueAfter! > 3 * Math.max(0.02, cueBefore!);
    const foreseen = rewardAfter! < rewardBefore! / 2;
    const paused = omitted! < -0.25;
    return [
      {
        holds: rewardBefore! > 0.5,
        text: `Before learning the reward raised the rate by ${said(rewardBefore!)} and the cue by ${said(cueBefore!)}. Nothing announced the reward, so all of it was better than expected.`,
      },
      {
        holds: foreseen,
        text: foreseen
          ? `After learning the same reward raised it by ${said(rewardAfter!)} only. The reward had not become smaller: it was foreseen, and what is foreseen is no error.`
          : `After learning the reward still raised it by ${said(rewardAfter!)}. In this run the expectation did not cancel the reward.`,
      },
      {
        holds: moved,
        text: moved
          ? `The cue now raised it by ${said(cueAfter!)}. Nobody knows when a cue will come, so the good news it brings is itself better than expected.`
          : `The cue raised it by ${said(cueAfter!)}, hardly more than before. In this run the answer did not move to the cue.`,
      },
      {
        holds: paused,
        text: paused
          ? `When the reward was left out, the rate fell by ${said(-omitted!)} of its tonic level at the very moment of the missing reward. Nothing happened there: a pause without an event can only come from an expectation.`
          : `When the reward was left out, the rate changed by ${said(omitted!)}. In this run there is no clear pause.`,
      },
    ];
  },
  after: [
    "The first idea, “a reward is there”, fails on the third and the fourth moment, and the third idea, “something surprising”, fails on the pause: a surprise would make a burst of it. A prediction error has a sign.",
    "The sign is what makes it useful. Where a burst arrives at synapses that were just active (their [[eligibilityTrace|eligibility traces]] are still there), these grow; where a pause arrives, they shrink. Learning goes on as long as there is an error, and stops by itself.",
  ],
  checks: [
    {
      question: "A fully trained animal gets a reward twice as large as usual. What do the cells do when it comes?",
      options: [
        {
          text: "Nothing, because a reward was foreseen.",
          right: false,
          feedback: "A reward was foreseen, but not so large a one: the difference is an error.",
        },
        {
          text: "A burst.",
          right: true,
          feedback: "Right: what came exceeds what was expected, so the error is positive.",
        },
        { text: "A pause.", right: false, feedback: "A pause would mean that it was worse than expected." },
      ],
    },
    {
      question: "What shows most clearly that the cells compare with an expectation?",
      options: [
        {
          text: "The burst at the first rewards.",
          right: false,
          feedback: "Cells that simply tell of reward would show it, too.",
        },
        {
          text: "The burst at the cue.",
          right: false,
          feedback:
            "It shows that something was learned; a cell that answers to all that is linked with reward would show it, too.",
        },
        {
          text: "The pause when nothing happens.",
          right: true,
          feedback: "Right: no stimulus is there at this moment, only an expectation that is not met.",
        },
      ],
    },
  ],
  reading: ["schultz1997"],
  teacher: {
    time: "12 minutes alone; 25 with discussion. The run takes some ten seconds on a slow machine.",
    prerequisites: ["Cells fire and release substances.", "Conditioning: a cue foretells a reward."],
    mistakes: [
      "“Dopamine is pleasure.” Ask what the reward after learning should then do: the animal still drinks it.",
      "Taking the pause for a response to something. Ask what happens at that moment. (Nothing.)",
      "Expecting the answer to glide through the time between cue and reward. In this model, as in most recordings, the one fades while the other grows.",
    ],
    discussion: [
      "What should happen if the cue is followed by a reward in half of the cases? (Both answers, each smaller; the pauses too.)",
      "A second cue always comes with the first one, which is already trained. Will it be learned? (Hardly: no error is left. Phenomena, “da-blocking”.)",
      "The learners' drawings are the material: collect them before the run and ask who followed which idea.",
    ],
  },
  links: [
    { page: "phenomena", state: { id: "da-rpe-transfer" }, label: "The published effect and its criterion" },
    {
      page: "brain",
      state: {
        model: "models/reference-brain/reference-brain.yaml",
        task: "pavlovian-discrimination-v1",
        subject: 0,
        seed: 2001,
      },
      label: "Watch one brain being conditioned",
    },
  ],
};
