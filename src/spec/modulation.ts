import type { Statement } from "../engine/program.ts";
import type { SourcedProjection } from "./declareProjections.ts";
import type { Modulation } from "./lowered.ts";
import type { LoweringTask } from "./lowerOwners.ts";
import type { ProjectionFile } from "./modelFile.ts";
import { readsOf } from "./rewriting.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import { type ProjectionOwner, type Scope, sourceText, type VariableSymbol } from "./symbols.ts";
import { frameFor, type Typed } from "./typed.ts";

type ModulationFile = NonNullable<ProjectionFile["modulation"]>[string];

/** A modulation as the file gives it, with the scope of its text. */
interface Entry {
  readonly name: string;
  readonly entry: Placed<ModulationFile>;
  readonly scope: Scope;
}

/**
 * The modulation of a projection: which modulators act how, and a statement for each.
 *
 * What the options freeze reads the modulator's occupancies and concentrations at rest.
 */
export function lowerModulation(
  task: LoweringTask,
  projection: SourcedProjection,
): { described: Modulation[]; statements: Statement[] } {
  const described: Modulation[] = [];
  const statements: Statement[] = [];
  for (const one of entriesFor(projection)) {
    const { owner } = projection;
    const symbol = owner.symbols.get(one.name);
    const value = symbol?.kind === "variable" ? modulationValue(task, owner, one, symbol, new Set()) : null;
    if (symbol?.kind !== "variable" || !value) continue;
    const { effect } = one.entry.value;
    const read = [...readsOf(value.expression)].flatMap((name) => task.table.modulatory.get(name)?.modulator ?? []);
    const modulators = [...new Set(read)].sort();
    described.push({ name: one.name, effect, modulators });
    const frozen = task.frozen.filter(
      (held) => modulators.includes(held.modulator) && (held.effect ?? effect) === effect,
    );
    const used =
      frozen.length > 0
        ? modulationValue(task, owner, one, symbol, new Set(frozen.map((held) => held.modulator)))
        : value;
    const origin = `${owner.name}: modulation ${one.name}`;
    if (used) statements.push({ variable: symbol.name, expression: used.expression, origin });
  }
  return { described, statements };
}

/** The rule's entries that the projection does not replace, then its own. */
function entriesFor({ owner, file, rule, ruleScope }: SourcedProjection): Entry[] {
  const own = entriesOf(inside(file, "modulation")).map(([name, entry]) => ({ name, entry, scope: owner.scope }));
  const replaced = new Set(own.map(({ name }) => name));
  const fromRule = rule ? entriesOf(inside(rule, "modulation")) : [];
  const kept = fromRule.filter(([name]) => !replaced.has(name));
  return [...kept.map(([name, entry]) => ({ name, entry, scope: ruleScope })), ...own];
}

function modulationValue(
  task: LoweringTask,
  owner: ProjectionOwner,
  { name, entry, scope }: Entry,
  symbol: VariableSymbol,
  frozen: ReadonlySet<string>,
): Typed | null {
  const text = sourceText(entry.value.expression, entry.positions, [...entry.path, "expression"]);
  const base = frameFor(owner, scope, text, `${owner.name}/modulation/${name}`);
  const frame = { ...base, domain: { kind: "subject" }, frozen } as const;
  const value = task.lowering.text(frame);
  const whole = { start: 0, end: text.value.length };
  const message = `modulation "${name}" has another unit than its expression`;
  return value && task.lowering.demand(value, symbol.dimension, frame, whole, message) ? value : null;
}
