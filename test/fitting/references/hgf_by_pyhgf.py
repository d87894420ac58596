"""Writes fixtures of the hierarchical Gaussian filters by pyhgf, whose predictions are those of a response with ζ = 1.

    pip install pyhgf        # tried with 0.3.2
    python test/fitting/references/hgf_by_pyhgf.py
"""

import pyhgf  # noqa: F401, before jax
import jax

jax.config.update("jax_enable_x64", True)

import json
import math
import pathlib

import numpy as np
from pyhgf.model import Network

here = pathlib.Path(__file__).parent


def predictions(events, updates, tonic_volatility, meta_volatility):
    # Mean-field updates are those of Mathys et al. (2014) and of the HGF toolbox; the default corrects them.
    network = Network(volatility_updates=updates, mean_field_updates=True)
    network.add_nodes(kind="binary-state")
    network.add_nodes(
        kind="continuous-state",
        value_children=0,
        node_parameters={"mean": 0.0, "precision": 1 / 0.1, "tonic_volatility": tonic_volatility},
    )
    if meta_volatility is not None:
        network.add_nodes(
            kind="continuous-state",
            volatility_children=1,
            node_parameters={"mean": 1.0, "precision": 1.0, "tonic_volatility": meta_volatility},
        )
    network.input_data(input_data=np.array(events, dtype=float))
    return np.array(network.node_trajectories[0]["expected_mean"])


def write(model, updates, cases):
    random = np.random.default_rng(5)
    chance = np.repeat([0.8, 0.2, 0.75, 0.3], 25)
    event = (random.random(100) < chance).astype(int)
    choice = (random.random(100) < 0.5 + 0.3 * (2 * event - 1)).astype(int)
    columns = {"choice": choice.tolist(), "event": event.tolist()}
    results = []
    for tonic, meta in cases:
        p = predictions(event, updates, tonic, meta)
        trials = [float(np.log(q if c else 1 - q)) for q, c in zip(p, choice)]
        assert all(math.isfinite(value) for value in trials), (model, tonic, meta)
        parameters = {"tonicVolatility": tonic, "decisionPrecision": 1.0}
        if meta is not None:
            parameters["metaVolatility"] = meta
        results.append({"parameters": parameters, "total": math.fsum(trials), "trials": trials})
    fixture = {"model": model, "columns": columns, "cases": results}
    (here / "fixtures" / f"{model}.pyhgf.json").write_text(json.dumps(fixture) + "\n")


write("hgf-two-level", "standard", [(-2.0, None), (0.5, None), (-6.0, None)])
write("hgf-three-level", "standard", [(-3.0, -6.0), (-2.0, -5.0), (-5.0, -4.0)])
write("hgf-enhanced", "eHGF", [(-3.0, -6.0), (-2.0, -2.0), (-2.5, -0.5)])
