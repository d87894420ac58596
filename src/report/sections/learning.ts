import type { Curve, GroupSummary } from "../../analysis/summary.ts";
import type { CurveChart, Series } from "../chart.ts";
import { type Context, controlName, curveMean, lateTrials, peopleCaution, seriesOf, whoIs } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { capitalised, formatNumber, listOf } from "../format.ts";
import { html } from "../html.ts";
import type { Section } from "../section.ts";
import type { View } from "../views/view.ts";
import { responseFigure } from "./conditioning.ts";

type CurveName = "reversalCurve" | "acquisitionCurve" | "formerCurve" | "aroundReversal" | "sessionCurve";

const bands = "Bands: 95 % bootstrap intervals of the mean over subjects.";

/** Learning and reversal curves. */
export function learningSection(context: Context): Section {
  const figures = [
    responseFigure(context),
    reversalFigure(context),
    reversalByGroupFigure(context),
    acquisitionFigure(context),
    aroundFigure(context),
    formerFigure(context),
    sessionFigure(context),
  ].filter((figure): figure is Figure => figure !== null);
  return {
    id: "learning",
    title: figures.some(({ id }) => id === "reversal") ? "Learning and reversal" : "Learning",
    parts: figures.length > 0 ? figures : [html`<p>No curves were recorded.</p>`],
  };
}

function present(series: readonly (Series | null)[]): Series[] {
  return series.filter((item): item is Series => item !== null);
}

function chartOf(
  panels: readonly { readonly title: string; readonly series: readonly Series[] }[],
  x: string,
  y: string,
  height: number,
  extra: Partial<Pick<CurveChart, "marks" | "levels" | "columns">> = {},
): CurveChart {
  return {
    kind: "curves",
    x: { label: x, format: "integer" },
    panels: panels.map(({ title, series }) => ({ title, y: { label: y, format: "percent", domain: [0, 1] }, series })),
    columns: Math.min(3, panels.length),
    height,
    marks: [],
    levels: [],
    ...extra,
  };
}

/** One panel for each group, with people and control behind it. */
function groupPanels(context: Context, name: CurveName, groups: readonly GroupSummary[]) {
  const { control, people } = context;
  return groups.flatMap((group) => {
    const own = seriesOf(context, group, name);
    if (!own) return [];
    const behind = [people, control].filter((item): item is NonNullable<typeof item> => !!item && item.id !== group.id);
    return [
      {
        title: capitalised(group.label),
        series: present([...behind.map((item) => seriesOf(context, item, name, true)), own]),
      },
    ];
  });
}

/** Curves of all samples of people, where there are no virtual groups. */
function peopleSeries(context: Context, name: CurveName): Series[] {
  const { people, otherPeople } = context;
  return present([...(people ? [people] : []), ...otherPeople].map((sample) => seriesOf(context, sample, name)));
}

/** Whose curves the sentences are about, and whom they are compared with. */
function subjectsOf({ control, people, otherPeople }: Context): {
  readonly own: GroupSummary | null;
  readonly reference: GroupSummary | null;
} {
  if (control) return { own: control, reference: people };
  return otherPeople[0] ? { own: otherPeople[0], reference: people } : { own: people, reference: null };
}

function chance(context: Context): CurveChart["levels"] {
  const options = context.summary.task.optionLabels.length;
  return options > 1 ? [{ y: 1 / options, label: "chance" }] : [];
}

function reversalFigure(context: Context): Figure | null {
  const { control } = context;
  const { own, reference } = subjectsOf(context);
  if (!own?.reversalCurve) return null;
  const series = present([
    reference && seriesOf(context, reference, "reversalCurve"),
    seriesOf(context, own, "reversalCurve"),
  ]);
  const { from, to, text } = lateTrials(own.reversalCurve);
  const late = (group: GroupSummary): string => formatNumber(curveMean(group.reversalCurve, from, to), "percent");
  const first = (group: GroupSummary): string => formatNumber(group.reversalCurve?.mean[0], "percent");
  const sentence = `${capitalised(whoIs(own))} choose the new best option on ${first(own)} of first trials and ${late(own)} of ${text} after a reversal`;
  const compared = reference?.reversalCurve
    ? `; ${whoIs(reference)} on ${first(reference)} and ${late(reference)}.${crossing(own.reversalCurve, reference.reversalCurve)}`
    : ".";
  const who = control
    ? reference
      ? `${whoIs(control)} and people recover`
      : `${whoIs(control)} recover`
    : "people recover";
  return fixedFigure(
    "reversal",
    `How ${who} from a reversal`,
    {
      chart: chartOf([{ title: "", series }], "Trial after the reversal", "Best option chosen", 320, {
        levels: chance(context),
      }),
      sentence: `${sentence}${compared}`,
    },
    `Share of subjects who choose the option that is now the best, by trial, mean over all blocks that follow a reversal. ${bands}`,
  );
}

/** Where the intervals of two curves do not overlap. */
function crossing(own: Curve | null, other: Curve | null): string {
  if (!own || !other) return "";
  const shared = own.x.filter((x) => other.x.includes(x));
  const apart = shared.filter((x) => {
    const [a, b] = [own.x.indexOf(x), other.x.indexOf(x)];
    return own.low[a]! > other.high[b]! || own.high[a]! < other.low[b]!;
  });
  if (apart.length === 0) return " On no trial are their intervals apart.";
  return ` On ${apart.length} of ${shared.length} trials their intervals are apart (trial${apart.length === 1 ? "" : "s"} ${apart.join(", ")}).`;
}

/** Groups whose values are told one by one. */
const mostListed = 5;

function slowest(context: Context, name: CurveName, from: number, to: number, what: string): string {
  const { control, others } = context;
  const reference = curveMean(control?.[name] ?? null, from, to);
  const values = others
    .map((group) => ({ group, value: curveMean(group[name], from, to) }))
    .filter((item): item is { group: (typeof others)[number]; value: number } => item.value !== null)
    .sort((left, right) => left.value - right.value);
  const [lowest, highest] = [values[0], values[values.length - 1]];
  if (!lowest || !highest || reference === null) return "";
  const told = (value: number, label: string): string => `${label} ${formatNumber(value, "percent")}`;
  const shown = values.length <= mostListed ? values : [lowest, highest];
  const ends = listOf(shown.map(({ value, group }) => told(value, group.label)));
  const left = shown.length < values.length ? ` (the lowest and the highest of ${values.length} groups)` : "";
  return `${what}: ${told(reference, control?.label ?? "")}; ${ends}${left}.`;
}

function reversalByGroupFigure(context: Context): Figure | null {
  const panels = groupPanels(context, "reversalCurve", context.others);
  if (panels.length === 0) return null;
  return fixedFigure(
    "reversal-groups",
    "Recovery from a reversal in each group",
    {
      chart: chartOf(panels, "Trial after the reversal", "Best option chosen", 210, {
        levels: chance(context),
        columns: panels.length === 4 ? 2 : 3,
      }),
      sentence: slowest(context, "reversalCurve", 1, 6, "Mean over trials 1–6 after a reversal"),
    },
    `Coloured: the group. Thin lines behind: ${controlName(context)}${context.people ? " and people" : ""}. ${bands} ${peopleCaution(context)}`.trim(),
  );
}

function allPanels(context: Context, name: CurveName) {
  const { control, others } = context;
  if (context.summary.groups.length === 0) {
    const series = peopleSeries(context, name);
    return series.length > 0 ? [{ title: "", series }] : [];
  }
  return groupPanels(context, name, [...(control ? [control] : []), ...others]);
}

function byGroup(
  context: Context,
  name: CurveName,
  figure: { id: string; heading: string; x: string; y: string; note: string; sentence: (panels: number) => string },
  extra: Partial<Pick<CurveChart, "marks" | "levels">> = {},
): Figure | null {
  const panels = allPanels(context, name);
  if (panels.length === 0) return null;
  const view: View = {
    chart: chartOf(panels, figure.x, figure.y, panels.length === 1 ? 300 : 190, extra),
    sentence: figure.sentence(panels.length),
  };
  return fixedFigure(figure.id, figure.heading, view, `${figure.note} ${bands} ${peopleCaution(context)}`.trim());
}

function acquisitionFigure(context: Context): Figure | null {
  return byGroup(
    context,
    "acquisitionCurve",
    {
      id: "acquisition",
      heading: "Acquisition: the first block, before any reversal",
      x: "Trial of the first block",
      y: "Best option chosen",
      note: "Share of subjects who choose the best option, by trial.",
      sentence: () => acquisitionSentence(context),
    },
    { levels: chance(context) },
  );
}

function acquisitionSentence(context: Context): string {
  const { own, reference } = subjectsOf(context);
  if (!own) return "";
  const { from, to, text } = lateTrials(own.acquisitionCurve);
  const late = (group: GroupSummary): string => formatNumber(curveMean(group.acquisitionCurve, from, to), "percent");
  const compared = reference?.acquisitionCurve ? `, ${whoIs(reference)} on ${late(reference)}` : "";
  const first = `${capitalised(whoIs(own))} choose the best option on ${late(own)} of ${text} of the first block${compared}.${crossing(own.acquisitionCurve, reference?.acquisitionCurve ?? null)}`;
  return `${first} ${slowest(context, "acquisitionCurve", from, to, "On the same trials")}`.trim();
}

function aroundFigure(context: Context): Figure | null {
  return byGroup(
    context,
    "aroundReversal",
    {
      id: "around",
      heading: "Accuracy around a reversal",
      x: "Trial from the reversal",
      y: "Best option chosen",
      note: "0 is the first trial of the new block: before the line the old option is the best, after it the new one.",
      sentence: () => aroundSentence(context),
    },
    { marks: [{ x: -0.5, label: "reversal" }], levels: chance(context) },
  );
}

function aroundSentence(context: Context): string {
  const { own, reference } = subjectsOf(context);
  const before = (group: GroupSummary): string => formatNumber(curveMean(group.aroundReversal, -5, -1), "percent");
  const after = (group: GroupSummary): string => formatNumber(curveMean(group.aroundReversal, 0, 0), "percent");
  if (!own?.aroundReversal) return "";
  const compared = reference?.aroundReversal
    ? `; ${whoIs(reference)} on ${before(reference)} and ${after(reference)}`
    : "";
  const trials = own.aroundReversal.x.filter((x) => x < 0).length;
  const border = trials === 1 ? "the last trial" : `the last ${trials} trials`;
  return `${capitalised(whoIs(own))} choose the best option on ${before(own)} of ${border} before a reversal and on ${after(own)} of first trials after it${compared}.`;
}

function formerFigure(context: Context): Figure | null {
  return byGroup(context, "formerCurve", {
    id: "former",
    heading: "How long the formerly best option is still chosen",
    x: "Trial after the reversal",
    y: "Formerly best option chosen",
    note: "Share of subjects who still choose the option that was the best before the reversal (perseveration).",
    sentence: () => formerSentence(context),
  });
}

function formerSentence(context: Context): string {
  const { own, reference } = subjectsOf(context);
  const early = (group: GroupSummary): string => formatNumber(curveMean(group.formerCurve, 1, 6), "percent");
  if (!own) return "";
  const compared = reference?.formerCurve ? `, ${whoIs(reference)} on ${early(reference)}` : "";
  const first = `On trials 1–6 after a reversal ${whoIs(own)} still choose the formerly best option on ${early(own)} of trials${compared}.`;
  return `${first} ${slowest(context, "formerCurve", 1, 6, "On the same trials")}`.trim();
}

function sessionFigure(context: Context): Figure | null {
  const { own, reference } = subjectsOf(context);
  if (!own?.sessionCurve) return null;
  const series = present([
    reference && seriesOf(context, reference, "sessionCurve"),
    seriesOf(context, own, "sessionCurve"),
  ]);
  const { blockLength } = context.summary.task;
  const trials = own.sessionCurve.x.length;
  const borders =
    blockLength === null
      ? []
      : Array.from({ length: Math.ceil(trials / blockLength) - 1 }, (_, block) => (block + 1) * blockLength + 0.5);
  const mean = ({ measures, sessionCurve }: GroupSummary): string =>
    formatNumber(measures.accuracy?.mean ?? curveMean(sessionCurve, 0, trials), "percent");
  return fixedFigure(
    "session",
    "The whole session, trial by trial",
    {
      chart: chartOf([{ title: "", series }], "Trial of the session", "Best option chosen", 260, {
        marks: borders.map((x) => ({ x, label: "" })),
        levels: chance(context),
      }),
      sentence: `Over all ${trials} trials ${whoIs(own)} choose the best option on ${mean(own)} of trials${reference ? `, ${whoIs(reference)} on ${mean(reference)}` : ""}.`,
    },
    `${borders.length > 0 ? "Vertical lines: reversals. " : ""}${bands}`,
  );
}
