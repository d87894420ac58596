import { createSimulation } from "../../engine/createSimulation.ts";
import { seedWords } from "../../math/random.ts";
import type { LoweredModel } from "../../spec/index.ts";
import { type IsolatedProjection, isolateProjection } from "./isolate.ts";

/** A push of a modulator from the tonic level 1. */
export interface Push {
  /** Times the tonic level. */
  readonly level: number;
  /** Onset from the beginning of the pairing, s; null: all the time. */
  readonly delay: number | null;
}

/** A condition: what each modulator does during and after the pairing, and which antagonist is there. */
export interface WindowCondition {
  readonly pushes: Readonly<Record<string, Push>>;
  /** Input of an antagonist, which blocks nine tenths of the receptors. */
  readonly block?: string;
}

/** Change of the weight against one modulator's delay and another's level. */
export interface WindowMap {
  /** The modulator of the horizontal axis. */
  readonly across: string;
  /** The modulator of the vertical axis. */
  readonly up: string;
  readonly kind: "level" | "timing";
  /** Levels or delays (s). */
  readonly x: readonly number[];
  /** Levels. */
  readonly y: readonly number[];
  /** `[y][x]`, change of the mean weight. */
  readonly change: readonly (readonly number[])[];
}

/** What one level of a modulator does to another's curve over delays. */
export interface WindowCurve {
  readonly modulator: string;
  readonly level: number;
  /** Largest change (by size, with its sign). */
  readonly gain: number;
  /** Delay of it, s. */
  readonly peak: number;
  /** Time over which the change is at least half of it, s. */
  readonly width: number;
}

/** What is left of the curve over delays, the others high, while a receptor is blocked. */
export interface BlockedReceptor {
  /** Null: no block. */
  readonly receptor: string | null;
  readonly modulator: string | null;
  readonly effects: readonly string[];
  readonly gain: number;
  readonly peak: number;
  readonly width: number;
}

/** A cell of the factorial. */
export interface FactorialCell {
  /** Modulators that are high, the others are tonic. */
  readonly high: readonly string[];
  readonly change: number;
}

/** How modulators together open a projection's plasticity. */
export interface PlasticityWindow {
  readonly model: string;
  readonly projection: string;
  readonly label: string;
  readonly weight: string;
  readonly startWeight: number;
  /** Modulators that its plasticity reads, with the ways in which they act. */
  readonly modulators: readonly { readonly name: string; readonly effects: readonly string[] }[];
  /** The modulator whose delay is varied. */
  readonly timed: string;
  /** Its delay in the factorial, s: where it does most while the others are tonic. */
  readonly delay: number;
  /** What was active during the pairing; a postsynaptic quantity that is no firing stays active after it. */
  readonly driven: {
    readonly presynaptic: readonly string[];
    readonly postsynaptic: readonly string[];
    readonly world: readonly string[];
  };
  /** What was left at its first value. */
  readonly held: readonly string[];
  /** What was given a value for all the time. */
  readonly fixed: Readonly<Record<string, number>>;
  readonly factorial: readonly FactorialCell[];
  /** By set of modulators joined with ×: half of the mean difference of changes that the product of their levels makes. */
  readonly contrasts: readonly { readonly of: readonly string[]; readonly size: number }[];
  readonly maps: readonly WindowMap[];
  readonly curves: readonly WindowCurve[];
  /** First without a block. */
  readonly receptors: readonly BlockedReceptor[];
}

/** When the pairing begins, how long it lasts, how long a push lasts, when the weight is read, s. */
const timing = { onset: 3, length: 0.5, push: 0.5, end: 11 };
const levels = [0.1, 0.3, 1, 3, 10];
const delays = [-2, -1.5, -1, -0.5, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5];
const high = { level: 4, delay: 0.5 };
/** Dose of an antagonist in multiples of its inhibition constant: nine tenths are blocked. */
const blocked = 9;
/** Activity of both sides: weak, so that the weight stays far from its bounds. */
const active = 0.25;

/**
 * Measures the window: all combinations of the modulators' pushes, then graded levels and delays, around one pairing of
 * an isolated projection.
 *
 * @param fixed - Values of other quantities that the plasticity reads (an outcome's error), all the time.
 * @throws RangeError if there is no such plastic projection or quantity, or no modulator reaches its plasticity
 */
export async function measureWindow(
  model: LoweredModel,
  name: string,
  fixed: Readonly<Record<string, number>> = {},
): Promise<PlasticityWindow> {
  const isolated = isolateProjection(model, name);
  const { description, concentrations } = isolated;
  const modulators = [...concentrations.keys()];
  if (modulators.length === 0) throw new RangeError(`no modulator reaches the plasticity of "${name}"`);
  const timed = modulators.includes("dopamine") ? "dopamine" : modulators[0]!;
  const others = modulators.filter((modulator) => modulator !== timed);
  const plans = mapPlans(timed, others);
  const drive = driveOf(isolated, fixed);
  const graded = await changesOf(
    isolated,
    drive,
    plans.flatMap(({ conditions }) => conditions),
  );
  let at = 0;
  const maps = plans.map(({ map }) => ({
    ...map,
    change: map.y.map(() => map.x.map(() => graded.changes[at++]!)),
  }));
  const best = bestDelay(maps);
  const push = (modulator: string): Push => ({ level: high.level, delay: modulator === timed ? best : null });
  const subsets = subsetsOf(modulators);
  const { start, changes } = await changesOf(
    isolated,
    drive,
    subsets.map((set) => ({ pushes: Object.fromEntries(set.map((modulator) => [modulator, push(modulator)])) })),
  );
  const factorial = subsets.map((set, place) => ({ high: set, change: changes[place]! }));
  return {
    model: model.name,
    projection: description.name,
    label: description.label,
    weight: isolated.weight,
    startWeight: start,
    modulators: modulators.map((modulator) => ({
      name: modulator,
      effects: [
        ...new Set(
          description.modulations.filter((one) => one.modulators.includes(modulator)).map(({ effect }) => effect),
        ),
      ],
    })),
    timed,
    delay: best,
    driven: drive.driven,
    held: drive.held,
    fixed,
    factorial,
    contrasts: contrasts(factorial),
    maps,
    curves: curvesOf(maps),
    receptors: await blockedReceptors(isolated, drive, timed, others),
  };
}

/** The curve over delays with all other modulators high, without and with each receptor's antagonist. */
async function blockedReceptors(
  isolated: IsolatedProjection,
  drive: Drive,
  timed: string,
  others: readonly string[],
): Promise<BlockedReceptor[]> {
  const rows = [null, ...isolated.receptors];
  const held = Object.fromEntries(others.map((modulator) => [modulator, { level: high.level, delay: null }]));
  const conditions = rows.flatMap((receptor) =>
    delays.map((delay) => ({
      pushes: { ...held, [timed]: { level: high.level, delay } },
      ...(receptor ? { block: receptor.antagonist } : {}),
    })),
  );
  const { changes } = await changesOf(isolated, drive, conditions);
  return rows.map((receptor, row) => ({
    receptor: receptor?.name ?? null,
    modulator: receptor?.modulator ?? null,
    effects: receptor?.effects ?? [],
    ...shapeOf(delays, changes.slice(row * delays.length, (row + 1) * delays.length)),
  }));
}

interface MapPlan {
  readonly map: Omit<WindowMap, "change">;
  readonly conditions: readonly WindowCondition[];
}

/** Level against level, and delay against level, of the timed modulator with each other (or alone). */
function mapPlans(timed: string, others: readonly string[]): MapPlan[] {
  const plan = (kind: WindowMap["kind"], up: string, x: readonly number[], y: readonly number[]): MapPlan => ({
    map: { across: timed, up, kind, x, y },
    conditions: y.flatMap((other) =>
      x.map((value) => {
        const push = kind === "level" ? { level: value, delay: high.delay } : { level: high.level, delay: value };
        const own = up === timed ? {} : { [up]: { level: other, delay: null } };
        return { pushes: { [timed]: push, ...own } };
      }),
    ),
  });
  if (others.length === 0) return [plan("level", timed, levels, [1]), plan("timing", timed, delays, [1])];
  return others.flatMap((up) => [plan("level", up, levels, levels), plan("timing", up, delays, levels)]);
}

/** Where a push of the timed modulator does most while the others are tonic. */
function bestDelay(maps: readonly WindowMap[]): number {
  const { x, y, change } = maps.find(({ kind }) => kind === "timing")!;
  const row = change[y.indexOf(1)]!;
  const rest = row[0]!; // A push long before the pairing leaves what there is without one.
  return x[
    row.reduce((best, value, place) => (Math.abs(value - rest) > Math.abs(row[best]! - rest) ? place : best), 0)
  ]!;
}

function subsetsOf(names: readonly string[]): string[][] {
  return Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_, place) => (bits >> place) & 1));
}

interface Drive {
  readonly driven: PlasticityWindow["driven"];
  readonly held: readonly string[];
  readonly fixed: Readonly<Record<string, number>>;
  /** Whether firing is counted in spikes a second: then a pair is one spike each. */
  readonly spikes: boolean;
  /** The postsynaptic quantity is no firing but a credit or an error: it stays after the pairing. */
  readonly lasting: boolean;
}

/**
 * What is driven: of each side `rate`, else what is read first, and the vectors that the world writes (an action's
 * efference copy). The rest is left at its first value.
 */
function driveOf(
  { presynaptic, postsynaptic, program, description }: IsolatedProjection,
  fixed: Readonly<Record<string, number>>,
): Drive {
  const readable = [...presynaptic, ...postsynaptic];
  for (const name of Object.keys(fixed))
    if (!readable.includes(name))
      throw new RangeError(
        `the plasticity of "${description.name}" reads no "${name}" from outside; it reads ${readable.join(", ")}`,
      );
  const variables = new Map(program.variables.map((variable) => [variable.name, variable]));
  const written = (name: string) => variables.get(name)?.role === "input";
  const main = (names: readonly string[]) => {
    const free = names.filter((name) => !(name in fixed) && !written(name));
    const rate = free.find((variable) => variable.endsWith(".rate"));
    return rate !== undefined ? [rate] : free.slice(0, 1);
  };
  const driven = {
    presynaptic: main(presynaptic),
    postsynaptic: main(postsynaptic),
    world: readable.filter((name) => written(name) && !(name in fixed)),
  };
  const used = [...driven.presynaptic, ...driven.postsynaptic, ...driven.world];
  return {
    driven,
    held: readable.filter((variable) => !(variable in fixed) && !used.includes(variable)),
    fixed,
    spikes: used.some((variable) => variables.get(variable)?.unit === "1/s"),
    lasting: driven.postsynaptic.some((variable) => !variable.endsWith(".rate")),
  };
}

async function changesOf(
  { program, concentrations, weight }: IsolatedProjection,
  { driven, fixed, spikes, lasting }: Drive,
  conditions: readonly WindowCondition[],
): Promise<{ start: number; changes: number[] }> {
  const simulation = await createSimulation(program, { subjects: conditions.map(() => 0), seed: seedWords(1) });
  simulation.initialise();
  const start = meanOf(simulation.read(weight, 0));
  const steps = Math.round(timing.end / program.step);
  const { lanes } = simulation;
  for (let tile = 0; tile < simulation.tiles; tile++) {
    for (const [variable, value] of Object.entries(fixed)) simulation.view(variable, tile).fill(value);
    const here = conditions.slice(lanes * tile, lanes * (tile + 1));
    here.forEach(({ block }, lane) => {
      if (block !== undefined) simulation.view(block, tile)[lane] = blocked;
    });
    for (let step = 0; step < steps; step++) {
      const time = step * program.step;
      for (const [modulator, variable] of concentrations) {
        const view = simulation.view(variable, tile);
        here.forEach(({ pushes }, lane) => {
          view[lane] = levelAt(pushes[modulator], time);
        });
      }
      const pre = activity(time, program.step, spikes, 0);
      const post = lasting ? (time >= timing.onset - 1e-9 ? active : 0) : activity(time, program.step, spikes, 1);
      const world = time >= timing.onset - 1e-9 && time < timing.onset + timing.length - 1e-9 ? 1 : 0;
      for (const variable of driven.world) simulation.view(variable, tile).fill(world);
      for (const variable of driven.presynaptic) simulation.view(variable, tile).fill(pre);
      for (const variable of driven.postsynaptic) simulation.view(variable, tile).fill(post);
      simulation.step(tile);
    }
  }
  return {
    start,
    changes: conditions.map((_, place) => meanOf(simulation.read(weight, place)) - start),
  };
}

function levelAt(push: Push | undefined, time: number): number {
  if (!push) return 1;
  if (push.delay === null) return push.level;
  const from = timing.onset + push.delay;
  return time >= from - 1e-9 && time < from + timing.push - 1e-9 ? push.level : 1;
}

/** Activity of a side: half a second of weak firing, or five pairs of spikes, post a step after pre. */
function activity(time: number, step: number, spikes: boolean, later: number): number {
  const since = time - timing.onset - (spikes ? later * step : 0);
  if (!spikes) return since >= -1e-9 && since < timing.length - 1e-9 ? active : 0;
  const place = Math.round(since / step);
  const period = Math.max(2, Math.round(0.1 / step));
  return place >= 0 && place < 5 * period && place % period === 0 ? 1 / step : 0;
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Main effects and interactions of the factorial: mean over cells of the change times the product of signs. */
function contrasts(cells: readonly FactorialCell[]): PlasticityWindow["contrasts"] {
  return cells.slice(1).map(({ high: of }) => ({
    of,
    size:
      cells.reduce(
        (sum, cell) => sum + cell.change * of.reduce((sign, name) => (cell.high.includes(name) ? sign : -sign), 1),
        0,
      ) / cells.length,
  }));
}

function curvesOf(maps: readonly WindowMap[]): WindowCurve[] {
  return maps
    .filter(({ kind }) => kind === "timing")
    .flatMap(({ up, x, y, change }) =>
      y.map((level, row) => {
        return { modulator: up, level, ...shapeOf(x, change[row]!) };
      }),
    );
}

/** Largest change of a curve, its place, and the curve's width. */
function shapeOf(x: readonly number[], values: readonly number[]): { gain: number; peak: number; width: number } {
  const best = values.reduce((at, value, place) => (Math.abs(value) > Math.abs(values[at]!) ? place : at), 0);
  return { gain: values[best]!, peak: x[best]!, width: widthOf(x, values, best) };
}

/** Time around the peak over which a line through the points is at least half as high. */
function widthOf(x: readonly number[], values: readonly number[], best: number): number {
  const half = values[best]! / 2;
  const reach = (direction: 1 | -1): number => {
    for (let at = best; x[at + direction] !== undefined; at += direction) {
      const share = (values[at]! - half) / (values[at]! - values[at + direction]!);
      if (share >= 0 && share < 1) return x[at]! + share * (x[at + direction]! - x[at]!);
    }
    return direction === 1 ? x.at(-1)! : x[0]!;
  };
  return values[best] === 0 ? 0 : reach(1) - reach(-1);
}
