import { type Evaluation, reportFigures } from "neohebb";
import type { Findings, ToldEffect } from "./runMessages.ts";

type Summary = Evaluation["summary"];

/** What a summary says, as the page shows it. */
export function findingsOf(summary: Summary): Findings {
  const { groups, measures, effects, control } = summary;
  const label = (id: string) => groups.find((group) => group.id === id)?.label ?? id;
  const unitOf = (name: string) => measures.find((measure) => measure.name === name);
  const shown = measures.filter(({ name }) => groups.some((group) => group.measures[name]));
  return {
    subjects: groups[0]?.subjects ?? 0,
    sections: reportFigures(summary),
    control: label(control),
    effects: effects.map(
      ({ group, measure, difference, dz, low, high }): ToldEffect => ({
        group: label(group),
        measure: unitOf(measure)?.label ?? measure,
        unit: unitOf(measure)?.unit ?? "1",
        ...{ difference, dz, low, high },
      }),
    ),
    table: {
      measures: shown.map(({ name, label: title, unit }) => ({ name, label: title, unit })),
      groups: groups.map((group) => ({
        label: group.label,
        subjects: group.subjects,
        values: Object.fromEntries(
          shown.map(({ name }) => {
            const found = group.measures[name];
            return [name, found ? [found.mean, found.quantiles[0]!, found.quantiles[4]!] : null];
          }),
        ),
      })),
    },
  };
}
