import type { FitComparison, FitSummary, FittedData } from "../fitSummary.ts";
import type { ModelFit } from "./modelFit.ts";
import { summariseFit } from "./summariseFit.ts";

/** What is said of a fit beside what came out of it. */
export interface FitFacts {
  readonly version: string;
  readonly name: string;
  readonly data: Pick<FittedData, "source" | "citation" | "notes"> & {
    readonly columns: ReadonlyMap<string, string>;
    /** Rows in the file, and those left out as asked. */
    readonly rows: number;
    readonly leftOut: number;
    readonly withoutResponse: number;
  };
  /** Citations of the models' sources, by key; none where there is no bibliography. */
  readonly sources?: Readonly<Record<string, string>>;
  readonly command: string | null;
  /** s */
  readonly seconds: number | null;
  readonly resultHash: string | null;
}

/** Fits of one or more models to the same data, as plain data. @param comparison - Null for a single model. */
export function describeFit(fits: readonly ModelFit[], facts: FitFacts, comparison: FitComparison | null): FitSummary {
  const [first] = fits;
  const { settings, definition, job } = first!;
  const { data, ...about } = facts;
  const names = fits.map(({ definition: { title } }) => title).join(", ");
  const titles = new Map(
    fits.flatMap((fit) => fit.definition.columns.map(({ name, title }) => [name, title] as const)),
  );
  return {
    format: "neohebb-fit-1",
    sources: {},
    ...about,
    ...{ title: names, method: settings.method, seed: settings.seed, coverage: settings.coverage },
    data: {
      ...{ source: data.source, citation: data.citation, notes: data.notes },
      subjects: new Set(job.records.map(({ person }) => person)).size,
      rows: data.rows - data.leftOut,
      observations: first!.estimates.reduce((sum, { observations }) => sum + observations, 0),
      columns: definition.columns.map(({ name }) => ({
        ...{ column: name, title: titles.get(name)!, from: data.columns.get(name) ?? null, recoded: "" },
      })),
      dropped: data.leftOut > 0 ? [{ reason: "left out as asked", rows: data.leftOut }] : [],
      droppedSubjects: droppedFrom(fits),
      missing: data.withoutResponse > 0 ? [{ reason: "no response", rows: data.withoutResponse }] : [],
    },
    models: fits.map(summariseFit),
    comparison,
    checks: { recovery: null, calibration: null, predictive: [], power: null },
  };
}

/** Records that are left out; the model is named where others have them. */
function droppedFrom(fits: readonly ModelFit[]): FittedData["droppedSubjects"] {
  const models = new Map<string, { readonly name: string; readonly reason: string; readonly of: string[] }>();
  for (const { definition, leftOut } of fits)
    for (const { name, reason } of leftOut) {
      const known = models.get(`${name}: ${reason}`);
      if (known) known.of.push(definition.id);
      else models.set(`${name}: ${reason}`, { name, reason, of: [definition.id] });
    }
  return [...models.values()].map(({ name, reason, of }) => ({
    subject: name,
    reason: of.length === fits.length ? reason : `${of.join(", ")}: ${reason}`,
  }));
}
