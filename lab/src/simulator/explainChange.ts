import { type CompiledModel, type ModelExplanation, simulate } from "neohebb";
import type { BrainSetting, Explanation, Factor, Synapse } from "./messages.ts";

/** A factor before its values are known. */
type Wanted = Omit<Factor, "values">;

/** Which change is to be explained. */
export interface ChangeQuestion {
  readonly projection: string;
  /** From 0. */
  readonly trial: number;
  /** Null: the synapse whose weight changed most in the trial. */
  readonly synapse: Synapse | null;
}

/**
 * Runs the subject once more from the beginning (the same bits come out) and looks closely at one synapse in one trial.
 *
 * @throws RangeError if there is no such trial or projection.
 */
export async function explainChange(
  { task, subject, seed }: BrainSetting,
  compiled: CompiledModel,
  model: ModelExplanation,
  { projection, trial, synapse }: ChangeQuestion,
): Promise<Explanation> {
  const found = compiled.model.projections.find(({ name }) => name === projection);
  if (!found?.weight) throw new RangeError(`there is no projection ${projection} with weights`);
  const { weight, source, target } = found;
  const size = { pre: unitsOf(compiled, source), post: unitsOf(compiled, target) };
  const base = { task, subjects: [subject], seed };

  let earlier: Float32Array | null = null;
  let later: Float32Array | null = null;
  for await (const one of simulate(compiled, base).trials()) {
    if (one.trial === trial - 1) earlier = one.read(weight, subject);
    if (one.trial < trial) continue;
    later = one.read(weight, subject);
    break;
  }
  if (!later) throw new RangeError(`there is no trial ${trial + 1}`);
  const chosen = synapse ?? (earlier ? largestChange(earlier, later, size) : { pre: 0, post: 0 });

  const wanted = factorsOf(compiled, model, projection, chosen);
  const record = wanted.map(({ variable }) => variable);
  const every = compiled.model.program.step;
  for await (const one of simulate(compiled, { ...base, record, every }).trials()) {
    if (one.trial < trial) continue;
    const { time, phase } = one.samples;
    const factors = wanted.map((factor) => ({ ...factor, values: one.samples[factor.variable] as Float32Array }));
    const index = chosen.post * size.pre + chosen.pre;
    const before = earlier?.[index] ?? factors[0]!.values[0]!;
    return { projection, trial, synapse: chosen, size, before, after: later[index]!, time, phase, factors };
  }
  throw new RangeError(`there is no trial ${trial + 1}`);
}

function unitsOf({ model }: CompiledModel, name: string): number {
  return model.program.populations.find((population) => population.name === name)?.size ?? 1;
}

function largestChange(earlier: Float32Array, later: Float32Array, { pre }: Synapse): Synapse {
  let best = 0;
  for (let index = 1; index < later.length; index++) {
    if (Math.abs(later[index]! - earlier[index]!) > Math.abs(later[best]! - earlier[best]!)) best = index;
  }
  return { post: Math.floor(best / pre), pre: best % pre };
}

/**
 * The variables from which a synapse's change is reckoned: the weight, what is read of its two units, what the rule
 * keeps in them, third factors, and what these read.
 */
function factorsOf(
  compiled: CompiledModel,
  { owners }: ModelExplanation,
  projection: string,
  { pre, post }: Synapse,
): Wanted[] {
  const { model } = compiled;
  const { weight, source, target, modulations } = model.projections.find(({ name }) => name === projection)!;
  const known = new Map(model.program.variables.map((variable) => [variable.name, variable]));
  const sides = { pre: { name: source, unit: pre }, post: { name: target, unit: post } };
  const unit = (variable: string, side: keyof typeof sides) => {
    const { name, unit: number } = sides[side];
    return unitsOf(compiled, name) > 1 ? `${variable}[${number}]` : variable;
  };
  const own = owners.find(({ name }) => name === projection);
  const texts = [
    ...(own?.equations.map(({ right }) => right) ?? []),
    ...(own?.definitions.map(({ text }) => text) ?? []),
  ];
  const read = [...new Set(texts.flatMap((text) => [...text.matchAll(/\b(pre|post)\.(\w+)/gu)].map(([all]) => all)))];
  const factors: Wanted[] = [
    { kind: "weight", variable: `${weight}[${post * unitsOf(compiled, source) + pre}]`, effect: null },
  ];
  for (const name of new Set(["pre.rate", "post.rate", ...read])) {
    const [side, variable] = name.split(".") as [keyof typeof sides, string];
    factors.push({ kind: side, variable: unit(`${sides[side].name}.${variable}`, side), effect: null });
  }
  for (const side of ["pre", "post"] as const) {
    for (const name of known.keys()) {
      if (name.startsWith(`${projection}.${side}.`))
        factors.push({ kind: "trace", variable: unit(name, side), effect: null });
    }
  }
  for (const { name, effect, modulators } of modulations) {
    const variable = `${projection}.modulation.${name}`;
    factors.push({ kind: "modulation", variable, effect: { kind: effect, modulators } });
  }
  const sizes = new Map([...known].map(([name, { domain }]) => [name, domain.kind]));
  const states = (own?.modulation ?? []).flatMap(({ text }) =>
    [...text.matchAll(/\b\w+\.\w+\b/gu)].map(([name]) => name),
  );
  for (const name of new Set(states)) {
    if (sizes.get(name) === "subject") factors.push({ kind: "state", variable: name, effect: null });
  }
  return factors.filter(({ variable }) => known.has(variable.replace(/\[\d+\]$/u, "")));
}
