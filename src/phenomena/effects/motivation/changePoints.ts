import type { SubjectTrials } from "../../subjectTrials.ts";

const range = 300;
const hazard = 0.1;

/** How the prediction moved after one outcome, and how it should have. */
export interface Update {
  /** Share of the error by which the prediction moved, 0 … 1. */
  readonly rate: number;
  /** Size of the error in standard deviations of the noise. */
  readonly error: number;
  readonly noise: number;
  readonly changed: boolean;
  readonly sinceChange: number;
  /** Size of the error on the last change trial, in standard deviations. */
  readonly changeError: number;
  /** Probability that the mean has just changed, and uncertainty about it beforehand, as a share of all (0 … 1). */
  readonly changeProbability: number;
  readonly relativeUncertainty: number;
  readonly tone: boolean;
  readonly phasic: number;
  readonly tonic: number;
}

const known = new WeakMap<SubjectTrials, readonly Update[]>();

/**
 * Updates of the prediction, trial by trial within blocks, beside the reduced Bayesian model: with the last estimate's
 * error e, the probability of a change is Ω = (h/R) / (h/R + (1 − h) N(e; 0, σ²/(1 − τ))), the learning rate Ω + (1 − Ω)τ,
 * and the next relative uncertainty τ' = v/(v + σ²), v = Ωσ² + (1 − Ω)τσ² + Ω(1 − Ω)(e(1 − τ))². Nassar et al. 2010, doi
 * 10.1523/JNEUROSCI.0822-10.2010; 2012, doi 10.1038/nn.3130. R is the range of the numbers, h the true hazard rate.
 */
export function updatesOf(trials: SubjectTrials): readonly Update[] {
  const found = known.get(trials);
  if (found) return found;
  const of = (name: string): number[] => trials.column(name);
  const [prediction, number, noise, block, since] = ["prediction", "number", "noise", "block", "sinceChange"].map(of);
  const [change, tone, phasic, tonic] = ["changePoint", "tone", "phasic", "tonic"].map(of);
  const updates: Update[] = [];
  let [estimate, tau, changeError] = [range / 2, 1, Number.NaN];
  for (let trial = 0; trial + 1 < trials.length; trial++) {
    const own = block![trial]!;
    const sigma = noise![trial]!;
    if (trial === 0 || block![trial - 1] !== own) [estimate, tau, changeError] = [range / 2, 0.99, Number.NaN];
    const error = number![trial]! - prediction![trial]!;
    if (change![trial] === 1) changeError = Math.abs(error) / sigma;
    const surprise = number![trial]! - estimate;
    const variance = sigma ** 2 / (1 - tau);
    const likely = (1 - hazard) * (Math.exp(-(surprise ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance));
    const omega = hazard / range / (hazard / range + likely);
    if (block![trial + 1] === own) {
      updates.push({
        rate: Math.min(1, Math.max(0, (prediction![trial + 1]! - prediction![trial]!) / error)),
        error: Math.abs(error) / sigma,
        noise: sigma,
        changed: change![trial] === 1,
        sinceChange: since![trial]!,
        changeError,
        changeProbability: omega,
        relativeUncertainty: tau,
        tone: tone![trial] === 1,
        phasic: phasic![trial]!,
        tonic: tonic![trial]!,
      });
    }
    estimate += (omega + (1 - omega) * tau) * surprise;
    const left =
      omega * sigma ** 2 + (1 - omega) * tau * sigma ** 2 + omega * (1 - omega) * (surprise * (1 - tau)) ** 2;
    tau = left / (left + sigma ** 2);
  }
  known.set(trials, updates);
  return updates;
}
