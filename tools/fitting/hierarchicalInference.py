"""Makes src/fitting/comparison/fixtures/hierarchicalInference.json: hierarchical Bayesian inference over models written
independently from the equations of Piray et al. 2019 (doi:10.1371/journal.pcbi.1007043), for two models of repeated
measurements in which Laplace's method is exact: y ~ N(level, 1), and y ~ N(0, 1) with a level that does nothing.

The groups' prior is worth one person with the parameters' own prior, N(0, 2²), as ours; the search begins without
preference and from each model's own group, and explanations that differ are averaged by their bounds.

python3 tools/fitting/hierarchicalInference.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.special import betainc, digamma, gammaln, logsumexp
from scipy.stats import norm, truncnorm

# Variance of the parameters' prior N(0, 2²) without a ten-thousandth at either end, as ours takes it.
BORDER = norm.isf(1e-4)
PRIOR = {"mean": 0.0, "beta": 1.0, "nu": 1.0, "sigma": 4.0 * truncnorm(-BORDER, BORDER).var()}


def laplace(model, data, group):
    """Mode, variance and log evidence of each person, given the expected mean and precision of the group."""
    precision = group["nu"] / group["sigma"]
    count = np.array([len(own) for own in data], float)
    total = np.array([np.sum(own) for own in data])
    squares = np.array([np.sum(np.square(own)) for own in data])
    constant = -0.5 * squares - 0.5 * count * np.log(2 * np.pi)
    if model == "nothing":
        return np.full(len(data), group["mean"]), np.full(len(data), 1 / precision), constant
    variance = 1 / (count + precision)
    mode = variance * (total + precision * group["mean"])
    evidence = constant + 0.5 * (mode**2 / variance - precision * group["mean"] ** 2) + 0.5 * np.log(precision * variance)
    return mode, variance, evidence


def learn(r, mode, variance):
    """A group from people who belong to it with probability r."""
    n = r.sum()
    beta = PRIOR["beta"] + n
    mean = (PRIOR["beta"] * PRIOR["mean"] + r @ mode) / beta
    spread = r @ ((mode - mean) ** 2 + variance) + PRIOR["beta"] * (PRIOR["mean"] - mean) ** 2
    return {"mean": mean, "beta": beta, "nu": PRIOR["nu"] + n / 2, "sigma": PRIOR["sigma"] + spread / 2}


def divergence(group):
    """Of the group's normal-gamma distribution from the prior's."""
    expected_tau = group["nu"] / group["sigma"]
    expected_log = digamma(group["nu"]) - np.log(group["sigma"])
    own = group["nu"] * np.log(group["sigma"]) - gammaln(group["nu"]) + (group["nu"] - 1) * expected_log - group["nu"]
    own += 0.5 * (np.log(group["beta"]) + expected_log) - 0.5
    prior = PRIOR["nu"] * np.log(PRIOR["sigma"]) - gammaln(PRIOR["nu"]) + (PRIOR["nu"] - 1) * expected_log
    prior -= PRIOR["sigma"] * expected_tau
    prior += 0.5 * (np.log(PRIOR["beta"]) + expected_log)
    prior -= 0.5 * PRIOR["beta"] * ((group["mean"] - PRIOR["mean"]) ** 2 * expected_tau + 1 / group["beta"])
    return own - prior


def search(models, data, groups, equal=False):
    people, count = len(data), len(models)
    alpha = np.full(count, 1 + people / count)
    for _ in range(3000):
        fitted = [laplace(model, data, group) for model, group in zip(models, groups)]
        cost = [0.5 * (digamma(g["nu"]) - np.log(g["nu"]) - 1 / g["beta"]) for g in groups]
        frequency = np.full(count, -np.log(count)) if equal else digamma(alpha) - digamma(alpha.sum())
        score = np.array([evidence for _, _, evidence in fitted]).T + cost + frequency
        r = np.exp(score - logsumexp(score, axis=1, keepdims=True))
        bound = logsumexp(score, axis=1).sum() - sum(map(divergence, groups))
        if not equal:
            bound += gammaln(count) - gammaln(alpha.sum()) + np.sum(gammaln(alpha) + (1 - alpha) * frequency)
        groups = [learn(r[:, k], mode, variance) for k, (mode, variance, _) in enumerate(fitted)]
        alpha = 1 + r.sum(axis=0)
    return {"r": r, "groups": groups, "alpha": alpha, "bound": bound}


def infer(models, data):
    found = [search(models, data, [PRIOR] * len(models))]

    def add(to, other):
        if all(np.max(np.abs(other["r"] - one["r"])) >= 0.01 for one in to):
            to.append(other)

    for k, model in enumerate(models):
        alone = search([model], data, [PRIOR])["groups"][0]
        add(found, search(models, data, [alone if i == k else PRIOR for i in range(len(models))]))
    bounds = np.array([one["bound"] for one in found])
    weights = np.exp(bounds - logsumexp(bounds))
    best = found[int(np.argmax(bounds))]
    even = []
    for one in found:
        add(even, search(models, data, one["groups"], equal=True))
    risk = 1 / (1 + np.exp(logsumexp(bounds) - logsumexp([one["bound"] for one in even])))
    exceedance = np.zeros(2)
    for weight, one in zip(weights, found):
        below = betainc(*one["alpha"], 0.5)
        exceedance += weight * np.array([1 - below, below])
    return {
        "explanations": len(found),
        "responsibilities": sum(w * one["r"] for w, one in zip(weights, found)).ravel().tolist(),
        "frequencies": sum(w * one["alpha"] / one["alpha"].sum() for w, one in zip(weights, found)).tolist(),
        "exceedance": exceedance.tolist(),
        "protectedExceedance": ((1 - risk) * exceedance + risk / 2).tolist(),
        "omnibusRisk": float(risk),
        "freeEnergy": float(logsumexp(bounds)),
        "groupMean": float(best["groups"][0]["mean"]),
    }


random = np.random.default_rng(11)
cases = []
for name, levels in {
    "some of each": np.r_[1 + 0.5 * random.standard_normal(9), np.zeros(5)],
    "hardly told apart": 0.35 * random.standard_normal(10),
    "nothing in all": np.zeros(8),
}.items():
    data = [np.round(level + random.standard_normal(int(random.integers(6, 14))), 6).tolist() for level in levels]
    cases.append({"name": name, "models": ["level", "nothing"], "data": data, **infer(["level", "nothing"], data)})
    if name == "some of each":
        cases.append({"name": "the same twice", "models": ["level"] * 2, "data": data, **infer(["level"] * 2, data)})

target = Path(__file__).resolve().parents[2] / "src" / "fitting" / "comparison" / "fixtures" / "hierarchicalInference.json"
target.write_text(json.dumps(cases, indent=1) + "\n")
