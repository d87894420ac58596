import type { BehaviourComparison, GroupSummary } from "../../analysis/summary.ts";
import type { Series } from "../chart.ts";
import { type Context, controlName, curveStatistic, seriesOf, treatmentOf } from "../context.ts";
import { type Figure, fixedFigure, scrolling } from "../figure.ts";
import { capitalised, counted, formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";

/** How the brain, or a sample of people, compares with people and with agents that have no brain. */
export function comparisonSection(context: Context): Section | null {
  const { summary, people } = context;
  const figures = [distanceFigure(context), agentCurveFigure(context)].filter(
    (figure): figure is Figure => figure !== null,
  );
  if (figures.length === 0) return null;
  const nearest = nearestAgents(context);
  const agents = summary.agents.length > 0;
  return {
    id: "agents",
    title: agents ? "Compared with simple agents" : `Compared with ${people?.label ?? "people"}`,
    parts: [
      turnedText(context),
      agents ? agentText(context) : null,
      nearest && html`<p class="${nearest.asNear ? "callout" : "summing"}">${nearest.sentence}</p>`,
      ...figures,
      reasons(context),
    ],
  };
}

/** What the command printed, where its page has the roles turned. */
function turnedText({ summary, labelOf }: Context): Markup | null {
  const { turnedComparisons: turned = [] } = summary;
  if (turned.length === 0) return null;
  return html`${turned.map((comparison) => turnedTable(comparison, labelOf))}
<p>In the rest of this page the roles are turned: every group is compared with these people, and a ceiling is what random people of this sample keep from one another. Distances of the same two are the same, ceilings and verdicts need not be.</p>`;
}

function turnedTable(
  { group, reference, statistics, distinguishable }: BehaviourComparison,
  labelOf: Context["labelOf"],
): Markup {
  const [who, against] = [capitalised(labelOf(group)), labelOf(reference.split("/").at(-1) ?? reference)];
  const rows = statistics.map(
    ({ label, distance, noiseCeiling99 }) =>
      html`<tr><th scope="row">${label}</th><td class="n">${formatNumber(distance, "ratio")}</td><td class="n">${formatNumber(noiseCeiling99, "ratio")}</td></tr>`,
  );
  return html`<p>As the command prints it: ${who} ${distinguishable ? "can" : "cannot"} be told apart from ${against}. A ceiling here is what random subjects of ${against} keep from one another.</p>
${scrolling(`${who} compared with ${against}`, html`<table><thead><tr><th scope="col">Statistic</th><th scope="col" class="n">Distance</th><th scope="col" class="n">Noise ceiling</th></tr></thead><tbody>${rows}</tbody></table>`)}`;
}

function agentText({ summary }: Context): Markup {
  return html`<p>A curve like that of people proves little if a rule of one line draws it too. These agents have no brain; they did the same task, on schedules made by the same rules:</p>
<dl class="groups">${summary.agents.map(({ label, description }) => html`<div><dt>${capitalised(label)}</dt><dd>${description}</dd></div>`)}</dl>`;
}

/** Whether a simple agent comes as near to people as the brain does, in words. */
interface Nearness {
  readonly asNear: boolean;
  /** The verdict alone. */
  readonly verdict: string;
  /** The verdict with its numbers. */
  readonly sentence: string;
}

/** The plain statement whether a simple agent comes as near to people as the brain does. */
export function nearestAgents(context: Context): Nearness | null {
  const { control, summary, people } = context;
  const own = summary.comparisons.find(({ group }) => group === control?.id);
  const simple = summary.agents.filter(({ fitted }) => !fitted);
  const rivals = summary.comparisons.filter(({ group }) => simple.some(({ id }) => id === group));
  if (!control || !people || !own || rivals.length === 0) return null;
  const lines = own.statistics.flatMap((statistic) => asNearOn(context, statistic, rivals));
  const statisticCount = counted(own.statistics.length, "statistic");
  const rest = [curveRival(context, rivals), fittedRival(context, own)].filter((text) => text !== "").join(" ");
  if (lines.length === 0) {
    const verdict = `No simple agent comes as near to ${people.label} as ${control.label} does on any of ${statisticCount}.`;
    return { asNear: false, verdict, sentence: `${verdict} ${rest}` };
  }
  const everywhere = rivals.filter((rival) =>
    own.statistics.every(
      (statistic) => (distanceOf(rival, statistic.name) ?? Number.POSITIVE_INFINITY) <= statistic.distance,
    ),
  );
  const whole =
    everywhere.length > 0
      ? `${capitalised(listOf(everywhere.map(({ group }) => context.labelOf(group))))} ${everywhere.length === 1 ? "is" : "are"} as near as ${control.label} on every statistic. `
      : "";
  const start = `A simple agent comes as near to ${people.label} as ${control.label} does on ${lines.length} of ${statisticCount}`;
  return {
    asNear: true,
    verdict: `${start} (${listOf(lines.map(({ name }) => name))}). ${whole}`.trim(),
    sentence: `${start}: ${lines.map(({ text }) => text).join("; ")}. ${whole}${rest}`.trim(),
  };
}

/** How a rule fares whose parameters were fitted to people. */
function fittedRival(context: Context, own: BehaviourComparison): string {
  const { summary, control } = context;
  return summary.agents
    .filter(({ fitted }) => fitted)
    .flatMap(({ id, label }) => {
      const comparison = summary.comparisons.find(({ group }) => group === id);
      if (!comparison) return [];
      const nearer = own.statistics.filter(
        (statistic) => (distanceOf(comparison, statistic.name) ?? Number.POSITIVE_INFINITY) <= statistic.distance,
      );
      return [
        `${capitalised(label)} is no simple agent, since its parameters were fitted to real people; it is as near as ${control?.label} or nearer on ${nearer.length} of ${own.statistics.length}.`,
      ];
    })
    .join(" ");
}

function distanceOf(comparison: BehaviourComparison, name: string): number | null {
  return comparison.statistics.find((statistic) => statistic.name === name)?.distance ?? null;
}

function asNearOn(
  context: Context,
  statistic: BehaviourComparison["statistics"][number],
  rivals: readonly BehaviourComparison[],
): { readonly name: string; readonly text: string }[] {
  const near = rivals
    .map((rival) => ({ label: context.labelOf(rival.group), distance: distanceOf(rival, statistic.name) }))
    .filter(
      (rival): rival is { label: string; distance: number } =>
        rival.distance !== null && rival.distance <= statistic.distance,
    );
  if (near.length === 0) return [];
  const rivalsText = listOf(near.map(({ label, distance }) => `${label} ${formatNumber(distance, "ratio")}`));
  const name = shortLabel(statistic.label);
  return [
    { name, text: `${name} (${rivalsText}; ${context.control?.label} ${formatNumber(statistic.distance, "ratio")})` },
  ];
}

/** A statistic's name inside a sentence. */
export function shortLabel(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1).replace(/, distribution over subjects$/, "");
}

function curveRival(context: Context, rivals: readonly BehaviourComparison[]): string {
  const name = curveStatistic(context.summary);
  const own = context.control && name ? context.distance(context.control.id, name) : null;
  const sorted = rivals
    .map((rival) => ({ label: context.labelOf(rival.group), distance: name ? distanceOf(rival, name) : null }))
    .filter((rival): rival is { label: string; distance: number } => rival.distance !== null)
    .sort((left, right) => left.distance - right.distance);
  const nearest = sorted[0];
  if (!own || !nearest) return "";
  return `On the reversal curve the nearest agent is ${nearest.label} at ${formatNumber(nearest.distance, "ratio")}; ${context.control?.label} is at ${formatNumber(own.distance, "ratio")}, the noise ceiling at ${formatNumber(own.noiseCeiling99, "ratio")}.`;
}

function distanceFigure(context: Context): Figure | null {
  const { summary, control, people } = context;
  const compared = [...summary.groups, ...context.otherPeople, ...summary.agents].filter(({ id }) =>
    summary.comparisons.some(({ group }) => group === id),
  );
  const first = summary.comparisons.find(({ group }) => group === control?.id) ?? summary.comparisons[0];
  if (!first || !people || compared.length === 0) return null;
  const within = first.statistics.filter(({ exceeds }) => !exceeds);
  return fixedFigure(
    "distances",
    `Distance from ${people.label} on each statistic`,
    {
      chart: {
        kind: "dots",
        x: { label: "Distance", format: "ratio" },
        columns: 3,
        panels: first.statistics.map((statistic) => ({
          title: statistic.label,
          ceiling: statistic.noiseCeiling99,
          ceilingLabel: "99 % of random samples of people",
          rows: compared.map((group) => ({
            label: group.label,
            colour: context.colourOf(group),
            value: context.distance(group.id, statistic.name)?.distance ?? null,
          })),
        })),
      },
      sentence: `${capitalised(context.labelOf(first.group))} is within the noise ceiling on ${within.length} of ${counted(first.statistics.length, "statistic")}${within.length > 0 && within.length < first.statistics.length ? ` (${listOf(within.map(({ label }) => shortLabel(label)))})` : ""}.`,
    },
    `Shaded: distances that as many random people of the sample (${first.subjects}) keep from the rest in 99 % of draws; a point inside it cannot be told apart from people on that statistic.${context.others.length > 0 ? ` Groups under a ${treatmentOf(context)} are shown for completeness: ${people.drugFree ? "these people took no drug" : "these people were not under it"}.` : ""}`,
  );
}

function agentCurveFigure(context: Context): Figure | null {
  const { control, people, summary } = context;
  const panels = summary.agents.flatMap((agent) => {
    const own = seriesOf(context, agent, "reversalCurve");
    if (!own) return [];
    const behind = [people, control].flatMap((group) => {
      const series = group && seriesOf(context, group, "reversalCurve", true);
      return series ? [series] : [];
    });
    const series: Series[] = [...behind, own];
    return [
      {
        title: capitalised(agent.label),
        y: { label: "Best option chosen", format: "percent" as const, domain: [0, 1] as const },
        series,
      },
    ];
  });
  if (panels.length === 0) return null;
  return fixedFigure(
    "agent-curves",
    "Recovery from a reversal in simple agents",
    {
      chart: {
        kind: "curves",
        x: { label: "Trial after the reversal", format: "integer" },
        panels,
        columns: panels.length === 4 ? 2 : 3,
        height: 190,
        marks: [],
        levels: [],
      },
      sentence: agentCurveSentence(context),
    },
    `Coloured: the agent. Thin lines behind: people and ${controlName(context)}. Bands: 95 % bootstrap intervals of the mean over subjects.`,
  );
}

function agentCurveSentence({ summary, control }: Context): string {
  const last = (group: GroupSummary): number | null =>
    group.reversalCurve?.mean[group.reversalCurve.mean.length - 1] ?? null;
  const described = summary.agents
    .filter((agent) => last(agent) !== null)
    .map((agent) => `${agent.label} ${formatNumber(last(agent), "percent")}`);
  const own = control ? `; ${control.label} ${formatNumber(last(control), "percent")}` : "";
  return `Best option chosen on the last trial of a block: ${listOf(described)}${own}.`;
}

function reasons(context: Context): Markup | null {
  const { summary } = context;
  const { comparisons } = summary;
  if (comparisons.length === 0) return null;
  return html`<details class="more"><summary>Can each group be told apart from people? The verdicts</summary>
<ul>${comparisons.map(
    ({ group, distinguishable, reasons: why }) =>
      html`<li><strong>${capitalised(context.labelOf(group))}</strong>: ${distinguishable ? "can be told apart" : "cannot be told apart"}${why.length > 0 ? html`. ${why.join(" ")}` : null}</li>`,
  )}</ul></details>`;
}
