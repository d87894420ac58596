"""Exploration: Kalman filters, uncertainty bonuses, Thompson sampling, the horizon task."""

import numpy as np
from scipy.special import log_expit, log_softmax
from scipy.stats import norm

from reference import generator, reference, rounded, whole, without


def restless():
    random = generator("kalman-filter-bandit")
    means = np.array([70.0, 40.0, 55.0, 60.0])
    choice, outcome = [], []
    for _ in range(60):
        means += random.normal(0, 3, 4)
        choice.append(int(random.integers(4)))
        outcome.append(round(float(means[choice[-1]] + random.normal(0, 4)), 1))
    session = whole(np.arange(60) >= 45)
    return {"session": session, "choice": without(choice, (8, 30)), "outcome": without(outcome, (8, 30))}


@reference(
    "kalman-filter-bandit",
    data=restless(),
    parameters=[
        {
            "decay": 0.98,
            "decayCentre": 50.0,
            "diffusionDeviation": 2.8,
            "initialMean": 80.0,
            "inverseTemperature": 0.1,
            "uncertaintyBonus": 1.0,
        },
        {
            "decay": 0.7,
            "decayCentre": 30.0,
            "diffusionDeviation": 8.0,
            "initialMean": 50.0,
            "inverseTemperature": 0.3,
            "uncertaintyBonus": -2.0,
        },
        {
            "decay": 1.0,
            "decayCentre": 60.0,
            "diffusionDeviation": 0.5,
            "initialMean": 60.0,
            "inverseTemperature": 0.03,
            "uncertaintyBonus": 5.0,
        },
    ],
    restart="session",
)
def kalman_filter_bandit(rows, p):
    mean, cov, result = np.full(4, p["initialMean"]), np.eye(4) * 100.0, []
    for row in rows:
        utility = mean + p["uncertaintyBonus"] * np.sqrt(np.diag(cov))
        choice = row["choice"]
        result.append(0.0 if choice is None else float(log_softmax(p["inverseTemperature"] * utility)[choice]))
        if choice is not None:
            observe = np.eye(4)[[choice]]
            innovation = observe @ cov @ observe.T + 16.0
            gain = cov @ observe.T @ np.linalg.inv(innovation)
            mean = mean + (gain @ (np.array([row["outcome"]]) - observe @ mean)).ravel()
            cov = (np.eye(4) - gain @ observe) @ cov
        mean = p["decay"] * mean + (1 - p["decay"]) * p["decayCentre"]
        cov = p["decay"] ** 2 * cov + np.eye(4) * p["diffusionDeviation"] ** 2
    return result


def short_blocks():
    random = generator("thompson-and-ucb")
    means = np.repeat(random.normal(0, 10, (6, 2)), 10, axis=0)
    choice = random.integers(2, size=60)
    outcome = means[np.arange(60), choice] + random.normal(0, 3, 60)
    return {
        "block": whole(np.arange(60) // 10),
        "choice": without(whole(choice), (23,)),
        "outcome": without(rounded(outcome, 1), (23,)),
    }


@reference(
    "thompson-and-ucb",
    data=short_blocks(),
    parameters=[
        {"valueWeight": 0.1, "relativeUncertaintyWeight": 0.2, "totalUncertaintyWeight": 0.5},
        {"valueWeight": -0.02, "relativeUncertaintyWeight": -0.3, "totalUncertaintyWeight": 1.5},
        {"valueWeight": 0.4, "relativeUncertaintyWeight": 0.0, "totalUncertaintyWeight": -0.3},
    ],
    restart="block",
)
def thompson_and_ucb(rows, p):
    seen, result = [[], []], []
    for row in rows:
        # Conjugate posterior of each arm's mean from everything seen of it.
        precision = np.array([1 / 100 + len(one) / 10 for one in seen])
        mean = np.array([sum(one) / 10 for one in seen]) / precision
        sd = precision**-0.5
        value = mean[1] - mean[0]
        z = (
            p["valueWeight"] * value
            + p["relativeUncertaintyWeight"] * (sd[1] - sd[0])
            + p["totalUncertaintyWeight"] * value / np.hypot(*sd)
        )
        choice = row["choice"]
        if choice is None:
            result.append(0.0)
            continue
        result.append(float(norm.logcdf(z if choice == 1 else -z)))
        seen[choice].append(row["outcome"])
    return result


def games():
    random = generator("horizon-task")
    columns = {name: [] for name in ["game", "horizon", "isForced", "choice", "outcome"]}
    for game in range(14):
        horizon = int(random.choice([1, 6]))
        forced = random.permutation([[0, 0, 1, 1], [0, 1, 1, 1], [0, 0, 0, 1]][random.integers(3)])
        means = random.choice([30, 40, 50, 60], 2)
        for trial in range(4 + horizon):
            choice = int(forced[trial]) if trial < 4 else int(random.integers(2))
            values = [game, horizon, int(trial < 4), choice, int(np.clip(round(random.normal(means[choice], 8)), 1, 100))]
            for name, value in zip(columns, values):
                columns[name].append(value)
    return columns


@reference(
    "horizon-task",
    data=games(),
    parameters=[
        {
            "informationBonusShort": 1.0,
            "informationBonusLong": 6.0,
            "noiseShort": 3.0,
            "noiseLong": 8.0,
            "sideBiasShort": 0.5,
            "sideBiasLong": -1.0,
        },
        {
            "informationBonusShort": -8.0,
            "informationBonusLong": 0.0,
            "noiseShort": 12.0,
            "noiseLong": 1.0,
            "sideBiasShort": 0.0,
            "sideBiasLong": 3.0,
        },
        {
            "informationBonusShort": 20.0,
            "informationBonusLong": -5.0,
            "noiseShort": 0.8,
            "noiseLong": 20.0,
            "sideBiasShort": -4.0,
            "sideBiasLong": 0.2,
        },
    ],
    restart="game",
)
def horizon_task(rows, p):
    result, shown = [], {0: [], 1: []}
    counted = False
    for row in rows:
        value = 0.0
        if not row["isForced"] and not counted:
            which = "Long" if row["horizon"] > 1 else "Short"
            difference = np.mean(shown[1]) - np.mean(shown[0])
            information = np.sign(len(shown[0]) - len(shown[1]))
            x = difference + p["informationBonus" + which] * information + p["sideBias" + which]
            value = float(log_expit((1 if row["choice"] == 1 else -1) * x / p["noise" + which]))
            counted = True
        result.append(value)
        shown[row["choice"]].append(row["outcome"])
    return result


def steps():
    random = generator("kalman-temporal-difference")
    columns = {name: [] for name in ["session", "state", "nextState", "rating", "outcome"]}
    for episode in range(20):
        path = [[0, 1, 2], [1, 2], [3, 2], [0, 3]][random.integers(4)]
        for place, state in enumerate(path):
            last = place == len(path) - 1
            values = [
                int(episode >= 15),
                state,
                None if last else path[place + 1],
                None if random.random() < 0.3 else round(float(random.normal(0.4, 0.4)), 2),
                int(last and random.random() < 0.7),
            ]
            for name, value in zip(columns, values):
                columns[name].append(value)
    return columns


@reference(
    "kalman-temporal-difference",
    data=steps(),
    parameters=[
        {"discount": 0.95, "diffusionVariance": 0.01, "outcomeVariance": 1.0, "ratingNoise": 0.3},
        {"discount": 0.5, "diffusionVariance": 0.2, "outcomeVariance": 0.1, "ratingNoise": 0.6},
        {"discount": 1.0, "diffusionVariance": 0.0005, "outcomeVariance": 5.0, "ratingNoise": 0.15},
    ],
    restart="session",
)
def kalman_temporal_difference(rows, p):
    weights, cov, result = np.zeros(4), np.eye(4), []
    for row in rows:
        x = np.eye(4)[row["state"]]
        rated = row["rating"] is not None
        result.append(float(norm.logpdf(row["rating"], x @ weights, p["ratingNoise"])) if rated else 0.0)
        following = np.zeros(4) if row["nextState"] is None else np.eye(4)[row["nextState"]]
        h = x - p["discount"] * following
        cov = cov + p["diffusionVariance"] * np.eye(4)
        scale = h @ cov @ h + p["outcomeVariance"]
        gain = cov @ h / scale
        weights = weights + gain * (row["outcome"] - h @ weights)
        # Joseph's form
        kept = np.eye(4) - np.outer(gain, h)
        cov = kept @ cov @ kept.T + p["outcomeVariance"] * np.outer(gain, gain)
    return result
