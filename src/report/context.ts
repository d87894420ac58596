import type {
  Effect,
  GroupSummary,
  MeasureDescription,
  MeasureName,
  SignalSummary,
  Summary,
} from "../analysis/summary.ts";
import type { Series } from "./chart.ts";
import type { NumberFormat } from "./format.ts";
import { type ColourName, groupColour } from "./theme.ts";

/** The summary with what every section asks of it. */
export interface Context {
  readonly summary: Summary;
  readonly control: Summary["groups"][number] | null;
  /** Virtual groups other than control. */
  readonly others: Summary["groups"];
  /** The sample of people that everything is compared with. */
  readonly people: Summary["people"][number] | null;
  /** Further samples of people shown in curves: all, if there are no virtual groups. */
  readonly otherPeople: Summary["people"];
  colourOf(group: GroupSummary): ColourName;
  /** Label of a group by its id; the id itself if there is none. */
  labelOf(id: string): string;
  measure(name: MeasureName): MeasureDescription;
  effect(group: string, measure: MeasureName): Effect | null;
  /** Distance of a group from the people on a statistic. */
  distance(group: string, statistic: string): Summary["comparisons"][number]["statistics"][number] | null;
}

/** First words of labels that are no names and may begin with a small letter inside a sentence. */
const commonWords: ReadonlySet<string> = new Set([
  "control",
  "placebo",
  "vehicle",
  "saline",
  "sham",
  "intact",
  "drug",
  "acute",
  "chronic",
  "partial",
  "full",
  "low",
  "high",
]);

/** The summary with labels as they stand inside a sentence: “Dopamine block” becomes “dopamine block”. */
function withSmallLabels(summary: Summary): Summary {
  const modulators = new Set(summary.signals.flatMap(({ modulator }) => (modulator ? [modulator.toLowerCase()] : [])));
  const small = (label: string, always: boolean): string => {
    const first = /^[A-Z][a-z]+/.exec(label)?.[0].toLowerCase() ?? "";
    const common = always || commonWords.has(first) || modulators.has(first);
    return first !== "" && common ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
  };
  return {
    ...summary,
    groups: summary.groups.map((group) => ({ ...group, label: small(group.label, false) })),
    agents: summary.agents.map((agent) => ({ ...agent, label: small(agent.label, true) })),
  };
}

/** Prepares a summary for the sections. */
export function contextOf(given: Summary): Context {
  const summary = withSmallLabels(given);
  const control = summary.groups.find(({ id }) => id === summary.control) ?? null;
  const others = summary.groups.filter(({ id }) => id !== summary.control);
  const ordered = [...(control ? [control] : []), ...others];
  const everyone: readonly GroupSummary[] = [...summary.groups, ...summary.people, ...summary.agents];
  return {
    summary,
    control,
    others,
    people: summary.people[0] ?? null,
    otherPeople: summary.groups.length === 0 ? summary.people.slice(1) : [],
    colourOf(group) {
      if (group.kind === "agent") return "agent";
      if (group.kind === "people") return peopleColour(summary, group);
      return groupColour(ordered.findIndex(({ id }) => id === group.id));
    },
    labelOf: (id) => everyone.find((group) => group.id === id)?.label ?? id,
    measure: (name) =>
      summary.measures.find((measure) => measure.name === name) ?? { name, label: spaced(name), unit: "1", doc: "" },
    effect: (group, measure) =>
      summary.effects.find((effect) => effect.group === group && effect.measure === measure) ?? null,
    distance: (group, statistic) =>
      summary.comparisons
        .find((comparison) => comparison.group === group)
        ?.statistics.find(({ name }) => name === statistic) ?? null,
  };
}

/** Black for the main sample, grey for others; in a report of people alone the others are the subject. */
function peopleColour(summary: Summary, { id }: GroupSummary): ColourName {
  const place = summary.people.findIndex((sample) => sample.id === id);
  if (place === 0) return "people";
  return summary.groups.length === 0 ? groupColour(place - 1) : "peopleAll";
}

/** `firstBlockAccuracy` → `first block accuracy`. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Labels that name their members already: “32 virtual subjects”, “healthy people”. */
const namesMembers = /^\d|\b(?:subjects|people|participants|patients|volunteers|animals|mice|rats|monkeys)$/u;

/** A group's members inside a sentence: “control subjects”, “301 attentive people”, “the people of placebo”. */
export function whoIs({ kind, label }: Pick<GroupSummary, "kind" | "label">): string {
  if (namesMembers.test(label)) return label;
  return kind === "people" ? `the people of ${label}` : `${label} subjects`;
}

/** What the group is called that the others are compared with, inside a sentence. */
export function controlName({ control }: Pick<Context, "control">): string {
  return control?.label ?? "control";
}

/** What the groups other than control differ by: blocked receptors, or something else. */
export function treatmentOf({ others }: Context): "block" | "treatment" {
  return others.length > 0 && others.every(({ doses }) => doses.some(({ dose }) => dose > 0)) ? "block" : "treatment";
}

/** That people are no evidence about the groups' treatments, as far as it is known of them. */
export function peopleCaution(context: Context): string {
  const { people, others } = context;
  if (!people || others.length === 0) return "";
  const why = people.drugFree
    ? "No drug was given to these people"
    : `None of these people was under a ${treatmentOf(context)} of this experiment`;
  return `${why}: their curve stands in every panel as a landmark and says nothing about a ${treatmentOf(context)}.`;
}

/** A signal's label without its area: “DA” for “VS DA”. */
export function bareLabel({ label, areaLabel }: Pick<SignalSummary, "label" | "areaLabel">): string {
  return label.startsWith(`${areaLabel} `) ? label.slice(areaLabel.length + 1) : label;
}

/** Measures that are no shares. */
const formats: Readonly<Partial<Record<MeasureName, NumberFormat>>> = {
  reactionTime: "seconds",
  conditionedResponse: "number",
  unrewardedCueResponse: "number",
  discrimination: "number",
};

/** How values of a measure are written. */
export function formatOf(measure: MeasureName): NumberFormat {
  return formats[measure] ?? "percent";
}

/** The measure that short tables and sentences test against control; null if no group differs in one of them. */
export function testedMeasure({ effects }: Summary): MeasureName | null {
  const candidates = ["earlyAccuracy", "accuracy", "conditionedResponse"] as const;
  return candidates.find((name) => effects.some(({ measure, dz }) => measure === name && dz !== null)) ?? null;
}

/** A measure's label inside a sentence. */
export function smallLabel({ label }: MeasureDescription): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

type CurveName = "reversalCurve" | "acquisitionCurve" | "formerCurve" | "aroundReversal" | "sessionCurve";

/** A group's curve as a line; null if the group has none. */
export function seriesOf(context: Context, group: GroupSummary, name: CurveName, background = false): Series | null {
  const curve = group[name];
  if (!curve) return null;
  return {
    label: group.label,
    colour: context.colourOf(group),
    x: curve.x,
    y: curve.mean,
    low: curve.low,
    high: curve.high,
    ...(background ? { background } : {}),
  };
}

/** Mean of a curve between two places, ends included; null if it has none there. */
export function curveMean(
  curve: { readonly x: readonly number[]; readonly mean: readonly number[] } | null,
  from: number,
  to: number,
): number | null {
  const inside = curve?.mean.filter((_, index) => curve.x[index]! >= from && curve.x[index]! <= to) ?? [];
  return inside.length === 0 ? null : inside.reduce((sum, value) => sum + value, 0) / inside.length;
}

/** Trials of a block that count as late: 7 to 15, or the second half of a shorter block. */
export interface LateTrials {
  readonly from: number;
  readonly to: number;
  /** `trials 7–15`. */
  readonly text: string;
}

/** The late trials of a curve over a block's trials. */
export function lateTrials(curve: { readonly x: readonly number[] } | null): LateTrials {
  const to = Math.min(15, curve?.x.at(-1) ?? 15);
  const from = Math.min(7, Math.floor(to / 2) + 1);
  return { from, to, text: from === to ? `trial ${from}` : `trials ${from}–${to}` };
}

/** Name of the statistic that compares reversal curves. */
export function curveStatistic(summary: Summary): string | null {
  const names = summary.comparisons.flatMap(({ statistics }) => statistics.map(({ name }) => name));
  return names.find((name) => name === "reversalCurve") ?? names.find((name) => /curve/i.test(name)) ?? null;
}
