"""Choices by value: delays, efforts, gambles."""

import numpy as np
from scipy.special import log_expit

from reference import generator, reference, rounded, whole, without


def by_difference(choice, difference):
    return 0.0 if choice is None else float(log_expit(difference if choice == 1 else -difference))


def offers(name, sooner):
    random = generator(name)
    data = {
        "soonerAmount": rounded(random.uniform(5, 60, 50), 1),
        "laterAmount": rounded(random.uniform(30, 90, 50), 1),
        "laterDelay": whole(random.integers(8, 180, 50)),
        "choice": without(whole(random.integers(2, size=50)), (21,)),
    }
    return {**data, "soonerDelay": without(whole(random.integers(0, 7, 50)), range(10))} if sooner else data


def discounted(name, parameters, discount, sooner):
    @reference(f"delay-discounting-{name}", data=offers(name, sooner), parameters=parameters)
    def model(rows, p):
        result = []
        for row in rows:
            now = row.get("soonerDelay") or 0
            difference = row["laterAmount"] * discount(row["laterDelay"], p) - row["soonerAmount"] * discount(now, p)
            result.append(by_difference(row["choice"], p["inverseTemperature"] * difference))
        return result


rates = [
    {"discountRate": 0.02, "inverseTemperature": 0.2},
    {"discountRate": 0.3, "inverseTemperature": 1.0},
    {"discountRate": 0.001, "inverseTemperature": 0.05},
]
discounted("hyperbolic", rates, lambda delay, p: 1 / (1 + p["discountRate"] * delay), sooner=True)
discounted("exponential", rates, lambda delay, p: np.exp(-p["discountRate"] * delay), sooner=False)
discounted(
    "quasi-hyperbolic",
    [
        {"presentBias": 0.8, "discountFactor": 0.99, "inverseTemperature": 0.2},
        {"presentBias": 0.3, "discountFactor": 0.9, "inverseTemperature": 1.0},
        {"presentBias": 1.0, "discountFactor": 0.999, "inverseTemperature": 0.05},
    ],
    lambda delay, p: p["presentBias"] * p["discountFactor"] ** delay if delay > 0 else 1.0,
    sooner=True,
)


def efforts():
    random = generator("effort-discounting")
    return {
        "easyReward": rounded(random.uniform(0.5, 2, 50), 1),
        "easyEffort": without(rounded(random.uniform(0, 0.3, 50), 2), range(12)),
        "hardReward": rounded(random.uniform(1, 6, 50), 1),
        "hardEffort": rounded(random.uniform(0.3, 1, 50), 2),
        "choice": without(whole(random.integers(2, size=50)), (2,)),
    }


@reference(
    "effort-discounting",
    data=efforts(),
    parameters=[
        {"effortCost": 2.0, "inverseTemperature": 1.5},
        {"effortCost": 9.0, "inverseTemperature": 0.4},
        {"effortCost": 0.2, "inverseTemperature": 5.0},
    ],
)
def effort_discounting(rows, p):
    def worth(reward, effort):
        return reward - p["effortCost"] * (effort or 0) ** 2

    return [
        by_difference(
            row["choice"],
            p["inverseTemperature"]
            * (worth(row["hardReward"], row["hardEffort"]) - worth(row["easyReward"], row["easyEffort"])),
        )
        for row in rows
    ]


def gambles():
    random = generator("prospect-gambling")
    mixed = random.random(60) < 0.7
    gain = random.uniform(2, 12, 60)
    return {
        "gain": rounded(gain, 1),
        "loss": [round(float(value), 1) if is_mixed else 0 for value, is_mixed in zip(random.uniform(1, 12, 60), mixed)],
        "sure": [0 if is_mixed else round(float(value), 1) for value, is_mixed in zip(random.uniform(0.5, 8, 60), mixed)],
        "choice": without(whole(random.integers(2, size=60)), (50,)),
    }


@reference(
    "prospect-gambling",
    data=gambles(),
    parameters=[
        {"riskExponent": 0.9, "lossAversion": 1.8, "inverseTemperature": 1.0},
        {"riskExponent": 0.4, "lossAversion": 0.6, "inverseTemperature": 4.0},
        {"riskExponent": 1.3, "lossAversion": 3.0, "inverseTemperature": 0.2},
    ],
)
def prospect_gambling(rows, p):
    def worth(amount):
        return np.sign(amount) * abs(amount) ** p["riskExponent"] * (p["lossAversion"] if amount < 0 else 1)

    result = []
    for row in rows:
        gamble = 0.5 * worth(row["gain"]) + 0.5 * worth(-row["loss"])
        result.append(by_difference(row["choice"], p["inverseTemperature"] * (gamble - worth(row["sure"]))))
    return result


def decks():
    random = generator("gain-loss-accumulation")
    deck, number = random.integers(3, size=70), random.integers(1, 10, size=70)
    choice = (random.random(70) < 0.55).astype(int)
    hidden = np.clip(np.round(random.normal(3 + 2 * deck, 2)), 1, 9)
    return {
        "session": whole(np.arange(70) >= 50),
        "deck": whole(deck),
        "number": whole(number),
        "choice": without(whole(choice), (8, 19)),
        "outcome": without(whole(np.sign(hidden - number) * choice), (8, 19, 23)),
    }


@reference(
    "gain-loss-accumulation",
    data=decks(),
    parameters=[
        {"bias": 0.1, "numberWeight": 0.9, "gainWeight": 2.0, "lossWeight": 3.0},
        {"bias": -0.8, "numberWeight": 0.3, "gainWeight": -0.5, "lossWeight": 6.0},
        {"bias": 1.5, "numberWeight": 1.6, "gainWeight": 5.0, "lossWeight": 0.2},
    ],
    restart="session",
)
def gain_loss_accumulation(rows, p):
    """A logistic regression on sums over the rows before."""
    result = []
    for place, row in enumerate(rows):
        past = [one for one in rows[:place] if one["deck"] == row["deck"] and one["choice"] == 1 and one["outcome"]]
        won = sum(one["number"] for one in past if one["outcome"] > 0) / 100
        lost = sum(10 - one["number"] for one in past if one["outcome"] < 0) / 100
        x = np.array([1.0, 5.0 - row["number"], won, -lost])
        weights = np.array([p["bias"], p["numberWeight"], p["gainWeight"], p["lossWeight"]])
        result.append(by_difference(row["choice"], float(weights @ x)))
    return result
