"""Writes the fixtures: for each model the data, three sets of parameters, and the logarithms by the reference.

    pip install numpy scipy mpmath
    python test/fitting/references/make.py [name …]
"""

import importlib
import json
import math
import pathlib
import sys

from reference import REFERENCES, log_likelihoods, rows_of

here = pathlib.Path(__file__).parent
for module in ["reinforcement", "exploration", "conditioning", "bayesian", "valuation", "times"]:
    if (here / f"{module}.py").exists():
        importlib.import_module(module)


def lists_on_a_line(value):
    """JSON with one list a line, so that changes can be read."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def make(name):
    entry = REFERENCES[name]
    columns = entry["data"]
    rows = rows_of(columns)
    lines = [f'  "model": {json.dumps(name)},', '  "columns": {']
    lines += [",\n".join(f"    {json.dumps(key)}: {lists_on_a_line(values)}" for key, values in columns.items()), "  },"]
    cases = []
    for parameters in entry["parameters"]:
        trials = [float(value) for value in log_likelihoods(name, rows, parameters)]
        assert all(math.isfinite(value) for value in trials), (name, parameters)
        cases.append(
            "    {\n"
            f'      "parameters": {lists_on_a_line(parameters)},\n'
            f'      "total": {json.dumps(math.fsum(trials))},\n'
            f'      "trials": {lists_on_a_line(trials)}\n'
            "    }"
        )
    lines += ['  "cases": [', ",\n".join(cases), "  ]"]
    (here / "fixtures" / f"{name}.json").write_text("{\n" + "\n".join(lines) + "\n}\n")


for name in sys.argv[1:] or REFERENCES:
    make(name)
print(len(REFERENCES), "references")
