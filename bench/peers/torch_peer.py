"""Workload R in PyTorch: one compiled step, sixteen subjects at a time so that their weights stay in cache."""

from workload import (
    GATE, GROUP, MAXIMUM, MODULATOR_DECAY, NOISE, PROJECTIONS, SHARES, SOURCES, STEP, TRACE_DECAY, UNIT_RATE, UNITS,
    phasic, serve, start_values,
)  # fmt: skip

import torch

torch.set_num_threads(1)
torch.set_grad_enabled(False)
TILE = 16
external, first_weights = map(torch.from_numpy, start_values())
shares, modulator_decay = torch.from_numpy(SHARES.T.copy()), torch.from_numpy(MODULATOR_DECAY)
unit_rate, scale, gate, dt, decay, maximum = map(float, (UNIT_RATE, NOISE, GATE, STEP, TRACE_DECAY, MAXIMUM))


def step(weights, traces, activation, drive, modulators, pulses, noise):
    modulators = modulators * modulator_decay + pulses
    gates = (modulators @ shares) * gate
    activation = activation + ((drive - activation) + external) * unit_rate + noise * scale
    rates = torch.sigmoid(4 * activation)
    pre = rates[:, :SOURCES].reshape(-1, PROJECTIONS, 1, GROUP)
    post = rates[:, SOURCES:].reshape(-1, PROJECTIONS, GROUP, 1) * dt
    sums = (weights * pre).sum(-1).reshape(-1, SOURCES)
    drive = torch.cat([torch.zeros_like(activation[:, :SOURCES]), sums], 1)
    # Functional on purpose: the compiler refuses the same step with changes in place.
    traces = traces * decay + post * pre
    weights = (weights + traces * gates[:, :, None, None]).clamp(0, maximum)
    return weights, traces, activation, drive, modulators, rates


compiled_step = torch.compile(step, dynamic=False)


def run_tile(pulses):
    shape = (TILE, PROJECTIONS, GROUP, GROUP)
    weights, traces = first_weights.expand(shape).contiguous(), torch.zeros(shape)
    activation, drive, modulators = torch.zeros(TILE, UNITS), torch.zeros(TILE, UNITS), torch.zeros(TILE, 4)
    rates = None
    for pulse in pulses:
        noise = torch.randn(TILE, UNITS)
        weights, traces, activation, drive, modulators, rates = compiled_step(
            weights, traces, activation, drive, modulators, pulse, noise
        )
    return weights, rates


def prepare(subjects, steps):
    pulses = torch.from_numpy(phasic(steps))

    def run(seed):
        torch.manual_seed(seed)
        weights, rates = torch.empty(subjects, PROJECTIONS, GROUP, GROUP), torch.empty(subjects, UNITS)
        for first in range(0, subjects, TILE):
            weights[first : first + TILE], rates[first : first + TILE] = run_tile(pulses)
        return weights.numpy(), rates.numpy()

    return run


serve(torch.__version__, prepare)
