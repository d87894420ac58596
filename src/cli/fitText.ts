import type { FitComparison, FitSummary, FittedModel, ModelShares } from "../fitting/fitSummary.ts";
import { quantile, sorted } from "../math/statistics.ts";
import { comparisonVerdict } from "../report/index.ts";
import { terminalWidth } from "./terminal.ts";
import { counted, textTable, wrap } from "./textTable.ts";

/** People with a warning that are named. */
const mostNamed = 6;

/** A fit for people: estimates, how well models describe the data, what is not as it should be. */
export function fitText(summary: FitSummary): string {
  const { models, comparison, data } = summary;
  const parts = models.flatMap((model) => [
    ...(models.length > 1 ? [`${model.title} (${model.id})`] : []),
    model.group.length > 0 ? groupTable(model) : peopleTable(model),
    describedBy(model),
    ...naturalTable(model),
    ...warningLines(model),
    "",
  ]);
  if (comparison) {
    const verdict = comparisonVerdict(summary).flatMap((sentence) => wrap(sentence, terminalWidth()));
    parts.push(comparisonTable(comparison), "", ...verdict, ...comparison.notes.flatMap(bullet), "");
  }
  for (const { subject, reason } of data.droppedSubjects) parts.push(...bullet(`${subject} is left out: ${reason}`));
  return parts.join("\n").trimEnd();
}

function groupTable({ group }: FittedModel): string {
  const isSampled = group.some(({ scaleReduction }) => scaleReduction !== null);
  return textTable(
    [
      { title: "group", align: "left" },
      { title: "", align: "left" },
      { title: "estimate", align: "right" },
      { title: "interval", align: "left" },
      ...(isSampled
        ? ([
            { title: "R̂", align: "right" },
            { title: "effective\ndraws", align: "right" },
          ] as const)
        : []),
    ],
    group.map(({ name, kind, estimate, scaleReduction, bulkEffectiveSize, tailEffectiveSize }) => [
      name,
      kind,
      shown(estimate.value),
      estimate.lower === null ? "not determined" : `${shown(estimate.lower)} … ${shown(estimate.upper)}`,
      ...(isSampled
        ? [
            scaleReduction === null ? "–" : scaleReduction.toFixed(3),
            bulkEffectiveSize === null || tailEffectiveSize === null
              ? "–"
              : String(Math.round(Math.min(bulkEffectiveSize, tailEffectiveSize))),
          ]
        : []),
    ]),
  );
}

/** What the design's effects come to on the parameters' own scales; nothing without effects. */
function naturalTable({ group }: FittedModel): string[] {
  const rows = group.flatMap(({ name, onNaturalScale }) => {
    if (onNaturalScale === null) return [];
    const { from, to, difference } = onNaturalScale;
    const interval =
      difference.lower === null ? "not determined" : `${shown(difference.lower)} … ${shown(difference.upper)}`;
    return [[name, shown(from), shown(to), shown(difference.value), interval]];
  });
  if (rows.length === 0) return [];
  const columns = [
    { title: "on the parameter's own scale,\nmiddle person", align: "left" },
    ...["without", "with", "difference"].map((title) => ({ title, align: "right" as const })),
    { title: "interval", align: "left" },
  ] as const;
  return ["", textTable(columns, rows), ""];
}

/** Estimates over people: the middle and where half of them are. */
function peopleTable({ parameters, people }: FittedModel): string {
  return textTable(
    [
      { title: "parameter", align: "left" },
      { title: "median", align: "right" },
      { title: "middle half", align: "left" },
      { title: "all", align: "left" },
    ],
    parameters.map(({ name }, d) => {
      const values = sorted(
        Float64Array.from(
          people.flatMap(({ estimates }) => (estimates[d]!.value === null ? [] : [estimates[d]!.value])),
        ),
      );
      if (values.length === 0) return [name, "–", "", ""];
      const at = (share: number) => shown(quantile(values, share));
      return [name, at(0.5), `${at(0.25)} … ${at(0.75)}`, `${at(0)} … ${at(1)}`];
    }),
  );
}

function describedBy({ people, totals, integratedBic, leaveOneOut, chanceLogLikelihood }: FittedModel): string {
  const observations = people.reduce((sum, one) => sum + one.observations, 0);
  const facts = [`${counted(people.length, "record")}, ${counted(observations, "trial")}`];
  if (totals) facts.push(`log likelihood ${totals.logLikelihood.toFixed(1)}`);
  if (totals?.bic !== undefined && totals.bic !== null) facts.push(`sum of BIC ${totals.bic.toFixed(1)}`);
  if (integratedBic !== null) facts.push(`integrated BIC ${integratedBic.toFixed(1)}`);
  if (leaveOneOut)
    facts.push(
      `leave-one-out ${leaveOneOut.expected.toFixed(1)} ± ${leaveOneOut.standardError.toFixed(1)}` +
        (leaveOneOut.doubtful > 0 ? ` (${counted(leaveOneOut.doubtful, "trial")} doubtful)` : ""),
    );
  if (chanceLogLikelihood !== null) facts.push(`guessing ${(chanceLogLikelihood * observations).toFixed(1)}`);
  return wrap(facts.join("; "), terminalWidth()).join("\n");
}

function warningLines({ warnings, people }: FittedModel): string[] {
  const warned = people.filter((person) => person.warnings.length > 0);
  const named = warned.slice(0, mostNamed);
  return [
    ...warnings.flatMap(bullet),
    ...named.flatMap(({ subject, record, warnings: own }) =>
      bullet(`${subject}${record === null ? "" : ` (${record})`}: ${own.join("; ")}`),
    ),
    ...(warned.length > named.length
      ? bullet(`and ${warned.length - named.length} more with a warning, in the column warnings of parameters.parquet`)
      : []),
  ];
}

const scales: Readonly<Record<FitComparison["by"], string>> = {
  leaveOneOut: "leave-one-out",
  integratedBic: "−½ integrated BIC",
  logEvidence: "log evidence",
  bic: "−½ BIC",
};

function comparisonTable({ by, ranking, frequencies, hierarchicalShares }: FitComparison): string {
  if (ranking.length === 0) return "The models cannot be compared.";
  return textTable(
    [
      { title: "model", align: "left" },
      { title: scales[by], align: "right" },
      { title: "below the best", align: "right" },
      ...(frequencies
        ? ([
            { title: "share of\npeople", align: "right" },
            { title: "protected\nexceedance", align: "right" },
          ] as const)
        : []),
      ...(hierarchicalShares
        ? ([
            { title: "share,\nhierarchical", align: "right" },
            { title: "protected\nexceedance", align: "right" },
          ] as const)
        : []),
    ],
    ranking.map(({ model, value, difference, differenceError }) => {
      return [
        model,
        value.toFixed(1),
        difference.toFixed(1) +
          (differenceError === null || difference === 0 ? "" : ` ± ${differenceError.toFixed(1)}`),
        ...(frequencies ? sharesOf(frequencies, model) : []),
        ...(hierarchicalShares ? sharesOf(hierarchicalShares, model) : []),
      ];
    }),
  );
}

function sharesOf({ models, frequencies, protectedExceedance }: ModelShares, model: string): string[] {
  const at = models.indexOf(model);
  return [frequencies[at]!.toFixed(2), protectedExceedance[at]!.toFixed(3)];
}

function bullet(text: string): string[] {
  return [`- ${wrap(text, terminalWidth() - 2).join("\n  ")}`];
}

function shown(value: number | null): string {
  return value === null ? "–" : Number(value.toPrecision(3)).toString();
}
