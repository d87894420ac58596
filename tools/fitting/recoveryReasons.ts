/** Why a parameter comes back poorly from its usual task, and what helps: model → parameter. */
export const recoveryReasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "opponent-actor-learning-star": {
    dopamineGain:
      "It acts through whether the critic is sure that the task is rich or poor; one bandit is either, so that there is nothing to compare. Bandits of several richnesses in one session, or dopamine changed by a drug with the gain fixed; four times the trials of one bandit bring 0.16 only",
  },
  "hgf-three-level": {
    metaVolatility:
      "Binary events say little about how volatile their volatility is: the third level hardly moves the choice. Four times the trials bring 0.21 only. Fix it, or compare with `hgf-two-level`",
  },
  "hgf-enhanced": {
    metaVolatility: "As in `hgf-three-level`; four times the trials bring 0.34",
  },
  "volatile-kalman-filter": {
    initialVolatility: "It is forgotten after tens of trials, and four times the trials leave 0.22. Fix it",
    volatilityLearningRate:
      "It shows where volatility itself changes: four times the trials, and so more changes, bring 0.62",
  },
  acquisition: {
    learningRate:
      "Where the curve begins near its end there is nothing to learn, and a few tens of binary successes on the slope are all that tells of it. Four times the trials bring 0.47; compare groups of subjects, not single ones",
  },
  "working-memory": {
    memoryWeight:
      "It trades off against the capacity: a smaller share of a larger memory does the same. Four times the trials bring 0.47; set sizes far below the capacity show the weight alone, and most blocks should be of these and of the largest sizes",
    capacity:
      "It shows only as the weight that begins to fall between two set sizes, and between whole sizes hardly. Four times the trials bring 0.55; compare groups of people, not single ones",
  },
  "q-learning-lapse": {
    lapse:
      "Random choices are put down to the temperature as well, except where values differ much. Four times the trials bring 0.47; forced or obvious trials, whose errors are lapses, tell the two apart",
  },
};
