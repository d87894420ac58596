import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { total } from "./parts.ts";

const task: SessionArm["task"] = { id: "free-operant-v1", schedule: "contingency-reversal" };
const training = ["training", "reversal", "more reversal"];

/** Preference, in a test, for the lever of the schedule that is first (its outcome at first: pellet, later sated). */
function presses(trials: SubjectTrials, stage: string): readonly [first: number, second: number] {
  const own = trials.where({ stage });
  const places = own.column("lever0");
  const [left, right] = [own.column("presses0"), own.column("presses1")];
  const of = (first: boolean) => total(places.map((place, row) => ((place === 0) === first ? left : right)[row]!));
  return [of(true), of(false)];
}

/** Presses of the lever whose present outcome is valued less those of the other one, of all. */
const index = (stage: string, valuedIsFirst: boolean) => (trials: SubjectTrials) => {
  const [first, second] = presses(trials, stage);
  return ((valuedIsFirst ? 1 : -1) * (first - second)) / (first + second);
};

const difference = (reading: string): string => `mean(intact.${reading}) - mean(cut.${reading})`;
const mean = (expression: string, doc: string) => ({ expression, unit: "1", doc });

/** Without the thalamic signal to striatal interneurons a reversed contingency is confused with the first. */
export const thalamostriatalInterference: Effect = {
  id: "cin-thalamostriatal-interference",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      intact: { label: "intact", task },
      cut: {
        label: "striatal acetylcholine without events",
        task,
        treatment: {
          manipulations: [{ light: "basalForebrain", area: "dorsalStriatum", inhibition: 1, excitation: 1 }],
        },
      },
    },
    windows: {},
    readings: {
      test1: index("test 1", false),
      test2: index("test 2", true),
      test3: index("test 3", true),
      rate: (trials) =>
        average(
          training.flatMap((stage) => {
            const own = trials.where({ stage });
            const time = own.column("duration");
            const [left, right] = [own.column("presses0"), own.column("presses1")];
            return [total([...left, ...right]) / total(time)];
          }),
        ),
    },
  },
  remarks: [
    "The brain has no parafascicular nucleus and no cholinergic interneurons yet: striatal acetylcholine comes from the basal forebrain, whose terminals in the dorsal striatum are held at the tonic rate, so that events no longer show and the tone is kept.",
    "The probe with the first contingency's cues is not part of the task (levers have no cues of their own): that both groups can still respond by the original contingency cannot be judged and counts as not observed.",
  ],
  measures: {
    intact1: mean("mean(intact.test1)", "Preference for the lever with the valued outcome, first test, intact."),
    loss1: mean(difference("test1"), "Intact less cut, first test."),
    intact2: mean("mean(intact.test2)", "Second test, intact."),
    cut2: mean("mean(cut.test2)", "Second test, cut."),
    loss2: mean(difference("test2"), "Intact less cut, second test."),
    cut3: mean("mean(cut.test3)", "Third test, cut."),
    rate: mean("mean(cut.rate) / mean(intact.rate)", "Press rates in training, cut over intact."),
    original: mean("0 * mean(intact.test1)", "Response by the original contingency when probed: not measured, 0."),
  },
  criterion: [
    { text: "test 1, I intact", value: "intact1", low: 0.2 },
    { text: "test 1, |difference|", value: "abs(loss1)", high: 0.15 },
    { text: "test 2, I intact", value: "intact2", low: 0.2 },
    { text: "test 2, difference", value: "loss2", low: 0.2 },
    { text: "test 2, I cut", value: "cut2", low: -0.15, high: 0.15 },
    { text: "test 3, I cut", value: "cut3", low: 0.1 },
  ],
  sideObservations: [
    {
      text: "press rates in training within ±25 % of intact",
      bands: [{ text: "rate", value: "rate", low: 0.75, high: 1.25 }],
    },
    {
      text: "probing with the first contingency's cues at Test 2: both groups can still respond by the ORIGINAL contingency above chance",
      bands: [{ text: "not measured", value: "original", low: 0.05 }],
    },
  ],
  ablations: [
    {
      id: "no-event-acetylcholine",
      mechanism: "acetylcholine of events in the striatum, in both groups",
      must: "abolish",
      change: {
        treatment: { manipulations: [{ fibreLesion: "basalForebrain", area: "dorsalStriatum" }] },
      },
    },
    {
      id: "no-striatal-dopamine-learning",
      mechanism: "dopamine-gated learning of features in the striatum",
      must: "spare",
      change: { parameters: { striatalEta: 0 } },
    },
  ],
  figure: {
    title: "Choice after devaluation",
    x: { label: "test", unit: "1" },
    y: { label: "preference for the valued outcome", unit: "1" },
    places: ["first contingency", "after reversal", "after more reversal"],
    curves: (["intact", "cut"] as const).map((arm) => ({
      label: arm,
      x: [0, 1, 2],
      y: [1, 2, 3].map((test) => `mean(${arm}.test${test})`),
    })),
    published: [],
  },
};
