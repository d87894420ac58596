"""Workload R as every peer runs it: constants, start values, modulators, statistics, and the line protocol.

A peer is a small server. It gets one JSON line a request, {"subjects": N, "steps": T, "seed": s, "statistics": false},
runs T steps of N subjects from the start values on one thread, and answers {"cpuSeconds": …, "seconds": …}. The first
run of a size compiles. Peers draw random numbers of their own and sum in an order of their own, so their numbers are
compared with ours by the mean and the spread over a subject's weights and rates, not bit by bit.
"""

import json
import os
import sys
import time

# One thread: set before a library makes its pools.
for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
_cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
if _cores is not None:
    os.sched_setaffinity(0, {max(_cores)})

import numpy as np  # noqa: E402

single = np.float32
PROJECTIONS, GROUP, UNITS = 4, 64, 512
SOURCES = PROJECTIONS * GROUP  # units that send; the others receive

UNIT_RATE = single(0.2)
NOISE = single(0.1 * np.sqrt(0.2))
GATE = single(2e-4)
STEP = single(0.01)
TRACE_DECAY = single(0.98)
MAXIMUM = single(0.05)
MODULATOR_DECAY = np.array([0.9, 0.95, 0.8, 0.98], single)
# Share of each modulator (column) in the gate of each projection (row).
SHARES = np.array([[1, 0.2, -0.1, 0.05], [0.5, 0.5, 0, 0.1], [-0.3, 0.8, 0.2, 0], [0.9, 0, 0.3, -0.2]], single)


def start_values():
    """External drive [unit] and first weights [projection, post, pre], the same in all subjects."""
    count = UNITS + PROJECTIONS * GROUP * GROUP
    drawn = np.empty(count)
    state = 12345
    for place in range(count):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        drawn[place] = (state >> 8) / 2**24
    external = (drawn[:UNITS] - 0.5).astype(single)
    weights = (drawn[UNITS:] * 0.03).astype(single).reshape(PROJECTIONS, GROUP, GROUP)
    return external, weights


def phasic(steps):
    """What is added to the modulators at each step [step, modulator]."""
    pulses = np.zeros((steps, 4), single)
    for step in range(steps):
        for modulator in range(4):
            if step % 100 == 10 * modulator:
                pulses[step, modulator] = -1 if modulator == 0 and step % 300 == 0 else 1
    return pulses


def statistics(weights, rates):
    """Mean over subjects, with its standard error, of each subject's mean and spread: by projection, then by half."""
    weights, rates = np.asarray(weights, np.float64), np.asarray(rates, np.float64)
    count = len(weights)
    parts = [weights[:, p].reshape(count, -1) for p in range(PROJECTIONS)]
    parts += [rates[:, :SOURCES], rates[:, SOURCES:]]
    found = []
    for part in parts:
        for values in (part.mean(1), part.std(1)):
            found.append({"mean": values.mean(), "standardError": values.std(ddof=1) / np.sqrt(count)})
    return found


def _free_threads():
    """Lets this process's threads run on any core again: they were bound so that pools got one thread."""
    if _cores is None:
        return
    for thread in os.listdir("/proc/self/task"):
        try:
            os.sched_setaffinity(int(thread), _cores)
        except ProcessLookupError:
            pass


def serve(version, prepare):
    """Answers requests until the input ends.

    prepare(subjects, steps) gives run(seed), which does all steps and returns the weights [subject, projection, post,
    pre] and the rates [subject, unit] once they are there.
    """
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer
    answer = lambda data: print(json.dumps(data), file=out, flush=True)  # noqa: E731
    prepared = {}
    answer({"version": version})
    for line in sys.stdin:
        request = json.loads(line)
        size = (request["subjects"], request["steps"])
        if size not in prepared:
            prepared[size] = prepare(*size)
            prepared[size](0)
            _free_threads()
        cpu, wall = time.process_time(), time.perf_counter()
        weights, rates = prepared[size](request["seed"])
        times = {"cpuSeconds": time.process_time() - cpu, "seconds": time.perf_counter() - wall}
        answer({**times, "statistics": statistics(weights, rates) if request["statistics"] else None})
        del weights, rates
