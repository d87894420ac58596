import type { GroupSummary, MeasureName } from "../../analysis/summary.ts";
import type { StripChart } from "../chart.ts";
import { type Context, formatOf } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { capitalised, formatNumber } from "../format.ts";
import type { Section } from "../section.ts";

const shownMeasures: readonly MeasureName[] = [
  "accuracy",
  "earlyAccuracy",
  "winStay",
  "loseShift",
  "perseveration",
  "firstBlockAccuracy",
  "omissions",
  "reactionTime",
  "conditionedResponse",
  "unrewardedCueResponse",
  "discrimination",
];

/** Every subject, not only means. */
export function subjectSection(context: Context): Section | null {
  const figures = [stripFigure(context), curveFigure(context)].filter((figure): figure is Figure => figure !== null);
  return figures.length === 0 ? null : { id: "subjects", title: "Single subjects", parts: figures };
}

function stripFigure(context: Context): Figure | null {
  const { summary, people, control } = context;
  const own: readonly GroupSummary[] = summary.groups.length > 0 ? summary.groups : summary.people;
  const groups = [...new Set<GroupSummary>([...(people ? [people] : []), ...own, ...summary.agents])];
  const measures = shownMeasures.filter((name) => own.some((group) => spreads(group, name)));
  if (measures.length === 0) return null;
  const panels: StripChart["panels"] = measures.map((name) => ({
    title: context.measure(name).label,
    x: {
      label: "",
      format: formatOf(name),
      ...(name === "omissions" || formatOf(name) !== "percent" ? {} : { domain: [0, 1] as const }),
    },
    rows: groups.flatMap((group) => {
      const measure = group.measures[name];
      if (!measure) return [];
      const { mean, quantiles, values } = measure;
      return [{ label: group.label, colour: context.colourOf(group), mean, quantiles, values }];
    }),
  }));
  return fixedFigure(
    "distributions",
    "How single subjects differ",
    {
      chart: { kind: "strips", columns: 2, panels },
      sentence: spreadSentence(
        context,
        control ?? context.otherPeople[0] ?? people,
        control || context.otherPeople[0] ? people : null,
        measures,
      ),
    },
    "Each dot is a subject. Thick line: middle half of the subjects; thin line: middle 95 %; tick: median. The table gives these quantiles, the CSV file every subject.",
  );
}

function spreads(group: GroupSummary, name: MeasureName): boolean {
  const values = group.measures[name]?.values.filter((value) => value !== null) ?? [];
  return values.length > 0 && (name !== "omissions" || values.some((value) => value !== 0));
}

function spreadSentence(
  context: Context,
  subjects: GroupSummary | null,
  people: GroupSummary | null,
  measures: readonly MeasureName[],
): string {
  const described = measures.slice(0, 4).flatMap((name) => {
    const own = subjects?.measures[name];
    if (!own) return [];
    const other = people?.measures[name];
    const human = other ? ` (${formatNumber(other.standardDeviation, formatOf(name))})` : "";
    const label = context.measure(name).label;
    return [
      `${label.charAt(0).toLowerCase()}${label.slice(1)}: ${formatNumber(own.standardDeviation, formatOf(name))}${human}`,
    ];
  });
  const who = people ? ` (in brackets: ${people.label})` : "";
  return `Standard deviation over ${subjects?.label ?? ""}${subjects?.kind === "people" ? "" : " subjects"}${who} – ${described.join("; ")}.`;
}

function curveFigure(context: Context): Figure | null {
  const { summary, people } = context;
  const toCurves = ({ label, subjectCurves }: GroupSummary) => ({ label, curves: subjectCurves });
  const groups = [
    ...(context.control ? [context.control] : []),
    ...context.others,
    ...context.otherPeople,
    ...summary.agents,
  ].filter(({ subjectCurves }) => subjectCurves.length > 0);
  if (groups.length === 0) return null;
  const source = {
    kind: "subjects" as const,
    people: people && people.subjectCurves.length > 0 ? toCurves(people) : null,
    groups: groups.map(toCurves),
  };
  const options = groups.map(({ label }) => capitalised(label));
  return {
    id: "subject-curves",
    heading: "Every subject’s recovery from reversals",
    note: "Each row is a subject, the best on top; each cell the share of reversals after which the subject chose the new best option on that trial.",
    choices: options.length > 1 ? [{ name: "group", label: "Group", options }] : [],
    source,
  };
}
