"""Writes fixtures of the drift-diffusion model by HDDM's density (its compiled `wfpt`, error 1e-12).

    pip install numpy hddm-wfpt        # tried with 0.1.7
    python test/fitting/references/wiener_by_hddm.py
"""

import json
import math
import pathlib

import numpy as np
import wfpt

here = pathlib.Path(__file__).parent
random = np.random.default_rng(11)
columns = {
    "evidence": random.choice([-1.0, -0.4, 0.2, 1.0], 60).tolist(),
    "choice": random.integers(2, size=60).tolist(),
    "reactionTime": [round(float(time), 3) for time in 0.31 + random.gamma(1.5, 0.4, 60)],
}
cases = []
for drift, threshold, non_decision_time, start in [(1.5, 1.5, 0.2, 0.5), (-2.5, 0.7, 0.3, 0.35), (0.3, 3.5, 0.1, 0.8)]:
    trials = []
    for evidence, choice, time in zip(*columns.values()):
        # HDDM marks the lower bound by a negative time.
        signed = time if choice == 1 else -time
        density = wfpt.full_pdf(signed, drift * evidence, 0, threshold, start, 0, non_decision_time, 0, 1e-12)
        trials.append(math.log(density))
    parameters = {
        "driftRate": drift,
        "threshold": threshold,
        "nonDecisionTime": non_decision_time,
        "startingPoint": start,
    }
    cases.append({"parameters": parameters, "total": math.fsum(trials), "trials": trials})
fixture = {"model": "drift-diffusion", "columns": columns, "cases": cases}
(here / "fixtures" / "drift-diffusion.hddm.json").write_text(json.dumps(fixture) + "\n")
