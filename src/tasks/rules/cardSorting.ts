import { choicePhases, choiceRow, choiceTimeOptions, longestTrial, offer, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { shuffled } from "../draws.ts";
import { availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { chosenStaysOption, deliverBeside } from "./chosen.ts";

const values4 = [0, 1, 2, 3];
const dimensions = ["colour", "form", "number"] as const;
const features = dimensions.flatMap((dimension) => featuresOf("visual", dimension, numbered(dimension, 4)));
const lastSort = 5;
const streams = { card: 0 };

const options = {
  cards: option(128, 1, 10_000, "Cards at most."),
  categories: option(6, 1, 100, "Rules to complete; then the session ends."),
  criterion: option(10, 1, 100, "Right answers in a row that complete a rule."),
  lastShown: option(
    0,
    0,
    1,
    "1: the last card stays on view at a place of its own, on the key card to which it was sorted.",
  ),
  chosenStays: chosenStaysOption,
  ...choiceTimeOptions({ responseWindow: 4, delay: 0, outcomeDuration: 1, interval: 0.5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Sort cards to one of four key cards by colour, form or number; nobody says which, and it changes after ten right
 * answers in a row. Every card shares a different dimension with each of three key cards, so that each answer tells by
 * what it was sorted.
 */
export const cardSorting = defineTask({
  id: "card-sorting-v1",
  title: "Card sorting with hidden rules",
  summary:
    "Sort cards by colour, form or number: only right and wrong is said, and the rule changes when it is learned.",
  sources: ["demakis2003"],
  options,
  whole: ["cards", "categories", "criterion", "lastShown", "chosenStays"],
  short: { cards: 30, criterion: 3 },
  presets: {
    usual: {
      doc: "128 cards or six rules, each to ten right answers in a row. Demakis 2003, doi 10.1037/0894-4105.17.2.255.",
    },
    "last-sort-shown": {
      doc: "The same with the last sort on view. Hartman et al. 2001 (as reported by reviews).",
      options: { lastShown: 1 },
    },
  },
  parts(values) {
    const world = worldOf({
      places: [...numbered("key card", 4), "card to sort", ...(values.lastShown === 1 ? ["last sort"] : [])],
      features,
      outcomes: [{ name: "right", valence: 1 }],
    });
    return {
      world,
      phases: choicePhases(values),
      trials: null,
      maximumTime: values.cards * longestTrial(values),
      columns: [
        column("rule", "Dimension that counts: 0 colour, 1 form, 2 number."),
        column("category", "Rules completed before."),
        column("sortedBy", "Dimension by which the card was sorted; missing for the fourth key card or no answer."),
        column(
          "perseverative",
          "1 if it was sorted by the rule before the present one; missing before the first change.",
        ),
      ],
      session: (random) => sortingSession(random, values, world),
    };
  },
});

function* sortingSession(random: TaskRandom, values: Values, world: World): TaskSession {
  const log = new SessionLog();
  const keys = values4.flatMap((key) => dimensions.map((_, dimension) => [key, 4 * dimension + key] as const));
  let category = 0;
  let run = 0;
  let last: readonly (readonly [place: number, feature: number])[] = [];
  for (let card = 0; card < values.cards && category < values.categories; card++) {
    const rule = category % 3;
    // The key card that each dimension of the card matches: three different ones.
    const matches = shuffled(random, values4, streams.card, log.trial).slice(0, 3);
    const shown = objectsAt(world, [
      ...keys,
      ...matches.map((key, dimension) => [4, 4 * dimension + key] as const),
      ...(values.lastShown === 1 ? last : []),
    ]);
    const deed = yield* offer(log, values, {
      objects: shown,
      available: availableAt(world, values4),
      trialStarts: true,
      stage: dimensions[rule]!,
    });
    const correct = deed.choice === matches[rule];
    if (deed.choice >= 0)
      yield* deliverBeside(log, values, outcomeOf(world, Number(correct)), world, shown, [deed.choice, 4]);
    yield* rest(log, values.interval);
    last = matches.flatMap((key, dimension) =>
      deed.choice < 0
        ? []
        : [[lastSort, 4 * dimension + key] as const, [lastSort, 4 * dimension + deed.choice] as const],
    );
    const sortedBy = matches.indexOf(deed.choice);
    log.end({
      ...choiceRow(deed, Number(correct), correct),
      block: category,
      rule,
      category,
      sortedBy: sortedBy < 0 ? Number.NaN : sortedBy,
      perseverative: category === 0 || deed.choice < 0 ? Number.NaN : Number(sortedBy === (category - 1) % 3),
    });
    run = correct ? run + 1 : 0;
    if (run === values.criterion) {
      category++;
      run = 0;
      log.beginBlock();
    }
  }
  return log.last();
}
