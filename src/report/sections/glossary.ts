import type { MeasureName, Summary } from "../../analysis/summary.ts";
import { bareLabel, type Context } from "../context.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { inWords } from "../words.ts";

type Term = readonly [term: string, meaning: string];

const withVirtual: readonly Term[] = [
  [
    "Virtual subject",
    "One copy of the model with its own parameters and random numbers; the same subject is in every group.",
  ],
  [
    "Cohen’s d",
    "Mean of the paired differences from the group that the others are compared with, divided by their standard deviation; 0.2 is usually called small, 0.5 medium, 0.8 large.",
  ],
];

const withChoices: readonly Term[] = [
  ["Accuracy", "Share of trials on which the option with the highest chance of reward was chosen, rewarded or not."],
];

const withResponses: readonly Term[] = [
  [
    "Conditioned response (CS+, CS−)",
    "Graded response, from 0 to 1, to a cue that is followed by reward (CS+), beside that to one that is not (CS−).",
  ],
];

const always: readonly Term[] = [
  [
    "95 % interval",
    "Percentile bootstrap over subjects: where the value lies in 95 of 100 re-drawn samples of subjects.",
  ],
];

const withReversal: readonly Term[] = [
  ["Reversal", "A change, without a sign, of which option is the best."],
  ["Perseveration", "Choosing the option that was the best before the reversal."],
  [
    "Win-stay, lose-shift",
    "Share of rewarded trials after which the same option is chosen again; share of unrewarded trials after which another one is chosen.",
  ],
];

const withPeople: readonly Term[] = [
  [
    "Distance",
    "Between mean curves: the root mean square of their differences. Between distributions over subjects: the mean distance that values have to be moved to turn one into the other (Wasserstein distance).",
  ],
  [
    "Noise ceiling",
    "The distance that as many random people of the same sample keep from the rest in 99 % of draws: nearer than that, nothing can be told apart.",
  ],
];

const withSignals: readonly Term[] = [
  ["Tonic level", "Concentration of a modulator at rest; concentrations are given relative to it."],
  ["Occupancy", "Share of receptors that a modulator is bound to; an antagonist lowers it."],
];

const withPlasticity: readonly Term[] = [
  ["Projection", "All synapses from one population of neurons onto another."],
  [
    "Eligibility trace",
    "A short memory in a synapse of recent activity of both its neurons, which makes it ready to change when a modulator arrives.",
  ],
  [
    "Gain, timing, eligibility, threshold",
    "Ways in which a modulator acts on plasticity: how much synapses change; when; how long they stay ready; where the border between strengthening and weakening lies.",
  ],
];

const withBlocks: readonly Term[] = [
  ["Antagonist, block", "A drug that sits on a receptor without activating it."],
  [
    "Inhibition constant (Ki)",
    "Dose at which half of the receptors are blocked; at three times that dose it is three quarters.",
  ],
];

/** Words of the report, explained. */
export function glossarySection({ summary }: Context): Section {
  const virtual = summary.groups.length > 0;
  const measured = (name: MeasureName): boolean =>
    [...summary.groups, ...summary.people].some(({ measures }) => measures[name]);
  const terms = [
    ...(virtual ? withVirtual : []),
    ...(measured("accuracy") ? withChoices : []),
    ...(measured("conditionedResponse") ? withResponses : []),
    ...always,
    ...([...summary.groups, ...summary.people].some(({ reversalCurve }) => reversalCurve) ? withReversal : []),
    ...(summary.people.length > 0 ? withPeople : []),
    ...(summary.signals.length > 0 ? withSignals : []),
    ...(summary.plasticity || summary.attribution.length > 0 ? withPlasticity : []),
    ...(summary.groups.some(({ doses }) => doses.length > 0) ? withBlocks : []),
  ];
  const short = abbreviations(summary);
  const areas = short.length > 0 ? html`<h3>Abbreviations</h3>${definitions(short, "short")}` : null;
  return { id: "glossary", title: "Glossary", parts: [definitions(terms), areas] };
}

function definitions(terms: readonly Term[], style = "groups"): Markup {
  return html`<dl class="${style}">${terms.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>`;
}

/** Labels of areas, nuclei and receptors with their full names, as the model has them. */
function abbreviations({ signals, plasticity, model }: Summary): Term[] {
  const found = new Map<string, string>();
  const areaLabels = new Set([
    ...signals.map(({ areaLabel }) => areaLabel),
    ...(model.circuit?.areas ?? []).map(({ label }) => label),
  ]);
  const add = (label: string, meaning: string): void => {
    const known = found.get(label)?.split("; ") ?? [];
    if (!known.includes(meaning)) found.set(label, [...known, meaning].join("; "));
  };
  for (const signal of signals) {
    const { area, areaLabel, receptor, modulator, kind } = signal;
    const label = bareLabel(signal);
    if (areaLabel !== area) add(areaLabel, inWords(area));
    if (kind === "concentration" && modulator && modulator !== label) add(label, inWords(modulator));
    if (kind === "occupancy" && receptor && receptor !== label) add(label, `${inWords(receptor)} receptor`);
  }
  for (const { name, label } of model.circuit?.areas ?? []) if (label !== name) add(label, inWords(name));
  for (const { label, sourceArea, targetArea } of plasticity?.projections ?? []) {
    const ends = label.split(" → ");
    if (ends.length !== 2) continue;
    [sourceArea, targetArea].forEach((area, end) => {
      const cells = ends[end] ?? "";
      if (!areaLabels.has(cells)) add(cells, `in projections, neurons of the ${inWords(area)}`);
    });
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}
