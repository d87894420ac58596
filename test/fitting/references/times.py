"""Choices with reaction times; densities in 50 digits or by integration, not by the series of the product."""

import mpmath
import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from reference import generator, reference, rounded, whole, without
from reinforcement import pairs

mpmath.mp.dps = 50


def first_passage(time, upper, drift, threshold, bias):
    """Logarithm of the density of a Wiener process' first passage: the series in sines with as many terms as are needed.

    Feller (1968): π/a² exp(−v a w − v² t / 2) Σ k exp(−k² π² t / 2a²) sin(kπw), towards the lower boundary.
    """
    v, w = (-drift, 1 - mpmath.mpf(bias)) if upper else (drift, mpmath.mpf(bias))
    t, a, v = mpmath.mpf(time), mpmath.mpf(threshold), mpmath.mpf(v)
    decay = mpmath.pi**2 * t / (2 * a**2)
    terms = int(mpmath.ceil(mpmath.sqrt(250 / decay))) + 5
    mpmath.mp.dps = 120
    total = mpmath.fsum(k * mpmath.exp(-(k**2) * decay) * mpmath.sin(k * mpmath.pi * w) for k in range(1, terms))
    result = mpmath.log(mpmath.pi / a**2 * total) - v * a * w - v**2 * t / 2
    mpmath.mp.dps = 50
    return float(result)


def perceptual():
    random = generator("drift-diffusion")
    evidence = random.choice([-1, -0.5, -0.1, 0.1, 0.5, 1], 50)
    choice = (random.random(50) < 1 / (1 + np.exp(-3 * evidence))).astype(int)
    return {
        "evidence": without([float(value) for value in evidence], (10, 11)),
        "choice": without(whole(choice), (5,)),
        "reactionTime": without(rounded(0.32 + random.gamma(1.5, 0.3, 50)), (5,)),
    }


@reference(
    "drift-diffusion",
    data=perceptual(),
    parameters=[
        {"driftRate": 1.5, "threshold": 1.4, "nonDecisionTime": 0.25, "startingPoint": 0.5},
        {"driftRate": -0.4, "threshold": 0.8, "nonDecisionTime": 0.1, "startingPoint": 0.3},
        {"driftRate": 4.0, "threshold": 3.0, "nonDecisionTime": 0.3, "startingPoint": 0.62},
    ],
)
def drift_diffusion(rows, p):
    result = []
    for row in rows:
        if row["choice"] is None:
            result.append(0.0)
            continue
        drift = p["driftRate"] * (1 if row["evidence"] is None else row["evidence"])
        time = mpmath.mpf(row["reactionTime"]) - mpmath.mpf(p["nonDecisionTime"])
        result.append(first_passage(time, row["choice"] == 1, drift, p["threshold"], p["startingPoint"]))
    return result


def with_predictors():
    data = perceptual()
    random = generator("drift-diffusion-predictors")
    conflict = [float(value) for value in random.choice([-0.5, 0.5], 50)]
    return {**data, "driftPredictor": without(conflict, (3,)), "thresholdPredictor": rounded(random.normal(0, 1, 50), 2)}


@reference(
    "drift-diffusion-predictors",
    data=with_predictors(),
    parameters=[
        {"driftRate": 1.5, "driftSlope": -0.6, "threshold": 1.4, "thresholdSlope": 0.1, "nonDecisionTime": 0.25},
        {"driftRate": -0.4, "driftSlope": 1.0, "threshold": 0.9, "thresholdSlope": -0.3, "nonDecisionTime": 0.1},
        {"driftRate": 3.0, "driftSlope": 0.2, "threshold": 2.6, "thresholdSlope": 0.02, "nonDecisionTime": 0.3},
    ],
)
def drift_diffusion_predictors(rows, p):
    result = []
    for row in rows:
        if row["choice"] is None:
            result.append(0.0)
            continue
        rate = p["driftRate"] + p["driftSlope"] * (row["driftPredictor"] or 0.0)
        drift = rate * (1 if row["evidence"] is None else row["evidence"])
        bound = mpmath.exp(mpmath.log(p["threshold"]) + p["thresholdSlope"] * row["thresholdPredictor"])
        time = mpmath.mpf(row["reactionTime"]) - mpmath.mpf(p["nonDecisionTime"])
        result.append(first_passage(time, row["choice"] == 1, drift, bound, 0.5))
    return result


@reference(
    "rl-drift-diffusion",
    data=pairs("rl-drift-diffusion", times=True),
    parameters=[
        {
            "learningRateGain": 0.2,
            "learningRateLoss": 0.1,
            "driftScale": 2.5,
            "threshold": 1.6,
            "nonDecisionTime": 0.3,
        },
        {
            "learningRateGain": 0.02,
            "learningRateLoss": 0.6,
            "driftScale": 6.0,
            "threshold": 1.0,
            "nonDecisionTime": 0.15,
        },
        {
            "learningRateGain": 0.9,
            "learningRateLoss": 0.3,
            "driftScale": -1.0,
            "threshold": 2.4,
            "nonDecisionTime": 0.05,
        },
    ],
    restart="session",
)
def rl_drift_diffusion(rows, p):
    def learn(symbol, outcome):
        error = outcome - q[symbol]
        q[symbol] += (p["learningRateGain"] if error > 0 else p["learningRateLoss"]) * error

    q, result = np.full(4, 0.5), []
    for row in rows:
        offered, choice = [row["firstSymbol"], row["secondSymbol"]], row["choice"]
        if choice is None:
            result.append(0.0)
            continue
        drift = p["driftScale"] * (q[offered[1]] - q[offered[0]])
        time = mpmath.mpf(row["reactionTime"]) - mpmath.mpf(p["nonDecisionTime"])
        result.append(first_passage(time, choice == 1, drift, p["threshold"], 0.5))
        if row["outcome"] is not None:
            learn(offered[choice], row["outcome"])
        if row["forgoneOutcome"] is not None:
            learn(offered[1 - choice], row["forgoneOutcome"])
    return result


def race():
    random = generator("linear-ballistic-accumulator")
    correct = random.integers(3, size=40)
    return {
        "correctOption": whole(correct),
        "choice": without(whole(np.where(random.random(40) < 0.7, correct, random.integers(3, size=40))), (9,)),
        "reactionTime": without(rounded(0.3 + random.gamma(2, 0.15, 40)), (9,)),
    }


@reference(
    "linear-ballistic-accumulator",
    data=race(),
    parameters=[
        {
            "driftCorrect": 2.5,
            "driftWrong": 1.0,
            "startRange": 0.5,
            "thresholdGap": 0.4,
            "nonDecisionTime": 0.2,
        },
        {
            "driftCorrect": 1.0,
            "driftWrong": -0.5,
            "startRange": 1.2,
            "thresholdGap": 0.1,
            "nonDecisionTime": 0.1,
        },
        {
            "driftCorrect": 4.0,
            "driftWrong": 3.0,
            "startRange": 0.2,
            "thresholdGap": 1.0,
            "nonDecisionTime": 0.05,
        },
    ],
)
def linear_ballistic_accumulator(rows, p):
    """Densities by integrating over the starts; the drift that arrives at time t from start k is (b − k) / t."""
    reach, width = p["startRange"] + p["thresholdGap"], p["startRange"]

    def average(function):
        return quad(function, 0, width, epsabs=0, epsrel=1e-13, limit=200)[0] / width

    result = []
    for row in rows:
        if row["choice"] is None:
            result.append(0.0)
            continue
        t = row["reactionTime"] - p["nonDecisionTime"]
        value = 0.0
        for option in range(3):
            v = p["driftCorrect"] if option == row["correctOption"] else p["driftWrong"]
            if option == row["choice"]:
                value += np.log(average(lambda k: norm.pdf((reach - k) / t, v, 1) * (reach - k) / t**2))
            else:
                value += np.log(average(lambda k: norm.cdf((reach - k) / t, v, 1)))
        result.append(float(value))
    return result
