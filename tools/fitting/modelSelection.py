"""Makes src/fitting/comparison/fixtures/modelSelection.json: random-effects model selection written independently.

The variational posterior is found as the maximum of the free energy by a general optimiser, exceedance probabilities by
adaptive quadrature. Needs scipy. Run: python tools/fitting/modelSelection.py
"""
import json
from pathlib import Path

import numpy as np
from scipy import integrate, optimize, stats
from scipy.special import gammaln, logsumexp, psi

rng = np.random.default_rng(4)


def energy(alpha, evidence, prior):
    """Free energy with the best responsibilities for given concentrations."""
    logs = psi(alpha) - psi(alpha.sum())
    people = logsumexp(evidence + logs, axis=1).sum()
    cross = ((prior - 1) * logs).sum() + gammaln(prior.sum()) - gammaln(prior).sum()
    return people + cross + stats.dirichlet(alpha).entropy()


def selection(evidence):
    people, models = evidence.shape
    prior = np.ones(models)
    best = max(
        (
            optimize.minimize(lambda u: -energy(np.exp(u), evidence, prior), np.log(start), method="BFGS", options={"gtol": 1e-10})
            for start in (np.full(models, 1 + people / models), *(1 + people * 0.9 * np.eye(models) + 0.1))
        ),
        key=lambda found: -found.fun,
    )
    alpha = np.exp(
        optimize.minimize(
            lambda u: -energy(np.exp(u), evidence, prior),
            best.x,
            method="Nelder-Mead",
            options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 20000, "maxfev": 20000},
        ).x
    )
    exceedance = []
    for k in range(models):
        others = [stats.gamma(a) for j, a in enumerate(alpha) if j != k]
        own = stats.gamma(alpha[k])
        integrand = lambda x: own.pdf(x) * np.prod([o.cdf(x) for o in others])
        exceedance.append(integrate.quad(integrand, 0, own.ppf(1 - 1e-14), limit=500, epsabs=1e-12)[0])
    exceedance = np.array(exceedance)
    null = (logsumexp(evidence, axis=1) - np.log(models)).sum()
    risk = 1 / (1 + np.exp(energy(alpha, evidence, prior) - null))
    weights = evidence + psi(alpha)
    return {
        "concentrations": alpha.tolist(),
        "responsibilities": np.exp(weights - logsumexp(weights, axis=1, keepdims=True)).ravel().tolist(),
        "exceedance": exceedance.tolist(),
        "omnibusRisk": float(risk),
        "protectedExceedance": ((1 - risk) * exceedance + risk / models).tolist(),
    }


def cases():
    clear = rng.normal(-100, 3, (20, 3))
    clear[:15, 1] += 8
    chance = rng.normal(-50, 1, (12, 4))
    two = rng.normal(-80, 2, (30, 2))
    two[:, 0] += 0.8
    outlier = rng.normal(-60, 0.5, (10, 2))
    outlier[0, 1] += 60
    for name, evidence in {"clear": clear, "chance": chance, "two": two, "one outlier": outlier}.items():
        evidence = np.round(evidence, 6)
        yield {"name": name, "models": evidence.shape[1], "logEvidence": evidence.ravel().tolist(), **selection(evidence)}


target = Path(__file__).resolve().parents[2] / "src" / "fitting" / "comparison" / "fixtures" / "modelSelection.json"
target.write_text(json.dumps(list(cases())) + "\n")
