"""Makes src/math/fixtures/double.json: arguments and true values of the elementary functions, correctly rounded.

Usage: python tools/doubles/fixtures.py > src/math/fixtures/double.json
Needs mpmath (tried with 1.4.1).
"""

import json
import random

from mpmath import mp, mpf

mp.dps = 80
rng = random.Random(20)


def spread(low, high, count):
    return [rng.uniform(low, high) for _ in range(count)]


def sizes(low, high, count, signed=True):
    """Numbers of all sizes from 10^low to 10^high."""
    return [10 ** rng.uniform(low, high) * (rng.choice((-1, 1)) if signed else 1) for _ in range(count)]


def normal(x):
    return mp.ncdf(x) if x > -30 else mp.erfc(-x / mp.sqrt(2)) / 2


FUNCTIONS = {
    "exponential": (mp.exp, spread(-707, 709, 60) + spread(-2, 2, 40) + sizes(-20, 0, 20)),
    "exponentialMinusOne": (mp.expm1, spread(-45, 709, 40) + spread(-2, 2, 60) + sizes(-20, 0, 20)),
    "logarithm": (mp.log, sizes(-300, 300, 40, False) + spread(0.5, 2, 60) + [1 + d for d in sizes(-15, -1, 20)]),
    "logarithmOfOnePlus": (mp.log1p, sizes(-20, 0, 60, False) + spread(-0.999, 1, 40) + sizes(0, 300, 20, False)),
    "logistic": (lambda x: 1 / (1 + mp.exp(-x)), spread(-700, 50, 30) + spread(-8, 8, 60) + sizes(-20, 0, 20)),
    "logarithmOfLogistic": (lambda x: -mp.log1p(mp.exp(-x)), spread(-800, 600, 40) + spread(-8, 8, 60)),
    "hyperbolicTangent": (mp.tanh, spread(-25, 25, 40) + spread(-2, 2, 40) + sizes(-20, 0, 20)),
    "sine": (mp.sin, spread(-10, 10, 60) + spread(-1e6, 1e6, 40) + sizes(-20, 0, 10) + [3.141592653589793]),
    "cosine": (mp.cos, spread(-10, 10, 60) + spread(-1e6, 1e6, 40) + sizes(-20, 0, 10) + [1.5707963267948966]),
    "complementaryErrorFunction": (mp.erfc, spread(-6, 26, 60) + spread(-2, 2, 40) + sizes(-20, 0, 10)),
    "normalCumulative": (normal, spread(-37, 8, 60) + spread(-3, 3, 40) + sizes(-20, 0, 10)),
    "logarithmOfNormalCumulative": (
        lambda x: mp.log1p(-normal(-x)) if x > 0 else mp.log(normal(x)),
        spread(-40, 30, 60) + spread(-3, 3, 40) + [-(10 ** rng.uniform(1, 5)) for _ in range(10)],
    ),
    "normalHazard": (
        lambda x: mp.npdf(x) / normal(x),
        spread(-40, 30, 60) + spread(-3, 3, 40) + [-(10 ** rng.uniform(1, 5)) for _ in range(10)],
    ),
    "logarithmOfGamma": (mp.loggamma, spread(0, 12, 60) + sizes(-10, 10, 60, False)),
    "digamma": (mp.digamma, spread(0, 12, 60) + sizes(-10, 10, 60, False)),
}
POWERS = [(10 ** rng.uniform(-3, 3), rng.uniform(-3, 3)) for _ in range(60)]
POWERS += [(-rng.uniform(0, 9), rng.randint(-5, 6)) for _ in range(20)]

table = {name: [[x, float(f(mpf(x)))] for x in xs] for name, (f, xs) in FUNCTIONS.items()}
table["power"] = [[x, y, float(mpf(x) ** mpf(y))] for x, y in POWERS]
print("{")
print(",\n".join(f"  {json.dumps(name)}: {json.dumps(rows)}" for name, rows in table.items()))
print("}")
