import { exponential } from "../../math/double.ts";
import { quantile, sorted } from "../../math/statistics.ts";

const POINTS = 80;
/** Draws that are looked at. */
const MOST = 2000;
const TWO_PI = 6.283185307179586;

/** Density of draws for a picture: Gaussian kernels, of Silverman's width (1986, equation 3.31). */
export function densityOf(draws: Float64Array): { readonly x: number[]; readonly y: number[] } {
  const step = Math.max(1, Math.ceil(draws.length / MOST));
  const kept = draws.filter((_, i) => i % step === 0);
  const ascending = sorted(kept);
  const mean = kept.reduce((sum, x) => sum + x, 0) / kept.length;
  const deviation = Math.sqrt(kept.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / Math.max(1, kept.length - 1));
  const middle = (quantile(ascending, 0.75) - quantile(ascending, 0.25)) / 1.34;
  const spread = middle > 0 ? Math.min(deviation, middle) : deviation;
  if (!(spread > 0)) return { x: [], y: [] };
  const width = (0.9 * spread) / kept.length ** 0.2;
  const from = ascending[0]! - 2 * width;
  const to = ascending[ascending.length - 1]! + 2 * width;
  const x = Array.from({ length: POINTS }, (_, i) => from + (i * (to - from)) / (POINTS - 1));
  const factor = 1 / (kept.length * width * Math.sqrt(TWO_PI));
  const y = x.map((at) => {
    let sum = 0;
    for (const draw of kept) {
      const distance = (at - draw) / width;
      if (Math.abs(distance) < 8) sum += exponential(-0.5 * distance * distance);
    }
    return sum * factor;
  });
  return { x, y };
}
