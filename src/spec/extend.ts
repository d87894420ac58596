import { nearestName } from "../math/nearestName.ts";
import { missingKeys } from "./extension.ts";
import { type IssueCollector, type Location, spelling } from "./issue.ts";
import { LayeredPositions, pathKey } from "./layeredPositions.ts";
import type { ModelPart } from "./modelFile.ts";
import type { ModelDocument } from "./modelSource.ts";
import { formatPath, type Path, type Positions } from "./positions.ts";

/** A value of a model that another file gives than the one where its entry stands. */
export interface Override {
  /** Where in the model's data: `parameters.learningRate.value`. */
  readonly path: string;
  readonly kind: "changed" | "added" | "removed";
  /** The file and line that now decide. */
  readonly place: Location;
  /** What was there before and where it stood; null for what was added. */
  readonly before: { readonly value: string; readonly place: Location } | null;
}

type Data = Record<string, unknown>;

/** Lists and texts of the whole model: those of an extending file come in addition or stand for themselves. */
const whole = new Set([
  ...[
    "neohebb",
    "name",
    "version",
    "summary",
    "step",
    "integration",
    "extends",
    "imports",
    "sources",
    "bibliography",
    "events",
    "record",
  ],
]);
/** Sections whose entries say how their values came about. */
const valued: Readonly<Record<string, readonly string[]>> = {
  parameters: ["value"],
  receptors: ["halfMaximalConcentration", "hillCoefficient"],
};

/**
 * Puts the files of an extending model over those of the model that it extends.
 *
 * What stands in both is merged: values and equations of the later file replace those of the earlier one, null removes,
 * and what is new is added. The order of the earlier model is kept.
 */
export function extendDocuments(
  base: readonly ModelDocument[],
  layer: readonly ModelDocument[],
  issues: IssueCollector,
): { documents: ModelDocument[]; touched: ReadonlySet<ModelDocument>; overrides: Override[] } {
  const extending = new Extending(base, layer.at(-1)?.data.name ?? "", issues);
  const rest = layer.map((document) => extending.take(document));
  const main = rest.at(-1);
  if (main) extending.handOverStep(main);
  return { documents: [...extending.documents, ...rest], touched: extending.touched, overrides: extending.overrides };
}

interface Target {
  readonly document: ModelDocument;
  readonly data: Data;
  readonly positions: LayeredPositions;
}

class Extending {
  readonly overrides: Override[] = [];
  readonly touched = new Set<ModelDocument>();
  private readonly targets: readonly Target[];
  private readonly name: string;
  private readonly issues: IssueCollector;
  /** What files of this layer have said already. */
  private readonly said = new Map<string, Location>();

  constructor(base: readonly ModelDocument[], name: string, issues: IssueCollector) {
    this.name = name;
    this.issues = issues;
    this.targets = base.map(({ file, data, positions }) => {
      const copy = copyOf(data) as Data;
      const layered = new LayeredPositions(positions);
      return { document: { file, data: copy as ModelPart, positions: layered }, data: copy, positions: layered };
    });
  }

  get documents(): ModelDocument[] {
    return this.targets.map(({ document }) => document);
  }

  /** The length of a step belongs to the main file. */
  handOverStep(main: ModelDocument): void {
    for (const { data, document } of this.targets) {
      if (data.step === undefined) continue;
      if (main.data.step === undefined) {
        (main.data as Data).step = data.step;
        (main.positions as LayeredPositions).replace(["step"], document.positions);
      } else this.note("changed", ["step"], main.positions, document.positions, data.step);
      delete data.step;
    }
  }

  /** Takes from a file of the layer what concerns the model below, and gives back the rest: what is new. */
  take({ file, data, positions }: ModelDocument): ModelDocument {
    const rest = copyOf(data) as Data;
    delete rest.extends;
    for (const [section, entries] of Object.entries(data as Data)) {
      if (whole.has(section) || !isRecord(entries)) continue;
      if (section === "body") {
        const target = this.targets.find((one) => isRecord(one.data.body));
        if (target) {
          this.merge(target, target.data.body as Data, entries, ["body"], positions);
          delete rest.body;
        }
      } else
        for (const name of Object.keys(entries))
          if (this.entry(section, name, entries[name], positions)) delete (rest[section] as Data)[name];
    }
    return { file, data: rest as ModelPart, positions: new LayeredPositions(positions) };
  }

  /** Whether an entry is dealt with: merged, removed, or wrong. */
  private entry(section: string, name: string, value: unknown, positions: Positions): boolean {
    const path = [section, name];
    const target = this.targets.find(({ data }) => isRecord(data[section]) && Object.hasOwn(data[section], name));
    if (!target) {
      const known = this.targets.flatMap(({ data }) => (isRecord(data[section]) ? Object.keys(data[section]) : []));
      return this.isWrongAddition(path, value, known, positions);
    }
    const entries = target.data[section] as Data;
    if (section === "parameters" && (typeof value === "string" || typeof value === "number"))
      this.merge(target, entries[name] as Data, { value }, path, positions, path);
    else if (value === null || !isRecord(value) || !isRecord(entries[name]))
      this.set(target, entries, name, value, path, positions);
    else this.merge(target, entries[name], value, path, positions);
    return true;
  }

  private merge(
    target: Target,
    into: Data,
    from: Data,
    path: Path,
    positions: Positions,
    shorthand: Path | null = null,
  ): void {
    this.restate(target, into, from, path, positions, shorthand);
    for (const [key, value] of Object.entries(from)) {
      const here = [...path, key];
      if (isRecord(value) && isRecord(into[key])) this.merge(target, into[key], value, here, positions);
      else if (Object.hasOwn(into, key) || !this.isWrongAddition(here, value, Object.keys(into), positions))
        this.set(target, into, key, value, here, positions, shorthand ?? here);
    }
  }

  private set(
    target: Target,
    into: Data,
    key: string,
    value: unknown,
    path: Path,
    positions: Positions,
    from: Path = path,
  ): void {
    const place = positions.key(from);
    const said = this.said.get(pathKey(path));
    if (said) {
      const hint = { hint: `first in ${said.file}${said.line > 0 ? `:${said.line}` : ""}` };
      this.issues.error("duplicate", place, `${formatPath(path)} is overridden twice`, hint);
      return;
    }
    this.said.set(pathKey(path), place);
    const before = Object.hasOwn(into, key) ? into[key] : undefined;
    const kind = value === null ? "removed" : before === undefined ? "added" : "changed";
    this.note(kind, path, positions, target.positions, before, from);
    this.touched.add(target.document);
    if (value === null) delete into[key];
    else {
      into[key] = value;
      target.positions.replace(path, positions, from);
    }
  }

  /** Reports a part that changes or removes what is not there; a whole new one is none. */
  private isWrongAddition(path: Path, value: unknown, known: readonly string[], positions: Positions): boolean {
    const name = String(path.at(-1));
    const owner = formatPath(path.slice(0, -1));
    const nearest = spelling(nearestName(name, known));
    if (value === null) {
      this.issues.error("unknown-name", positions.key(path), `there is no "${name}" under ${owner} to remove`, nearest);
      return true;
    }
    const missing = isRecord(value) || path[0] === "parameters" ? missingKeys(path, value) : null;
    if (!missing && !(path.length === 2 && path[0] === "parameters" && !isRecord(value))) return false;
    const needs = missing ?? ["value", "status", "source"];
    this.issues.error("unknown-name", positions.key(path), `there is no "${name}" under ${owner} to override`, {
      expected: `a name that is there, or for a new one ${needs.join(", ")}`,
      ...nearest,
    });
    return true;
  }

  /** A value that is overridden without saying how it came about was chosen by the one who overrides it. */
  private restate(
    target: Target,
    into: Data,
    from: Data,
    path: Path,
    positions: Positions,
    shorthand: Path | null,
  ): void {
    const [section = "", , ...deeper] = path;
    const values = deeper.length === 0 ? (valued[section] ?? []) : [];
    const changed = values.filter((key) => Object.hasOwn(from, key) && from[key] !== null);
    if (changed.length === 0) return;
    const [first = ""] = changed;
    const origin = shorthand ?? [...path, first];
    const before = changed.map((key) => String(into[key] ?? "the default")).join(", ");
    const claims: Data = {
      status: "chosen",
      source: `set by ${this.name} in place of ${before} (${String(into.status)})`,
    };
    for (const [key, claim] of Object.entries(claims)) {
      if (Object.hasOwn(from, key)) continue;
      into[key] = claim;
      target.positions.replace([...path, key], positions, origin);
    }
  }

  private note(
    kind: Override["kind"],
    path: Path,
    positions: Positions,
    beforePositions: Positions,
    before: unknown,
    from: Path = path,
  ): void {
    this.overrides.push({
      path: formatPath(path),
      kind,
      place: positions.key(from),
      before: before === undefined ? null : { value: shown(before), place: beforePositions.key(path) },
    });
  }
}

function isRecord(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isRecord(value)) return value;
  const copy: Data = Object.create(null) as Data;
  for (const [key, part] of Object.entries(value)) copy[key] = copyOf(part);
  return copy;
}

/** A value in short. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value.trim() : (JSON.stringify(value) ?? "");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
