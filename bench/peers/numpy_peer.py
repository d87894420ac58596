"""Workload R in NumPy, in place, sixteen subjects at a time so that their weights stay in cache."""

from workload import (
    GATE, GROUP, MAXIMUM, MODULATOR_DECAY, NOISE, PROJECTIONS, SHARES, SOURCES, STEP, TRACE_DECAY, UNIT_RATE, UNITS,
    np, phasic, serve, single, start_values,
)  # fmt: skip

TILE = 16
external, first_weights = start_values()


def run_tile(weights, rates, random, pulses):
    """Runs all steps of a tile; weights and rates are written in place."""
    count = len(weights)
    weights[:] = first_weights
    traces, change = np.zeros_like(weights), np.empty_like(weights)
    activation, drive = np.zeros((count, UNITS), single), np.zeros((count, UNITS), single)
    modulators = np.zeros((count, 4), single)
    for pulse in pulses:
        modulators *= MODULATOR_DECAY
        modulators += pulse
        gates = (modulators @ SHARES.T) * GATE
        noise = random.standard_normal((count, UNITS), dtype=single)
        noise *= NOISE
        drive -= activation
        drive += external
        drive *= UNIT_RATE
        activation += drive
        activation += noise
        np.multiply(activation, single(-4), out=rates)
        np.exp(rates, out=rates)
        rates += single(1)
        np.divide(single(1), rates, out=rates)
        pre = rates[:, :SOURCES].reshape(count, PROJECTIONS, 1, GROUP)
        post = (rates[:, SOURCES:] * STEP).reshape(count, PROJECTIONS, GROUP, 1)
        drive[:, :SOURCES] = 0
        drive[:, SOURCES:] = np.matmul(weights, pre.reshape(count, PROJECTIONS, GROUP, 1)).reshape(count, SOURCES)
        traces *= TRACE_DECAY
        np.multiply(post, pre, out=change)
        traces += change
        np.multiply(traces, gates[:, :, None, None], out=change)
        weights += change
        np.maximum(weights, single(0), out=weights)
        np.minimum(weights, MAXIMUM, out=weights)


def prepare(subjects, steps):
    pulses = phasic(steps)

    def run(seed):
        random = np.random.Generator(np.random.SFC64(seed))
        weights = np.empty((subjects, PROJECTIONS, GROUP, GROUP), single)
        rates = np.empty((subjects, UNITS), single)
        for first in range(0, subjects, TILE):
            run_tile(weights[first : first + TILE], rates[first : first + TILE], random, pulses)
        return weights, rates

    return run


serve(np.__version__, prepare)
