/* Logarithm of a Q-learner's likelihood at two options and its derivatives by learning rate and inverse temperature. */
#include <math.h>

void learner(const double *choice, const double *outcome, long trials, double rate, double temperature, double *result) {
  double value[2] = {0, 0}, by_rate[2] = {0, 0}, total = 0, d_rate = 0, d_temperature = 0;
  for (long t = 0; t < trials; t++) {
    int chosen = choice[t] != 0, other = 1 - chosen;
    double advantage = value[chosen] - value[other];
    double x = temperature * advantage;
    double e = exp(-fabs(x));
    double miss = (x < 0 ? 1 : e) / (1 + e);
    total += fmin(x, 0) - log1p(e);
    d_temperature += miss * advantage;
    d_rate += miss * temperature * (by_rate[chosen] - by_rate[other]);
    double error = outcome[t] - value[chosen];
    by_rate[chosen] += error - rate * by_rate[chosen];
    value[chosen] += rate * error;
  }
  result[0] = total;
  result[1] = d_rate;
  result[2] = d_temperature;
}
