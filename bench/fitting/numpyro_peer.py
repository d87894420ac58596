"""Hierarchical Q-learning in NumPyro: `python bench/fitting/numpyro_peer.py learners.json [vectorized|parallel]`.

The same model, data and priors as `bench/fitting/inference.ts nuts`, 4 chains of 1,000 + 1,000 iterations, non-centred as
in the packages of the field. Prints effective samples a second of the group's means, with and without compilation.
"""
import json
import resource
import sys
import time

import numpyro

method = sys.argv[2] if len(sys.argv) > 2 else "parallel"
if method == "parallel":
    numpyro.set_host_device_count(4)

import arviz as az
import jax
import jax.numpy as jnp
import numpy as np
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

data = json.load(open(sys.argv[1]))
choice, outcome = jnp.array(data["choice"]).T, jnp.array(data["outcome"], dtype=jnp.float32).T
subjects = choice.shape[1]


def log_likelihood(rate, temperature):
    def step(value, row):
        chosen, gained = row
        index = jnp.arange(subjects)
        advantage = value[index, chosen] - value[index, 1 - chosen]
        value = value.at[index, chosen].add(rate * (gained - value[index, chosen]))
        return value, jax.nn.log_sigmoid(temperature * advantage)

    return jax.lax.scan(step, jnp.zeros((subjects, 2)), (choice, outcome))[1].sum()


def model():
    mean = numpyro.sample("mean", dist.Normal(jnp.array([0.0, 1.12]), jnp.array([1.37, 0.8])))
    spread = numpyro.sample("spread", dist.HalfNormal(jnp.array([1.37, 0.8])))
    z = numpyro.sample("z", dist.Normal(0, 1).expand([subjects, 2]))
    own = mean + spread * z
    numpyro.factor("trials", log_likelihood(jax.nn.sigmoid(own[:, 0]), jnp.exp(own[:, 1])))


def run(seed):
    began, used = time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    sampler.run(jax.random.PRNGKey(seed))
    draws = jax.block_until_ready(sampler.get_samples(group_by_chain=True))
    wall, processor = time.time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_utime - used
    sizes = {name: [float(az.ess(np.asarray(draws[name][:, :, k]), method="bulk")) for k in range(2)] for name in ("mean", "spread")}
    return wall, processor, sizes


sampler = MCMC(NUTS(model), num_warmup=1000, num_samples=1000, num_chains=4, chain_method=method, progress_bar=False)
first = run(0)
second = run(1)
least = min(second[2]["mean"])
print(
    json.dumps(
        {
            **{"subjects": subjects, "method": method, "sizes": second[2]},
            **{"wallWithCompilation": first[0], "wall": second[0], "processor": second[1]},
            "perSecond": {"wall": least / second[0], "wallWithCompilation": min(first[2]["mean"]) / first[0], "processor": least / second[1]},
        }
    )
)
