/** Mechanisms that the paradigms remove. */
export const ventralStriatalLesion = { treatment: { manipulations: [{ lesion: "ventralStriatum" }] } };
export const dorsalStriatalDepletion = {
  treatment: { manipulations: [{ fibreLesion: "ventralTegmentalArea", area: "dorsalStriatum", share: 0.9 }] },
};

const centralWithout = (equations: string) => ({ areas: { amygdala: { populations: { central: { equations } } } } });

/** Amygdala in which what was expected is not taken from what is received. */
export const withoutAmygdalarError = centralWithout(`
rate = clip(acquisition.rate - extinction.rate, 0, 1.5)
outcome = where(index < 0.5, hypothalamus.gained, hypothalamus.suffered)
error = feedback * outcome
omission = (1 - feedback) * ventralStriatum.passing * omissionGain * positive(rate - omissionThreshold)
appetitive = rate * (1 - index)
aversive = rate * index
`);

const stimuli = "max(1, sum(perirhinalCortex.memory.rate) / 2)";

/** Stimuli that are held together share the cells of value instead of adding their inputs. */
export const withoutConvergence = {
  areas: {
    amygdala: {
      populations: {
        acquisition: {
          equations: `
d rate/dt = (positive(drive / ${stimuli} + contextual) - rate) / rateTime
error = amygdala.central.error
`,
        },
      },
    },
    ventralStriatum: {
      populations: { critic: { equations: `d rate/dt = (drive / ${stimuli} - rate) / rateTime` } },
    },
  },
};
