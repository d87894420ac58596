"""Runs dopamineModulatedTiming of data/reference-traces in NEST and prints how far it is from the reference.

NEST's stdp_dopamine_synapse has the same equations (Izhikevich 2007) and, as defaults, the same constants. Its n is
dopamine in 1/ms (1/tau_n for each spike), its c the eligibility trace.

Usage: python tools/traces/nest_compare.py [folder of the traces]
Needs NEST (tried with 3.10.0, PyPI nest-simulator).
"""

import csv
import sys
from pathlib import Path

import nest

STEP = 0.1  # ms
ROW = 50.0  # ms
START = 10.0  # ms by which everything comes later, since a spike needs a step to arrive
NAME = "dopamineModulatedTiming"


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def run(folder):
    inputs = read(folder / f"{NAME}-input.csv")
    reference = read(folder / f"{NAME}.csv")
    nest.ResetKernel()
    nest.resolution = STEP
    times = {
        side: sorted(round(1000 * float(row["time"]) + START, 1) for row in inputs if row["input"] == side)
        for side in ("presynaptic", "postsynaptic", "dopamineFiring")
    }

    def relay(side, earlier):
        """A neuron that fires at the given times (less `earlier` ms)."""
        generator = nest.Create(
            "spike_generator", params={"spike_times": [round(time - STEP - earlier, 1) for time in times[side]]}
        )
        neuron = nest.Create("parrot_neuron")
        nest.Connect(generator, neuron, syn_spec={"delay": STEP})
        return neuron

    # A postsynaptic and a dopamine spike reach the synapse one delay after they were fired.
    sender, receiver, dopamine = relay("presynaptic", 0), relay("postsynaptic", STEP), relay("dopamineFiring", STEP)
    transmitter = nest.Create("volume_transmitter", params={"deliver_interval": 1})
    nest.Connect(dopamine, transmitter, syn_spec={"delay": STEP})
    nest.CopyModel(
        "stdp_dopamine_synapse",
        "plastic",
        {
            "volume_transmitter": transmitter,
            "A_plus": 1.0,
            "A_minus": 1.5,
            "tau_plus": 20.0,
            "tau_c": 1000.0,
            "tau_n": 200.0,
            "b": 0.0,
            "Wmin": 0.0,
            "Wmax": 4.0,
        },
    )
    nest.SetStatus(receiver, {"tau_minus": 20.0})
    # Port 1 of a parrot neuron takes spikes without repeating them.
    nest.Connect(
        sender, receiver, syn_spec={"synapse_model": "plastic", "weight": 2.0, "delay": STEP, "receptor_type": 1}
    )
    synapse = nest.GetConnections(sender, receiver)
    nest.Simulate(START)
    weights = [synapse.get("weight")]
    for _ in reference[1:]:
        nest.Simulate(ROW)
        weights.append(synapse.get("weight"))
    expected = [float(row["weight"]) for row in reference]
    largest = max(abs(found - wanted) for found, wanted in zip(weights, expected))
    return largest / max(abs(wanted - expected[0]) for wanted in expected), weights, expected


if __name__ == "__main__":
    nest.set_verbosity("M_ERROR")
    share, *_ = run(Path(sys.argv[1] if len(sys.argv) > 1 else "data/reference-traces"))
    print(f"{NAME:28s} weight {100 * share:8.3f} % of its range")
