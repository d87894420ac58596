import type { Statement } from "../engine/program.ts";
import type { Sourced } from "./declareOwners.ts";
import * as fold from "./fold.ts";
import type { LoweringTask } from "./lowerOwners.ts";
import type { AreaFile, PopulationFile } from "./modelFile.ts";
import { inside } from "./sections.ts";
import { type AreaOwner, type PopulationOwner, type SourceText, sourceText, type VariableSymbol } from "./symbols.ts";
import { frameFor, type Typed } from "./typed.ts";

/** An area's activity: the mean over its populations' activities; null if none has any. */
export function lowerActivity(
  { declaring, lowering, populations }: LoweringTask,
  { owner, file }: Sourced<AreaOwner, AreaFile>,
): { variable: VariableSymbol; statement: Statement } | null {
  if (owner.symbols.has("activity")) return null;
  const values: Typed[] = [];
  for (const population of populations.get(owner) ?? []) {
    const text = activityText(population);
    if (!text) continue;
    const base = frameFor(population.owner, population.owner.scope, text, `${population.owner.name}/activity`);
    const frame = { ...base, domain: { kind: "subject" } } as const;
    const value = lowering.text(frame);
    const whole = { start: 0, end: text.value.length };
    const message = "the activities of an area's populations have different units";
    if (value && lowering.agree(values[0] ?? value, value, frame, whole, message)) values.push(value);
  }
  const [first] = values;
  if (!first) return null;
  const total = values.map((value) => value.expression).reduce((left, right) => fold.binary("add", left, right));
  const expression = fold.binary("divide", total, fold.constant(values.length));
  const place = file.positions.key(file.path);
  const name = `${owner.name}.activity`;
  const variable = declaring.variable({ name, dimension: first.dimension, place, owner, derived: true });
  return { variable, statement: { variable: name, expression, origin: `${owner.name}: activity` } };
}

function activityText({ owner, file }: Sourced<PopulationOwner, PopulationFile>): SourceText | null {
  const given = inside(file, "activity");
  if (given) return sourceText(given.value, given.positions, given.path);
  if (owner.symbols.get("rate")?.kind !== "variable") return null;
  return { value: "mean(rate)", at: () => owner.place };
}
