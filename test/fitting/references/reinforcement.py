"""Reinforcement learning of choices."""

import numpy as np
from scipy.special import log_softmax, softmax

from reference import bandit, generator, reference, rounded, whole, without


def chosen(log_probabilities, choice):
    return 0.0 if choice is None else float(log_probabilities[choice])


@reference(
    "biased-guessing",
    data=bandit("biased-guessing"),
    parameters=[{"bias": 0.5}, {"bias": 0.31}, {"bias": 0.9}],
)
def biased_guessing(rows, p):
    return [0.0 if row["choice"] is None else float(np.log([1 - p["bias"], p["bias"]][row["choice"]])) for row in rows]


@reference(
    "win-stay-lose-shift",
    data=bandit("win-stay-lose-shift", options=3),
    parameters=[
        {"stayAfterWin": 0.8, "shiftAfterLoss": 0.6},
        {"stayAfterWin": 0.33, "shiftAfterLoss": 0.2},
        {"stayAfterWin": 0.99, "shiftAfterLoss": 0.9},
    ],
)
def win_stay_lose_shift(rows, p):
    result, last = [], None
    for row in rows:
        if row["choice"] is None:
            result.append(0.0)
            continue
        if last is None:
            probability = 1 / 3
        else:
            before, won = last
            stay = p["stayAfterWin"] if won else 1 - p["shiftAfterLoss"]
            probability = stay if row["choice"] == before else (1 - stay) / 2
        result.append(float(np.log(probability)))
        last = row["choice"], row["outcome"] > 0
    return result


def q_learner(rows, options, rates, preference, after=None, start=0.0, log_policy=log_softmax):
    """`rates(error)` is the learning rate; `preference(q, memory)`; `after(q, memory, choice)` is done before learning."""
    q, memory, result = np.full(options, float(start)), {}, []
    for row in rows:
        choice = row["choice"]
        result.append(chosen(log_policy(preference(q, memory)), choice))
        if choice is None:
            continue
        if after:
            after(memory, choice)
        error = row["outcome"] - q[choice]
        q[choice] += rates(error) * error
    return result


@reference(
    "q-learning",
    data=bandit("q-learning", options=3, outcomes=(-1, 1)),
    parameters=[
        {"learningRate": 0.3, "inverseTemperature": 2.0},
        {"learningRate": 0.05, "inverseTemperature": 11.0},
        {"learningRate": 0.9, "inverseTemperature": 0.4},
    ],
    restart="session",
)
def q_learning(rows, p):
    return q_learner(rows, 3, lambda error: p["learningRate"], lambda q, memory: p["inverseTemperature"] * q)


def last_choice(memory, choice):
    memory["last"] = choice


def sticky(p, options):
    def preference(q, memory):
        bonus = np.zeros(options)
        if "last" in memory:
            bonus[memory["last"]] = p["stickiness"]
        return p["inverseTemperature"] * q + bonus

    return preference


@reference(
    "q-learning-stickiness",
    data=bandit("q-learning-stickiness", options=3),
    parameters=[
        {"learningRate": 0.3, "inverseTemperature": 3.0, "stickiness": 0.5},
        {"learningRate": 0.7, "inverseTemperature": 1.0, "stickiness": -1.2},
        {"learningRate": 0.1, "inverseTemperature": 8.0, "stickiness": 2.0},
    ],
    restart="session",
)
def q_learning_stickiness(rows, p):
    return q_learner(rows, 3, lambda error: p["learningRate"], sticky(p, 3), last_choice)


@reference(
    "q-learning-gain-loss",
    data=bandit("q-learning-gain-loss", options=2, outcomes=(-1, 1)),
    parameters=[
        {"learningRateGain": 0.4, "learningRateLoss": 0.2, "inverseTemperature": 3.0, "stickiness": 0.5},
        {"learningRateGain": 0.1, "learningRateLoss": 0.6, "inverseTemperature": 1.0, "stickiness": -0.7},
        {"learningRateGain": 0.8, "learningRateLoss": 0.02, "inverseTemperature": 6.0, "stickiness": 0.0},
    ],
    restart="session",
)
def q_learning_gain_loss(rows, p):
    def rates(error):
        return p["learningRateGain"] if error > 0 else p["learningRateLoss"]

    return q_learner(rows, 2, rates, sticky(p, 2), last_choice)


@reference(
    "q-learning-lapse",
    data=bandit("q-learning-lapse", options=3),
    parameters=[
        {"learningRate": 0.3, "inverseTemperature": 3.0, "lapse": 0.1},
        {"learningRate": 0.6, "inverseTemperature": 20.0, "lapse": 0.02},
        {"learningRate": 0.15, "inverseTemperature": 1.0, "lapse": 0.5},
    ],
    restart="session",
)
def q_learning_lapse(rows, p):
    def log_policy(preference):
        return np.log((1 - p["lapse"]) * softmax(preference) + p["lapse"] / 3)

    return q_learner(
        rows, 3, lambda error: p["learningRate"], lambda q, memory: p["inverseTemperature"] * q, log_policy=log_policy
    )


@reference(
    "q-learning-choice-kernel",
    data=bandit("q-learning-choice-kernel", options=3),
    parameters=[
        {"learningRate": 0.3, "inverseTemperature": 3.0, "kernelLearningRate": 0.2, "kernelWeight": 1.0},
        {"learningRate": 0.6, "inverseTemperature": 5.0, "kernelLearningRate": 0.8, "kernelWeight": -2.0},
        {"learningRate": 0.1, "inverseTemperature": 1.0, "kernelLearningRate": 0.05, "kernelWeight": 4.0},
    ],
    restart="session",
)
def q_learning_choice_kernel(rows, p):
    def follow(memory, choice):
        memory["kernel"] = memory.get("kernel", np.zeros(3)) * (1 - p["kernelLearningRate"])
        memory["kernel"][choice] += p["kernelLearningRate"]

    def preference(q, memory):
        return p["inverseTemperature"] * q + p["kernelWeight"] * memory.get("kernel", np.zeros(3))

    return q_learner(rows, 3, lambda error: p["learningRate"], preference, follow)


@reference(
    "q-learning-forgetting",
    data=bandit("q-learning-forgetting", options=3),
    parameters=[
        {"learningRate": 0.3, "forgettingRate": 0.1, "inverseTemperature": 3.0},
        {"learningRate": 0.6, "forgettingRate": 0.9, "inverseTemperature": 5.0},
        {"learningRate": 0.1, "forgettingRate": 0.01, "inverseTemperature": 9.0},
    ],
    restart="session",
)
def q_learning_forgetting(rows, p):
    q, result = np.zeros(3), []
    for row in rows:
        choice = row["choice"]
        result.append(chosen(log_softmax(p["inverseTemperature"] * q), choice))
        if choice is None:
            continue
        kept = q[choice] + p["learningRate"] * (row["outcome"] - q[choice])
        q *= 1 - p["forgettingRate"]
        q[choice] = kept
    return result


def full_feedback():
    data = bandit("full-feedback", missing=())
    random = generator("forgone")
    return {**data, "forgoneOutcome": without(rounded(random.random(60), 2), (5, 30))}


@reference(
    "q-learning-counterfactual",
    data=full_feedback(),
    parameters=[
        {"learningRate": 0.3, "counterfactualLearningRate": 0.1, "inverseTemperature": 3.0},
        {"learningRate": 0.6, "counterfactualLearningRate": 0.9, "inverseTemperature": 5.0},
        {"learningRate": 0.1, "counterfactualLearningRate": 0.0, "inverseTemperature": 9.0},
    ],
    restart="session",
)
def q_learning_counterfactual(rows, p):
    q, result = np.zeros(2), []
    for row in rows:
        choice = row["choice"]
        result.append(chosen(log_softmax(p["inverseTemperature"] * q), choice))
        q[choice] += p["learningRate"] * (row["outcome"] - q[choice])
        if row["forgoneOutcome"] is not None:
            other = 1 - choice
            q[other] += p["counterfactualLearningRate"] * (row["forgoneOutcome"] - q[other])
    return result


@reference(
    "q-learning-fictitious",
    data=bandit("q-learning-fictitious", outcomes=(-1, 1)),
    parameters=[
        {"learningRate": 0.3, "inverseTemperature": 3.0, "bias": 0.1},
        {"learningRate": 0.7, "inverseTemperature": 0.6, "bias": -0.4},
        {"learningRate": 0.1, "inverseTemperature": 6.0, "bias": 0.0},
    ],
    restart="session",
)
def q_learning_fictitious(rows, p):
    q, result = np.zeros(2), []
    for row in rows:
        choice = row["choice"]
        preference = p["inverseTemperature"] * np.array([q[0], q[1] + p["bias"]])
        result.append(chosen(log_softmax(preference), choice))
        if choice is None:
            continue
        q += p["learningRate"] * (row["outcome"] * np.where(np.arange(2) == choice, 1, -1) - q)
    return result


def pairs(name, times=False):
    random = generator(name)
    first = random.integers(4, size=60)
    second = (first + 1 + random.integers(3, size=60)) % 4
    choice = random.integers(2, size=60)
    taken = np.where(choice == 1, second, first)
    outcome = without(whole(random.random(60) < np.array([0.8, 0.6, 0.4, 0.2])[taken]), (9, *range(50, 60)))
    data = {
        "session": whole(np.arange(60) >= 40),
        "firstSymbol": whole(first),
        "secondSymbol": whole(second),
        "choice": without(whole(choice), (9,)),
        "outcome": outcome,
    }
    if times:
        data["reactionTime"] = without(rounded(0.35 + random.gamma(2.0, 0.25, 60)), (9,))
        data["forgoneOutcome"] = [None] * 30 + rounded(random.random(30), 2)
    return data


@reference(
    "q-learning-pairs",
    data=pairs("q-learning-pairs"),
    parameters=[
        {"learningRateGain": 0.3, "learningRateLoss": 0.2, "inverseTemperature": 3.0},
        {"learningRateGain": 0.05, "learningRateLoss": 0.5, "inverseTemperature": 8.0},
        {"learningRateGain": 0.9, "learningRateLoss": 0.7, "inverseTemperature": 1.0},
    ],
)
def q_learning_pairs(rows, p):
    q, result = np.zeros(4), []
    for row in rows:
        offered = [row["firstSymbol"], row["secondSymbol"]]
        result.append(chosen(log_softmax(p["inverseTemperature"] * q[offered]), row["choice"]))
        if row["choice"] is None or row["outcome"] is None:
            continue
        symbol = offered[row["choice"]]
        error = row["outcome"] - q[symbol]
        q[symbol] += (p["learningRateGain"] if error > 0 else p["learningRateLoss"]) * error
    return result


@reference(
    "q-learning-associability",
    data=bandit("q-learning-associability", options=3),
    parameters=[
        {"learningRate": 0.5, "associabilityRate": 0.3, "inverseTemperature": 3.0},
        {"learningRate": 0.2, "associabilityRate": 0.9, "inverseTemperature": 7.0},
        {"learningRate": 0.9, "associabilityRate": 0.05, "inverseTemperature": 1.0},
    ],
    restart="session",
)
def q_learning_associability(rows, p):
    q, alpha, result = np.zeros(3), np.ones(3), []
    for row in rows:
        choice = row["choice"]
        result.append(chosen(log_softmax(p["inverseTemperature"] * q), choice))
        if choice is None:
            continue
        error = row["outcome"] - q[choice]
        q[choice] += p["learningRate"] * alpha[choice] * error
        alpha[choice] += p["associabilityRate"] * (abs(error) - alpha[choice])
    return result


def cued(name, **more):
    data = bandit(name, **more)
    return {**data, "stimulus": whole(generator(name + " stimuli").integers(3, size=60))}


@reference(
    "actor-critic",
    data=cued("actor-critic", options=3),
    parameters=[
        {"criticLearningRate": 0.2, "actorLearningRate": 1.5},
        {"criticLearningRate": 0.8, "actorLearningRate": 0.3},
        {"criticLearningRate": 0.05, "actorLearningRate": 4.0},
    ],
    restart="session",
)
def actor_critic(rows, p):
    values, propensities, result = np.zeros(3), np.zeros((3, 3)), []
    for row in rows:
        state, choice = row["stimulus"], row["choice"]
        result.append(chosen(log_softmax(propensities[state]), choice))
        if choice is None:
            continue
        delta = row["outcome"] - values[state]
        values[state] += p["criticLearningRate"] * delta
        propensities[state, choice] += p["actorLearningRate"] * delta
    return result


@reference(
    "opponent-actor-learning",
    data=cued("opponent-actor-learning"),
    parameters=[
        {
            "criticLearningRate": 0.2,
            "goLearningRate": 0.4,
            "noGoLearningRate": 0.3,
            "inverseTemperature": 2.0,
            "dopamine": 0.0,
        },
        {
            "criticLearningRate": 0.7,
            "goLearningRate": 0.9,
            "noGoLearningRate": 0.1,
            "inverseTemperature": 1.0,
            "dopamine": 0.6,
        },
        {
            "criticLearningRate": 0.05,
            "goLearningRate": 0.1,
            "noGoLearningRate": 0.8,
            "inverseTemperature": 4.0,
            "dopamine": -0.5,
        },
    ],
    restart="session",
)
def opponent_actor_learning(rows, p):
    beta_go, beta_no_go = p["inverseTemperature"] * (1 + p["dopamine"]), p["inverseTemperature"] * (1 - p["dopamine"])
    critic, go, no_go, result = np.full(3, 0.5), np.ones((3, 2)), np.ones((3, 2)), []
    for row in rows:
        state, choice = row["stimulus"], row["choice"]
        result.append(chosen(log_softmax(beta_go * go[state] - beta_no_go * no_go[state]), choice))
        if choice is None:
            continue
        delta = row["outcome"] - critic[state]
        critic[state] += p["criticLearningRate"] * delta
        go[state, choice] += p["goLearningRate"] * go[state, choice] * delta
        no_go[state, choice] += p["noGoLearningRate"] * no_go[state, choice] * -delta
        go[state, choice] = max(0.0, go[state, choice])
        no_go[state, choice] = max(0.0, no_go[state, choice])
    return result


@reference(
    "opponent-actor-learning-star",
    data={**bandit("opponent-actor-learning-star", options=3)},
    parameters=[
        {"criticLearningRate": 0.2, "actorLearningRate": 0.6, "inverseTemperature": 2.0, "dopamineGain": 5.3},
        {"criticLearningRate": 0.7, "actorLearningRate": 1.0, "inverseTemperature": 1.0, "dopamineGain": 19.0},
        {"criticLearningRate": 0.05, "actorLearningRate": 0.2, "inverseTemperature": 5.0, "dopamineGain": 0.5},
    ],
    restart="session",
)
def opponent_actor_learning_star(rows, p):
    from scipy.stats import beta

    critic, go, no_go, counts, result = np.full(3, 0.5), np.ones(3), np.ones(3), np.ones(2), []
    for row in rows:
        choice = row["choice"]
        mean, variance = beta.stats(counts[0] / 3, counts[1] / 3, moments="mv")
        low, high = mean - np.sqrt(variance), mean + np.sqrt(variance)
        rho = p["dopamineGain"] * (mean - 0.5) if low > 0.5 or high < 0.5 else 0.0
        beta_go = p["inverseTemperature"] * max(0, 1 + rho)
        beta_no_go = p["inverseTemperature"] * max(0, 1 - rho)
        result.append(chosen(log_softmax(beta_go * go - beta_no_go * no_go), choice))
        if choice is None:
            continue
        reward = row["outcome"]
        delta = reward - critic[choice]
        rate = p["actorLearningRate"] / (1 + 1 / (10 * variance))
        critic[choice] += p["criticLearningRate"] * delta
        go[choice] = max(0, go[choice] + rate * go[choice] * delta)
        no_go[choice] = max(0, no_go[choice] - rate * no_go[choice] * delta)
        counts += [reward, 1 - reward]
    return result


def set_sizes():
    random = generator("working-memory")
    size = np.repeat([3, 5, 2], [24, 40, 16])
    stimulus = np.array([random.integers(n) for n in size])
    choice = random.integers(3, size=80)
    return {
        "block": whole(np.repeat([0, 1, 2], [24, 40, 16])),
        "setSize": whole(size),
        "stimulus": whole(stimulus),
        "choice": without(whole(choice), (11,)),
        "outcome": without(whole(choice == stimulus % 3), (11,)),
    }


@reference(
    "working-memory",
    data=set_sizes(),
    parameters=[
        {
            "learningRate": 0.1,
            "failureWeight": 0.4,
            "memoryWeight": 0.8,
            "capacity": 3.4,
            "memoryDecay": 0.1,
            "lapse": 0.05,
        },
        {
            "learningRate": 0.03,
            "failureWeight": 1.0,
            "memoryWeight": 0.95,
            "capacity": 2.1,
            "memoryDecay": 0.4,
            "lapse": 0.01,
        },
        {
            "learningRate": 0.5,
            "failureWeight": 0.0,
            "memoryWeight": 0.2,
            "capacity": 5.6,
            "memoryDecay": 0.02,
            "lapse": 0.3,
        },
    ],
    restart="block",
)
def working_memory(rows, p):
    q, w, result = np.full((5, 3), 1 / 3), np.full((5, 3), 1 / 3), []
    for row in rows:
        state, choice = row["stimulus"], row["choice"]
        weight = p["memoryWeight"] * min(1.0, p["capacity"] / row["setSize"])
        policy = weight * softmax(50 * w[state]) + (1 - weight) * softmax(50 * q[state])
        policy = (1 - p["lapse"]) * policy + p["lapse"] / 3
        result.append(chosen(np.log(policy), choice))
        w += p["memoryDecay"] * (1 / 3 - w)
        if choice is None:
            continue
        weighted = 1.0 if row["outcome"] > 0 else p["failureWeight"]
        q[state, choice] += p["learningRate"] * weighted * (row["outcome"] - q[state, choice])
        w[state, choice] += weighted * (row["outcome"] - w[state, choice])
    return result


def go_no_go_data():
    random = generator("go-no-go-pavlovian")
    stimulus, choice = random.integers(4, size=80), random.integers(2, size=80)
    right = choice == np.array([1, 1, 0, 0])[stimulus]
    luck = random.random(80) < 0.8
    wins = np.where(right == luck, 1, 0) - np.where(stimulus % 2 == 1, 1, 0)
    return {
        "session": whole(np.arange(80) >= 60),
        "stimulus": whole(stimulus),
        "choice": without(whole(choice), (3,)),
        "outcome": without(whole(wins), (3,)),
    }


@reference(
    "go-no-go-pavlovian",
    data=go_no_go_data(),
    parameters=[
        {
            "learningRate": 0.3,
            "rewardSensitivity": 4.0,
            "punishmentSensitivity": 3.0,
            "goBias": 0.3,
            "pavlovianBias": 0.5,
            "lapse": 0.05,
        },
        {
            "learningRate": 0.05,
            "rewardSensitivity": 12.0,
            "punishmentSensitivity": 1.0,
            "goBias": -0.8,
            "pavlovianBias": -0.2,
            "lapse": 0.2,
        },
        {
            "learningRate": 0.7,
            "rewardSensitivity": 1.0,
            "punishmentSensitivity": 8.0,
            "goBias": 1.5,
            "pavlovianBias": 1.0,
            "lapse": 0.01,
        },
    ],
    restart="session",
)
def go_no_go_pavlovian(rows, p):
    q, v, result = np.zeros((4, 2)), np.zeros(4), []
    for row in rows:
        cue, choice = row["stimulus"], row["choice"]
        weights = np.array([q[cue, 0], q[cue, 1] + p["goBias"] + p["pavlovianBias"] * v[cue]])
        policy = softmax(weights) * (1 - p["lapse"]) + p["lapse"] / 2
        result.append(chosen(np.log(policy), choice))
        if choice is None:
            continue
        scale = p["rewardSensitivity"] if row["outcome"] > 0 else p["punishmentSensitivity"]
        q[cue, choice] += p["learningRate"] * (scale * row["outcome"] - q[cue, choice])
        v[cue] += p["learningRate"] * (scale * row["outcome"] - v[cue])
    return result


def two_step():
    random = generator("two-step-hybrid")
    first, second = random.integers(2, size=80), random.integers(2, size=80)
    state = np.where(random.random(80) < 0.7, first, 1 - first)
    outcome = random.random(80) < np.array([[0.7, 0.3], [0.4, 0.6]])[state, second]
    return {
        "session": whole(np.arange(80) >= 60),
        "firstChoice": without(whole(first), (10,)),
        "secondState": without(whole(state), (10, 33)),
        "secondChoice": without(whole(second), (10, 33)),
        "outcome": without(whole(outcome), (10, 33)),
    }


@reference(
    "two-step-hybrid",
    data=two_step(),
    parameters=[
        {
            "learningRate": 0.4,
            "firstTemperature": 4.0,
            "secondTemperature": 3.0,
            "modelBasedWeight": 0.5,
            "eligibility": 0.6,
            "perseveration": 0.1,
        },
        {
            "learningRate": 0.9,
            "firstTemperature": 1.0,
            "secondTemperature": 6.0,
            "modelBasedWeight": 0.95,
            "eligibility": 0.0,
            "perseveration": -0.3,
        },
        {
            "learningRate": 0.1,
            "firstTemperature": 8.0,
            "secondTemperature": 1.0,
            "modelBasedWeight": 0.05,
            "eligibility": 1.0,
            "perseveration": 0.4,
        },
    ],
    restart="session",
)
def two_step_hybrid(rows, p):
    """Values of the three states in one table, the first state last, as in the supplement of Daw et al. (2011)."""
    table, transition, repeated, result = np.zeros((3, 2)), np.array([[0.7, 0.3], [0.3, 0.7]]), np.zeros(2), []
    for row in rows:
        by_model = transition @ table[:2].max(axis=1)
        net = p["modelBasedWeight"] * by_model + (1 - p["modelBasedWeight"]) * table[2]
        first, state, second = row["firstChoice"], row["secondState"], row["secondChoice"]
        value = chosen(log_softmax(p["firstTemperature"] * (net + p["perseveration"] * repeated)), first)
        if first is not None:
            repeated = np.eye(2)[first]
        if second is not None:
            value += chosen(log_softmax(p["secondTemperature"] * table[state]), second)
            steps = [(2, first), (state, second)]
            errors = [table[state, second] - table[2, first], row["outcome"] - table[state, second]]
            traces = [[1.0, 0.0], [p["eligibility"], 1.0]]
            for error, trace in zip(errors, traces):
                for (where, what), size in zip(steps, trace):
                    table[where, what] += p["learningRate"] * size * error
        result.append(value)
    return result


def deterministic_two_step():
    random = generator("two-step-deterministic")
    first, choice = random.integers(2, size=80), random.integers(2, size=80)
    outcome = np.clip(random.normal(np.array([0.3, -0.2])[choice], 0.5), -0.8, 1)
    return {
        "session": whole(np.arange(80) >= 55),
        "firstState": whole(first),
        "choice": without(whole(choice), (12, 40)),
        "outcome": without(rounded(outcome), (12, 40)),
    }


@reference(
    "two-step-deterministic",
    data=deterministic_two_step(),
    parameters=[
        {"learningRate": 0.6, "inverseTemperature": 2.5, "modelBasedWeight": 0.5, "perseveration": 0.1},
        {"learningRate": 0.95, "inverseTemperature": 6.0, "modelBasedWeight": 0.95, "perseveration": -0.5},
        {"learningRate": 0.05, "inverseTemperature": 0.7, "modelBasedWeight": 0.02, "perseveration": 1.2},
    ],
    restart="session",
)
def two_step_deterministic(rows, p):
    """Four values of actions by first and second state, two of second states (Kool et al. 2016, eligibility of 1)."""
    free, based, last, result = {}, {}, None, []
    for row in rows:
        start, choice = row["firstState"], row["choice"]
        strengths = []
        for goal in (0, 1):
            net = p["modelBasedWeight"] * based.get(goal, 0.0)
            net += (1 - p["modelBasedWeight"]) * free.get((start, goal), 0.0)
            strengths.append(p["inverseTemperature"] * net + p["perseveration"] * ((start, goal) == last))
        result.append(chosen(log_softmax(strengths), choice))
        if choice is None:
            continue
        last = (start, choice)
        for values, key in ((free, (start, choice)), (based, choice)):
            values[key] = values.get(key, 0.0) + p["learningRate"] * (row["outcome"] - values.get(key, 0.0))
    return result


def acquired():
    random = generator("acquisition")
    success = random.random(80) < 0.9 - 0.7 * 0.95 ** (np.arange(80) % 45)
    return {"session": whole(np.arange(80) >= 45), "choice": without(whole(success), (3, 50))}


@reference(
    "acquisition",
    data=acquired(),
    parameters=[
        {"initialProbability": 0.2, "learningRate": 0.05, "finalProbability": 0.9},
        {"initialProbability": 0.5, "learningRate": 0.3, "finalProbability": 0.95},
        {"initialProbability": 0.7, "learningRate": 0.01, "finalProbability": 0.3},
    ],
    restart="session",
)
def acquisition(rows, p):
    """Closed form of the linear operator: the distance from the asymptote shrinks by the rate in every trial."""
    first, last = p["initialProbability"], p["finalProbability"]
    right = [last + (first - last) * (1 - p["learningRate"]) ** trial for trial in range(len(rows))]
    return [
        0.0 if row["choice"] is None else float(np.log(value if row["choice"] == 1 else 1 - value))
        for row, value in zip(rows, right)
    ]
