"""Conditioning: associative models and latent causes, with ratings or conditioned responses."""

import numpy as np
from scipy.stats import norm

from reference import generator, reference, rounded, whole, without


def conditioning(name, cues=3, trials=50):
    random = generator(name)
    cue = random.integers(cues, size=trials)
    outcome = random.random(trials) < np.array([0.8, 0.3, 0.5])[cue]
    return {
        "session": whole(np.arange(trials) >= trials * 3 // 4),
        "cue": whole(cue),
        "rating": without(rounded(np.clip(random.normal(0.5, 0.3, trials), 0, 1), 2), (4, 20)),
        "outcome": whole(outcome),
    }


def rated(rating, mean, deviation):
    return 0.0 if rating is None else float(norm.logpdf(rating, mean, deviation))


def compounds():
    data = conditioning("rescorla-wagner")
    random = generator("second cues")
    second = [int((cue + 1) % 3) if random.random() < 0.4 else None for cue in data["cue"]]
    return {
        "session": data["session"],
        "firstCue": data["cue"],
        "secondCue": second,
        "rating": data["rating"],
        "outcome": without(data["outcome"], (12,)),
    }


@reference(
    "rescorla-wagner",
    data=compounds(),
    parameters=[
        {"learningRate": 0.2, "ratingNoise": 0.2},
        {"learningRate": 0.8, "ratingNoise": 0.5},
        {"learningRate": 0.02, "ratingNoise": 0.3},
    ],
    restart="session",
)
def rescorla_wagner(rows, p):
    v, result = np.zeros(3), []
    for row in rows:
        x = np.zeros(3)
        for cue in (row["firstCue"], row["secondCue"]):
            if cue is not None:
                x[cue] = 1
        result.append(rated(row["rating"], x @ v, p["ratingNoise"]))
        if row["outcome"] is not None:
            v += p["learningRate"] * (row["outcome"] - x @ v) * x
    return result


@reference(
    "pearce-hall",
    data=conditioning("pearce-hall"),
    parameters=[
        {"salience": 0.3, "associabilityRate": 0.4, "ratingNoise": 0.3},
        {"salience": 0.05, "associabilityRate": 0.9, "ratingNoise": 0.2},
        {"salience": 0.9, "associabilityRate": 0.1, "ratingNoise": 0.8},
    ],
    restart="session",
)
def pearce_hall(rows, p):
    excitatory, inhibitory, alpha, result = np.zeros(3), np.zeros(3), np.ones(3), []
    for row in rows:
        cue, strength = row["cue"], row["outcome"]
        net = excitatory[cue] - inhibitory[cue]
        result.append(rated(row["rating"], net, p["ratingNoise"]))
        excitatory[cue] += p["salience"] * alpha[cue] * strength
        if strength < net:
            inhibitory[cue] += p["salience"] * alpha[cue] * (net - strength)
        alpha[cue] += p["associabilityRate"] * (abs(strength - net) - alpha[cue])
    return result


def responses():
    data = conditioning("hybrid-associability")
    random = generator("conditioned responses")
    data["conditionedResponse"] = without(rounded(random.normal(0, 1, 50), 2), (7,))
    del data["rating"]
    return data


@reference(
    "hybrid-associability",
    data=responses(),
    parameters=[
        {
            "learningRate": 0.3,
            "associabilityRate": 0.4,
            "intercept": 0.1,
            "expectationWeight": 0.8,
            "associabilityWeight": 0.5,
            "responseNoise": 0.7,
        },
        {
            "learningRate": 0.9,
            "associabilityRate": 0.05,
            "intercept": -0.5,
            "expectationWeight": -0.2,
            "associabilityWeight": 1.5,
            "responseNoise": 1.2,
        },
        {
            "learningRate": 0.05,
            "associabilityRate": 0.95,
            "intercept": 0.0,
            "expectationWeight": 2.0,
            "associabilityWeight": -1.0,
            "responseNoise": 0.9,
        },
    ],
    restart="session",
)
def hybrid_associability(rows, p):
    v, alpha, result = np.full(3, 0.5), np.ones(3), []
    for row in rows:
        cue = row["cue"]
        regressors = np.array([1.0, v[cue], alpha[cue]])
        weights = np.array([p["intercept"], p["expectationWeight"], p["associabilityWeight"]])
        result.append(rated(row["conditionedResponse"], weights @ regressors, p["responseNoise"]))
        delta = row["outcome"] - v[cue]
        v[cue] += p["learningRate"] * alpha[cue] * delta
        alpha[cue] = p["associabilityRate"] * abs(delta) + (1 - p["associabilityRate"]) * alpha[cue]
    return result


def renewal():
    random = generator("latent-cause")
    cue = random.integers(2, size=60)
    context = np.repeat([0, 1, 0, 2], [20, 20, 10, 10])
    outcome = random.random(60) < np.array([0.9, 0.05, 0.1, 0.6])[np.repeat([0, 1, 2, 3], [20, 20, 10, 10])]
    return {
        "session": [0] * 60,
        "cue": whole(cue),
        "context": whole(context),
        "rating": without(rounded(random.random(60), 2), (33,)),
        "outcome": whole(outcome),
    }


@reference(
    "latent-cause",
    data=renewal(),
    parameters=[
        {"concentration": 0.3, "ratingNoise": 0.3},
        {"concentration": 2.7, "ratingNoise": 0.2},
        {"concentration": 11.0, "ratingNoise": 0.6},
    ],
    restart="session",
)
def latent_cause(rows, p):
    """The Chinese restaurant process over the trials of each cause, kept as lists of what was seen."""
    causes, result = [], []
    for row in rows:
        tables = causes + ([[]] if len(causes) < 8 else [])
        weights, chances = [], []
        for seen in tables:
            n = len(seen)
            weight = n if seen else p["concentration"]
            weight *= (sum(one["cue"] == row["cue"] for one in seen) + 1) / (n + 2)
            weight *= (sum(one["context"] == row["context"] for one in seen) + 1) / (n + 3)
            weights.append(weight)
            chances.append((sum(one["outcome"] for one in seen) + 1) / (n + 2))
        weights, chances = np.array(weights), np.array(chances)
        result.append(rated(row["rating"], weights @ chances / weights.sum(), p["ratingNoise"]))
        posterior = weights * (chances if row["outcome"] else 1 - chances)
        # Of equally probable causes the oldest.
        best = int(np.flatnonzero(posterior >= posterior.max() * (1 - 1e-8))[0])
        if best == len(causes):
            causes.append([])
        causes[best].append(row)
    return result
