/** Values beyond which draws are not to be trusted (Vehtari et al. 2021, doi:10.1214/20-BA1221; Betancourt 2016). */
export const samplingLimits = {
  /** Largest R̂ of chains that agree. */
  scaleReduction: 1.01,
  /** Smallest effective number of draws a chain. */
  effectiveSizePerChain: 100,
  /** Smallest E-BFMI (arXiv:1604.00695). */
  missingInformation: 0.3,
  /** Fewest chains that can show whether chains agree. */
  chains: 2,
} as const;

/**
 * Variance of a trial's log density over the posterior up to which leaving it out changes nothing, whatever the shape of
 * the weights' tail: before anything is learned and where a response is all but certain the density hardly varies.
 */
export const negligibleVariance = 1e-4;
