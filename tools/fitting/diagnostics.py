"""Makes fixtures of convergence diagnostics and predictive accuracy with ArviZ.

Needs arviz==0.23.4. Run: python tools/fitting/diagnostics.py
"""
import json
import warnings
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

warnings.simplefilter("ignore")
import arviz as az

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fitting"
rng = np.random.default_rng(3)


def autoregressive(chains, draws, memory):
    return lfilter([1], [1, -memory], rng.normal(size=(chains, draws)), axis=1)


CHAINS = {
    "independent": rng.normal(size=(4, 200)),
    "slow": autoregressive(4, 300, 0.9),
    "antithetic": autoregressive(4, 250, -0.6),
    "apart": rng.normal(size=(4, 101)) + np.array([[0], [0], [0], [2]]),
    "unequal spread": rng.normal(size=(4, 150)) * np.array([[1], [1], [1], [3]]),
    "heavy tails": rng.standard_t(1.5, size=(3, 200)),
    "ties": np.round(autoregressive(4, 120, 0.5)),
    "single": autoregressive(1, 400, 0.4),
    "trend": rng.normal(size=(2, 100)) + np.linspace(0, 3, 100),
    "short": rng.normal(size=(2, 5)),
}


def convergence():
    cases = []
    for name, draws in CHAINS.items():
        draws = np.round(draws, 6)
        number = lambda x: None if np.isnan(x) else float(x)
        cases.append(
            {
                **{"name": name, "chains": draws.tolist()},
                "scaleReduction": number(az.rhat(draws)) if len(draws) > 1 else None,
                "bulk": number(az.ess(draws, method="bulk")),
                "tail": number(az.ess(draws, method="tail")),
                "mean": number(az.ess(draws, method="mean")),
                "meanError": number(az.mcse(draws, method="mean")),
                "deviationError": number(az.mcse(draws, method="sd")),
                "missingInformation": [float(x) for x in az.bfmi(draws)],
            }
        )
    return cases


def accuracy():
    cases = []
    for name, chains, draws, points, spread in (
        ("well behaved", 4, 250, 12, 0.3),
        ("few draws", 2, 20, 4, 0.3),
        ("influential", 4, 100, 10, 2.5),
    ):
        place = rng.normal(size=(chains, draws, 1)) * spread
        log_density = np.round(-0.5 * (rng.normal(size=points) * 1.5 - place) ** 2 - 1, 6)
        data = az.from_dict(posterior={"x": place[:, :, 0]}, log_likelihood={"y": log_density})
        loo = az.loo(data, pointwise=True, reff=0.8)
        waic = az.waic(data, pointwise=True)
        cases.append(
            {
                **{"name": name, "logDensity": log_density.reshape(-1, points).T.tolist(), "draws": chains * draws},
                "loo": {
                    **{"expected": float(loo.elpd_loo), "standardError": float(loo.se), "parameters": float(loo.p_loo)},
                    **{"points": loo.loo_i.values.tolist(), "shapes": loo.pareto_k.values.tolist()},
                    "goodShape": float(loo.good_k),
                },
                "waic": {
                    **{"expected": float(waic.elpd_waic), "standardError": float(waic.se)},
                    **{"parameters": float(waic.p_waic), "points": waic.waic_i.values.tolist()},
                },
            }
        )
    return cases


def write(path, content):
    (SOURCE / path).parent.mkdir(parents=True, exist_ok=True)
    (SOURCE / path).write_text(json.dumps(content) + "\n")


write("inference/fixtures/convergence.json", convergence())
write("comparison/fixtures/accuracy.json", accuracy())
