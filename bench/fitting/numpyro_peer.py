"""Hierarchical Q-learning in NumPyro, by NUTS.

The same model, data and priors as our own (`measure.ts`), in single precision, NumPyro's default. The likelihood is a
compiled scan over trials with all subjects side by side. Deviations are non-centred, as in the packages of the field, or
centred, which suits data that say much about each subject; chains run in parallel or vectorised.
"""

import os

os.environ["XLA_FLAGS"] = f"--xla_force_host_platform_device_count={min(4, os.cpu_count() or 1)}"

import arviz as az
import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

from serve import Timer, serve


def log_likelihood(choice, outcome, rate, temperature):
    index = jnp.arange(rate.shape[0])

    def step(value, row):
        chosen, gained = row
        own = value[index, chosen]
        advantage = own - value[index, 1 - chosen]
        return value.at[index, chosen].add(rate * (gained - own)), jax.nn.log_sigmoid(temperature * advantage)

    return jax.lax.scan(step, jnp.zeros((rate.shape[0], 2)), (choice, outcome))[1].sum()


def model(choice, outcome, prior, centred):
    mean = numpyro.sample("mean", dist.Normal(prior["mean"], prior["meanDeviation"]))
    spread = numpyro.sample("spread", dist.HalfNormal(prior["spread"]))
    shape = [choice.shape[1], 2]
    if centred:
        own = numpyro.sample("own", dist.Normal(mean, spread).expand(shape))
    else:
        own = numpyro.deterministic("own", mean + spread * numpyro.sample("z", dist.Normal(0, 1).expand(shape)))
    rate, temperature = jax.nn.sigmoid(own[:, 0]), jnp.exp(own[:, 1])
    numpyro.factor("trials", log_likelihood(choice, outcome, rate, temperature))


samplers = {}


def answer(request):
    key = tuple(request[name] for name in ("subjects", "centred", "method", "warmup", "draws"))
    if key not in samplers:
        data = [jnp.array(request["choice"]).T, jnp.array(request["outcome"], dtype=jnp.float32).T]
        prior = {name: jnp.array(values) for name, values in request["prior"].items()}
        sampler = MCMC(
            NUTS(model),
            num_warmup=request["warmup"],
            num_samples=request["draws"],
            num_chains=request["chains"],
            chain_method=request["method"],
            progress_bar=False,
        )
        samplers[key] = lambda seed: sampler.run(jax.random.PRNGKey(seed), *data, prior, request["centred"]) or sampler
    with Timer() as timer:
        draws = samplers[key](request["seed"]).get_samples(group_by_chain=True)
        draws = {name: np.asarray(draws[name], np.float64) for name in ("mean", "spread", "own")}
    if request["draws"] < 100:
        return timer.times()
    sizes = lambda name: [float(az.ess(column, method="bulk")) for column in columns(draws[name])]  # noqa: E731
    moments = [[float(x.mean()), float(x.std())] for name in ("mean", "spread") for x in columns(draws[name])]
    return {**timer.times(), "group": sizes("mean") + sizes("spread"), "people": sizes("own"), "moments": moments}


def columns(draws):
    """[chain, draw] for each quantity."""
    return np.moveaxis(draws.reshape(*draws.shape[:2], -1), 2, 0)


serve(f"{numpyro.__version__} with JAX {jax.__version__}", answer)
