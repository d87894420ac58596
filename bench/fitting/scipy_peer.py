"""Maximum a posteriori of each subject with SciPy: `python bench/fitting/scipy_peer.py learners.json [starts]`.

The same model, data and priors as `bench/fitting/inference.ts map`; likelihood and derivative in Python, L-BFGS-B.
"""
import json
import sys
import time

import numpy as np
from scipy import optimize

data = json.load(open(sys.argv[1]))
starts = int(sys.argv[2]) if len(sys.argv) > 2 else 10


def objective(u, choices, outcomes):
    rate, temperature = 1 / (1 + np.exp(-u[0])), np.exp(u[1])
    value, by_rate = [0.0, 0.0], [0.0, 0.0]
    total = d_rate = d_temperature = 0.0
    for chosen, gained in zip(choices, outcomes):
        other = 1 - chosen
        advantage = value[chosen] - value[other]
        x = temperature * advantage
        total -= np.logaddexp(0, -x)
        miss = 1 / (1 + np.exp(x))
        d_temperature += miss * advantage
        d_rate += miss * temperature * (by_rate[chosen] - by_rate[other])
        error = gained - value[chosen]
        by_rate[chosen] += error - rate * by_rate[chosen]
        value[chosen] += rate * error
    slope = rate * (1 - rate)
    # Priors beta(1.5, 1.5) and gamma(2, 1/2), as densities on the unbounded scale.
    total += 1.5 * np.log(slope) + 2 * u[1] - 0.5 * temperature
    gradient = [d_rate * slope + 1.5 * (1 - 2 * rate), d_temperature * temperature + 2 - 0.5 * temperature]
    return -total, -np.array(gradient)


rng = np.random.default_rng(0)
began = time.time()
for choices, outcomes in zip(data["choice"], data["outcome"]):
    for start in rng.normal([0, 1], [1.4, 0.8], (starts, 2)):
        optimize.minimize(objective, start, args=(choices, outcomes), jac=True, method="L-BFGS-B")
seconds = time.time() - began
print(json.dumps({"subjects": len(data["choice"]), "starts": starts, "seconds": seconds}))
