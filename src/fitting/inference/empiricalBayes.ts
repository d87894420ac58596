import { logarithm } from "../../math/double.ts";
import type { Likelihood } from "../likelihood.ts";
import { estimatePeople } from "./estimatePerson.ts";
import { effectName, type GroupDesign, groupDesign, recordsOf } from "./groupDesign.ts";
import { type GroupErrors, groupErrors, groupInformation } from "./groupInformation.ts";
import { groupPriorOf } from "./groupPrior.ts";
import type { Group, GroupStepOptions, PersonEstimate } from "./groupStep.ts";
import { PersonLikelihood } from "./personLikelihood.ts";
import { PersonPosterior } from "./personPosterior.ts";
import { filled, type PeopleSearch, searchGroup } from "./searchGroup.ts";

export interface EmpiricalBayesOptions {
  /** Default: every record a person, no conditions. */
  readonly design?: GroupDesign;
  /** Whether coefficients vary independently of each other (default) or with a full covariance. */
  readonly covariance?: GroupStepOptions["shape"];
  /** Step that is left, in units of the standard errors of B and σ, below which the fit ends. Default 1e-3. */
  readonly tolerance?: number;
  /** Default 300. */
  readonly iterations?: number;
  readonly onIteration?: (iteration: number, logMarginal: number) => void;
  readonly signal?: AbortSignal;
}

/** A group and its people by empirical Bayes. */
export interface GroupFit extends Group {
  readonly design: GroupDesign;
  /** σ, [coefficient] */
  readonly spreads: Float64Array;
  readonly errors: GroupErrors;
  /** In the order of the design's people; null for those who could not be fitted. */
  readonly people: readonly (PersonEstimate | null)[];
  /** Logarithm of the likelihood of all people, integrated over their coefficients by Laplace's method. */
  readonly logMarginal: number;
  /** Parameters of the group. */
  readonly parameters: number;
  /** −2 log marginal + parameters · log(observations) (Huys et al. 2011); smaller is better. */
  readonly integratedBic: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** In plain words. */
  readonly warnings: readonly string[];
}

/**
 * Hierarchical fit by expectation–maximisation with Laplace's method (Huys et al. 2011,
 * doi:10.1371/journal.pcbi.1002028; Piray et al. 2019, doi:10.1371/journal.pcbi.1007043): each person's coefficients as
 * a normal distribution around their most probable values under the group, then the group that suits them best, until
 * neither moves. The group moves by scoring where the people's information allows, which rests at the same place and does
 * not creep.
 *
 * @returns null if stopped by `signal`.
 */
export function fitGroup(likelihood: Likelihood, options: EmpiricalBayesOptions = {}): GroupFit | null {
  const design = options.design ?? groupDesign(likelihood);
  const posterior = new PersonPosterior(new PersonLikelihood(likelihood, design));
  const people = [...design.people.keys()];
  const search = searchGroupFit(likelihood, { ...options, design });
  for (let step = search.next(); ; ) {
    if (step.done === true) return step.value;
    const found = estimatePeople(posterior, { people, ...step.value }, options.signal);
    if (found === null) return null;
    step = search.next(found);
  }
}

/** The same, where others estimate the people: in several threads, say. `signal` is theirs to heed. */
export function* searchGroupFit(likelihood: Likelihood, options: EmpiricalBayesOptions = {}): PeopleSearch<GroupFit> {
  const { tolerance = 1e-3, iterations: limit = 300, onIteration = () => {} } = options;
  const design = options.design ?? groupDesign(likelihood);
  const people = new PersonLikelihood(likelihood, design);
  const posterior = new PersonPosterior(people);
  const prior = groupPriorOf(likelihood.parameters, people.transforms, design);
  const count = design.coefficients.length;
  const columns = design.between.names.length;
  const shape = options.covariance ?? "diagonal";
  const search = yield* searchGroup(posterior, { prior, shape, tolerance, limit, onIteration });
  const { group, found, weights, logMarginal, iterations, converged } = search;
  const spreads = Float64Array.from({ length: count }, (_, k) => Math.sqrt(group.covariance[k * count + k]!));
  const observations = recordsOf(design).reduce(
    (sum, records, p) => sum + weights[p]! * records.reduce((n, record) => n + likelihood.observations[record]!, 0),
    0,
  );
  const parameters = count * columns + (shape === "diagonal" ? count : (count * (count + 1)) / 2);
  posterior.setGroup(group.covariance);
  const information = groupInformation(design, filled(found, count), {
    ...{ precision: posterior.precision, spreads, weights },
  });
  const errors = groupErrors(information, { spreads, scales: prior.standardDeviation });
  return {
    ...{ design, ...group, spreads, people: found, logMarginal, parameters, iterations, converged, errors },
    integratedBic: -2 * logMarginal + parameters * logarithm(Math.max(1, observations)),
    warnings: [
      ...(converged
        ? []
        : [
            `the fit did not come to rest in ${limit} iterations: the data tell too little about how people differ; take a simpler model, or sample it (NUTS)`,
          ]),
      ...undetermined(design, errors),
      ...design.people.flatMap((name, p) =>
        found[p] === null ? [`${name} is left out: the responses are impossible under the model at every start`] : [],
      ),
      ...design.coefficients.flatMap((_, k) =>
        spreads[k]! > errors.spreads[k]!
          ? []
          : [`${effectName(design, k, 0)}: differences between people can't be told from noise`],
      ),
    ],
  };
}

/** Effects that people's data do not determine. */
function undetermined(design: GroupDesign, { effects }: GroupErrors): string[] {
  const columns = design.between.names.length;
  const names = [...effects].flatMap((error, at) =>
    Number.isNaN(error) ? [effectName(design, Math.floor(at / columns), at % columns)] : [],
  );
  if (names.length === 0) return [];
  const [verb, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  return [
    `${names.join(", ")} ${verb} not determined by the data of all people together (other values describe them as well): no interval; hold ${them} by priors (--method nuts), or take a model without ${them}`,
  ];
}
