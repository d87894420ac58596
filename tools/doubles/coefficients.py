"""Prints the coefficients of e^(z^2) erfc(z) (1 + 2z) as a polynomial in (z - 3.75) / (z + 3.75).

Usage: python tools/doubles/coefficients.py
Needs mpmath (tried with 1.4.1). The Chebyshev series is computed with 60 digits and written in powers, lowest first.
"""

from mpmath import chebyfit, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 60
CENTRE = mpf(15) / 4
DEGREE = 23


def scaled(t):
    if t == 1:
        return 2 / sqrt(pi)
    z = CENTRE * (1 + t) / (1 - t)
    return exp(z * z) * erfc(z) * (1 + 2 * z)


for coefficient in chebyfit(scaled, [-1, 1], DEGREE + 1):
    print(repr(float(coefficient)))
