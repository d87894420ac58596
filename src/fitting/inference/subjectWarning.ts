/** What a reader of a subject's fit has to know. */
export interface SubjectWarning {
  readonly kind: keyof typeof messages;
  /** In plain words, with advice. */
  readonly message: string;
}

const messages = {
  fewObservations: ({ observations, dimension }: { observations: number; dimension: number }) =>
    `${observations} ${observations === 1 ? "trial" : "trials"} for ${dimension} parameters: the estimates say what the prior says`,
  fewObservationsInGroup: ({ observations, dimension }: { observations: number; dimension: number }) =>
    `${observations} ${observations === 1 ? "trial" : "trials"} for ${dimension} parameters: the estimates say what the group says`,
  impossible: () => "the responses are impossible under the model at every start: check the columns' meaning",
  notConverged: () => "the search used up its evaluations: the estimate may not be the peak",
  flat: () => "the data do not determine the parameters (the curvature at the peak is not positive): no intervals",
  kinked: () =>
    "the likelihood has kinks at the peak (a rate that goes by the sign of an error, for one): intervals are from its curvature farther around, and rough; the draws of --method nuts need none",
  peakFoundOnce: ({ starts }: { starts: number }) =>
    `only one of ${starts} starts found the best peak: there are several, try more starts`,
  atBound: ({ parameter, end }: { parameter: string; end: "lower" | "upper" }) =>
    `${parameter} is at the ${end} end of its range: no interval; a prior or a hierarchical fit keeps it inside`,
  sameResponse: ({ column, value }: { column: string; value: number }) =>
    `${column} is ${value} in every trial: what differs between options can't be learned from it`,
} as const;

type Details<Kind extends keyof typeof messages> = Parameters<(typeof messages)[Kind]>;

export function subjectWarning<Kind extends keyof typeof messages>(
  kind: Kind,
  ...details: Details<Kind>
): SubjectWarning {
  const write = messages[kind] as (...from: Details<Kind>) => string;
  return { kind, message: write(...details) };
}
