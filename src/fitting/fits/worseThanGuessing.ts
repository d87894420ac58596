import type { ModelFit, RecordEstimate } from "./modelFit.ts";

/** People that are named. */
const mostNamed = 6;

/** Share of a logarithm below which a difference is one of rounding. */
const rounding = 1e-9;

/**
 * Whether a model gives the responses of all people together less probability, at the estimates, than guessing does.
 * Records whose responses are impossible under the model are told elsewhere and do not count.
 */
export function isWorseThanGuessing({ estimates, guessing }: Pick<ModelFit, "estimates" | "guessing">): boolean {
  const { model, guesses } = totals(estimates, guessing);
  return isBelow(model, guesses);
}

/** A fit with what has to be said where guessing describes the responses better, before all other warnings. */
export function judgedByGuessing(fit: ModelFit): ModelFit {
  const { guessing } = fit;
  if (guessing === null) return fit;
  const below = fit.estimates.filter(({ logLikelihood }, record) => isBelow(logLikelihood, guessing[record]!));
  const estimates = fit.estimates.map((estimate, record) =>
    isBelow(estimate.logLikelihood, guessing[record]!)
      ? { ...estimate, warnings: [aboutRecord(estimate, guessing[record]!), ...estimate.warnings] }
      : estimate,
  );
  const { model, guesses } = totals(fit.estimates, guessing);
  const isWorse = isBelow(model, guesses);
  const warnings = [
    ...(isWorse
      ? [
          `worse than guessing (log likelihood ${model.toFixed(1)}, guessing ${guesses.toFixed(1)}): the estimates say nothing; see whether choices and outcomes are coded as the model means them (--map, --levels, --missing), or take another model`,
        ]
      : []),
    ...(below.length > 0
      ? [
          `guessing describes ${below.length} of ${fit.estimates.length} ${fit.estimates.length === 1 ? "record" : "records"} better: ${namesOf(below)}; do not read their estimates`,
        ]
      : []),
  ];
  return { ...fit, estimates, warnings: [...warnings, ...fit.warnings], isSound: fit.isSound && !isWorse };
}

/** Impossible responses are told elsewhere. */
function isBelow(model: number, guesses: number): boolean {
  return Number.isFinite(model) && model < guesses * (1 + rounding);
}

function aboutRecord({ logLikelihood }: RecordEstimate, guesses: number): string {
  return `log likelihood ${logLikelihood.toFixed(1)} is below that of guessing (${guesses.toFixed(1)}): these estimates say nothing`;
}

function namesOf(estimates: readonly RecordEstimate[]): string {
  const names = estimates.map(({ record }) => record.name);
  const more = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Logarithm of the likelihood of all possible responses at the estimates and under guessing. */
function totals(
  estimates: readonly RecordEstimate[],
  guessing: readonly number[] | null,
): { readonly model: number; readonly guesses: number } {
  let [model, guesses] = [0, 0];
  if (guessing !== null)
    for (const [record, { logLikelihood }] of estimates.entries())
      if (Number.isFinite(logLikelihood)) {
        model += logLikelihood;
        guesses += guessing[record]!;
      }
  return { model, guesses };
}
