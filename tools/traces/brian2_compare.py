"""Runs rules of data/reference-traces in Brian2 and prints how far it is from the reference.

Usage: python tools/traces/brian2_compare.py [folder of the traces]
Needs brian2 (tried with 2.9.0 and numpy 1.26).
"""

import csv
import sys
from pathlib import Path

import numpy as np
from brian2 import (
    Network,
    NeuronGroup,
    SpikeGeneratorGroup,
    StateMonitor,
    Synapses,
    TimedArray,
    defaultclock,
    ms,
    prefs,
    second,
)

prefs.codegen.target = "numpy"
STEP = 0.1  # ms

SPIKE_TRACES = """
dpresynapticTrace/dt = -presynapticTrace / tau : 1 (clock-driven)
dpostsynapticTrace/dt = -postsynapticTrace / tau : 1 (clock-driven)
"""

RULES = {
    "dopamineModulatedTiming": dict(
        tau=20 * ms,
        start=2,
        modulators=["dopamine"],
        model=SPIKE_TRACES
        + """
        deligibility/dt = -eligibility / (1*second) : 1 (clock-driven)
        dweight/dt = dopamine_post * eligibility / second : 1 (clock-driven)
        """,
        on_pre="eligibility -= 1.5 * postsynapticTrace; presynapticTrace += 1",
        on_post="eligibility += presynapticTrace; postsynapticTrace += 1",
    ),
    "sequentialNeuromodulation": dict(
        tau=10 * ms,
        start=1,
        modulators=["acetylcholine", "dopamine"],
        model=SPIKE_TRACES
        + """
        deligibility/dt = -eligibility / (2*second) : 1 (clock-driven)
        dweight/dt = 0.1 * dopamine_post * eligibility / second : 1 (clock-driven)
        """,
        on_pre="""eligibility += postsynapticTrace
                  weight -= 0.02 * acetylcholine_post * postsynapticTrace
                  presynapticTrace += 1""",
        on_post="""eligibility += presynapticTrace
                   weight -= 0.02 * acetylcholine_post * presynapticTrace
                   postsynapticTrace += 1""",
    ),
    "twoTraces": dict(
        tau=20 * ms,
        start=2,
        modulators=["norepinephrine", "serotonin"],
        model=SPIKE_TRACES
        + """
        dpotentiationTrace/dt = -potentiationTrace / (5*second) : 1 (clock-driven)
        ddepressionTrace/dt = -depressionTrace / (2.5*second) : 1 (clock-driven)
        dweight/dt = (norepinephrine_post * potentiationTrace - serotonin_post * depressionTrace) / second : 1 (clock-driven)
        """,
        on_pre="depressionTrace += 0.5 * postsynapticTrace * (1 - depressionTrace); presynapticTrace += 1",
        on_post="potentiationTrace += 0.5 * presynapticTrace * (1 - potentiationTrace); postsynapticTrace += 1",
    ),
}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def run(folder, name):
    rule = RULES[name]
    inputs = read(folder / f"{name}-input.csv")
    reference = read(folder / f"{name}.csv")
    defaultclock.dt = STEP * ms
    spikes = {
        side: np.array([float(row["time"]) for row in inputs if row["input"] == side]) * second
        for side in ("presynaptic", "postsynaptic")
    }
    count = round(10_000 / STEP)
    namespace = {"tau": rule["tau"]}
    equations = []
    for modulator in rule["modulators"]:
        firing = np.zeros(count)
        for row in inputs:
            if row["input"] == f"{modulator}Firing":
                first = round(float(row["time"]) * 1000 / STEP)
                steps = round(float(row["width"]) * 1000 / STEP)
                spike = steps == 0  # an instant of area 1 fills one step
                firing[first : first + max(1, steps)] += float(row["value"]) * (1000 / STEP if spike else 1)
        namespace[f"{modulator}_firing"] = TimedArray(firing, dt=STEP * ms)
        equations.append(f"d{modulator}/dt = ({modulator}_firing(t) - {modulator}) / (200*ms) : 1")
    spiking = SpikeGeneratorGroup(1, np.zeros(len(spikes["presynaptic"]), int), spikes["presynaptic"])
    # The receiver holds the modulators and fires when its generator does.
    receiver = NeuronGroup(
        1, "\n".join(equations) + "\nfires : 1", threshold="fires > 0", reset="fires = 0", namespace=namespace, method="exact"
    )
    generator = SpikeGeneratorGroup(1, np.zeros(len(spikes["postsynaptic"]), int), spikes["postsynaptic"] - STEP * ms)
    driver = Synapses(generator, receiver, on_pre="fires_post = 1")
    driver.connect()
    synapse = Synapses(
        spiking,
        receiver,
        rule["model"],
        on_pre=rule["on_pre"],
        on_post=rule["on_post"],
        namespace=namespace,
        method="rk4",
    )
    synapse.connect()
    synapse.weight = rule["start"]
    columns = [column for column in reference[0] if column != "time" and column not in rule["modulators"]]
    monitor = StateMonitor(synapse, columns, record=True, dt=50 * ms)
    network = Network(spiking, receiver, generator, driver, synapse, monitor)
    network.run(10 * second)
    worst = {}
    for column in columns:
        expected = np.array([float(row[column]) for row in reference])[: len(monitor.t)]
        found = getattr(monitor, column)[0]
        worst[column] = np.max(np.abs(found - expected)) / np.max(np.abs(expected - expected[0]))
    return worst


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/reference-traces")
    for name in RULES:
        for column, share in run(folder, name).items():
            print(f"{name:28s} {column:24s} {100 * share:8.3f} % of its range")
