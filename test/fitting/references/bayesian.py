"""Bayesian learners of binary events, reversals and change points."""

import numpy as np
from scipy.special import expit, log_expit, logit
from scipy.stats import beta, norm

from reference import bandit, generator, reference, rounded, whole, without


def events(name, trials=80):
    """Predictions of binary events; some rows say only whether the choice was right, some have no choice."""
    random = generator(name)
    chance = np.repeat([0.8, 0.2, 0.75, 0.3], trials // 4)
    event = (random.random(trials) < chance).astype(int)
    choice = np.where(random.random(trials) < 0.7, event, 1 - event)
    only_outcome = set(range(0, trials, 3))
    return {
        "session": whole(np.arange(trials) >= trials * 3 // 4),
        "choice": without(whole(choice), (4, 13)),
        "outcome": without(whole(choice == event), (4, 13)),
        "event": without(whole(event), only_outcome - {0, 3, 13}),
    }


def happened(row):
    if row["event"] is not None:
        return row["event"]
    if row["choice"] is None or row["outcome"] is None:
        return None
    return row["choice"] if row["outcome"] > 0 else 1 - row["choice"]


def predicted(choice, log_odds):
    return 0.0 if choice is None else float(log_expit(log_odds if choice == 1 else -log_odds))


@reference(
    "hgf-two-level",
    data=events("hgf-two-level"),
    parameters=[
        {"tonicVolatility": -2.0, "decisionPrecision": 2.0},
        {"tonicVolatility": 0.5, "decisionPrecision": 0.7},
        {"tonicVolatility": -6.0, "decisionPrecision": 8.0},
    ],
    restart="session",
)
def hgf_two_level(rows, p):
    mu, pi, result = 0.0, 1 / 0.1, []
    for row in rows:
        result.append(predicted(row["choice"], p["decisionPrecision"] * mu))
        u = happened(row)
        if u is None:
            continue
        muhat1 = expit(mu)
        pihat = 1 / (1 / pi + np.exp(p["tonicVolatility"]))
        pi = pihat + muhat1 * (1 - muhat1)
        mu = mu + (u - muhat1) / pi
    return result


def three_levels(rows, p, update):
    mu2, pi2, mu3, pi3, result = 0.0, 1 / 0.1, 1.0, 1.0, []
    for row in rows:
        result.append(predicted(row["choice"], p["decisionPrecision"] * mu2))
        u = happened(row)
        if u is None:
            continue
        omega = p["tonicVolatility"]
        muhat1 = expit(mu2)
        pihat2 = 1 / (1 / pi2 + np.exp(mu3 + omega))
        new_pi2 = pihat2 + muhat1 * (1 - muhat1)
        new_mu2 = mu2 + (u - muhat1) / new_pi2
        da2 = (1 / new_pi2 + (new_mu2 - mu2) ** 2) * pihat2 - 1
        pihat3 = 1 / (1 / pi3 + np.exp(p["metaVolatility"]))
        mu3, pi3 = update(mu2, pi2, new_mu2, new_pi2, mu3, pihat2, pihat3, da2, omega)
        mu2, pi2 = new_mu2, new_pi2
    return result


def published_update(mu2, pi2, new_mu2, new_pi2, mu3, pihat2, pihat3, da2, omega):
    """Mathys et al. 2014: precision first, then the mean."""
    v = np.exp(mu3 + omega)
    w = v * pihat2
    r = (v - 1 / pi2) / (v + 1 / pi2)
    pi3 = pihat3 + 0.5 * w * (w + r * da2)
    assert pi3 > 0
    return mu3 + 0.5 * w * da2 / pi3, pi3


def enhanced_update(mu2, pi2, new_mu2, new_pi2, mu3, pihat2, pihat3, da2, omega):
    """HGF toolbox, eHGF: the mean first, with the precision of the prediction; then the precision at the new mean."""
    new_mu3 = mu3 + 0.5 * np.exp(mu3 + omega) * pihat2 * da2 / pihat3
    vv = np.exp(new_mu3 + omega)
    pimhat = 1 / (1 / pi2 + vv)
    rr = (vv - 1 / pi2) * pimhat
    dd = (1 / new_pi2 + (new_mu2 - mu2) ** 2) * pimhat - 1
    return new_mu3, pihat3 + max(0.0, 0.5 * vv * pimhat * (vv * pimhat + rr * dd))


three_level_parameters = [
    {"tonicVolatility": -3.0, "metaVolatility": -6.0, "decisionPrecision": 2.0},
    {"tonicVolatility": -1.5, "metaVolatility": -2.0, "decisionPrecision": 0.7},
    {"tonicVolatility": -5.0, "metaVolatility": -4.0, "decisionPrecision": 6.0},
]


@reference("hgf-three-level", data=events("hgf-three-level"), parameters=three_level_parameters, restart="session")
def hgf_three_level(rows, p):
    return three_levels(rows, p, published_update)


@reference(
    "hgf-enhanced",
    data=events("hgf-enhanced"),
    parameters=[*three_level_parameters[:2], {"tonicVolatility": -2.5, "metaVolatility": -0.5, "decisionPrecision": 1.0}],
    restart="session",
)
def hgf_enhanced(rows, p):
    return three_levels(rows, p, enhanced_update)


@reference(
    "volatile-kalman-filter",
    data=events("volatile-kalman-filter"),
    parameters=[
        {"volatilityLearningRate": 0.1, "initialVolatility": 0.3, "noise": 1.0, "decisionPrecision": 2.0},
        {"volatilityLearningRate": 0.6, "initialVolatility": 2.0, "noise": 0.2, "decisionPrecision": 0.8},
        {"volatilityLearningRate": 0.02, "initialVolatility": 0.05, "noise": 4.0, "decisionPrecision": 5.0},
    ],
    restart="session",
)
def volatile_kalman_filter(rows, p):
    m, w, v, result = 0.0, p["noise"], p["initialVolatility"], []
    for row in rows:
        result.append(predicted(row["choice"], p["decisionPrecision"] * m))
        o = happened(row)
        if o is None:
            continue
        k = (w + v) / (w + v + p["noise"])
        delta = np.sqrt(w + v) * (o - expit(m))
        # (m' − m)² + w + w' − 2 (1 − k) w − v, with w' = (1 − k)(w + v), is (m' − m)² + k w − k v.
        v, w = v + p["volatilityLearningRate"] * (delta**2 + k * w - k * v), (1 - k) * (w + v)
        m = m + delta
    return result


def paid_events():
    data = events("volatility-learner", trials=60)
    random = generator("payoffs")
    data["firstPayoff"] = without(rounded(random.random(60) * 2, 2), range(30))
    data["secondPayoff"] = without(rounded(random.random(60) * 2, 2), range(30))
    return data


@reference(
    "volatility-learner",
    data=paid_events(),
    parameters=[
        {"inverseTemperature": 4.0, "bias": 0.0},
        {"inverseTemperature": 1.0, "bias": 0.5},
        {"inverseTemperature": 15.0, "bias": -1.0},
    ],
    restart="session",
)
def volatility_learner(rows, p):
    rates = (np.arange(12) + 0.5) / 12
    logs = np.linspace(np.log(3), np.log(3000), 6)
    change = np.zeros((6, 12, 12))
    for level, concentration in enumerate(np.exp(logs)):
        for start, rate in enumerate(rates):
            density = beta.logpdf(rates, 1 + rate * concentration, 1 + (1 - rate) * concentration)
            change[level, start] = np.exp(density - density.max())
    change /= change.sum(axis=2, keepdims=True)
    moves = norm.pdf(logs[None, :], logs[:, None], 0.7)
    moves /= moves.sum(axis=1, keepdims=True)
    belief, result = np.full((12, 6), 1 / 72), []
    for row in rows:
        expectation = belief.sum(axis=1) @ rates
        first = 1 if row["firstPayoff"] is None else row["firstPayoff"]
        second = 1 if row["secondPayoff"] is None else row["secondPayoff"]
        difference = expectation * second - (1 - expectation) * first
        result.append(predicted(row["choice"], p["inverseTemperature"] * difference + p["bias"]))
        u = happened(row)
        if u is None:
            continue
        belief = belief * (rates if u else 1 - rates)[:, None]
        belief = (belief / belief.sum()) @ moves
        belief = np.stack([belief[:, level] @ change[level] for level in range(6)], axis=1)
    return result


@reference(
    "hidden-state-reversal",
    data=bandit("hidden-state-reversal"),
    parameters=[
        {"reversalProbability": 0.1, "rewardProbability": 0.75, "inverseTemperature": 3.0},
        {"reversalProbability": 0.45, "rewardProbability": 0.95, "inverseTemperature": 1.0},
        {"reversalProbability": 0.01, "rewardProbability": 0.6, "inverseTemperature": 8.0},
    ],
    restart="session",
)
def hidden_state_reversal(rows, p):
    """Forward algorithm of the two-state hidden Markov model."""
    change = p["reversalProbability"]
    transition = np.array([[1 - change, change], [change, 1 - change]])
    belief, result = np.array([0.5, 0.5]), []
    for row in rows:
        result.append(predicted(row["choice"], p["inverseTemperature"] * (belief[1] - belief[0])))
        if row["choice"] is None:
            continue
        win = np.where(np.arange(2) == row["choice"], p["rewardProbability"], 1 - p["rewardProbability"])
        belief = belief * (win if row["outcome"] > 0 else 1 - win)
        belief = transition.T @ (belief / belief.sum())
    return result


def helicopter():
    random = generator("change-point")
    mean, outcome = 150.0, []
    deviation = np.repeat([10.0, 25.0], 30)
    for trial in range(60):
        if random.random() < 0.12:
            mean = random.uniform(0, 300)
        outcome.append(int(np.clip(round(random.normal(mean, deviation[trial])), 0, 300)))
    prediction = [150, *[int(np.clip(round(random.normal(value, 12)), 0, 300)) for value in outcome[:-1]]]
    return {
        "session": whole(np.arange(60) >= 30),
        "prediction": without(prediction, (15, 40)),
        "outcome": outcome,
        "deviation": rounded(deviation),
    }


@reference(
    "change-point",
    data=helicopter(),
    parameters=[
        {"hazardRate": 0.1, "surpriseSensitivity": 1.0, "predictionNoise": 8.0},
        {"hazardRate": 0.4, "surpriseSensitivity": 0.5, "predictionNoise": 15.0},
        {"hazardRate": 0.01, "surpriseSensitivity": 0.8, "predictionNoise": 30.0},
    ],
    restart="session",
)
def change_point(rows, p):
    belief, tau, result = 150.0, 0.5, []
    for row in rows:
        said = row["prediction"]
        result.append(0.0 if said is None else float(norm.logpdf(said, belief, p["predictionNoise"])))
        if said is not None:
            belief = float(said)
        sigma2 = row["deviation"] ** 2
        error = row["outcome"] - belief
        uniform = p["hazardRate"] * (1 / 300) ** p["surpriseSensitivity"]
        gaussian = norm.pdf(error, 0, np.sqrt(sigma2 + sigma2 * tau / (1 - tau))) ** p["surpriseSensitivity"]
        omega = uniform / (uniform + (1 - p["hazardRate"]) * gaussian)
        belief += (omega + (1 - omega) * tau) * error
        numerator = sigma2 * omega + (1 - omega) * sigma2 * tau + omega * (1 - omega) * (error * (1 - tau)) ** 2
        tau = numerator / (numerator + sigma2)
    return result


def cueing():
    random = generator("expected-unexpected-uncertainty")
    first, second = random.integers(2, size=80), random.integers(2, size=80)
    right = np.where(np.repeat([0, 1, 0, 1], 20) == 0, first, second)
    target = np.where(random.random(80) < np.repeat([0.9, 0.8, 0.75, 0.95], 20), right, 1 - right)
    choice = np.where(random.random(80) < 0.8, right, 1 - right)
    return {
        "session": whole(np.arange(80) >= 60),
        "firstCue": whole(first),
        "secondCue": whole(second),
        "choice": without(whole(choice), (6,)),
        "target": whole(target),
    }


@reference(
    "expected-unexpected-uncertainty",
    data=cueing(),
    parameters=[
        {"changeProbability": 0.05, "initialValidity": 0.763, "decisionPrecision": 1.5},
        {"changeProbability": 0.2, "initialValidity": 0.913, "decisionPrecision": 3.0},
        {"changeProbability": 0.01, "initialValidity": 0.617, "decisionPrecision": 0.7},
    ],
    restart="session",
)
def expected_unexpected_uncertainty(rows, p):
    attended, trust, record, result = 0, 0.5, [], []
    for row in rows:
        cues = [row["firstCue"], row["secondCue"]]
        gamma = (2 * p["initialValidity"] + sum(record)) / (2 + len(record))
        prior = np.empty(2)
        prior[attended] = (1 - p["changeProbability"]) * trust + p["changeProbability"] * (1 - trust)
        prior[1 - attended] = 1 - prior[attended]
        expectation = sum(prior[i] * (gamma if cues[i] == 1 else 1 - gamma) for i in range(2))
        result.append(predicted(row["choice"], p["decisionPrecision"] * logit(expectation)))
        fit = np.array([prior[i] * (gamma if cues[i] == row["target"] else 1 - gamma) for i in range(2)])
        posterior = fit / fit.sum()
        record = [*record, int(cues[attended] == row["target"])]
        acetylcholine = 1 - (2 * p["initialValidity"] + sum(record)) / (2 + len(record))
        if 1 - posterior[attended] > acetylcholine / (0.5 + acetylcholine):
            attended, record = 1 - attended, []
        trust = posterior[attended]
    return result
