"""Registry of the reference implementations, and made-up data for them.

A reference says how probable the responses of one subject are, trial by trial, in plain NumPy and SciPy, written from the
papers' equations. `make.py` runs each on its data with three sets of parameters.
"""

import zlib

import numpy as np

REFERENCES = {}


def reference(name, data, parameters, restart=None):
    """Registers `function(rows, parameters) -> [logarithm for each row]`.

    `restart`: column at whose change the model starts anew; the function then sees the rows of one run at a time.
    """

    def register(function):
        REFERENCES[name] = {"data": data, "parameters": parameters, "restart": restart, "function": function}
        return function

    return register


def log_likelihoods(name, rows, parameters):
    """Logarithm of the probability of each row's responses; 0 where there are none."""
    entry = REFERENCES[name]
    restart = entry["restart"]
    result, run = [], []
    for row in rows:
        if run and restart and row[restart] != run[-1][restart]:
            result += entry["function"](run, parameters)
            run = []
        run.append(row)
    return result + entry["function"](run, parameters)


def rows_of(columns):
    """Rows as dictionaries, from columns of equal length."""
    names = list(columns)
    return [dict(zip(names, values)) for values in zip(*columns.values())]


def generator(name):
    """Random numbers that depend on a name alone."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def whole(values):
    return [int(value) for value in values]


def rounded(values, digits=3):
    return [round(float(value), digits) for value in values]


def without(values, places):
    """The same list with values missing at some places."""
    return [None if place in places else value for place, value in enumerate(values)]


def bandit(name, options=2, trials=60, outcomes=(0, 1), missing=(17, 41)):
    """Choices at random, outcomes that favour one option and turn around; two omissions; a second session."""
    random = generator(name)
    choice = random.integers(options, size=trials)
    good = (np.arange(trials) // 20) % options
    wins = random.random(trials) < np.where(choice == good, 0.75, 0.3)
    return {
        "session": whole(np.arange(trials) >= trials * 2 // 3),
        "choice": without(whole(choice), missing),
        "outcome": without([outcomes[int(win)] for win in wins], missing),
    }
