"""Likelihood and gradient of the three-level hierarchical Gaussian filter by pyhgf, compiled, all subjects side by side.

In single precision, the default, or in double precision (option "double"). Mean-field updates with the standard volatility update are those of the HGF toolbox and
of our model.
"""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import importlib.metadata
import sys

import jax

jax.config.update("jax_enable_x64", "double" in sys.argv)

import jax.numpy as jnp
import numpy as np
from pyhgf.model import Network

from serve import Timer, serve


def network():
    made = Network(volatility_updates="standard", mean_field_updates=True)
    made.add_nodes(kind="binary-state")
    level2 = {"mean": 0.0, "precision": 1 / 0.1, "tonic_volatility": -4.0}
    made.add_nodes(kind="continuous-state", value_children=0, node_parameters=level2)
    level3 = {"mean": 1.0, "precision": 1.0, "tonic_volatility": -6.0}
    made.add_nodes(kind="continuous-state", volatility_children=1, node_parameters=level3)
    return made.create_belief_propagation_fn()


filter_ = network()


def log_likelihood(parameters, events, choices):
    attributes = {node: dict(own) if isinstance(own, dict) else own for node, own in filter_.attributes.items()}
    attributes[1]["tonic_volatility"], attributes[2]["tonic_volatility"] = parameters[0], parameters[1]
    ones = jnp.ones(events.shape[0])
    inputs = ((events[:, None],), (ones.astype(int),), ones, None)
    _, trajectories = jax.lax.scan(filter_.scan_fn, attributes, inputs)
    log_odds = parameters[2] * trajectories[1]["expected_mean"]
    return jax.nn.log_sigmoid(jnp.where(choices == 1, log_odds, -log_odds)).sum()


gradient = jax.value_and_grad(log_likelihood)
# [subject, vector]
every = jax.jit(jax.vmap(jax.vmap(gradient, in_axes=(0, None, None)), in_axes=(0, 0, 0)))
data = {}


def answer(request):
    if "events" in request:
        data.update({name: jnp.array(request[name], dtype=float) for name in ("events", "choices", "parameters")})
    with Timer() as timer:
        for _ in range(request["repeats"]):
            values, slopes = jax.block_until_ready(every(data["parameters"], data["events"], data["choices"]))
    return {**timer.times(), "values": np.asarray(values).tolist(), "gradients": np.asarray(slopes).tolist()}


serve(f"{importlib.metadata.version('pyhgf')} with JAX {jax.__version__}", answer)
