/**
 * Curves of published rules solved apart from the simulator, in double precision and by other methods: what the
 * protocols in examples/rules are compared with where there is no closed form. Nothing here uses the product's code.
 */

/** Values of a curve by condition, for values of the swept quantity in the unit of its axis. */
export type SeparateCurve = (x: readonly number[]) => Readonly<Record<string, readonly number[]>>;

type State = readonly number[];
type Derivative = (time: number, state: State) => number[];

/** One step of the classical fourth-order method of Runge and Kutta. */
function rungeKutta(derivative: Derivative, time: number, state: State, step: number): number[] {
  const moved = (slope: State, share: number) => state.map((value, place) => value + share * step * slope[place]!);
  const first = derivative(time, state);
  const second = derivative(time + step / 2, moved(first, 0.5));
  const third = derivative(time + step / 2, moved(second, 0.5));
  const fourth = derivative(time + step, moved(third, 1));
  return state.map(
    (value, place) => value + (step / 6) * (first[place]! + 2 * second[place]! + 2 * third[place]! + fourth[place]!),
  );
}

/** Tsodyks and Markram's recursion from spike to spike. */
function releases(count: number, share: number, recovery: number, facilitation: number, interval: number): number[] {
  const released: number[] = [];
  let use = 0;
  let resources = 1;
  for (let spike = 0; spike < count; spike++) {
    use = use + share * (1 - use);
    released.push(use * resources);
    resources = 1 + (resources * (1 - use) - 1) * Math.exp(-interval / recovery);
    use *= Math.exp(-interval / facilitation);
  }
  return released;
}

const shortTermPlasticity: SeparateCurve = (x) => {
  const pick = (values: readonly number[]) => x.map((number) => values[number - 1]!);
  return {
    depressing: pick(releases(10, 0.5, 0.8, 0.001, 0.05)),
    facilitating: pick(releases(10, 0.03, 0.13, 0.53, 0.05)),
  };
};

/** Benna and Fusi's chain: vessel k has capacity 2^(k-1) and is joined to the next by 2^(-k-2), the last one leaks. */
const consolidationChain: SeparateCurve = (x) => {
  const vessels = 7;
  const flow = (level: State, k: number) => 2 ** (-k - 3) * (level[k]! - (level[k + 1] ?? 0));
  const derivative: Derivative = (_, level) =>
    level.map((_, k) => ((k === 0 ? 0 : flow(level, k - 1)) - flow(level, k)) / 2 ** k);
  let level: number[] = Array.from({ length: vessels }, (_, k) => (k === 0 ? 1 : 0));
  let time = 0;
  const curve = x.map((wanted) => {
    const steps = Math.ceil((wanted - time) / 0.25);
    const step = (wanted - time) / steps;
    for (let n = 0; n < steps; n++) level = rungeKutta(derivative, 0, level, step);
    time = wanted;
    return level[0]!;
  });
  return { curve };
};

/** Fusi, Drew and Abbott's cascade as a Markov chain: probabilities of [weak, strong] × depth. */
function cascadeCurve(depths: number, x: readonly number[]): number[] {
  const flip = (depth: number) => (depth < depths ? 0.5 ** (depth - 1) : Math.min(1, 0.5 ** (depth - 2)));
  const deepen = (depth: number) => (depth < depths ? 0.5 ** (depth - 1) : 0);
  const call = (state: number[][], wanted: 0 | 1): number[][] => {
    const next = state.map((row) => row.map(() => 0));
    for (let depth = 1; depth <= depths; depth++) {
      const other = state[1 - wanted]![depth - 1]!;
      next[wanted]![0]! += other * flip(depth);
      next[1 - wanted]![depth - 1]! += other * (1 - flip(depth));
      const same = state[wanted]![depth - 1]!;
      next[wanted]![depth - 1]! += same * (1 - deepen(depth));
      if (depth < depths) next[wanted]![depth]! += same * deepen(depth);
    }
    return next;
  };
  let state = [0, 1].map(() => Array<number>(depths).fill(1 / (2 * depths)));
  state = call(state, 1);
  const strong = [0.5, state[1]!.reduce((sum, value) => sum + value, 0)];
  for (let time = 2; time <= Math.max(...x); time++) {
    const [down, up] = [call(state, 0), call(state, 1)];
    state = state.map((row, side) => row.map((_, depth) => (down[side]![depth]! + up[side]![depth]!) / 2));
    strong.push(state[1]!.reduce((sum, value) => sum + value, 0));
  }
  return x.map((time) => strong[time]! - 0.5);
}

const cascade: SeparateCurve = (x) => ({
  one: cascadeCurve(1, x),
  three: cascadeCurve(3, x),
  six: cascadeCurve(6, x),
});

/** Late potentiation of a weakly stimulated synapse, %, for a weak tetanus `lag` hours from a strong one. */
function captured(lag: number, strong: boolean): number {
  const hour = 3600;
  const step = 5;
  const [strongAt, weakAt] = [6 * hour, (6 + lag) * hour];
  const tagAt = (time: number, from: number) =>
    time < from ? 0 : time < from + 60 ? 1 : Math.exp(-(time - from - 60) / hour);
  const tags = (time: number) => (strong ? 10 * tagAt(time, strongAt) : 0) + 3 * tagAt(time, weakAt);
  const derivative: Derivative = (time, [proteins = 0, lasting = 0]) => [
    (tags(time) > 4 ? (1 - proteins) / 360 : 0) - proteins / hour,
    (lasting * (1 - lasting) * (lasting - 0.5) + 0.7 * proteins * tagAt(time, weakAt)) / 360,
  ];
  let state: number[] = [0, 0];
  for (let time = 0; time < 24 * hour; time += step) state = rungeKutta(derivative, time, state, step);
  return 100 * (tagAt(24 * hour, weakAt) + state[1]!);
}

const taggingAndCapture: SeparateCurve = (x) => ({
  rescued: x.map((lag) => captured(lag, true)),
  alone: x.map((lag) => captured(lag, false)),
});

/** What happens in a run of the striatal rule; times in s. */
interface StriatalRun {
  readonly presynaptic: readonly number[];
  readonly postsynaptic: readonly number[];
  /** Firing of dopamine neurons above tonic. */
  readonly firing: (time: number) => number;
  /** Gains of potentiation and depression for a dopamine concentration. */
  readonly gains: (concentration: number) => readonly [number, number];
  readonly learningRate: number;
  readonly duration: number;
}

/** A relaxation with the given time constant, s, over a time. */
const decay = (time: number, timeConstant: number) => Math.exp(-time / timeConstant);

/** Factors by which the linear quantities of the striatal rule change within a time. */
function striatalFactors(time: number) {
  return { trace: decay(time, 0.02), dopamine: decay(time, 0.2), first: decay(time, 0.4), second: decay(time, 0.7) };
}

type StriatalFactors = ReturnType<typeof striatalFactors>;

/** Eligibility (0.7 s) that follows readiness (0.4 s), in closed form. */
function followed(eligibility: number, readiness: number, { first, second }: StriatalFactors): number {
  const share = (readiness * 0.4) / (0.4 - 0.7);
  return (eligibility - share) * second + share * first;
}

/**
 * Change of the weight, %. At spikes the traces jump; between them all but the weight is linear and has a closed form, and
 * the weight is integrated by Simpson's rule.
 */
function striatalChange({ presynaptic, postsynaptic, firing, gains, learningRate, duration }: StriatalRun): number {
  const step = 0.001;
  const [half, whole] = [striatalFactors(step / 2), striatalFactors(step)];
  const place = (time: number) => Math.round(time / step);
  const [before, after] = [new Set(presynaptic.map(place)), new Set(postsynaptic.map(place))];
  let [pre, post, ltpReady, ltp, ltdReady, ltd, dopamine, change] = [0, 0, 0, 0, 0, 0, 1, 0];
  const speed = (concentration: number, potentiation: number, depression: number): number => {
    const [potentiates, depresses] = gains(concentration);
    return learningRate * (potentiates * potentiation - depresses * depression);
  };
  for (let n = 0; n < Math.round(duration / step); n++) {
    if (after.has(n)) ltpReady += pre;
    if (before.has(n)) ltdReady += post;
    if (before.has(n)) pre += 1;
    if (after.has(n)) post += 1;
    const input = 1 + firing((n + 0.5) * step);
    const at = (factors: StriatalFactors): [number, number, number] => [
      input + (dopamine - input) * factors.dopamine,
      followed(ltp, ltpReady, factors),
      followed(ltd, ltdReady, factors),
    ];
    const end = at(whole);
    change += (step / 6) * (speed(dopamine, ltp, ltd) + 4 * speed(...at(half)) + speed(...end));
    [dopamine, ltp, ltd] = end;
    ltpReady *= whole.first;
    ltdReady *= whole.first;
    pre *= whole.trace;
    post *= whole.trace;
  }
  return 100 * change;
}

const train = (from: number, count: number, period: number) =>
  Array.from({ length: count }, (_, place) => from + place * period);

const occupancy = (concentration: number, half: number, antagonist = 0) =>
  concentration / (concentration + half) / (1 + antagonist);

function d1Gains(antagonist: number): StriatalRun["gains"] {
  return (dopamine) => {
    const ratio = occupancy(dopamine, 20, antagonist) / occupancy(1, 20);
    return [Math.max(0, ratio - 1), Math.max(0, 1 - ratio)];
  };
}

function d2Gains(antagonist: number): StriatalRun["gains"] {
  return (dopamine) => {
    const ratio = occupancy(dopamine, 1, antagonist) / occupancy(1, 1);
    return [Math.max(0, 1 - ratio), Math.max(0, ratio - 1)];
  };
}

function windowChange(delay: number, burst: number): number {
  const begins = [5, 25, 45];
  const bursts = begins.flatMap((begin) => train(begin + delay, 10, 0.033));
  return striatalChange({
    presynaptic: begins.flatMap((begin) => train(begin, 10, 0.1)),
    postsynaptic: begins.flatMap((begin) => train(begin + 0.01, 10, 0.1)),
    firing: (time) => (bursts.some((from) => time >= from && time < from + 0.01) ? burst : 0),
    gains: d1Gains(0),
    learningRate: 0.12,
    duration: 70,
  });
}

const striatalDopamine: SeparateCurve = (x) => {
  const nothing = windowChange(0, 0);
  return { dopamine: x.map((delay) => windowChange(delay, 20)), nothing: x.map(() => nothing) };
};

const striatalTiming: SeparateCurve = (x) => {
  const change = (interval: number, level: number, gains: StriatalRun["gains"]) =>
    striatalChange({
      presynaptic: train(2, 30, 0.3),
      postsynaptic: train(2 + interval / 1000, 30, 0.3),
      firing: (time) => (time >= 1 && time < 12 ? level : 0),
      gains,
      learningRate: 0.02,
      duration: 16,
    });
  return {
    dopamineD1: x.map((interval) => change(interval, 1, d1Gains(0))),
    blockedD1: x.map((interval) => change(interval, 0, d1Gains(9))),
    dopamineD2: x.map((interval) => change(interval, 1, d2Gains(0))),
    blockedD2: x.map((interval) => change(interval, 0, d2Gains(9))),
  };
};

/** The curves by name of the file in examples/rules. */
export const separateCurves: Readonly<Record<string, SeparateCurve>> = {
  shortTermPlasticity,
  consolidationChain,
  cascade,
  taggingAndCapture,
  striatalDopamine,
  "striatalDopamine-timing": striatalTiming,
};

/** A curve as the CSV text of a protocol file. */
export function separatePoints(head: string, x: readonly number[], curve: SeparateCurve): string {
  const values = curve(x);
  const columns = head.split(",").slice(1);
  const number = (value: number) => String(Number(value.toPrecision(8)));
  const rows = x.map((place, row) => [place, ...columns.map((column) => number(values[column]![row]!))].join(","));
  return [head, ...rows].join("\n");
}
