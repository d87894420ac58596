"""Maximum a posteriori of each subject with SciPy: L-BFGS-B with the derivative, from many starts, on one thread.

The same model, data and priors as our own (`measure.ts`). The likelihood is C (`learner.c`), or Python.
"""

import os
import pathlib
import subprocess
import tempfile

os.environ["OMP_NUM_THREADS"] = "1"

import ctypes
import math

import numpy as np
import scipy
from scipy import optimize

from serve import Timer, serve


def compiled():
    source = pathlib.Path(__file__).with_name("learner.c")
    with tempfile.TemporaryDirectory() as folder:
        library = os.path.join(folder, "learner.so")
        for compiler in filter(None, [os.environ.get("CC"), "gcc", "cc", "clang"]):
            command = [compiler, "-O3", "-march=native", "-shared", "-fPIC", str(source), "-o", library, "-lm"]
            try:
                subprocess.run(command, check=True, capture_output=True)
                return ctypes.CDLL(library).learner
            except (OSError, subprocess.CalledProcessError):
                pass
    return None


def by_c(learner, choices, outcomes):
    pointer = ctypes.POINTER(ctypes.c_double)
    choices, outcomes, result = np.array(choices, float), np.array(outcomes, float), np.zeros(3)
    first, second, into = (a.ctypes.data_as(pointer) for a in (choices, outcomes, result))
    trials = ctypes.c_long(len(choices))

    def likelihood(rate, temperature):
        learner(first, second, trials, ctypes.c_double(rate), ctypes.c_double(temperature), into)
        _ = choices, outcomes  # kept alive
        return result

    return likelihood


def by_python(choices, outcomes):
    def likelihood(rate, temperature):
        value, by_rate = [0.0, 0.0], [0.0, 0.0]
        total = d_rate = d_temperature = 0.0
        for chosen, gained in zip(choices, outcomes):
            other = 1 - chosen
            advantage = value[chosen] - value[other]
            x = temperature * advantage
            e = math.exp(-abs(x))
            miss = (1 if x < 0 else e) / (1 + e)
            total += min(x, 0) - math.log1p(e)
            d_temperature += miss * advantage
            d_rate += miss * temperature * (by_rate[chosen] - by_rate[other])
            error = gained - value[chosen]
            by_rate[chosen] += error - rate * by_rate[chosen]
            value[chosen] += rate * error
        return total, d_rate, d_temperature

    return likelihood


def objective(likelihood):
    def evaluate(u):
        rate, temperature = 1 / (1 + math.exp(-u[0])), math.exp(u[1])
        total, d_rate, d_temperature = likelihood(rate, temperature)
        slope = rate * (1 - rate)
        # Priors beta(1.5, 1.5) and gamma(2, 1/2), as densities on the unbounded scale.
        total += 1.5 * math.log(slope) + 2 * u[1] - 0.5 * temperature
        by_u = [d_rate * slope + 1.5 * (1 - 2 * rate), d_temperature * temperature + 2 - 0.5 * temperature]
        return -total, -np.array(by_u)

    return evaluate


learner = compiled()


def answer(request):
    language, count = request["language"], request["starts"]
    if language == "c" and learner is None:
        return {"missing": "no C compiler"}
    estimates = []
    with Timer() as timer:
        starts = np.random.default_rng(0).normal([0, 1], [1.4, 0.8], (count, 2))
        for choices, outcomes in zip(request["choice"], request["outcome"]):
            likelihood = by_c(learner, choices, outcomes) if language == "c" else by_python(choices, outcomes)
            function = objective(likelihood)
            fits = [optimize.minimize(function, start, jac=True, method="L-BFGS-B") for start in starts]
            best = min(fits, key=lambda fit: fit.fun)
            estimates.append([1 / (1 + math.exp(-best.x[0])), math.exp(best.x[1])])
    return {**timer.times(), "estimates": estimates}


serve(scipy.__version__, answer)
