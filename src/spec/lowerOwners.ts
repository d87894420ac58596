import type { Statement } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import { dimensionless } from "../units/index.ts";
import { lowerActivity } from "./activity.ts";
import type { Sourced } from "./declareOwners.ts";
import type { SourcedProjection } from "./declareProjections.ts";
import type { Declaring } from "./declaring.ts";
import { type DelayLines, delaySteps } from "./delays.ts";
import { type Integration, lowerEquations, Sums, textsOf } from "./equations.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { gatherOf } from "./gathering.ts";
import { spelling } from "./issue.ts";
import type { Modulation, RestDescription } from "./lowered.ts";
import type { AreaFile, NucleusFile, PopulationFile } from "./modelFile.ts";
import { lowerModulation } from "./modulation.ts";
import { lowerAreaChemistry } from "./neuromodulation.ts";
import { type Relaxation, Rest, restEvent } from "./rest.ts";
import { withShares } from "./restShares.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import {
  type AreaOwner,
  type InitialValue,
  type NucleusOwner,
  type Owner,
  type PopulationOwner,
  type ProjectionOwner,
  type Scope,
  type SymbolTable,
  sourceText,
  unitsOf,
  type VariableSymbol,
} from "./symbols.ts";
import { frameFor } from "./typed.ts";

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
  readonly delays: DelayLines;
  /** What becomes of variables over an interval without steps, event `rest`; null if nothing relaxes. */
  rest: RestDescription | null;
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
  private readonly result: LoweredOwners;
  private readonly sums = new Sums();
  private readonly rest = new Rest();
  private readonly task: LoweringTask;

  constructor(task: LoweringTask) {
    this.task = task;
    this.result = {
      initial: [],
      step: [],
      events: new Map(),
      delays: task.lowering.delays,
      rest: null,
      modulations: new Map(),
      activities: new Map(),
    };
    for (const event of task.events) this.result.events.set(event, []);
  }

  run(): LoweredOwners {
    const { areas, populations, nuclei, projections } = this.task;
    for (const projection of projections) this.delay(projection);
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
    this.past();
    this.derive();
    return this.result;
  }

  private delay({ owner, file }: SourcedProjection): void {
    const { lowering } = this.task;
    const delay = inside(file, "delay");
    if (!delay) return;
    const text = sourceText(delay.value, delay.positions, delay.path);
    const syntax = lowering.parse(text);
    const frame = { ...frameFor(owner, owner.scope, text, ""), domain: { kind: "subject" } } as const;
    const steps = syntax && delaySteps(lowering, syntax, frame);
    if (steps !== null) lowering.delays.setSteps(owner, steps);
  }

  /** Past values, moved on at the end of a step. */
  private past(): void {
    const { lowering } = this.task;
    const { initial, step, rest } = lowering.delays.statements(lowering.step);
    this.result.initial.push(...initial);
    this.result.step.push(...step);
    this.rest.add(rest);
  }

  /** The event `rest`, from all that was lowered. */
  private derive(): void {
    const { events, step } = this.result;
    const authored = new Set(events.get("offline")?.map(({ variable }) => variable));
    const { statements, description } = this.rest.routine(step, authored, [...this.task.declaring.variables.values()]);
    const { declaring } = this.task;
    const isFixed = (name: string): boolean => {
      const variable = declaring.variables.get(name);
      return variable !== undefined && variable.domain.kind === "subject" && variable.role !== "state";
    };
    const declare = (number: number): string =>
      declaring.variable({
        ...declaring.variables.get(restEvent.input)!,
        role: "state",
        name: `rest.share${number}`,
        dimension: dimensionless,
        derived: true,
      }).name;
    events.set(restEvent.event, withShares(statements, isFixed, declare));
    this.result.rest = statements.length > 0 ? description : null;
  }

  private owners(): Owner[] {
    const { areas, populations, nuclei, projections } = this.task;
    return [
      ...areas.flatMap(({ owner }) => [owner, ...(populations.get(owner) ?? []).map((population) => population.owner)]),
      ...nuclei.map(({ owner }) => owner),
      ...projections.flatMap(({ owner, parts }) => [...parts.map((part) => part.owner), owner]),
    ];
  }

  private chemistry(): void {
    const { declaring, lowering, table, areas, populations } = this.task;
    const receptors = declaring.section("receptors");
    for (const area of areas) {
      const { initial, step, rest } = lowerAreaChemistry(
        declaring,
        lowering,
        table,
        area,
        populations.get(area.owner) ?? [],
        receptors,
      );
      this.result.initial.push(...initial);
      this.result.step.push(...step);
      this.rest.add(rest);
    }
  }

  private initialValues(owner: Owner): void {
    for (const [name, symbol] of owner.symbols) {
      if (symbol.kind !== "variable" || symbol.role !== "state" || symbol.derived) continue;
      const value = symbol.initial ? this.initialValue(owner, name, symbol, symbol.initial) : fold.constant(0);
      if (value)
        this.result.initial.push({
          variable: symbol.name,
          ...sliceOf(owner),
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
    const slice = sliceOf(owner);
    const put = (statements: readonly Statement[]) => statements.map((statement) => ({ ...statement, ...slice }));
    const onRate = (variable: string, relaxation: Relaxation | null) =>
      this.rest.relax(variable, relaxation, slice.slice);
    this.result.step.push(...put(lowerEquations(lowering, texts, { owner, scope, integration, event: null, onRate })));
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
      this.result.events.get(event)?.push(...put(statements));
    }
  }

  private yoke(nucleus: NucleusOwner): void {
    const input = this.task.yoked.get(nucleus.name);
    const rate = nucleus.symbols.get("rate");
    if (!input || rate?.kind !== "variable") return;
    this.result.step.push({ variable: rate.name, expression: fold.read(input.name), origin: `${nucleus.name}: yoked` });
  }

  private sum(owner: ProjectionOwner, file: SourcedProjection["file"]): void {
    const { lowering } = this.task;
    const into = inside(file, "into");
    const value = into || inside(file, "transmits") ? gatherOf(lowering, owner) : null;
    if (!into) return;
    const population = owner.target.population;
    const place = into.positions.value(into.path);
    const target = population.symbols.get(into.value);
    if (target?.kind !== "variable" || target.role !== "state") {
      const message = `population "${population.name}" has no variable "${into.value}"`;
      lowering.issues.error(
        "unknown-name",
        place,
        message,
        spelling(nearestName(into.value, population.symbols.keys())),
      );
      return;
    }
    const frame = frameFor(owner, owner.scope, { value: into.value, at: () => place }, "");
    const message = `what "${owner.name}" transmits has another unit than "${target.name}"`;
    if (!value || !lowering.demand(value, target.dimension, frame, { start: 0, end: 0 }, message)) return;
    const slice = { population: population.name, from: owner.target.from, count: owner.target.count };
    const origin = `${owner.name}: into ${into.value}`;
    this.result.step.push(...this.sums.statements(target.name, slice, value.expression, origin));
  }

  private projection(projection: SourcedProjection): void {
    const { owner, file, rule, ruleScope, parts } = projection;
    const { described, statements } = lowerModulation(this.task, projection);
    this.result.modulations.set(owner.name, described);
    this.result.initial.push(...statements);
    this.result.step.push(...statements);
    this.sum(owner, file);
    if (rule) this.equations(owner, ruleScope, rule);
    this.equations(owner, owner.scope, file);
    for (const part of parts) for (const { file: texts, scope } of part.files) this.equations(part.owner, scope, texts);
  }

  private activity(area: Sourced<AreaOwner, AreaFile>): void {
    const activity = lowerActivity(this.task, area);
    if (!activity) return;
    this.result.activities.set(area.owner, activity.variable);
    this.result.initial.push(activity.statement);
    this.result.step.push(activity.statement);
  }
}

/** The units whose state a part of a projection gives, where these are not all of their population. */
function sliceOf(owner: Owner): Pick<Statement, "slice"> {
  const units = owner.kind === "part" ? unitsOf(owner) : null;
  if (!units || units.count === units.population.size) return {};
  return { slice: { population: units.population.name, from: units.from, count: units.count } };
}
