"""Workload R in brainstate, the base of BrainPy: states in a module, a compiled loop over the steps."""

from workload import (
    GATE, GROUP, MAXIMUM, MODULATOR_DECAY, NOISE, PROJECTIONS, SHARES, SOURCES, STEP, TRACE_DECAY, UNIT_RATE, UNITS,
    phasic, serve, start_values,
)  # fmt: skip

import brainstate
import jax
import jax.numpy as jnp

external, first_weights = map(jnp.asarray, start_values())
shares, modulator_decay = jnp.asarray(SHARES), jnp.asarray(MODULATOR_DECAY)


class Network(brainstate.nn.Module):
    def __init__(self, subjects):
        super().__init__()
        self.subjects = subjects
        zeros = lambda *size: brainstate.HiddenState(jnp.zeros((subjects, *size), jnp.float32))  # noqa: E731
        self.activation, self.rates, self.drive, self.modulators = zeros(UNITS), zeros(UNITS), zeros(UNITS), zeros(4)
        self.weights, self.traces = zeros(PROJECTIONS, GROUP, GROUP), zeros(PROJECTIONS, GROUP, GROUP)
        self.key = brainstate.HiddenState(jax.random.key(0))

    def reset(self, seed):
        for state in (self.activation, self.rates, self.drive, self.modulators, self.traces):
            state.value = jnp.zeros_like(state.value)
        self.weights.value = jnp.broadcast_to(first_weights, self.weights.value.shape) + jnp.float32(0)
        self.key.value = jax.random.key(seed)

    def update(self, pulses):
        self.modulators.value = self.modulators.value * modulator_decay + pulses
        gates = (self.modulators.value @ shares.T) * GATE
        self.key.value, noise_key = jax.random.split(self.key.value)
        old = self.activation.value
        noise = jax.random.normal(noise_key, old.shape)
        activation = old + ((self.drive.value - old) + external) * UNIT_RATE + noise * NOISE
        rates = 1 / (1 + jnp.exp(-4 * activation))
        pre = rates[:, :SOURCES].reshape(self.subjects, PROJECTIONS, 1, GROUP)
        post = rates[:, SOURCES:].reshape(self.subjects, PROJECTIONS, GROUP, 1)
        sums = (self.weights.value * pre).sum(-1).reshape(self.subjects, SOURCES)
        self.drive.value = jnp.concatenate([jnp.zeros((self.subjects, SOURCES), sums.dtype), sums], 1)
        self.traces.value = self.traces.value * TRACE_DECAY + (post * STEP) * pre
        changed = self.weights.value + gates[:, :, None, None] * self.traces.value
        self.weights.value = jnp.clip(changed, 0, MAXIMUM)
        self.activation.value, self.rates.value = activation, rates


def prepare(subjects, steps):
    network = Network(subjects)
    pulses = jnp.asarray(phasic(steps))
    every = brainstate.transform.jit(lambda: brainstate.transform.for_loop(network.update, pulses))

    def run(seed):
        network.reset(seed)
        every()
        return jax.block_until_ready((network.weights.value, network.rates.value))

    return run


serve(brainstate.__version__, prepare)
