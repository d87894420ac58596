import type { Attribution } from "../../analysis/summary.ts";
import { type Context, controlName } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { capitalised, formatInterval, formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { circuitFigure } from "./circuit.ts";

/** Where and when synapses change. */
export function plasticitySection(context: Context): Section | null {
  if (context.summary.groups.length === 0) return null;
  const figures = [circuitFigure(context), mapFigure(context), netFigure(context)].filter(
    (figure): figure is Figure => figure !== null,
  );
  return {
    id: "plasticity",
    title: "Where and when synapses change",
    parts: [
      ...figures,
      context.summary.plasticity
        ? null
        : html`<p>Weights were not recorded in this run, so there is no plasticity map.</p>`,
    ],
  };
}

function mapFigure(context: Context): Figure | null {
  const { summary, labelOf } = context;
  const { plasticity } = summary;
  if (!plasticity || plasticity.groups.length === 0 || plasticity.projections.length === 0) return null;
  const division = (
    label: string,
    axis: string,
    columns: readonly string[],
    values: readonly (readonly (readonly number[])[])[],
  ) => (columns.length > 0 ? [{ label, axis, columns, values }] : []);
  const divisions = [
    ...division(
      "Phases of the trial",
      "Phase",
      plasticity.phases,
      plasticity.groups.map(({ byPhase }) => byPhase),
    ),
    ...division(
      "Parts of the session",
      "Trials",
      plasticity.blocks,
      plasticity.groups.map(({ byBlock }) => byBlock),
    ),
  ];
  if (divisions.length === 0) return null;
  const several = plasticity.groups.length > 1;
  return {
    id: "plasticity-map",
    heading: several
      ? `Plasticity map of each group, and its difference from ${controlName(context)}`
      : "Plasticity map",
    note: `Rows: projections; columns: when. ${several ? "Upper panels: m" : "M"}ean absolute weight change per synapse and trial, on a logarithmic colour scale; a weight that passively returns to its resting value changes too, and is counted.${several ? ` Lower panels: difference from ${controlName(context)} in percent of the largest change that the projection shows there; empty where it does not change there.` : ""}`,
    choices:
      divisions.length > 1
        ? [{ name: "division", label: "Columns", options: divisions.map(({ label }) => label) }]
        : [],
    source: {
      kind: "plasticity",
      projections: plasticity.projections.map(({ label }) => label),
      divisions,
      groups: plasticity.groups.map(({ group }) => labelOf(group)),
      control: Math.max(
        0,
        plasticity.groups.findIndex(({ group }) => group === summary.control),
      ),
    },
  };
}

function netFigure(context: Context): Figure | null {
  const { plasticity } = context.summary;
  if (!plasticity) return null;
  const values = plasticity.projections.map((_, projection) =>
    plasticity.groups.map(({ netChange }) => netChange[projection] ?? null),
  );
  const cells = values.flatMap((row, projection) =>
    row.map((value, group) => ({ value: value ?? 0, projection, group })),
  );
  const strongest = cells.reduce((best, cell) => (Math.abs(cell.value) > Math.abs(best.value) ? cell : best), {
    value: 0,
    projection: 0,
    group: 0,
  });
  if (strongest.value === 0) return null;
  const size = Math.abs(strongest.value);
  const labels = plasticity.groups.map(({ group }) => context.labelOf(group));
  return fixedFigure(
    "net-change",
    "Change of the weights from the beginning to the end of the session",
    {
      chart: {
        kind: "matrix",
        rows: plasticity.projections.map(({ label }) => label),
        columns: labels.map(capitalised),
        rowTitle: "Projection",
        columnTitle: "Group",
        across: 1,
        rowLabels: true,
        panels: [
          {
            title: "",
            scale: "diverging",
            format: "number",
            label: "Mean weight change",
            domain: [-size, size],
            values,
          },
        ],
      },
      sentence: `Over the session the mean weight changes most in ${plasticity.projections[strongest.projection]?.label} of ${labels[strongest.group]}: by ${formatNumber(strongest.value, "number")}.`,
    },
    "Mean over synapses and subjects of the weight at the end minus the weight at the beginning. Changes up and down cancel here, unlike in the plasticity map.",
  );
}

const effectNames: Readonly<Record<Attribution["effect"], string>> = {
  gain: "gain",
  timing: "timing",
  eligibility: "eligibility",
  threshold: "threshold",
  all: "(all)",
};

function nameOf({ modulator, effect }: Attribution): string {
  return `${capitalised(modulator)} ${effectNames[effect]}`;
}

/** The runs without those that say the same twice: all effects of a modulator that has only one. */
function distinctRuns(attribution: readonly Attribution[]): readonly Attribution[] {
  const same = (one: Attribution, other: Attribution): boolean =>
    one.modulator === other.modulator && String(one.frozen) === String(other.frozen);
  return attribution.filter(
    (item) => item.effect !== "all" || !attribution.some((other) => other.effect !== "all" && same(item, other)),
  );
}

/** Which modulator's effect carries how much plasticity and behaviour. */
export function attributionSection(context: Context): Section | null {
  const { attribution, groups } = context.summary;
  if (groups.length === 0) return null;
  const figures = [shareFigure(context), behaviourFigure(context)].filter(
    (figure): figure is Figure => figure !== null,
  );
  return {
    id: "attribution",
    title: "Which modulator does what to plasticity",
    parts:
      attribution.length === 0
        ? [
            html`<p>No attribution runs were made: they repeat ${controlName(context)} with one modulator’s effect on plasticity held at its resting value.</p>`,
          ]
        : [attributionText(context), ...figures],
  };
}

function attributionText(context: Context): Markup {
  return html`<p>Each of these runs is ${controlName(context)} once more, identical but for one thing: one effect of one modulator on plasticity (how much synapses change, when, how long they stay eligible, or where the threshold lies) stays at its resting value. What is missing then was carried by that effect. Behaviour may change too, and with it the activity that drives plasticity: the shares need not add up to 100 %.</p>`;
}

function phraseOf({ modulator, effect }: Attribution): string {
  return effect === "all" ? `all effects of ${modulator} together` : `the ${effect} effect of ${modulator}`;
}

function share(control: number, frozen: number): number | null {
  return control > 0 ? (control - frozen) / control : null;
}

function shareFigure(context: Context): Figure | null {
  const { summary } = context;
  const { plasticity } = summary;
  const attribution = distinctRuns(summary.attribution);
  const first = attribution[0];
  if (!first) return null;
  const rows = first.control.map(
    (_, projection) => plasticity?.projections[projection]?.label ?? `projection ${projection + 1}`,
  );
  const values = rows.map((_, projection) =>
    attribution.map(({ control, frozen }) => share(control[projection] ?? 0, frozen[projection] ?? 0)),
  );
  const shown = rows.map((_, row) => row).filter((row) => values[row]?.some((value) => value !== null));
  const total = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);
  const ranked = attribution
    .map((item) => ({ name: phraseOf(item), value: share(total(item.control), total(item.frozen)) ?? 0 }))
    .sort((left, right) => Math.abs(right.value) - Math.abs(left.value));
  const largest = ranked[0];
  if (shown.length === 0 || !largest) return null;
  return fixedFigure(
    "attribution-share",
    "How much of each projection’s plasticity each effect carries",
    {
      chart: {
        kind: "matrix",
        rows: shown.map((row) => rows[row] ?? ""),
        columns: attribution.map(nameOf),
        rowTitle: "Projection",
        columnTitle: "Effect held at rest",
        across: 1,
        rowLabels: true,
        panels: [
          {
            title: "",
            scale: "diverging",
            format: "percent",
            label: "Share of the change that is missing without the effect",
            domain: [-1, 1],
            values: shown.map((row) => values[row] ?? []),
          },
        ],
      },
      sentence: `Summed over projections, most depends on ${largest.name}: with it at rest, synapses change ${formatNumber(Math.abs(largest.value), "percent")} ${largest.value < 0 ? "more" : "less"}.`,
    },
    `${capitalised(controlName(context))} minus the run with the effect at rest, in percent of the former. Negative: with the effect at rest, synapses change more. Empty: the projection does not change in ${controlName(context)}.`,
  );
}

function behaviourFigure(context: Context): Figure | null {
  const attribution = distinctRuns(context.summary.attribution);
  const measures = [
    { key: "accuracyDifference" as const, name: "accuracy" as const },
    { key: "earlyAccuracyDifference" as const, name: "earlyAccuracy" as const },
  ];
  const effects = attribution.flatMap((item) => measures.map(({ key, name }) => ({ item, name, effect: item[key] })));
  const known = effects.filter(({ effect }) => effect.dz !== null);
  const largest = [...known].sort((left, right) => Math.abs(right.effect.dz ?? 0) - Math.abs(left.effect.dz ?? 0))[0];
  if (!largest) return null;
  const { dz, low, high } = largest.effect;
  return fixedFigure(
    "attribution-behaviour",
    "What each effect on plasticity contributes to behaviour",
    {
      chart: {
        kind: "intervals",
        x: { label: "Contribution, effect size d", format: "effect" },
        zero: 0,
        columns: 2,
        panels: measures.map(({ key, name }) => ({
          title: context.measure(name).label,
          rows: attribution.map((item) => ({
            label: nameOf(item),
            colour: "accent" as const,
            value: item[key].dz,
            low: item[key].low,
            high: item[key].high,
          })),
        })),
      },
      sentence: `The largest contribution to behaviour is that of ${phraseOf(largest.item)} on ${context.measure(largest.name).label.toLowerCase()}: without it accuracy is ${(dz ?? 0) > 0 ? "lower" : "higher"}, d\u00a0=\u00a0${formatNumber(dz, "effect")} (${formatInterval(low, high, "effect")}).`,
    },
    `Points: Cohen’s d of the paired differences, ${controlName(context)} minus the run with the effect at rest (positive: the effect helps). Lines: 95 % bootstrap intervals over subjects.`,
  );
}
