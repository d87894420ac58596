import type { Variable } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import {
  checkModel,
  type Issue,
  IssueCollector,
  type LoweredModel,
  type ModelSource,
  outlineModel,
  readModel,
  spelling,
} from "../spec/index.ts";
import {
  type Dimension,
  dimensionless,
  formatQuantity,
  parseUnit,
  type Quantity,
  timeDimension,
} from "../units/index.ts";
import type { Names } from "./evaluateExpression.ts";
import { Expressions } from "./expressions.ts";
import type { Condition, Measure, Point, Protocol } from "./protocol.ts";
import type { ConditionFile } from "./protocolFile.ts";
import type { ProtocolSource } from "./readProtocol.ts";
import { measuredDimension, resolveReferences } from "./references.ts";
import { RuleValues } from "./ruleValues.ts";
import { Schedule, type Sockets, socketsOf } from "./schedule.ts";
import { sweepValues } from "./sweep.ts";

/** Longest run, and most pulses and events of all points together. */
const mostSteps = 100_000_000;
const mostEntries = 2_000_000;
/** Most sets of parameters with which the model is checked before anything runs. */
const mostCheckedModels = 16;

/** What a protocol needs from where it is read. */
export interface ProtocolSurroundings {
  /** Path of a model that a protocol file names: a bundled one's name, or a path relative to the file. */
  readonly findModel: (reference: string, file: string) => string;
  readonly readText: (path: string) => string;
}

/** A protocol, or null, and everything that is wrong with it. */
export function resolveProtocol(
  source: ProtocolSource,
  surroundings: ProtocolSurroundings,
): { protocol: Protocol | null; issues: readonly Issue[] } {
  const issues = new IssueCollector();
  const modelSource = readModel(surroundings.findModel(source.data.model, source.file), surroundings.readText);
  for (const issue of checkModel(modelSource)) {
    const unread = issue.code === "file" && issue.file === modelSource.file && issue.line <= 1;
    issues.add(unread ? { ...issue, ...source.positions.value(["model"]) } : issue);
  }
  if (issues.hasErrors) return { protocol: null, issues: issues.all };
  const protocol = new Resolution(source, modelSource, issues).resolve();
  return { protocol: issues.hasErrors ? null : protocol, issues: issues.all };
}

class Resolution {
  private readonly source: ProtocolSource;
  private readonly modelSource: ModelSource;
  private readonly model: LoweredModel;
  private readonly sockets: Sockets;
  private readonly expressions: Expressions;
  private readonly parameters: Map<string, Quantity>;
  private readonly rules: RuleValues;
  private readonly names = new Map<string, Names>();
  /** Pulses and events so far. */
  private entries = 0;

  constructor(source: ProtocolSource, modelSource: ModelSource, issues: IssueCollector) {
    this.source = source;
    this.modelSource = modelSource;
    const { model, outline } = outlineModel(modelSource);
    this.model = model;
    this.rules = new RuleValues(outline);
    this.sockets = socketsOf(this.model);
    this.expressions = new Expressions(source.positions, issues);
    this.parameters = new Map(
      this.model.parameters.map(({ name, value, unit }) => [name, { value, dimension: parseUnit(unit).dimension }]),
    );
  }

  resolve(): Protocol | null {
    const { data, file } = this.source;
    this.checkNames();
    const sweep = sweepValues(data, this.constants(), this.expressions);
    const measure = this.measure();
    if (!sweep || !measure) return null;
    const entries: [string, ConditionFile][] = Object.entries(data.conditions ?? { curve: {} });
    const conditions = entries.map(([id, entry]) => this.condition(id, entry, sweep.values, sweep.dimension));
    if (!this.expressions.issues.hasErrors) this.checkModels(conditions);
    const references = resolveReferences(
      data.references ?? [],
      {
        conditions: entries.map(([id]) => id),
        x: sweep.values.map((value) => value / sweep.axis.scale),
        namesAt: (condition, place) => this.names.get(`${condition}/${place}`) ?? null,
        vertical: { scale: measure.scale, dimension: measure.dimension },
      },
      this.expressions,
    );
    return {
      name: data.name,
      title: data.title,
      summary: data.summary ?? "",
      remarks: data.remarks ?? "",
      sources: data.sources ?? [],
      file,
      specification: data,
      modelSource: this.modelSource,
      model: this.model,
      seed: data.seed ?? 1,
      subjects: data.subjects ?? 1,
      horizontal: sweep.axis,
      vertical: {
        label: measure.label,
        unit: measure.unit,
        scale: measure.scale,
        logarithmic: data.measure.spacing === "logarithmic",
      },
      measure: measure.measure,
      conditions,
      references,
    };
  }

  /** Names that do not change from point to point: parameters of the model and of rules as the model has them. */
  private constants(): Map<string, Quantity> {
    const step = { value: this.model.program.step, dimension: timeDimension };
    return this.rules.addTo(new Map([...this.parameters, ["step", step]]), this.parameters.keys());
  }

  /** Dimension of a parameter of the model or of a projection's rule, or null if there is none of that name. */
  private dimensionOf(name: string): Dimension | null {
    return this.parameters.get(name)?.dimension ?? this.rules.dimensions.get(name) ?? null;
  }

  /** Names of quantities and parameters that conditions and the file give values to. */
  private checkNames(): void {
    const { data } = this.source;
    const quantities = Object.keys(data.quantities ?? {});
    for (const name of quantities)
      if (this.parameters.has(name) || name === "step" || name === "time")
        this.expressions.error({ path: ["quantities", name] }, "usage", `"${name}" has a meaning already`);
    const parameters = [...this.parameters.keys(), ...this.rules.dimensions.keys()];
    this.known("parameter", data.parameters, parameters, ["parameters"]);
    for (const [id, condition] of Object.entries(data.conditions ?? {})) {
      this.known("parameter", condition.parameters, parameters, ["conditions", id, "parameters"]);
      this.known("quantity", condition.quantities, quantities, ["conditions", id, "quantities"]);
    }
  }

  private known(kind: string, entries: object | undefined, known: readonly string[], path: string[]): void {
    for (const name of Object.keys(entries ?? {})) {
      if (known.includes(name)) continue;
      const { hint } = spelling(nearestName(name, known));
      const place = this.source.positions.key([...path, name]);
      this.expressions.issues.error("unknown-name", place, `there is no ${kind} "${name}"`, {
        hint: hint ?? `there are ${known.join(", ") || "none"}`,
      });
    }
  }

  private condition(id: string, entry: ConditionFile, values: readonly number[], dimension: Dimension): Condition {
    const { data } = this.source;
    const points = values.flatMap((x, place) => this.point(id, entry, { value: x, dimension }, place) ?? []);
    return {
      id,
      label: entry.label ?? (data.conditions ? id : "this run"),
      doc: entry.doc ?? "",
      variable: entry.variable ?? this.source.data.measure.variable,
      points,
    };
  }

  private point(id: string, entry: ConditionFile, swept: Quantity, place: number): Point | null {
    const { data } = this.source;
    const names = this.entries > mostEntries ? null : this.namesOf(id, entry, swept);
    if (!names) return null;
    const changed = this.changedParameters(id, entry, names);
    for (const [name, value] of Object.entries(changed)) names.set(name, { value, dimension: this.dimensionOf(name)! });
    this.rules.addTo(names, this.parameters.keys(), changed); // What rules are given may read what has changed.
    this.names.set(`${id}/${place}`, names);
    const { step } = this.model.program;
    const duration = this.expressions.number({ value: data.duration, path: ["duration"] }, names, timeDimension);
    if (duration === null) return null;
    const steps = Math.round(duration / step);
    if (steps < 1 || steps > mostSteps)
      return this.expressions.error({ path: ["duration"] }, "limit", "wrong length", {
        expected: `1 … ${mostSteps} steps of ${step} s`,
        got: `${steps} steps`,
      });
    const schedule = new Schedule(this.expressions, this.sockets, step, steps, names);
    const at = schedule.moment(data.measure.at ?? (data.sweep.over === "time" ? "time" : data.duration), [
      "measure",
      "at",
    ]);
    const since = schedule.moment(data.measure.since ?? 0, ["measure", "since"]);
    const own = ["conditions", id];
    const pulses = [
      ...schedule.pulses(data.pulses ?? [], ["pulses"]),
      ...schedule.pulses(entry.pulses ?? [], [...own, "pulses"]),
    ];
    const events = [
      ...schedule.events(data.events ?? [], ["events"]),
      ...schedule.events(entry.events ?? [], [...own, "events"]),
    ];
    this.entries += pulses.length + events.length;
    if (this.entries > mostEntries)
      return this.expressions.error({ path: ["pulses"] }, "limit", "too many pulses and events", {
        expected: `at most ${mostEntries} in all points together`,
      });
    if (at === null || since === null) return null;
    return { x: swept.value, parameters: changed, pulses, events, steps, at, since };
  }

  /** The quantities at a point: the swept one, those of the condition, the others' usual values. */
  private namesOf(id: string, entry: ConditionFile, swept: Quantity): Map<string, Quantity> | null {
    const { data } = this.source;
    const names = this.constants();
    names.set(data.sweep.over, swept);
    for (const [name, { value, unit }] of Object.entries(data.quantities ?? {})) {
      if (name === data.sweep.over) continue;
      const own = Object.hasOwn(entry.quantities ?? {}, name) ? entry.quantities?.[name] : undefined;
      const path = own === undefined ? ["quantities", name, "value"] : ["conditions", id, "quantities", name];
      const given = own ?? value;
      if (given === undefined)
        return this.expressions.error({ path: ["quantities", name] }, "missing", `"${name}" has no value`);
      const { dimension } = this.expressions.unit(unit, ["quantities", name, "unit"]) ?? { dimension: dimensionless };
      const number = this.expressions.number({ value: given, path }, names, dimension);
      if (number === null) return null;
      names.set(name, { value: number, dimension });
    }
    return names;
  }

  private changedParameters(id: string, entry: ConditionFile, names: Names): Record<string, number> {
    const changed: Record<string, number> = {};
    const take = (entries: Readonly<Record<string, string | number>> | undefined, path: string[]): void => {
      for (const [name, value] of Object.entries(entries ?? {})) {
        const dimension = this.dimensionOf(name);
        const number = dimension && this.expressions.number({ value, path: [...path, name] }, names, dimension);
        if (number !== null && this.isInRange(name, number, [...path, name])) changed[name] = number;
      }
    };
    take(this.source.data.parameters, ["parameters"]);
    take(entry.parameters, ["conditions", id, "parameters"]);
    return changed;
  }

  /** Whether a value lies in its parameter's range; if not, that is reported. */
  private isInRange(name: string, value: number, path: string[]): boolean {
    const range = this.model.parameters.find((parameter) => parameter.name === name)?.range;
    if (!range || (value >= range[0] && value <= range[1])) return true;
    const text = (one: number) => formatQuantity({ value: one, dimension: this.dimensionOf(name)! });
    this.expressions.error({ path }, "range", `parameter "${name}" is out of its range`, {
      expected: `${text(range[0])} … ${text(range[1])}`,
      got: text(value),
    });
    return false;
  }

  /** Whether the model is sound with the parameters of points; the first of many are looked at. */
  private checkModels(conditions: readonly Condition[]): void {
    const all = conditions.flatMap(({ id, points }) => points.map(({ parameters }) => ({ id, parameters })));
    const distinct = new Map(all.map((one) => [JSON.stringify(one.parameters), one]));
    for (const { id, parameters } of [...distinct.values()].slice(0, mostCheckedModels)) {
      if (Object.keys(parameters).length === 0) continue;
      for (const issue of checkModel(this.modelSource, { parameters })) {
        if (issue.severity === "warning") continue;
        const own = this.source.data.conditions?.[id]?.parameters !== undefined;
        const place = this.source.positions.key(own ? ["conditions", id, "parameters"] : ["parameters"]);
        this.expressions.issues.add({ ...issue, ...place, message: `with these parameters: ${issue.message}` });
      }
    }
  }

  private measure(): {
    measure: Measure;
    label: string;
    unit: string;
    scale: number;
    dimension: Dimension;
  } | null {
    const { variable, element, as = "change", label, unit } = this.source.data.measure;
    const found = this.variable(variable, ["measure", "variable"]);
    for (const [id, condition] of Object.entries(this.source.data.conditions ?? {})) {
      const path = ["conditions", id, "variable"];
      const other = condition.variable === undefined ? found : this.variable(condition.variable, path);
      if (other && found && other.unit !== found.unit)
        this.expressions.error({ path }, "dimension", "all conditions must measure the same kind of quantity", {
          expected: found.unit,
          got: other.unit,
        });
    }
    if (!found) return null;
    const place = element === undefined ? null : this.element(element, found.domain);
    const dimension = measuredDimension(as, parseUnit(found.unit).dimension);
    const shown = unit === undefined ? null : this.expressions.unit(unit, ["measure", "unit"]);
    if (shown && String(shown.dimension) !== String(dimension))
      return this.expressions.error({ path: ["measure", "unit"] }, "dimension", "wrong unit for what is measured", {
        expected: as === "ratio" || as === "relative change" ? "1 or %" : found.unit,
        got: unit!,
      });
    const plain = as === "ratio" || as === "relative change" ? "1" : found.unit;
    return {
      measure: { element: place, as },
      label: label ?? `${as === "value" ? "" : `${as} of `}${variable}`,
      unit: shown ? unit! : plain,
      scale: shown?.scale ?? 1,
      dimension,
    };
  }

  /** Place of the measured unit or synapse, or null (and an issue). */
  private element(value: string | number, domain: Variable["domain"]): number | null {
    const written = { value, path: ["measure", "element"] };
    const place = this.expressions.number(written, this.constants(), dimensionless);
    const count = this.countOf(domain);
    if (place === null || (Number.isInteger(place) && place >= 0 && place < count)) return place;
    return this.expressions.error(written, "range", "there is no such element", {
      expected: `0 … ${count - 1}`,
      got: String(place),
    });
  }

  /** Number of units or synapses. */
  private countOf(domain: Variable["domain"]): number {
    const { populations, projections } = this.model.program;
    if (domain.kind === "subject") return 1;
    if (domain.kind === "population") return populations.find(({ name }) => name === domain.population)?.size ?? 0;
    const projection = projections.find(({ name }) => name === domain.projection);
    if (!projection) return 0;
    const { source, target, connection } = projection;
    return connection === "one-to-one" ? target.count : source.count * target.count;
  }

  /** A variable of the program by name, or null (and an issue). */
  private variable(name: string, path: string[]): Variable | null {
    const { variables } = this.model.program;
    const found = variables.find((candidate) => candidate.name === name);
    if (found) return found;
    const known = variables.map((candidate) => candidate.name);
    const { hint } = spelling(nearestName(name, known));
    return this.expressions.error({ path }, "unknown-name", `the model has no variable "${name}"`, {
      hint: hint ?? `there are ${known.join(", ")}`,
    });
  }
}
