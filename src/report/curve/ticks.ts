/** Round numbers that cover an interval, about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999)! * power;
  const first = Math.floor(low / size + 1e-9);
  const last = Math.ceil(high / size - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * size).toPrecision(12)));
}

/** Powers of ten (and, for short intervals, their 2- and 5-fold) that cover an interval above 0. */
export function logarithmicTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const every = Math.max(1, Math.ceil((last - first) / 8));
  const factors = last - first <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every)
    for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(12)));
  return ticks.filter((tick) => tick <= 10 ** last * 1.000001);
}
