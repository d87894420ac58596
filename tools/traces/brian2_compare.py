"""Runs the six rules of data/reference-traces in Brian2, prints how far it is from the reference and keeps its traces.

Usage: python tools/traces/brian2_compare.py [folder of the traces]
Writes <rule>-brian2.csv beside the reference, in the same form. Takes some minutes.
Needs brian2 (tried with 2.9.0 and numpy 1.26.4).
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
    "dopamineGatedHebbian": dict(
        start=0.5,
        inputs=["presynaptic", "postsynaptic", "reward"],
        model="""
        deligibility/dt = (presynaptic(t) * postsynaptic(t) - eligibility) / (1*second) : 1
        dweight/dt = 0.1 * reward(t) * eligibility / second : 1
        """,
    ),
    "rewardModulatedHebbian": dict(
        start=2,
        inputs=["presynaptic", "postsynaptic", "reward"],
        model="""
        dpostsynapticMean/dt = (postsynaptic(t) - postsynapticMean) / (5*second) : 1
        deligibility/dt = (presynaptic(t) * (postsynaptic(t) - postsynapticMean) - eligibility) / (1*second) : 1
        dweight/dt = 0.1 * reward(t) * eligibility / second : 1
        """,
    ),
    "striatalDopamine": dict(
        tau=20 * ms,
        start=1,
        modulators=["dopamine"],
        model=SPIKE_TRACES
        + """
        gain = (1 + dopamine_post) / (21 + dopamine_post) * 21 - 1 : 1
        dpotentiationReadiness/dt = -potentiationReadiness / (0.4*second) : 1 (clock-driven)
        ddepressionReadiness/dt = -depressionReadiness / (0.4*second) : 1 (clock-driven)
        dpotentiationEligibility/dt = (potentiationReadiness - potentiationEligibility) / (0.7*second) : 1 (clock-driven)
        ddepressionEligibility/dt = (depressionReadiness - depressionEligibility) / (0.7*second) : 1 (clock-driven)
        dweight/dt = 0.12 * (clip(gain, 0, inf) * potentiationEligibility - clip(-gain, 0, inf) * depressionEligibility) / second : 1 (clock-driven)
        """,
        on_pre="depressionReadiness += postsynapticTrace; presynapticTrace += 1",
        on_post="potentiationReadiness += presynapticTrace; postsynapticTrace += 1",
    ),
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


def pulses(inputs, name):
    """The pulses of an input as heights by step; an instant of area 1 fills one step."""
    heights = np.zeros(round(10_000 / STEP))
    for row in inputs:
        if row["input"] == name:
            first = round(float(row["time"]) * 1000 / STEP)
            steps = round(float(row["width"]) * 1000 / STEP)
            instant = steps == 0
            heights[first : first + max(1, steps)] += float(row["value"]) * (1000 / STEP if instant else 1)
    return TimedArray(heights, dt=STEP * ms)


def rates(rule, inputs):
    """A rule of rates, as one neuron that holds the synapse's state."""
    namespace = {name: pulses(inputs, name) for name in rule["inputs"]}
    synapse = NeuronGroup(1, rule["model"], namespace=namespace, method="rk4")
    return synapse, [synapse]


def spiking(rule, inputs):
    """A rule of spikes: a synapse between a generator and a neuron that holds the modulators."""
    spikes = {
        side: np.array([float(row["time"]) for row in inputs if row["input"] == side]) * second
        for side in ("presynaptic", "postsynaptic")
    }
    namespace = {"tau": rule["tau"]}
    equations = []
    for modulator in rule["modulators"]:
        namespace[f"{modulator}_firing"] = pulses(inputs, f"{modulator}Firing")
        equations.append(f"d{modulator}/dt = ({modulator}_firing(t) - {modulator}) / (200*ms) : 1")
    sender = SpikeGeneratorGroup(1, np.zeros(len(spikes["presynaptic"]), int), spikes["presynaptic"])
    # The receiver holds the modulators and fires when its generator does.
    receiver = NeuronGroup(
        1, "\n".join(equations) + "\nfires : 1", threshold="fires > 0", reset="fires = 0", namespace=namespace, method="exact"
    )
    generator = SpikeGeneratorGroup(1, np.zeros(len(spikes["postsynaptic"]), int), spikes["postsynaptic"] - STEP * ms)
    driver = Synapses(generator, receiver, on_pre="fires_post = 1")
    driver.connect()
    synapse = Synapses(
        sender,
        receiver,
        rule["model"],
        on_pre=rule["on_pre"],
        on_post=rule["on_post"],
        namespace=namespace,
        method="rk4",
    )
    synapse.connect()
    return synapse, [sender, receiver, generator, driver, synapse]


def run(folder, name):
    """Runs a rule, writes its trace, and gives the largest distance of each column as a share of its range."""
    rule = RULES[name]
    inputs = read(folder / f"{name}-input.csv")
    reference = read(folder / f"{name}.csv")
    defaultclock.dt = STEP * ms
    modulators = rule.get("modulators", [])
    synapse, objects = (spiking if modulators else rates)(rule, inputs)
    synapse.weight = rule["start"]
    columns = [column for column in reference[0] if column != "time" and column not in modulators]
    monitor = StateMonitor(synapse, columns, record=True, dt=50 * ms)
    Network(*objects, monitor).run(10 * second)
    found = {column: getattr(monitor, column)[0] for column in columns}
    with open(folder / f"{name}-brian2.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["time", *columns])
        for place, row in enumerate(reference[: len(monitor.t)]):
            writer.writerow([row["time"], *(f"{found[column][place]:.9g}" for column in columns)])
    worst = {}
    for column in columns:
        expected = np.array([float(row[column]) for row in reference])[: len(monitor.t)]
        worst[column] = np.max(np.abs(found[column] - expected)) / np.max(np.abs(expected - expected[0]))
    return worst


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/reference-traces")
    for name in RULES:
        for column, share in run(folder, name).items():
            print(f"{name:28s} {column:24s} {100 * share:8.3f} % of its range", flush=True)
