"""Makes src/math/fixtures/distributions.json and src/fitting/inference/fixtures/priors.json with SciPy.

Needs scipy. Run: python tools/fitting/distributions.py
"""
import json
from pathlib import Path

import numpy as np
from scipy import special, stats

ROOT = Path(__file__).resolve().parents[2]
ENDS = (1e-300, 1e-50, 1e-10, 1e-3, 0.02, 0.2, 0.5, 0.9, 0.999, 1 - 1e-9)
SHAPES = (0.05, 0.5, 1, 1.5, 4, 30, 400)


def write(path, content):
    target = ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content, indent=1) + "\n")


def functions():
    gamma = [[a, a * f, special.gammainc(a, a * f)] for a in SHAPES for f in (0.01, 0.3, 0.9, 1, 1.2, 3)]
    beta = [
        [a, b, x, special.betainc(a, b, x)]
        for a in SHAPES
        for b in SHAPES
        for x in (1e-6, 0.03, 0.4, 0.5, 0.77, 0.999)
    ]
    normal = [[p, special.ndtri(p)] for p in ENDS]
    return {"gamma": gamma, "beta": beta, "normalQuantile": normal}


PRIORS = [
    ({"kind": "normal", "mean": 1, "standardDeviation": 2}, stats.norm(1, 2)),
    ({"kind": "logNormal", "mean": 0.5, "standardDeviation": 0.7}, stats.lognorm(0.7, scale=np.exp(0.5))),
    ({"kind": "halfNormal", "standardDeviation": 1.5}, stats.halfnorm(scale=1.5)),
    ({"kind": "gamma", "shape": 2, "rate": 0.5}, stats.gamma(2, scale=2)),
    ({"kind": "gamma", "shape": 1, "rate": 3}, stats.expon(scale=1 / 3)),
    ({"kind": "beta", "first": 1.5, "second": 1.5}, stats.beta(1.5, 1.5)),
    ({"kind": "beta", "first": 1, "second": 3}, stats.beta(1, 3)),
    ({"kind": "studentT", "degrees": 3, "location": -1, "scale": 2}, stats.t(3, -1, 2)),
    ({"kind": "uniform", "lower": -2, "upper": 3}, stats.uniform(-2, 5)),
]


def priors():
    cases = []
    for prior, distribution in PRIORS:
        support = distribution.support()
        for lower, upper in (support, (max(support[0], 0.1), min(support[1], 0.8))):
            low, high = distribution.cdf(lower), distribution.cdf(upper)
            quantiles = [
                [p, float(distribution.ppf(low + p * (high - low)))] for p in (0.001, 0.1, 0.5, 0.75, 0.999)
            ]
            densities = [[x, float(distribution.logpdf(x) - np.log(high - low))] for _, x in quantiles]
            ends = [None if np.isinf(end) else float(end) for end in (lower, upper)]
            cases.append({"prior": prior, "range": ends, "quantiles": quantiles, "logDensities": densities})
    return cases


write("src/math/fixtures/distributions.json", functions())
write("src/fitting/inference/fixtures/priors.json", priors())
