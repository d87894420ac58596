"""Workload R in JAX: a compiled scan over the steps, four subjects at a time so that their weights stay in cache."""

from workload import (
    GATE, GROUP, MAXIMUM, MODULATOR_DECAY, NOISE, PROJECTIONS, SHARES, SOURCES, STEP, TRACE_DECAY, UNIT_RATE, UNITS,
    phasic, serve, start_values,
)  # fmt: skip

import jax
import jax.numpy as jnp

TILE = 4
external, first_weights = map(jnp.asarray, start_values())
shares, modulator_decay = jnp.asarray(SHARES), jnp.asarray(MODULATOR_DECAY)


def step(state, pulses):
    weights, traces, activation, drive, modulators, key = state
    modulators = modulators * modulator_decay + pulses
    gates = (modulators @ shares.T) * GATE
    key, noise_key = jax.random.split(key)
    whole_drive = jnp.concatenate([jnp.zeros((TILE, SOURCES)), drive], 1)
    noise = jax.random.normal(noise_key, (TILE, UNITS))
    activation = activation + ((whole_drive - activation) + external) * UNIT_RATE + noise * NOISE
    rates = 1 / (1 + jnp.exp(-4 * activation))
    pre = rates[:, :SOURCES].reshape(TILE, PROJECTIONS, 1, GROUP)
    post = rates[:, SOURCES:].reshape(TILE, PROJECTIONS, GROUP, 1)
    drive = (weights * pre).sum(-1).reshape(TILE, SOURCES)
    traces = traces * TRACE_DECAY + (post * STEP) * pre
    weights = jnp.clip(weights + gates[:, :, None, None] * traces, 0, MAXIMUM)
    return (weights, traces, activation, drive, modulators, key), None


def tile(key, pulses):
    shape = (TILE, PROJECTIONS, GROUP, GROUP)
    zeros = [jnp.zeros(size) for size in (shape, (TILE, UNITS), (TILE, SOURCES), (TILE, 4))]
    state = (jnp.broadcast_to(first_weights, shape), *zeros, key)
    weights, _, activation, *_ = jax.lax.scan(step, state, pulses)[0]
    return weights, 1 / (1 + jnp.exp(-4 * activation))


def prepare(subjects, steps):
    pulses = jnp.asarray(phasic(steps))
    every = jax.jit(lambda keys: jax.lax.map(lambda key: tile(key, pulses), keys))

    def run(seed):
        keys = jax.random.split(jax.random.key(seed), subjects // TILE)
        weights, rates = jax.block_until_ready(every(keys))
        return weights.reshape(subjects, PROJECTIONS, GROUP, GROUP), rates.reshape(subjects, UNITS)

    return run


serve(jax.__version__, prepare)
