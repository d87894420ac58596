import type { Statement } from "../engine/program.ts";
import type { Sourced, SourcedProjection } from "./declareOwners.ts";
import type { Declaring } from "./declaring.ts";
import { frameFor, type Integration, lowerEquations, readsOf, Sums, textsOf } from "./equations.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { lowerInput } from "./gathering.ts";
import { spelling } from "./issue.ts";
import type { Modulation } from "./lowered.ts";
import type { AreaFile, NucleusFile, PopulationFile } from "./modelFile.ts";
import { nearestName } from "./nearestName.ts";
import { lowerAreaChemistry } from "./neuromodulation.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import {
  type AreaOwner,
  type InitialValue,
  type NucleusOwner,
  type Owner,
  type PopulationOwner,
  type Scope,
  type SourceText,
  type SymbolTable,
  sourceText,
  type VariableSymbol,
} from "./symbols.ts";
import type { Typed } from "./typed.ts";

/** What is lowered together. */
export interface LoweringTask {
  readonly declaring: Declaring;
  readonly lowering: ExpressionLowering;
  readonly table: SymbolTable;
  readonly areas: readonly Sourced<AreaOwner, AreaFile>[];
  readonly populations: ReadonlyMap<AreaOwner, readonly Sourced<PopulationOwner, PopulationFile>[]>;
  readonly nuclei: readonly Sourced<NucleusOwner, NucleusFile>[];
  readonly projections: readonly SourcedProjection[];
  readonly integration: Integration;
  /** Inputs that replace the firing of nuclei. */
  readonly yoked: ReadonlyMap<string, VariableSymbol>;
  readonly frozen: readonly { readonly modulator: string; readonly effect?: Modulation["effect"] }[];
  readonly events: ReadonlySet<string>;
}

/** Statements of a model by routine, and what was learnt on the way. */
export interface LoweredOwners {
  readonly initial: Statement[];
  readonly step: Statement[];
  readonly events: Map<string, Statement[]>;
  readonly modulations: Map<string, Modulation[]>;
  /** Areas' activity variables. */
  readonly activities: Map<AreaOwner, VariableSymbol>;
}

/** A part of a file with equations. */
type EquationFile = Placed<{
  readonly equations?: string | string[] | undefined;
  readonly on?: Record<string, string | string[]> | undefined;
}>;

/** Lowers all owners in the order of a step: chemistry, areas with populations, nuclei, projections, activity. */
export function lowerOwners(task: LoweringTask): LoweredOwners {
  return new OwnersLowering(task).run();
}

class OwnersLowering {
  private readonly result: LoweredOwners = {
    initial: [],
    step: [],
    events: new Map(),
    modulations: new Map(),
    activities: new Map(),
  };
  private readonly sums = new Sums();
  private readonly task: LoweringTask;

  constructor(task: LoweringTask) {
    this.task = task;
    for (const event of task.events) this.result.events.set(event, []);
  }

  run(): LoweredOwners {
    const { areas, populations, nuclei, projections } = this.task;
    this.chemistry();
    for (const owner of this.owners()) this.initialValues(owner);
    for (const area of areas) {
      this.equations(area.owner, area.owner.scope, area.file);
      for (const { owner, file } of populations.get(area.owner) ?? []) this.equations(owner, owner.scope, file);
    }
    for (const { owner, file } of nuclei) {
      this.equations(owner, owner.scope, file);
      this.yoke(owner);
    }
    for (const projection of projections) this.projection(projection);
    for (const area of areas) this.activity(area);
    return this.result;
  }

  private owners(): Owner[] {
    const { areas, populations, nuclei, projections } = this.task;
    return [
      ...areas.flatMap(({ owner }) => [owner, ...(populations.get(owner) ?? []).map((population) => population.owner)]),
      ...nuclei.map(({ owner }) => owner),
      ...projections.map(({ owner }) => owner),
    ];
  }

  private chemistry(): void {
    const { declaring, lowering, table, areas } = this.task;
    const receptors = declaring.section("receptors");
    for (const area of areas) {
      const { initial, step } = lowerAreaChemistry(declaring, lowering, table, area, receptors);
      this.result.initial.push(...initial);
      this.result.step.push(...step);
    }
  }

  private initialValues(owner: Owner): void {
    for (const [name, symbol] of owner.symbols) {
      if (symbol.kind !== "variable" || symbol.role !== "state" || symbol.derived) continue;
      const value = symbol.initial ? this.initialValue(owner, name, symbol, symbol.initial) : fold.constant(0);
      if (value)
        this.result.initial.push({
          variable: symbol.name,
          expression: value,
          origin: `${owner.name}: initial ${name}`,
        });
    }
  }

  private initialValue(owner: Owner, name: string, symbol: VariableSymbol, { text, scope }: InitialValue) {
    const frame = frameFor(owner, scope, text, `${owner.name}/initial/${name}`);
    const value = this.task.lowering.text(frame);
    const message = `the initial value of "${name}" has another unit`;
    const whole = { start: 0, end: text.value.length };
    return value && this.task.lowering.demand(value, symbol.dimension, frame, whole, message) ? value.expression : null;
  }

  private equations(owner: Owner, scope: Scope, file: EquationFile): void {
    const { lowering, integration } = this.task;
    const texts = textsOf(inside(file, "equations"));
    this.result.step.push(...lowerEquations(lowering, texts, { owner, scope, integration, event: null }));
    for (const [event, entry] of entriesOf(inside(file, "on"))) {
      const place = entry.positions.key(entry.path);
      if (!this.task.events.has(event)) {
        const details = spelling(nearestName(event, this.task.events));
        lowering.issues.error(
          "unknown-name",
          place,
          `unknown event "${event}"`,
          details.hint ? details : { hint: "declare it under events" },
        );
      }
      const statements = lowerEquations(lowering, textsOf(entry), { owner, scope, integration, event });
      this.result.events.get(event)?.push(...statements);
    }
  }

  private yoke(nucleus: NucleusOwner): void {
    const input = this.task.yoked.get(nucleus.name);
    const rate = nucleus.symbols.get("rate");
    if (!input || rate?.kind !== "variable") return;
    this.result.step.push({ variable: rate.name, expression: fold.read(input.name), origin: `${nucleus.name}: yoked` });
  }

  private projection({ owner, file, rule, ruleScope }: SourcedProjection): void {
    this.modulation(
      owner.name,
      owner,
      ruleScope,
      rule && inside(rule, "modulation"),
      new Set(Object.keys(file.value.modulation ?? {})),
    );
    this.modulation(owner.name, owner, owner.scope, inside(file, "modulation"), new Set());
    this.sum(owner, file);
    if (rule) this.equations(owner, ruleScope, rule);
    this.equations(owner, owner.scope, file);
  }

  private sum(owner: SourcedProjection["owner"], file: SourcedProjection["file"]): void {
    const { lowering } = this.task;
    const into = inside(file, "into");
    const population = owner.target.population;
    const place = into?.positions.value(into.path);
    const given = file.value.transmits !== undefined;
    if (!into && !given) return;
    const call = {
      kind: "call",
      name: "input",
      arguments: [{ kind: "name", parts: [owner.name], slice: null, span: { start: 0, end: 0 } }],
      nameSpan: { start: 0, end: 0 },
      span: { start: 0, end: 0 },
    } as const;
    const frame = frameFor(population, population.scope, { value: "", at: () => place ?? owner.place }, "");
    const value = lowerInput(lowering, call, frame);
    if (!into || !place) return;
    const target = population.symbols.get(into.value);
    if (target?.kind !== "variable" || target.role !== "state") {
      const nearest = nearestName(into.value, population.symbols.keys());
      lowering.issues.error(
        "unknown-name",
        place,
        `population "${population.name}" has no variable "${into.value}"`,
        spelling(nearest),
      );
      return;
    }
    if (
      !value ||
      !lowering.demand(
        value,
        target.dimension,
        frame,
        call.span,
        `what "${owner.name}" transmits has another unit than "${target.name}"`,
      )
    )
      return;
    const slice = { population: population.name, from: owner.target.from, count: owner.target.count };
    this.result.step.push(
      ...this.sums.statements(target.name, slice, value.expression, `${owner.name}: into ${into.value}`),
    );
  }

  private modulation(
    projection: string,
    owner: SourcedProjection["owner"],
    scope: Scope,
    entries: SourcedProjection["file"]["value"]["modulation"] extends infer T ? Placed<NonNullable<T>> | null : never,
    replaced: ReadonlySet<string>,
  ): void {
    const described = this.result.modulations.get(projection) ?? [];
    this.result.modulations.set(projection, described);
    for (const [name, entry] of entriesOf(entries)) {
      if (replaced.has(name)) continue;
      const symbol = owner.symbols.get(name);
      if (symbol?.kind !== "variable") continue;
      const { effect } = entry.value;
      const value = this.modulationValue(owner, scope, name, symbol, entry, new Set());
      if (!value) continue;
      const modulators = new Set(
        [...readsOf(value.expression)].flatMap((variable) => this.task.table.modulatory.get(variable)?.modulator ?? []),
      );
      described.push({ name, effect, modulators: [...modulators].sort() });
      const frozen = this.task.frozen.filter(
        (one) => modulators.has(one.modulator) && (one.effect ?? effect) === effect,
      );
      const held = new Set(frozen.map((one) => one.modulator));
      const used = held.size > 0 ? this.modulationValue(owner, scope, name, symbol, entry, held) : value;
      if (!used) continue;
      const statement = {
        variable: symbol.name,
        expression: used.expression,
        origin: `${owner.name}: modulation ${name}`,
      };
      this.result.initial.push(statement);
      this.result.step.push(statement);
    }
  }

  private modulationValue(
    owner: SourcedProjection["owner"],
    scope: Scope,
    name: string,
    symbol: VariableSymbol,
    entry: Placed<{ readonly expression: string | number }>,
    frozen: ReadonlySet<string>,
  ): Typed | null {
    const text = sourceText(entry.value.expression, entry.positions, [...entry.path, "expression"]);
    const base = frameFor(owner, scope, text, `${owner.name}/modulation/${name}`);
    const frame = { ...base, domain: { kind: "subject" }, frozen } as const;
    const value = this.task.lowering.text(frame);
    const whole = { start: 0, end: text.value.length };
    const message = `modulation "${name}" has another unit than its expression`;
    return value && this.task.lowering.demand(value, symbol.dimension, frame, whole, message) ? value : null;
  }

  /** The mean over the populations' activities. */
  private activity({ owner, file }: Sourced<AreaOwner, AreaFile>): void {
    const { declaring, lowering, populations } = this.task;
    if (owner.symbols.has("activity")) return;
    const values: Typed[] = [];
    for (const population of populations.get(owner) ?? []) {
      const given = inside(population.file, "activity");
      if (!given && population.owner.symbols.get("rate")?.kind !== "variable") continue;
      const text: SourceText = given
        ? sourceText(given.value, given.positions, given.path)
        : { value: "mean(rate)", at: () => population.owner.place };
      const base = frameFor(population.owner, population.owner.scope, text, `${population.owner.name}/activity`);
      const frame = { ...base, domain: { kind: "subject" } } as const;
      const value = lowering.text(frame);
      if (!value) continue;
      const first = values[0];
      if (
        first &&
        !lowering.agree(
          first,
          value,
          frame,
          { start: 0, end: text.value.length },
          "activities of populations of one area have different units",
        )
      )
        continue;
      values.push(value);
    }
    if (values.length === 0) return;
    const total = values.map((value) => value.expression).reduce((left, right) => fold.binary("add", left, right));
    const expression = fold.binary("divide", total, fold.constant(values.length));
    const variable = declaring.variable({
      name: `${owner.name}.activity`,
      dimension: values[0]!.dimension,
      place: file.positions.key(file.path),
      owner,
      derived: true,
    });
    this.result.activities.set(owner, variable);
    const statement = { variable: variable.name, expression, origin: `${owner.name}: activity` };
    this.result.initial.push(statement);
    this.result.step.push(statement);
  }
}
