/** Samples of each area, `[area][sample]`. */
export type AreaSamples = readonly (readonly number[])[];

/**
 * What imaging sees of activity at equal distances of time: activity convolved with t/τ·exp(1 − t/τ), which peaks at τ.
 *
 * @param activity - One value each `spacing`.
 * @param peak - τ, s.
 */
export function haemodynamic(activity: readonly number[], spacing: number, peak: number): number[] {
  const kernel = Array.from({ length: Math.ceil((6 * peak) / spacing) }, (_, step) => {
    const time = (step * spacing) / peak;
    return time * Math.exp(1 - time);
  });
  return activity.map((_, at) =>
    kernel.reduce((sum, weight, step) => sum + (at >= step ? weight * activity[at - step]! : 0), 0),
  );
}

/**
 * Correlations of all pairs of areas in windows of so many samples, one after the other: `[window][area][area]`.
 * Negative ones, and those of an area that does not change, count as none.
 */
export function windowedCorrelations(samples: AreaSamples, length: number): number[][][] {
  const windows = Math.floor((samples[0]?.length ?? 0) / length);
  return Array.from({ length: windows }, (_, window) => {
    const parts = samples.map((own) => standard(own.slice(window * length, (window + 1) * length)));
    return parts.map((one, place) =>
      parts.map((other, at) =>
        place === at ? 0 : Math.max(0, one.reduce((sum, value, i) => sum + value * other[i]!, 0) / length),
      ),
    );
  });
}

function standard(values: readonly number[]): number[] {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  return values.map((value) => (spread > 1e-9 ? (value - centre) / spread : 0));
}

/**
 * Communities that make multilayer modularity large (Mucha et al. 2010, doi 10.1126/science.1184819): nodes are areas
 * in windows; within a window what counts is correlation beyond γ times what strengths let expect, between neighbouring
 * windows an area is linked to itself with weight ω. Nodes move to the best neighbouring community as long as that
 * helps, then communities do, in a fixed order.
 *
 * @param layers - `[window][area][area]`, symmetric, at least 0.
 * @returns the community of each area in each window, `[window][area]`
 */
export function communities(layers: readonly (readonly (readonly number[])[])[], gamma = 1, omega = 1): number[][] {
  const areas = layers[0]?.length ?? 0;
  const count = layers.length * areas;
  let gains = layeredGains(layers, gamma, omega);
  let member = Array.from({ length: count }, (_, node) => node);
  for (;;) {
    const found = moved(gains);
    const labels = [...new Set(found)];
    if (labels.length === found.length) break;
    const place = found.map((label) => labels.indexOf(label));
    member = member.map((node) => place[node]!);
    const merged = labels.map(() => new Float64Array(labels.length));
    for (const [one, row] of gains.entries())
      for (const [other, gain] of row.entries()) merged[place[one]!]![place[other]!]! += gain;
    gains = merged;
  }
  return layers.map((_, layer) => member.slice(layer * areas, (layer + 1) * areas));
}

/** What it is worth that two nodes are together. */
function layeredGains(
  layers: readonly (readonly (readonly number[])[])[],
  gamma: number,
  omega: number,
): Float64Array[] {
  const areas = layers[0]?.length ?? 0;
  const gains = Array.from({ length: layers.length * areas }, () => new Float64Array(layers.length * areas));
  for (const [layer, matrix] of layers.entries()) {
    const strengths = matrix.map((row) => row.reduce((sum, value) => sum + value, 0));
    const all = strengths.reduce((sum, value) => sum + value, 0);
    for (let one = 0; one < areas; one++) {
      const row = gains[layer * areas + one]!;
      for (let other = 0; other < areas; other++) {
        const expected = all > 0 ? (gamma * strengths[one]! * strengths[other]!) / all : 0;
        if (one !== other) row[layer * areas + other] = matrix[one]![other]! - expected;
      }
      if (layer > 0) row[(layer - 1) * areas + one] = omega;
      if (layer + 1 < layers.length) row[(layer + 1) * areas + one] = omega;
    }
  }
  return gains;
}

/** Community of each node once no single move helps any more. */
function moved(gains: readonly Float64Array[]): number[] {
  const member = gains.map((_, node) => node);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [node, row] of gains.entries()) {
      const worth = new Map<number, number>([[member[node]!, 0]]);
      for (const [other, gain] of row.entries())
        if (other !== node && gain !== 0) worth.set(member[other]!, (worth.get(member[other]!) ?? 0) + gain);
      const own = worth.get(member[node]!)!;
      const [best, value] = [...worth].reduce((most, next) => (next[1] > most[1] ? next : most));
      if (value > own + 1e-9) {
        member[node] = best;
        changed = true;
      }
    }
  }
  return member;
}

/** Share of the steps from window to window at which areas change community, mean over some of the areas. */
export function flexibility(found: readonly (readonly number[])[], areas: readonly number[]): number {
  let changes = 0;
  for (let window = 1; window < found.length; window++)
    for (const area of areas) if (found[window]![area] !== found[window - 1]![area]) changes++;
  return changes / (areas.length * (found.length - 1));
}
