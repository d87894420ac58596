/**
 * Speed of the inference on one thread: `node bench/fitting/run.mjs [map|nuts] [subjects]`. Prints one line of JSON.
 *
 * `map`: maximum a posteriori of each subject, 200 trials, 10 starts. `nuts`: hierarchical Q-learning, 200 trials,
 * chains 0 and 1 of 1,000 + 1,000 iterations (a second thread would draw chains 2 and 3 in the same time).
 */
import { beginningOf, centringOf } from "../../src/fitting/inference/centring.ts";
import { bulkEffectiveSize } from "../../src/fitting/inference/convergence.ts";
import { fitGroup } from "../../src/fitting/inference/empiricalBayes.ts";
import { fitSubjects } from "../../src/fitting/inference/fitSubjects.ts";
import { groupDesign } from "../../src/fitting/inference/groupDesign.ts";
import { groupPriorOf } from "../../src/fitting/inference/groupPrior.ts";
import { HierarchicalPosterior } from "../../src/fitting/inference/hierarchicalPosterior.ts";
import { newChains, sample } from "../../src/fitting/inference/sample.ts";
import { transformsOf } from "../../src/fitting/inference/subjectPosterior.ts";
import type { Likelihood } from "../../src/fitting/likelihood.ts";
import { learnersLikelihood, simulateLearners } from "./learners.ts";
