"""Makes the data and reference results in src/fitting/inference/fixtures: subjects alone with SciPy, groups with NumPyro.

Needs scipy, numpyro. Run: python tools/fitting/inference.py [alone] [groups]
"""
import json
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.diagnostics import summary
from numpyro.infer import MCMC, NUTS
from scipy import integrate, optimize, stats

jax.config.update("jax_enable_x64", True)
FOLDER = Path(__file__).resolve().parents[2] / "src" / "fitting" / "inference" / "fixtures"


def logistic(x):
    return 1 / (1 + np.exp(-x))


def learner(rng, rate, temperature, trials):
    """Choices between two options at a bandit that pays with 0.75 or 0.25 and reverses every 25 trials."""
    value = np.zeros(2)
    choices, outcomes = [], []
    for t in range(trials):
        choice = int(rng.random() < logistic(temperature * (value[1] - value[0])))
        outcome = int(rng.random() < (0.75 if choice == (t // 25) % 2 else 0.25))
        value[choice] += rate * (outcome - value[choice])
        choices.append(choice)
        outcomes.append(outcome)
    return choices, outcomes


def choice_log_likelihood(rate, temperature, choices, outcomes):
    value = np.zeros(2)
    total = 0.0
    for choice, outcome in zip(choices, outcomes):
        total += -np.logaddexp(0, -temperature * (value[choice] - value[1 - choice]))
        value[choice] += rate * (outcome - value[choice])
    return total


def alone():
    rng = np.random.default_rng(1)
    rate_prior, temperature_prior = stats.beta(1.5, 1.5), stats.gamma(2, scale=2)
    cases = []
    for rate, temperature, trials in [(0.3, 3, 200), (0.7, 1, 120), (0.1, 8, 150), (0.5, 2, 40), (0.9, 5, 200), (0.2, 0.4, 100)]:
        choices, outcomes = learner(rng, rate, temperature, trials)

        def log_likelihood(u):
            return choice_log_likelihood(logistic(u[0]), np.exp(u[1]), choices, outcomes)

        def log_posterior(u):
            a, b = logistic(u[0]), np.exp(u[1])
            return (
                log_likelihood(u)
                + rate_prior.logpdf(a)
                + np.log(a * (1 - a))
                + temperature_prior.logpdf(b)
                + u[1]
            )

        best = min(
            (
                optimize.minimize(lambda u: -log_posterior(u), start, method="BFGS", options={"gtol": 1e-9})
                for start in ([0, 0], [-2, 1], [2, 1], [-2, 2])
            ),
            key=lambda found: found.fun,
        )
        mode = optimize.minimize(
            lambda u: -log_posterior(u), best.x, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-13}
        ).x
        h = 1e-3
        hessian = np.zeros((2, 2))
        for i in range(2):
            for j in range(2):
                e, f = np.eye(2)[i] * h, np.eye(2)[j] * h
                fourth = [log_posterior(mode + s * e + t * f) * s * t for s in (1, -1) for t in (1, -1)]
                hessian[i, j] = -sum(fourth) / (4 * h * h)
        peak = log_posterior(mode)
        evidence, _ = integrate.dblquad(
            lambda y, x: np.exp(log_posterior(np.array([x, y])) - peak), -9, 9, -5, 5, epsabs=1e-5, epsrel=1e-5
        )
        laplace = peak + np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(hessian)[1]
        deviations = np.sqrt(np.diag(np.linalg.inv(hessian)))
        cases.append(
            {
                **{"choice": choices, "outcome": outcomes, "unbounded": mode.tolist()},
                "estimate": [logistic(mode[0]), np.exp(mode[1])],
                "lower": [logistic(mode[0] - 1.959963984540054 * deviations[0]), np.exp(mode[1] - 1.959963984540054 * deviations[1])],
                "logLikelihood": log_likelihood(mode),
                **{"laplaceEvidence": laplace, "evidence": peak + np.log(evidence)},
            }
        )
    write("alone.json", cases)


def learning(rate, temperature, choices, outcomes):
    """Log likelihood of all records, [record], in JAX."""

    def step(value, row):
        choice, outcome = row
        index = jnp.arange(value.shape[0])
        advantage = value[index, choice] - value[index, 1 - choice]
        value = value.at[index, choice].add(rate * (outcome - value[index, choice]))
        return value, jax.nn.log_sigmoid(temperature * advantage)

    _, logs = jax.lax.scan(step, jnp.zeros((rate.shape[0], 2)), (choices.T, outcomes.T))
    return logs.sum(0)


def discounting(rate, temperature, soon, late, delay, choice):
    advantage = late / (1 + rate[:, None] * delay) - soon
    return jax.nn.log_sigmoid(jnp.where(choice == 1, 1, -1) * temperature[:, None] * advantage).sum(1)


def group(name, case, log_likelihood, natural):
    """NUTS over effects B, spreads and coefficients, with the normal and half-normal priors of the case."""
    within, between = jnp.array(case["within"]), jnp.array(case["between"])
    person = jnp.array(case["personOf"])
    coefficients = case["coefficients"]
    prior = {key: jnp.array(value) for key, value in case["prior"].items()}

    def model():
        effects = numpyro.sample("effects", dist.Normal(prior["mean"], prior["standardDeviation"]))
        spread = numpyro.sample("spread", dist.HalfNormal(prior["spread"]))
        z = numpyro.sample("z", dist.Normal(0, 1).expand([between.shape[0], len(coefficients)]))
        own = numpyro.deterministic("own", between @ effects.T + spread * z)
        unbounded = [jnp.zeros(person.shape[0]) for _ in natural]
        for k, (parameter, column) in enumerate(coefficients):
            unbounded[parameter] = unbounded[parameter] + within[:, column] * own[person, k]
        numpyro.factor("trials", log_likelihood(*[f(u) for f, u in zip(natural, unbounded)]).sum())

    sampler = MCMC(NUTS(model), num_warmup=500, num_samples=1500, num_chains=4, chain_method="sequential", progress_bar=False)
    sampler.run(jax.random.PRNGKey(0))
    draws = sampler.get_samples(group_by_chain=True)
    table = summary(draws)
    print(name, {key: float(np.min(value["n_eff"])) for key, value in table.items()})
    case["reference"] = {
        key: {
            "mean": np.asarray(table[key]["mean"]).ravel().tolist(),
            "standardDeviation": np.asarray(table[key]["std"]).ravel().tolist(),
            "effectiveSize": np.asarray(table[key]["n_eff"]).ravel().tolist(),
        }
        for key in ("effects", "spread", "own")
    }
    write(f"group-{name}.json", case)


def groups():
    rng = np.random.default_rng(2)

    def records(rates, temperatures, trials):
        both = [learner(rng, a, b, trials) for a, b in zip(rates, temperatures)]
        return {"choice": [b[0] for b in both], "outcome": [b[1] for b in both]}

    people = 12
    data = records(logistic(rng.normal(-1, 0.5, people)), np.exp(rng.normal(1.1, 0.3, people)), 60)
    case = {
        "data": data,
        "personOf": list(range(people)),
        "within": np.ones((people, 1)).tolist(),
        "between": np.ones((people, 1)).tolist(),
        "coefficients": [[0, 0], [1, 0]],
        "prior": {"mean": [[0], [1]], "standardDeviation": [[1.5], [1]], "spread": [1, 0.5]},
    }
    arrays = jnp.array(data["choice"]), jnp.array(data["outcome"])
    group("learning", case, lambda a, b: learning(a, b, *arrays), [jax.nn.sigmoid, jnp.exp])

    people = 10
    person = np.repeat(np.arange(people), 2)
    drug = np.tile([-0.5, 0.5], people)
    patient = np.repeat([-0.5, 0.5], people // 2)
    level = rng.normal(-1 + 0.8 * patient, 0.4)
    effect = rng.normal(0.7, 0.3, people)
    data = records(logistic(level[person] + effect[person] * drug), np.exp(rng.normal(1.2, 0.3, people))[person], 50)
    case = {
        "data": data,
        "personOf": person.tolist(),
        "within": np.stack([np.ones(2 * people), drug], 1).tolist(),
        "between": np.stack([np.ones(people), patient], 1).tolist(),
        "coefficients": [[0, 0], [0, 1], [1, 0]],
        "prior": {
            "mean": [[0, 0], [0, 0], [1, 0]],
            "standardDeviation": [[1.5, 1], [1, 1], [1, 1]],
            "spread": [1, 0.7, 0.5],
        },
    }
    arrays2 = jnp.array(data["choice"]), jnp.array(data["outcome"])
    group("crossover", case, lambda a, b: learning(a, b, *arrays2), [jax.nn.sigmoid, jnp.exp])

    people, trials = 18, 40
    rate = np.exp(rng.normal(-3.5, 0.8, people))
    temperature = np.exp(rng.normal(-1, 0.4, people))
    late = np.round(rng.uniform(20, 60, (people, trials)))
    soon = np.round(late * rng.uniform(0.1, 0.95, (people, trials)))
    delay = rng.choice([2.0, 7, 14, 30, 60, 120], (people, trials))
    advantage = late / (1 + rate[:, None] * delay) - soon
    choice = (rng.random((people, trials)) < logistic(temperature[:, None] * advantage)).astype(int)
    data = {"soon": soon.tolist(), "late": late.tolist(), "delay": delay.tolist(), "choice": choice.tolist()}
    case = {
        "data": data,
        "personOf": list(range(people)),
        "within": np.ones((people, 1)).tolist(),
        "between": np.ones((people, 1)).tolist(),
        "coefficients": [[0, 0], [1, 0]],
        "prior": {"mean": [[-4], [-1]], "standardDeviation": [[1.5], [1]], "spread": [1, 0.7]},
    }
    arrays3 = jnp.array(soon), jnp.array(late), jnp.array(delay), jnp.array(choice)
    group("discounting", case, lambda k, b: discounting(k, b, *arrays3), [jnp.exp, jnp.exp])


def write(name, content):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(json.dumps(content) + "\n")


asked = sys.argv[1:] or ["alone", "groups"]
if "alone" in asked:
    alone()
if "groups" in asked:
    groups()
